# Results and the board. $value and $mark are words already: "21:43", "8.95 m".

result-metres = { $value } m
result-laps =
    { $count ->
        [one] { $value } lap
       *[other] { $value } laps
    }
result-laps-in = { $laps } in { $time }
result-points =
    { $count ->
        [one] { $value } point
       *[other] { $value } points
    }

result-not-yet = Results are entered once the event has started.
result-final = The results are approved. To change them, make the board preliminary again.
result-number-unknown = Nobody who takes part has number { $number }.
result-mark-unreadable =
    { $measure ->
        [distance] I can’t read “{ $said }”. Write a distance in metres: 8.95 or 5020.
        [points] I can’t read “{ $said }”. Write points as a number: 25 or 12.5.
        [laps] I can’t read “{ $said }”. Write the laps and the time of the last one: 12 laps 0:58:21. Did not finish: dnf.
        [tries-distance] I can’t read “{ $said }”. Write the distance and the number of the try: 8.95 2. It failed: x 2.
        [tries-points] I can’t read “{ $said }”. Write the points and the number of the try: 25 2. It failed: x 2.
        [tries-time] I can’t read “{ $said }”. Write the time and the number of the try: 0:58.32 2. It failed: x 2.
       *[other] I can’t read “{ $said }”. Write a time like 21:43 or 1:02:03.4. Did not finish: dnf.
    }
result-reason-needed = Write a reason: the participant will read it. For example: /dq 114 cut the course. In the group you can reply to the participant: /dq cut the course
result-scoring-wrong = I can’t read that. Write numbers with commas: 25, 18, 15.
result-stage-unknown =
    { $what ->
        [tries]
            { $most ->
                [one] There is only { $most } try here.
               *[other] There are only { $most } tries here.
            }
       *[stages]
            { $most ->
                [one] There is only { $most } stage here.
               *[other] There are only { $most } stages here.
            }
    }
result-changed-since = This result has been changed since. Only the latest change can be undone.
result-nothing-to-announce = There is nothing to announce yet: not one result.
result-still-open = Settle what is left first: to be checked { $reviews }, protests { $protests }.
result-none-of-yours = You have no result here yet.
result-protested-already = Your protest is with the organizer already.

result-how = Write the number and the result: /result 114 0:21:43. Did not finish: /result 114 dnf. In the group you can reply to the participant: /result 0:21:43
result-how-dq = Write the number and the reason: /dq 114 cut the course.
result-which-event = In which event?
result-no-events = Organizers enter results once their event has started. You have none like that now.
result-entered = No. { $number }, { $name }: { $mark }
result-entered-stages = Stages: { $marks }
result-entered-tries = Tries: { $marks }
result-entered-same = No. { $number }, { $name }: { $mark }. It stood like that already.
result-place-now = place { $place }
result-place-in = { $category }: place { $place }
result-taken-back = It is as it was before.
result-undo = Undo
result-nameless = participant

result-state-ok = no place
result-state-review = being checked
result-state-dnf = did not finish
result-state-dq = disqualified
result-state-dq-because = disqualified: { $reason }
result-state-dns = did not start
result-state-gone = result removed

result-board-empty = No results yet. You will see them here as soon as there are some.
result-board-empty-category = Nobody in this category yet.
result-preliminary =
    { $count ->
        [0] Preliminary
        [one] Preliminary, { $count } finished
       *[other] Preliminary, { $count } finished
    }
result-approved =
    { $count ->
        [one] Results approved, { $count } finished
       *[other] Results approved, { $count } finished
    }
result-row-named = { $name }, no. { $number }
result-row-number = No. { $number }
result-own = You: place { $place }, { $mark }
result-own-without = You: { $state }
result-own-hidden = Others see your number only, not your name.
result-show-name = Show my name
result-name-shown = Everybody can see your name and results now. You can hide them in /privacy.
result-protest-mark = protest
result-unverified-mark = not checked
result-top-card = Leaderboard
result-top-card-final = Results

result-all = All
result-chip-on = ✓ { $name }
result-sex-female = Women
result-sex-male = Men
result-sex-short-female = W
result-sex-short-male = M
result-age = { $first }–{ $last }
result-age-last = { $first }+
result-age-first = up to { $last }

result-button-results = Results
result-button-board = Leaderboard
result-button-app = Open in the app
result-button-enter = Enter
result-button-rules = Scoring rules
result-button-reviews = To be checked ({ $count })
result-button-protests = Protests ({ $count })
result-button-announce = Announce the results
result-button-reopen = Make preliminary again
result-button-share = Share
result-button-final = Results
result-button-protest = I disagree with my result
result-button-back = Back

