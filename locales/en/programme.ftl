# The programme of an event: what happens when, and who takes part in what.
programme-title = Programme
programme-button =
    { $count ->
        [0] Programme
       *[other] Programme: { $count }
    }
programme-more =
    { $count ->
        [one] and { $count } more item
       *[other] and { $count } more items
    }
programme-empty = There is no programme yet
programme-empty-hint = It will be here once the organizer has made it.
programme-own = you are in
programme-left =
    { $left ->
        [0] no places left
        [one] { $left } place left
       *[other] { $left } places left
    }
programme-until = until { $time }
programme-by-choice = optional
programme-choose = Choose
programme-choose-other = Change my choice
programme-at-registration = You choose when you register.
programme-choice-form = My choice in the programme
programme-choice-saved = Saved
programme-none-left = There is nothing left to choose: it is full or has begun.
programme-ask = What will you take part in?
programme-ask-label = Programme
programme-ask-hint = Choose several if their times differ. Or nothing.
programme-full = “{ $title }” is full. Please choose something else.
programme-begun = “{ $title }” has already begun. Please choose something else.
programme-overlap = “{ $first }” and “{ $second }” are at the same time. Please choose one.

programme-none-yet = Nothing here yet. Send lines with the time and what happens. People will see the programme on the card and be reminded.
programme-add = Add lines
programme-added =
    { $count ->
        [0] The programme has this already
        [one] { $count } item added
       *[other] { $count } items added
    }
programme-form = New lines
programme-ask-lines = What happens when?
programme-ask-lines-label = Lines of the programme
programme-ask-lines-hint = One line an item: the time and its name. Another day goes before the time. If places are limited, add the number after a slash: “/ 30”. If an item is for who likes, add “(optional)”.
programme-ask-lines-example =
    10:00 warm-up
    10:30–11:00 5 km start / 30
    12:00 awards
programme-item-form = Item of the programme
programme-ask-line = What is it now?
programme-ask-line-label = Line
programme-ask-line-hint = The time and the name. Places go after a slash: “/ 30”; for who likes: “(optional)”.
programme-ask-line-example = 10:30–11:00 5 km start / 30
programme-ask-remind = When to remind of its start?
programme-ask-remind-label = Reminder
programme-remind-none = No reminder
programme-remind-5 = 5 minutes before
programme-remind-15 = 15 minutes before
programme-remind-30 = 30 minutes before
programme-remind-60 = An hour before
programme-ask-keep = Add it anyway?
programme-ask-keep-label = Add it anyway?
programme-keep-yes = Yes, add it
programme-keep-no = No, I will correct it
programme-keep = Save it anyway
programme-saved = Saved
programme-removed = Removed from the programme
programme-edit = Change
programme-remove = Remove
programme-remove-sure = Remove this item? Those who are in it will be told.
programme-all = The whole programme
programme-for-all = for everybody
programme-people =
    { $count ->
        [one] { $count } person is in
       *[other] { $count } people are in
    }
programme-people-of = { $count } of { $capacity } places taken
programme-reminds =
    { $minutes ->
        [0] no reminder
        [60] reminder an hour before
       *[other] reminder { $minutes } minutes before
    }
programme-who = Who is in
programme-write = Write to them
programme-told-soon = People hear of changes in a few minutes, in one message.
programme-lines-wrong = I saved nothing, because I did not understand all of it. { $lines }. Write it like this: 12:00 awards.
programme-lines-wrong-time = { $value } — I see no time
programme-lines-wrong-day = { $value } — I do not understand the day before the time
programme-lines-wrong-hour = { $value } — there is no such time
programme-lines-wrong-title = { $value } — the name is missing
programme-lines-wrong-long = { $value } — the name is longer than 120 characters
programme-lines-wrong-limit = { $value } — there can be 1 to 100,000 places
programme-lines-wrong-clock = { $value } — the clocks change that night, there is no such time
programme-lines-wrong-one = { $value } — one line is needed here
programme-outside = Please check the time: { $lines }.
programme-outside-past = “{ $value }” is in the past
programme-outside-before = “{ $value }” is long before the event
programme-outside-after = “{ $value }” is after its end
programme-too-many = A programme may have { $most } items at most.

programme-reminder =
    { $minutes ->
        [0] Starting now: { $title }
        [60] In an hour: { $title }
        [one] In { $minutes } minute: { $title }
       *[other] In { $minutes } minutes: { $title }
    }
programme-changed = The programme has changed: { $title }
programme-change-new = new
programme-change-off = off
programme-change-choice = optional now
programme-change-for-all = for everybody now
programme-lost = You have a place in “{ $title }”, but these were full by then:
programme-lost-hint = Have a look at the programme: something else may suit you.
moderation-action-event-programme-changed = programme of an event changed
programme-showroom-warm-up = Warm-up
programme-showroom-five = 5 km start
programme-showroom-ten = 10 km start
programme-showroom-talk = A talk on recovery
programme-showroom-awards = Awards
programme-begins = ▶️ Starting now: { $title }
programme-next = Next:
