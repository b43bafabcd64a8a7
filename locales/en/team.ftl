# Teams of an event: rules, line-ups, invitations, the board.
team-button-all = 👥 Teams
team-button-own = My team
team-button-make = Make a team
team-button-join = Join
team-button-leave = Leave the team
team-button-share = Send the link
team-button-pick = Choose a person
team-button-people = Line-up
team-button-rename = Rename
team-button-captain = Captain: { $name }
team-button-remove = Remove: { $name }
team-button-find = Find a team
team-button-board = 🏆 Team board
team-button-personal = Individual board
team-button-again = Try again
team-button-back = Back to the team
team-button-app = In the app
team-button-rules = Team rules
team-button-set-rules = Make it a team event
team-button-change-rules = Change the rules
team-button-off = No teams
team-button-put = Team
team-button-none = No team
team-own = Your team:
team-members =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
team-complete = complete · { $count } of { $most }
team-incomplete = incomplete: { $what }
team-missing = { $count } more
team-lacks-woman = a woman is needed
team-captain-mark = (captain)
team-closed-now = Line-ups are closed. The organizer can still change them.
team-rules-said = { $least } to { $most } people in a team. { $counted ->
    [one] The best result counts.
   *[other] The { $counted } best results count.
}
team-rules-woman = At least one of them is a woman.
team-rules-ties = With the same sum, the team whose last counted result is better stands higher. Teams that have too few results yet stand behind the others.
team-rules-saved = The rules are saved
team-rules-dropped = No teams any more
team-rules-form = Team board
team-off-organizer = Everybody is on their own so far. You can make it a team event: people gather in teams, and the best results are added up.
team-none-here = There are no teams in this event.
team-list-empty = There are no teams yet.
team-find-none = There is no such team.
team-made = The team is made
team-renamed = The name is changed
team-joined = You are in “{ $name }”
team-left = You have left the team
team-taken-out = Done. The old link works no more
team-captain-passed = The captain is named
team-share-words = Join the team “{ $name }”: { $title }
team-pick-how = Choose whom to invite: I will pass it on.
team-invited = { $name }: the invitation is sent.
team-invited-before = { $name }: invited today already.
team-people-how = Who is to be the captain, who is to leave the team?
team-people-alone = You are alone here so far. Send your friends the link.
team-leave-sure = Leave “{ $name }”? You still take part in the event.
team-leave-captain = Leave “{ $name }”? Who has been in it longest becomes the captain.
team-leave-last = Leave “{ $name }”? You are the last one, and it will be gone.
team-you-invited = { $name } invites you to the team “{ $team }”
team-join-how = If you do not take part yet, I will sign you up first, and you are in the team at once.
team-news-joined = { $who } is in “{ $name }” now
team-news-captain = You are the captain of “{ $name }” now
team-news-removed = You are not in “{ $name }” any more
team-news-put = The organizer has put you into the team “{ $name }”
team-news-full = You take part, but “{ $name }” is full by now
team-put-where = Which team: { $name }?
team-put-done = Put into the team
team-put-out = In no team any more
team-sift = By team
team-filter-said = team “{ $name }”
team-board-what = { $count ->
    [one] The best result counts.
   *[other] The { $count } best results are added up.
}
team-board-empty = The teams have no results yet.
team-board-few = { $count } of { $of }
team-ask-name = What is the team called?
team-ask-name-label = Name
team-ask-name-example = Fast Hedgehogs
team-ask-find = How does the name begin?
team-ask-find-label = Name
team-ask-least = How many people make a team complete?
team-ask-least-label = At least
team-ask-most = How many people may be in a team?
team-ask-most-label = At most
team-ask-counted = How many of the best results are added up?
team-ask-counted-label = Results counted
team-ask-counted-hint = No more than there are people in a complete team.
team-ask-woman = Is at least one woman needed?
team-ask-woman-label = At least one woman
team-rules-wrong = That does not work: no more results can count than there are people in a complete team, and “at least” cannot be above “at most”.
team-rules-bigger =
    { $members ->
        [one] There is a team of { $members } already.
       *[other] There is a team of { $members } already.
    }
team-rules-in-use = There are teams already. As long as they are there, the team board stays.
team-name-taken = There is a team “{ $name }” already. Think of another name.
team-name-wrong = A name has up to { $longest } signs, at least one of them a letter or a digit.
team-full = “{ $name }” is full: { $most } at most.
team-closed = Line-ups are closed now: they change while registration is open.
team-register-first = Take part in the event first.
team-in-one-already = In the team “{ $name }” already.
team-not-in = That person is not in the team.
team-not-captain = The captain decides that.
team-link-gone = This link leads to no team any more. Ask the captain for a new one.
panel-column-squad = Team
moderation-action-event-teams-set = rules of teams
moderation-action-event-teams-dropped = teams called off
moderation-action-event-team-renamed = team renamed
moderation-action-event-team-member-removed = member taken out of a team
moderation-action-event-team-captain-changed = another captain of a team
moderation-action-event-team-put = participant put into a team
team-page-title = Teams
team-page-new = A new team
team-page-make = Make a team
team-page-find = Find by name
team-page-board = Team board
team-page-invite = Invite to the team
team-page-captain = Make captain
team-page-captain-sure = Make captain: { $name }?
team-page-remove = Take out
team-page-remove-sure = Take out of the team: { $name }? The team gets a new link.
team-page-in-list = Show in the list of people
team-page-join-both = Take part and join
team-button-person = To the participant