result-panel = Results
result-panel-entered =
    { $count ->
        [one] { $count } result entered
       *[other] { $count } results entered
    }
result-panel-none = No results yet.
result-panel-reviews =
    { $count ->
        [one] { $count } result to be checked
       *[other] { $count } results to be checked
    }
result-panel-protests =
    { $count ->
        [one] { $count } protest waits for a decision
       *[other] { $count } protests wait for a decision
    }
result-panel-how = Write here or in the event’s group: /result 114 { $example }. To disqualify: /dq 114 reason. Send a CSV or XLSX file as a message.
result-lines-ask = Send the results: number and result.
result-lines-ask-label = Results
result-lines-hint = One a line: { $example }. Did not finish: 37 dnf.
result-lines-done =
    { $count ->
        [0] Nothing new.
        [one] { $count } result entered.
       *[other] { $count } results entered.
    }
result-lines-wrong = I could not read: { $lines }
result-lines-unknown = There are no such numbers: { $numbers }

result-told-dq = You are disqualified: { $title }
result-told-dq-reason = Reason: { $reason }
result-told-dq-hint = If you disagree, write to the organizer: they will answer you in person.
result-told-dq-lifted = You are no longer disqualified: { $title }
result-told-final = Results: { $title }
result-told-final-place = Place { $place } of { $count }, { $mark }
result-told-final-anew = Results corrected: { $title }
result-told-final-before = It was place { $place } before.
result-told-final-same = Your place has not changed.
result-told-final-category = In your category you are number { $place }.
result-podium = Results: { $title }
result-podium-sex-female = Women
result-podium-sex-male = Men
result-podium-count =
    { $count ->
        [one] { $count } participant finished.
       *[other] { $count } participants finished.
    }
result-announce-sure = Approve the results and tell everybody who finished? A card with the winners goes to the group.
result-announced = The results are announced.
result-reopen-sure = Make the board preliminary again? Results can be changed then, and participants will see that they are not final.
result-reopened = The board is preliminary again.

result-mine = place { $place } of { $count }, { $mark }
result-mine-category = category { $place }
result-share-words = { $title }: place { $place } of { $count }, { $mark }

result-button-withdraw = Withdraw the protest
result-protest-withdraw-sure = Withdraw the protest? The organizer will read of it.
result-protest-withdrawn = The protest is withdrawn.
result-protest-settled = This protest has been decided already.
result-protest-withdrawn-head = ⚖️ Protest withdrawn: no. { $number }
result-protest-form = Protest
result-protest-ask = What is wrong with your result? Say it in your own words: the organizer will read it and answer.
result-protest-ask-label = What is wrong
result-protest-head = ⚖️ Protest: no. { $number }, { $mark }
result-protest-sent = Your protest is with the organizer. They will answer you here.
result-protests-none = No protest waits for a decision.
result-protest-one = No. { $number }, { $name }: { $mark }
result-protest-uphold = Upheld: { $number }
result-protest-decline = Declined: { $number }
result-protest-upheld = Noted: the protest is upheld. The result itself does not change by that: enter the new one if it differs.
result-protest-declined = Noted: the protest is declined.
result-told-protest =
    { $state ->
        [upheld] Your protest is upheld: { $title }
       *[other] Your protest is declined: { $title }
    }
result-dq-form = Disqualification
result-dq-ask = What for? The participant will read the reason.
result-dq-ask-label = Reason

result-list-refused =
    { $problem ->
        [type] This does not look like CSV or XLSX.
        [big] The file is larger than 8 MB. Split it into parts.
        [bomb] There is too much packed into this file. Save the list anew.
        [long] There are more than 100,000 lines in the file.
        [empty] The file is empty.
        [columns] I can’t see a column with the number and one with the result. Call them “Number” and “Result”.
       *[broken] The file does not open. Save it anew and send it again.
    }
