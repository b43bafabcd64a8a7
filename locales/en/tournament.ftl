# Tournaments: rules, bracket, scores, judging. The chat and refusals.
tournament-not-one = This event is of another kind: only tournaments have a bracket.
tournament-not-set-up = First choose how it is played: the format, the score and the seeding.
tournament-registration-open = Registration is still open. Draw when it has closed, or start the event now.
tournament-too-few = A tournament needs two players at least.
tournament-too-many = There are { $count } players, and this format takes { $most } at most. Choose another one.
tournament-already-played = There are results: the draw and the rules do not change any more.
tournament-not-drawn = Make the draw first.
tournament-not-running = The tournament is not being played now.
tournament-match-not-open = This match waits for no score now: it has been played, or the opponent is not known yet.
tournament-match-changed = The score is another one by now: somebody was quicker. Look and decide again.
tournament-match-frozen = The match stands still: the judge decides its score.
tournament-bad-score =
    { $wins ->
        [0] Write the score as two numbers, such as 3:2.
        [one] Who wins the one game wins: 1:0 or 0:1.
       *[other] It is played to { $wins } wins: the winner has exactly { $wins }, the other fewer. For example { $wins }:1.
    }
tournament-no-draws = There can be no draw here: one of the two has to go on.
tournament-later-played =
    { $count ->
        [one] { $count } later match has been played with this result. If you change it, that one has to be played again.
       *[other] { $count } later matches have been played with this result. If you change it, they have to be played again.
    }
tournament-order-unknown = Nobody has these numbers: { $numbers }.
tournament-already-withdrawn = This player is out already.

tournament-form = How it is played
tournament-ask-format = Which format?
tournament-ask-format-label = Format
tournament-ask-format-hint = Single elimination: who loses is out. Double: out after two defeats. Round robin: everybody meets everybody. Swiss: a few rounds against equals. Groups: the best two of each go on to a playoff.
tournament-format-single = Single elimination
tournament-format-double = Double elimination
tournament-format-round-robin = Round robin
tournament-format-swiss = Swiss
tournament-format-groups = Groups and playoff
tournament-ask-groups = How many groups?
tournament-ask-groups-label = Groups
tournament-ask-rounds = How many rounds?
tournament-ask-rounds-label = Rounds
tournament-ask-rounds-hint = Skip it: we play as many as it takes to find the best.
tournament-ask-rounds-page-hint = Empty: as many as it takes to find the best.
tournament-ask-bronze = Is there a match for third place?
tournament-ask-bronze-label = Match for third place
tournament-ask-best-of = How many wins make a match?
tournament-ask-best-of-label = Score of a match
tournament-best-of-1 = One game
tournament-best-of-3 = First to 2 wins
tournament-best-of-5 = First to 3 wins
tournament-best-of-7 = First to 4 wins
tournament-best-of-0 = Any score, the higher wins
tournament-ask-seeding = How are the players seeded?
tournament-ask-seeding-label = Seeding
tournament-ask-seeding-hint = The strong meet later. A rating can come from a question of the form that asks for a number.
tournament-seeding-random = At random
tournament-seeding-number = By their numbers
tournament-seeding-manual = By hand
tournament-ask-order = The players' numbers, the strongest first
tournament-ask-order-label = Order
tournament-ask-order-hint = The numbers are in the list of participants. Whom you do not name comes after them.
tournament-ask-order-example = 3 1 2 5

tournament-button = Bracket
tournament-button-mine = My match
tournament-button-table = Table
tournament-button-app = Bracket in the app
tournament-button-judge = Judging
tournament-button-setup = Choose the format
tournament-button-change = Change the rules
tournament-button-draw = Draw
tournament-button-redraw = Draw again
tournament-button-close-and-draw = Start the event and draw
tournament-button-begin = Begin the tournament
tournament-button-see = See the bracket
tournament-button-players = Take a player out
tournament-button-won = I won { $score }
tournament-button-lost = I lost { $score }
tournament-button-won-one = I won
tournament-button-lost-one = I lost
tournament-button-score = Enter the score
tournament-button-other-score = Correct the score
tournament-button-confirm = Confirm
tournament-button-dispute = I disagree
tournament-button-leave = Leave the tournament
tournament-button-leave-yes = Yes, I leave
tournament-button-side = { $name } { $score }
tournament-button-walkover = { $name }: walkover
tournament-button-take-back = Take the result back
tournament-button-undo = Change it anyway
tournament-button-ask = Write to the organizer

tournament-facts = { $format } · { $best } · { $players }
tournament-players =
    { $count ->
        [one] { $count } player
       *[other] { $count } players
    }
tournament-none = There is no bracket yet. It comes with the draw, and I will write whom you play.
tournament-none-organizer = Choose how it is played. Once registration has closed, we draw.
tournament-open = Everything is ready for the draw. It can be made when registration has closed.
tournament-open-closed = Registration has closed: the draw can be made.
tournament-drawn = A preview that you alone see. Begin the tournament, and the players hear of their opponents.
tournament-round =
    { $kind ->
        [tour] Round { $number }
        [groups] Groups, round { $number }
        [upper] Upper bracket, round { $number }
        [lower] Lower bracket, round { $number }
        [bronze] Match for third place
        [final] Final
        [again] Second final
       *[of] 1/{ $number } final
    }
