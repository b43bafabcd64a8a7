# What is offered to a person and why.
recommend-title = For you
recommend-nothing = Nothing to offer yet. As soon as something fits, it will be here.
recommend-why = 💡 Why?
recommend-why-these = 💡 Why these?
recommend-why-interest = { $name }
recommend-why-near = { $count } km from you
recommend-why-habit =
    { $span ->
        [week]
            { $count ->
                [one] “{ $name }” once this week
               *[other] “{ $name }” { $count } times this week
            }
        [month]
            { $count ->
                [one] “{ $name }” once this month
               *[other] “{ $name }” { $count } times this month
            }
       *[year]
            { $count ->
                [one] “{ $name }” once this year
               *[other] “{ $name }” { $count } times this year
            }
    }
recommend-why-followed = you follow the organizer
recommend-why-series = you have been to this series
recommend-why-organizer = you have been to this organizer's events
recommend-why-alike = people you took part with are going
recommend-why-level = your level
recommend-why-fresh = new
recommend-why-few =
    { $count ->
        [one] { $count } place left
       *[other] { $count } places left
    }
recommend-why-soon = soon, and there are places
recommend-not-this = Not for me
recommend-declined = Got it: nothing like this any more.
recommend-taken-back = It may show up again
recommend-more = What else?
recommend-settings = What to offer
recommend-settings-hint = I go by the interests and the city in your profile and by events you have been to. Link-only events do not count.
recommend-weekly-title =
    { $count ->
        [one] { $count } event for you
       *[other] { $count } events for you
    }
recommend-weekly-on = ✨ The week's picks: { $day }, { $hour }.
recommend-weekly-off = ✨ The week's picks are off.
recommend-weekly-go = Send me 3 events a week
recommend-weekly-stop = Stop the week's picks
recommend-weekly-begun = I will send them once a week
recommend-weekly-stopped = I send them no more
recommend-weekly-when = Day and hour
recommend-near-on = 📍 New near you: within { $km } km, once a day at most.
recommend-near-off = 📍 I do not tell you of what is new near you.
recommend-near-km = { $km } km
recommend-near-none = Off
recommend-near-title = New near you
recommend-near-settings = How far to look
recommend-day-0 = Monday
recommend-day-1 = Tuesday
recommend-day-2 = Wednesday
recommend-day-3 = Thursday
recommend-day-4 = Friday
recommend-day-5 = Saturday
recommend-day-6 = Sunday
recommend-moment-unknown = There is no such day or hour. Choose from the list.
recommend-radius-unknown = Choose a distance from the list: 5, 10, 25 or 50 km.
recommend-place-not-said = First say where you are: set the city in your profile.
recommend-fits = These would fit you:
recommend-answer-again = Answer differently
recommend-page-why = Why: { $why }
recommend-page-weekly = 3 events a week
recommend-page-weekly-hint = Comes to the chat on your day at your hour. Nothing to offer means nothing is sent. It also switches on “News and promotions” in notifications.
recommend-page-day = Day
recommend-page-hour = Hour
recommend-page-near = New near you
recommend-page-near-hint = One new event a day at most, if it is of your interests and no farther.
recommend-page-radius = No farther than
recommend-page-off = Do not tell me
recommend-page-nothing-hint = Fill in your interests and city, and the picks will get better.
recommend-page-profile = Open the profile
recommend-pinned = Do not miss
notify-subject-weekly = “3 events for you”
menu-foryou = what would suit you
recommend-page-settings = What to offer
recommend-page-these = Why these events
recommend-page-fits = These would fit you