result-list-busy = Another file of this event is being entered. Please wait a moment.
result-list-not-ready = This file is settled already.
result-list-problem-type = This does not look like CSV or XLSX.
result-list-problem-big = The file is too large: up to 8 MB is possible. Split it into parts.
result-list-problem-bomb = There is too much packed into this file. Save the list anew.
result-list-problem-long = There are more than 100,000 lines in the file. Split it into parts.
result-list-problem-empty = The file is empty.
result-list-problem-columns = I can’t see a column with the number and one with the result. Call them “Number” and “Result”.
result-list-problem-broken = The file does not open. Save it anew and send it again.
result-list-refused-name = I can’t read this: { $name }
result-list-caption = Send the file again with this caption: { $event }
result-list-reading = Reading { $name }. I will show you what would change, and enter nothing without you.
result-list-reading-in-group = Reading { $name }. I will send you what would change in private.
result-list-nothing = There are no results in this file.
result-list-new =
    { $count ->
        [one] { $count } new result
       *[other] { $count } new results
    }
result-list-same =
    { $count ->
        [one] { $count } is entered already
       *[other] { $count } are entered already
    }
result-list-conflict =
    { $count ->
        [one] { $count } differs from what is entered:
       *[other] { $count } differ from what is entered:
    }
result-list-conflict-line = No. { $number }: { $before } → { $after }
result-list-unknown =
    { $count ->
        [one] { $count } number is nobody’s: { $numbers }
       *[other] { $count } numbers are nobody’s: { $numbers }
    }
result-list-unreadable =
    { $count ->
        [one] { $count } line I could not read: { $lines }
       *[other] { $count } lines I could not read: { $lines }
    }
result-list-doubled =
    { $count ->
        [one] { $count } number comes twice, its first line counts. Left out: { $lines }
       *[other] { $count } numbers come twice, the first line of each counts. Left out: { $lines }
    }
result-list-apply = Apply ({ $count })
result-list-apply-new = Only new ones ({ $count })
result-list-drop = Leave it
result-list-dropped = All right, I changed nothing.
result-list-applying-now = Entering them.
result-list-undoing-now = Putting it back as it was.
result-list-how-far = How far is it?
result-list-state-reading = Reading the file.
result-list-state-refused = The file was not read.
result-list-state-ready = The file is read, nothing is entered yet.
result-list-state-applying = Entering: { $done } of { $total }
result-list-state-applied =
    { $count ->
        [one] { $total } result entered.
       *[other] { $total } results entered.
    }
result-list-state-undoing = Putting back: { $done } of { $total }
result-list-state-undone = Everything is as it was before this file.
result-list-state-dropped = The file is laid aside, nothing has changed.
result-list-kept =
    { $count ->
        [one] { $count } result was changed since: I left it alone.
       *[other] { $count } results were changed since: I left them alone.
    }

result-scoring-in-use = Results are entered already: their kind and the number of stages cannot be changed now.
result-scoring-form = Scoring rules
result-scoring-ask-measure = Who wins?
result-scoring-ask-measure-label = Winner
result-scoring-measure-time = The shortest time
result-scoring-measure-distance = The longest distance
result-scoring-measure-points = The most points
result-scoring-measure-places = Points for places in stages
result-scoring-measure-laps = The most laps
result-scoring-measure-best = The best try
result-scoring-ask-tried = Which try is better?
result-scoring-ask-tried-label = The better try
result-scoring-tried-distance = A longer distance
result-scoring-tried-points = More points
result-scoring-tried-time = A shorter time
result-scoring-ask-stages = How many stages or tries?
result-scoring-ask-stages-label = Stages or tries
result-scoring-ask-stages-hint = Times, points and laps are added up; of distances and tries the best counts.
result-scoring-ask-table = How many points for each place? From the first, with commas.
result-scoring-ask-table-label = Points for places
result-scoring-ask-table-example = 25, 18, 15, 12, 10
result-scoring-ask-ties = What decides a tie?
result-scoring-ask-ties-hint = Of tries the best one is the result already, so the second best is compared.
result-scoring-ask-ties-label = In a tie
result-scoring-tie-last = The last stage or try
result-scoring-tie-best = The best stage or second try
result-scoring-tie-tries-last = the last try
result-scoring-tie-tries-best = the second best try
result-scoring-tie-stages-last = the last stage
result-scoring-tie-stages-best = the best stage
result-scoring-ask-by-sex = Rank women and men separately as well?
result-scoring-ask-by-sex-label = Women and men separately
result-scoring-ask-ages = At which ages do the groups begin? With commas.
result-scoring-ask-ages-label = Age groups
result-scoring-ask-ages-hint = Age on the day of the event. Empty: no groups.
result-scoring-ask-ages-example = 18, 30, 40, 50
result-scoring-ask-division = Which question makes the event’s own categories?
result-scoring-ask-division-label = Own categories
result-scoring-division-none = None
result-scoring-saved = Rules saved, places counted anew.
result-rules-wins =
    { $measure ->
        [distance] How the winner is found: the longest distance
        [points] How the winner is found: the most points
        [places] How the winner is found: points for places in stages
        [laps] How the winner is found: the most laps
       *[time] How the winner is found: the shortest time
    }
