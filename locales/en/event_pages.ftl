event-page-kind-race = Race
event-page-kind-tournament = Tournament
event-page-kind-marathon = Marathon
event-page-kind-ride = Ride
event-page-kind-training = Training
event-page-kind-challenge = Challenge
event-page-kind-other = Event
event-page-online = Online
event-page-free = Free
event-page-places =
    { $left ->
        [0] No places left
        [one] { $left } place left
       *[other] { $left } places left
    }
event-page-places-unlimited = Room for everybody
event-page-taken = { $taken } of { $capacity }
event-page-going =
    { $count ->
        [0] Nobody yet, be the first
        [one] { $count } person is going
       *[other] { $count } people are going
    }
event-page-waiting =
    { $count ->
        [one] { $count } person on the waiting list
       *[other] { $count } people on the waiting list
    }
