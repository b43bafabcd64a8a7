# Pages of results
result-page-own = Your result
result-page-empty = No results yet
result-page-empty-hint = As soon as somebody finishes, you will see them here.
result-page-categories = Categories
result-page-board = Leaderboard
result-page-enter = Enter a result
result-page-number = Number
result-page-mark-time = Time
result-page-mark-distance = Distance
result-page-mark-points = Points
result-page-mark-laps = Laps and time
result-page-example-laps = 12 laps 0:58:21
result-page-example-tries-time = 0:58.32 2
result-page-example-tries-distance = 8.95 2
result-page-example-tries-points = 25 2
result-page-mark-tries-time = Time and try
result-page-mark-tries-distance = Metres and try
result-page-mark-tries-points = Points and try
result-page-example-time = 21:43
result-page-example-distance = 8.95
result-page-example-points = 25
result-page-put = Enter
result-page-list = List of results
result-page-choose = Choose a CSV or XLSX file
result-page-choose-hint = We first show what would change
result-page-final-hint = The results are approved and do not change. To correct one, make the board preliminary again.
result-page-none-hint = Enter the first result by its number, or send a file.
result-page-decide = To be decided
result-page-decided = All is decided
result-page-decided-hint = No result in doubt and no protest.
result-page-uphold = Uphold
result-page-decline = Decline
result-page-nothing = nothing
result-page-stage = Stage { $number }
result-page-try = Try { $number }
result-page-accept = Accept
result-page-change = Change
result-page-reason-hint = The participant will read the reason.
result-page-disqualify = Disqualify
result-page-line = line { $number }
result-page-lines-unknown =
    { $count ->
        [one] { $count } number is nobody’s
       *[other] { $count } numbers are nobody’s
    }
result-page-lines-unreadable =
    { $count ->
        [one] { $count } line could not be read
       *[other] { $count } lines could not be read
    }
result-page-lines-doubled =
    { $count ->
        [one] { $count } number comes twice, its first line counts
       *[other] { $count } numbers come twice, the first line of each counts
    }
result-page-undo = Undo this file
result-page-undo-sure = Put everything back as it was before this file?
result-page-protest-sent = Your protest is with the organizer. The answer comes to your chat with the bot.
result-page-protest-hint = Only the organizer reads and answers it.
result-source-organizer = by the organizer
result-source-import = from a file
result-source-typing = at the finish
result-source-track = by a track
result-source-live = by a live location