result-rules-best =
    { $tried ->
        [time] How the winner is found: the best try, the shortest time
        [points] How the winner is found: the best try, the most points
       *[distance] How the winner is found: the best try, the longest distance
    }
result-rules-laps = With as many laps, whoever ended the last one earlier is ahead.
result-rules-tries =
    { $count ->
        [one] { $count } try
       *[other] { $count } tries
    }
result-rules-title = Rules: { $title }
result-rules-stages =
    { $count ->
        [one] { $count } stage
       *[other] { $count } stages
    }
result-rules-table = Points for places: { $table }
result-rules-ties = In a tie: { $ties }
result-protest-over =
    { $state ->
        [withdrawn] This protest has been withdrawn: there is nothing to decide.
        [upheld] This protest has been decided already: it is upheld.
       *[declined] This protest has been decided already: it is declined.
    }
result-protest-empty = Say what is wrong.

result-tracks-not-taken = You have no event now that takes tracks. They can be sent while an event is on, and for three days after.
result-stands = The organizer has entered your result already. If it is wrong, press “I disagree with my result” under the leaderboard.
result-scoring-ask-tracks = Measure people by their tracks: of watches, recorded in the app, by live location?
result-scoring-ask-tracks-label = Take tracks and live locations
result-track-reading = Reading { $name }. Event: { $title }
result-track-taken = { $title }: { $mark }
result-track-came = Your track has come: { $title }
result-track-review = The organizer will look at it: { $doubt }.
result-track-refused = The track does not fit: { $title }
result-track-problem-type = Send a GPX, FIT or TCX file.
result-track-problem-big = The file is too large: up to 20 MB is possible.
result-track-problem-bomb = There is more in the file than a track. Export it from your watch anew.
result-track-problem-broken = The file does not open. Export the track from your watch anew.
result-track-problem-empty = There is no way in this file: points with their time are needed.
result-track-problem-window = The track did not start during the event.
result-track-problem-short = The track is shorter than the distance. It has to be { $distance }.
result-track-problem-no-distance = This event does not say its distance. Write to the organizer.
result-track-problem-too-late = The organizer has entered the result already.
result-doubt-fast = too fast for this sport
result-doubt-jumps = there are jumps in the track
result-doubt-sport = another sport
result-doubt-short = the track is a little shorter than the distance
result-doubt-ahead = the track ends later than it was sent
result-doubt-twice = another participant has sent the same track
result-doubt-typed = the volunteers’ marks differ
result-doubt-told = Please look at the result of no. { $number }, { $name }: { $doubt }.
result-button-look = Look
result-button-accept = Accept
result-accepted = Accepted.

result-finish-elsewhere = Numbers are typed where one time decides: no stages, no metres, no points.
result-finish-none = You are not at a finish now. Volunteers need a link from the organizer.
result-finish-not-here = Numbers are typed at the finish of a race where one time decides. Results of these are entered another way, open one:
result-finish-how = You are at the finish. Type the numbers as people cross the line: 114 37 208. The time is that of your message. A slip: -37.
result-finish-closed = You have left the finish. Numbers are just words again.
result-finish-gun = Time counts from the start:
result-finish-gun-planned = Time counts from the planned start:
result-finish-fire = Start now
result-finish-fire-again = Give the start again
result-finish-fire-given = The start has been given:
result-finish-fire-sure = Give it again, from this minute? Every time that was taken at the finish will change.
result-finish-fired = Time counts from this moment.
result-finish-invite = Call volunteers
result-finish-close = Leave the finish
result-finish-again = Back to the finish
result-finish-link = By this link volunteers come to the finish: { $link }
result-finish-change-link = Change the link
result-finish-link-changed = The old link no longer works.
result-finish-doubt = marks differ, the organizer will look
result-finish-unknown = there is no such number, the time is kept
result-finish-stands = the organizer has entered a result already
result-finish-gone = removed
result-button-finish = Stand at the finish
menu-top = Leaderboard
menu-results = Results of the event
menu-rules = Rules of the event
result-finish-early = that is before the start
