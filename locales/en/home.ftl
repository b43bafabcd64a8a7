# The first screen of the chat.
home-hello = Hi, { $name }!
home-hello-nobody = Hi!
home-next = Next up:
home-no-next = You have not signed up for anything yet.
home-goal =
    { $days ->
        [0] “{ $title }” is today!
        [one] { $days } day left until your goal, “{ $title }”.
       *[other] { $days } days left until your goal, “{ $title }”.
    }
home-offered = You may like
home-nothing = There are no new events yet. Create the first one: a single line is enough.
home-create = Create an event
home-profile = Profile
home-app = Open the app
home-on-now = Your event is on:
home-on-soon = Your event is about to start:
home-work-door = Check people in
home-work-results = Enter results
home-work-bracket = Bracket and scores
home-work-panel = Event panel
