# Who is where on the way while an event goes on. $km, $pace, $gap, $time, $ago are ready words.

live-button = Show where I am
live-how-title = Show where I am: { $title }
live-how-steps = Tap the paper clip, choose “Location”, then “Share My Live Location” and for how long: take some hours to spare.
live-how-whom =
    { $named ->
        [yes] The event’s board will have your name, kilometres and pace. Nobody will see you on a map.
       *[no] The event’s board will have your number, kilometres and pace, without your name. Nobody will see you on a map.
    }
live-how-stop = You can end it at any moment: “Stop Sharing” in that same message. At the finish the bot stops looking by itself, and after the event it forgets where you were.

live-seen = I see you! { $title }
live-seen-named = You are on the board with your name, until { $until }.
live-seen-number = You are on the board as number { $number }, without your name, until { $until }.
live-seen-before = Your way counts from the start: { $starts }.
live-seen-stop = Changed your mind? “Stop Sharing” in your message.
live-which-event = For which event shall I show where you are?
live-board-button = Board

live-nothing-to-follow = There is nobody to show it to now: no event of yours that is measured by tracks is on. When it begins, share your location once more.
live-not-yet = { $title }: the start is { $starts }. Share your location an hour before it or later.
live-arrived-already = Your result is here already, there is no need to show your way any more.
live-only-a-point = This is one point. To be seen on the board, tap “Share My Live Location” and choose for how long.

live-stopped = I don’t look where you are any more.
live-stopped-km = I don’t look where you are any more. You have come { $km }.
live-stopped-again = To be on the board again, share your location once more.
live-arrived = Finish! { $title }: { $mark }
live-counted = { $title }: { $mark }
live-arrived-review = The organizer will look at it: { $doubt }.
live-arrived-came = Your way is counted: { $title }
result-doubt-gap = there was a long break without points on the way

live-card = On the way: { $count }
live-more = and { $count } more
live-km = { $km } km
live-pace = { $pace } /km
live-speed = { $speed } km/h
live-gap = +{ $gap }
live-silent = silent for { $minutes } min

live-page-own = You are on the way
live-page-drawing =
    { $count ->
        [one] A way of { $km }, { $count } person on it
       *[other] A way of { $km }, { $count } people on it
    }
live-page-pace-drawing = Pace by stretches
live-page-start = start
live-page-share = Show where I am
live-page-share-hint = In the chat with the bot: share your location