tournament-table = Table
tournament-group = Group { $number }
tournament-number = No. { $number }
tournament-side-winner = winner of no. { $number }
tournament-side-loser = loser of no. { $number }
tournament-side-nobody = nobody
tournament-state-reported = to be confirmed
tournament-state-disputed = disputed
tournament-state-walkover = walkover
tournament-state-bye = goes on without playing
tournament-points =
    { $points ->
        [one] { $shown } point
       *[other] { $shown } points
    }
tournament-line = { $points }, games: { $games }
tournament-more = and { $count } more
tournament-withdrawn-mark = out
tournament-place = Place { $place }

tournament-mine-none = You do not play in this tournament.
tournament-mine-facts = { $round } · no. { $number } · { $best }
tournament-mine-opponent = Opponent: { $name }
tournament-mine-how = Have you played? Say the score.
tournament-mine-reported = You have said { $score }. { $name } is asked to confirm.
tournament-mine-stands = Without an answer the score stands from:
tournament-mine-asked = { $name } says { $score } (yours: { $own }). Is that right?
tournament-mine-disputed = You do not agree about { $score }. The match stands still, the judge decides.
tournament-mine-wait = Waiting for an opponent: { $side }
tournament-mine-wait-round = You have played your matches of this round. Waiting for the others.
tournament-mine-out = The tournament is over for you. Thank you for playing!
tournament-mine-won = You have won the tournament!
tournament-mine-withdrawn = You are out of the tournament.
tournament-mine-last = Last match: { $score }, against { $name }
tournament-score-ask = What was the score? Yours first: 3:2
tournament-score-ask-label = Score
tournament-score-ask-example = 3:2
tournament-score-judge = What was the score? { $name } first
tournament-score-form = Score of the match
tournament-said-reported = The score was sent to your opponent
tournament-said-done = You both say the same: the match is over
tournament-said-disputed = You say different scores: the judge decides
tournament-said-confirmed = The score is confirmed
tournament-said-decided = Written down
tournament-said-drawn = The draw is made
tournament-said-begun = The tournament has begun, everybody knows their opponent
tournament-said-set-up = The rules are saved
tournament-said-left = You are out of the tournament
tournament-said-out = The player is out, the opponents go on without playing
tournament-leave-sure = Leave the tournament “{ $title }”? What you have not played goes to your opponents, and there is no way back.
tournament-which = Which tournament?
tournament-which-none = You take part in no tournament yet.
tournament-close-sure = Start the event? Nobody else can register then, and I draw at once. You alone see the bracket first.
tournament-redraw-sure = Draw again? The present bracket is gone then. If the tournament has begun, the opponents change, and everybody hears of the new ones.
tournament-begin-sure = Begin the tournament? Everybody sees the bracket and hears of their first opponent.

tournament-judge-counts = { $done } of { $all } played.
tournament-judge-waiting =
    { $count ->
        [one] { $count } match waits to be confirmed.
       *[other] { $count } matches wait to be confirmed.
    }
tournament-judge-disputes =
    { $count ->
        [one] Disputed: { $count } match.
       *[other] Disputed: { $count } matches.
    }
tournament-judge-match = { $round } · no. { $number }
tournament-judge-how = What is the result?
tournament-judge-who = Who is to be taken out?
tournament-judge-private = This is easier in our private chat.
tournament-out-ask = Why? The player will read the reason.
tournament-out-ask-label = Reason
tournament-out-form = Take a player out

tournament-told-next = Next opponent: { $name }
tournament-told-first = First opponent: { $name }
tournament-told-rest = You skip the first match and go on without playing. I will write when your opponent is known.
tournament-told-rest-title = The bracket is ready: { $title }
tournament-told-won = You won the match, { $score }
tournament-told-lost = You lost the match, { $score }
tournament-told-drawn = A draw, { $score }
tournament-told-won-walkover = You win without playing: { $name }
tournament-told-lost-walkover = The match goes to your opponent without playing
tournament-told-reported = { $name } says { $score }
tournament-told-reported-own = Yours: { $score }. Is that right?
tournament-told-until = Without your answer the score stands from:
tournament-told-frozen = { $name } does not agree with { $score }
tournament-told-frozen-hint = The match stands still, the judge decides its score. I will write.
tournament-told-disputed = A dispute in the tournament
tournament-told-disputed-who = { $reporter } says so. { $other } disagrees.
tournament-told-disputed-hint = Choose the result with a button, or reply to this message with the score, such as 2:1. { $name } comes first.
tournament-told-undone = The judge has taken the result of a match back
tournament-told-undone-play = Play it again. Opponent: { $name }
tournament-told-undone-wait = I will write later who your opponent is.
tournament-told-withdrawn = You were taken out of the tournament “{ $title }”
tournament-told-withdrawn-reason = Reason: { $reason }
tournament-told-finished = The tournament “{ $title }” is over
tournament-told-winner = Winner: { $name }
tournament-told-begun = The bracket is ready: { $title }
tournament-told-draw = Time for the draw: { $title }
tournament-told-draw-hint = Registration has closed. Make the draw and begin the tournament.
