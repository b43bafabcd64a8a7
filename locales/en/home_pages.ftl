home-page-title = Today
home-page-greeting = Hi, { $name }!
home-page-greeting-nobody = Hi!
home-page-next = Your next event
home-page-next-in = in { $in }
home-page-next-now = on now
home-page-upcoming = For you
home-page-goal = Your goal
home-page-goal-left =
    { $days ->
        [0] Today is the day
        [one] { $days } day left
       *[other] { $days } days left
    }
home-page-all-events = All events
home-page-find = Find an event
home-page-create = Create an event
home-page-organize = Events I organize
home-page-empty-title = Quiet so far
home-page-empty = There are no new events yet. Create the first one: it takes a minute.
home-page-ops = For operators
home-page-ops-sub = Queues, failures, health
home-page-on-now = Your event · on now
home-page-on-soon = Your event · in { $in }
