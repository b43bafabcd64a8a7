# Events: card, list, taking part, for organizers.
event-status-draft = Draft: only you can see it
event-status-published = Registration opens soon
event-status-running = On now
event-status-finished = Finished
event-status-cancelled-because = Cancelled: { $reason }
event-online = Online
event-place-on-map = A point on the map
event-organizer =
    { $kind ->
        [coach] Coach: { $name }
       *[other] Organizer: { $name }
    }
event-fee =
    { $alone ->
        [True] Fee: { $amount }, { $payment ->
            [online] paid online
            [transfer] by transfer
           *[spot] on the spot
        }
       *[other] In person: { $amount }, { $payment ->
            [online] by card
            [transfer] by transfer
           *[spot] on the spot
        }
    }
event-card-audience = For: { $who }
event-card-min-age = from { $age } years
event-card-max-age = up to { $age } years
event-card-gender-female = women
event-card-gender-male = men
event-places = { $taken } of { $capacity } places taken
event-places-waiting = { $waiting } waiting
event-places-unlimited =
    { $taken ->
        [0] Room for everyone
       *[other] { $taken } going
    }
event-places-left =
    { $left ->
        [one] { $left } place left
       *[other] { $left } places left
    }
event-places-full = Full, waiting list open
event-kind-race = Race
event-kind-marathon = Marathon
event-kind-training = Training
event-kind-ride = Ride
event-kind-tournament = Tournament
event-kind-challenge = Challenge
event-kind-other = Other
event-category-running = Running
event-category-cycling = Cycling
event-category-swimming = Swimming
event-category-yoga = Yoga
event-category-strength = Strength
event-category-skiing = Skiing
event-category-team = Team sports
event-category-beginners = For beginners
event-category-challenge = Challenge
event-visibility-public = Everyone can see it
event-visibility-private = Only by link

event-own-waitlisted = You are no. { $position } on the waiting list
event-own-offered = A place is free for you!
event-own-pending = Your application is being checked
event-own-approved = You are accepted, only the fee is left
event-own-paid = You are in ✓ The fee is paid
event-own-confirmed = You are in ✓
event-own-checked-in = You have checked in
event-own-finished = You have finished
event-own-was-in = You were signed up
event-own-withdrawn = You have withdrawn
event-own-rejected = Your application was declined
event-own-refunded = Your fee was refunded
event-person-waitlisted = waiting
event-person-offered = offered a place
event-person-pending = being checked
event-person-approved = accepted, awaiting payment
event-person-paid = fee paid
event-person-confirmed = going
event-person-checked-in = checked in
event-person-finished = finished
event-person-withdrawn = withdrew
event-person-rejected = declined
event-person-refunded = refunded
event-offer-until = Held for you until:

event-button-join = Take part
event-button-queue = Join the waiting list
event-button-queue-number = Waiting list, no. { $position }
event-button-opens = Registration from { $when }
event-button-closed = Registration is closed
event-button-ticket = My ticket
event-button-answers = Change answers
event-button-leave = Withdraw
event-button-leave-queue = Leave the list
event-button-leave-yes = Yes, withdraw
event-button-stay = I’m staying
event-button-take = Take the place
event-button-pass = Pass it on
event-button-calendar = Add to calendar
event-button-route = How to get there
event-button-share = Share
event-button-ask = Ask
event-button-open = Open
event-button-open-registration = Open registration
event-button-open-chat = Open in chat
event-button-card = To the event
event-button-manage = Manage
event-button-publish = Publish
event-button-edit = Edit
event-button-delete = Delete draft
event-button-participants = Participants
event-button-start = Start
event-button-finish = Finish
event-button-clone = Copy
event-button-cancel-event = Cancel event
event-button-archive = Archive
event-button-relink = Change link
event-button-copy-link = Copy link
event-button-back-to-card = As people see it
event-button-back = Back
event-button-next = Next
event-button-previous = Previous
event-button-all = All events
event-button-catalogue = Catalogue
event-button-find = Find an event
event-button-new = Create an event
event-button-mine = Events I organize
event-inline-all = All events in the bot

event-list-title =
    { $total ->
        [0] Events
        [one] { $total } event
       *[other] { $total } events
    }
event-list-empty = Nothing fits yet. Remove a filter, or create your own event.
event-found =
    { $total ->
        [0] “{ $text }”
        [1000] “{ $text }”: at least a thousand events
        [one] “{ $text }”: { $total } event
       *[other] “{ $text }”: { $total } events
    }
event-found-nothing = Nothing like that was found. Try another word: “run”, “yoga”, the name of a park.
event-which = Send the event’s number, for example: /{ $command } 17
event-chip-period-all = 🗓 Any time
event-chip-period-week = 🗓 This week
event-chip-period-weekend = 🗓 Weekend
event-chip-place-all = 📍 Anywhere
event-chip-place-online = 🌐 Online
event-chip-place-near = 📍 Near me
event-chip-kind-all = Any kind
event-chip-kind-race = Races
event-chip-kind-training = Trainings
event-chip-kind-ride = Rides
event-chip-kind-tournament = Tournaments

event-joined-confirmed = You are in! Your ticket is on its way.
event-joined-waitlisted = It is full: you are no. { $position } on the waiting list. I will write when a place is free.
event-leave-sure = Withdraw from “{ $title }”? Your place goes to the next person at once.
event-withdraw-sure = Withdraw your application for “{ $title }”? The place that is held for you goes to the next person.
event-pass-sure = Pass the place at “{ $title }” on to the next person? You cannot take it back.
event-leave-queue-sure = Leave the waiting list of “{ $title }”? Your number will not be kept.
event-left = You have withdrawn.
event-passed-on = Thank you! The place goes to the next person.
event-answers-saved = Your answers are saved.
event-registration-form = Registration
event-ask-birth-date = When were you born?
event-ask-birth-date-hint = Needed to check your age on the day of the event.
event-ask-birth-date-example = 15.04.1990
event-ask-gender = Your gender?

event-my-title = My events
event-tab-upcoming = Upcoming
event-tab-running = Current
event-tab-finished = Finished
event-tab-upcoming-on = • Upcoming
event-tab-running-on = • Current
event-tab-finished-on = • Finished
event-my-upcoming-empty = Nothing planned yet. Shall we find something?
event-my-running-empty = Nothing is on right now.
event-my-finished-empty = Events you took part in will appear here.
event-tickets-none = No tickets yet. They appear when you register for an event.
event-tickets-sent =
    { $count ->
        [one] Here is your ticket.
       *[other] Here are your tickets.
    }
event-ticket-title = Ticket: { $title }
event-ticket-number = Number { $number }
event-number = No. { $number }
event-ticket-show = Show this code at the entrance.
event-calendar-file = “{ $title }” for your calendar: open the file to add it.
event-venue = 📍 { $place }

event-form = Event
event-ask-title = What is the event called?
event-ask-title-or-line = Or all at once: 5 km run; 7 Dec 10:00; Hyde Park; 50 places
event-ask-title-label = Name
event-ask-title-example = 5 km run
event-ask-when = When does it start?
event-ask-when-label = Start
event-ask-when-hint = Words are fine: “Saturday 10:00”, “7 Dec 10:00–12:00”.
event-ask-when-example = 7 Dec 10:00
event-ask-kind = What will it be?
event-ask-kind-label = Kind
event-ask-place = Where do you meet?
event-ask-place-label = Place
event-ask-place-hint = Type an address or send a point on the map.
event-ask-place-page-hint = An address or the name of the place.
event-ask-place-example = Sokolniki Park, main gate
event-ask-capacity = How many places on site?
event-ask-capacity-label = Number of places
event-ask-capacity-hint = Skip it if there is room for everyone.
event-ask-capacity-page-hint = For those who come in person. Leave it empty if there is room for everyone.
event-ask-capacity-example = 50
event-ask-fee = What is the fee, in roubles?
event-ask-fee-label = Fee, ₽
event-ask-fee-hint = Skip it if it is free.
event-ask-fee-page-hint = Leave it empty if it is free.
event-ask-fee-example = 500
event-ask-distance = How long is the distance, in kilometres?
event-ask-distance-label = Distance, km
event-ask-distance-hint = Times from tracks and live locations are counted by it. Skip it if there is none.
event-ask-distance-page-hint = Times from tracks and live locations are counted by it. Leave it empty if there is none.
event-ask-distance-example = 5
event-ask-description = Tell people about the event
event-ask-description-label = Description
event-ask-description-hint = Programme, what to bring, where to park.
event-ask-rules = What are the rules, and who wins?
event-ask-rules-label = Rules
event-ask-rules-hint = Who wins, what gets you disqualified, how points are given. Shown on the event's page and by /rules.
event-ask-reminders = When should participants be reminded?
event-ask-reminders-label = Reminders
event-reminders-72 = 3 days before
event-reminders-24 = A day before
event-reminders-12 = 12 hours before
event-reminders-3 = 3 hours before
event-reminders-1 = An hour before
event-ask-cover = Send a photo for the cover
event-ask-cover-label = Cover
event-ask-categories = Which topics fit?
event-ask-categories-label = Topics
event-ask-visibility = Who can see it?
event-ask-visibility-label = Visibility
event-ask-cancel-reason = Why is the event cancelled?
event-ask-cancel-reason-hint = All participants will read the reason.
event-ask-cancel-reason-example = Storm warning
event-cancel-not = Keep the event
event-edit-what = What shall we change?
event-saved = Saved.
event-published = Published! People can see it now.
event-published-next = ✅ Published. Now call people: share the card, promote the event or add me to a group.
event-published-private = Published! Only those who have the link can open it.
event-start-sure = Start “{ $title }” now? Registration will close.
event-finish-sure = Finish “{ $title }”?
event-relink-sure = Change the link to “{ $title }”? The old one stops working at once.
event-delete-sure = Delete the draft “{ $title }” for good?
event-opened = Registration is open.
event-started = The event has started.
event-finished = The event is finished.
event-cancelled-done = The event is cancelled; participants will be told.
event-archived = Archived.
event-archived-already = Archived: it is not in the lists any more.
event-deleted = The draft is deleted.
event-cloned = The copy is ready: check the date and publish.
event-link-changed = The new link is ready. The old one no longer works.
event-private-link = Link for guests: { $link }
event-organized-title = Events you organize
event-organized-empty = You have not organized anything yet. One line is enough: /newevent 5 km run; 7 Dec 10:00; Sokolniki; 50 places
event-line-unknown = I did not understand: { $words }. If it matters, put it in by “Edit”.
event-organized-row = { $title } · { $taken } going
event-organized-row-archived = { $title } · archived
event-people-none = Nobody has registered yet.

event-reminder =
    { $hours ->
        [0] Today: { $title }
        [1] In one hour: { $title }
        [3] In 3 hours: { $title }
        [12] In 12 hours: { $title }
        [72] In 3 days: { $title }
       *[other] Tomorrow: { $title }
    }
event-offer-ended = Time is up, the place went to the next person: { $title }
event-registration-opened = 🔔 Registration is open
event-button-set-up = ⚙️ Set-up
event-set-up-hint = What else you can say about the event and set up.
event-button-watch-opening = Tell me when it opens
event-opening-watched = I will tell you when registration opens.
event-page-watching = We will tell you when it opens
event-moved = New time: { $title }
event-moved-was = Was:
event-moved-now = Now:
event-replanned-place = New place: { $title }
event-replanned-end = New end: { $title }
event-replanned-both = New place and end: { $title }
event-replanned-none = not said
event-replanned-no-end = no set time
event-cancelled = Cancelled: { $title }
event-cancelled-reason = Reason: { $reason }
event-registrations =
    { $count ->
        [one] { $count } new registration
       *[other] { $count } new registrations
    }

event-not-open =
    { $reason ->
        [early] Registration opens: { $opens }.
        [draft] The event is not published yet.
        [running] The event is on, registration is over.
        [finished] The event is over. See others: /events
        [cancelled] The event is cancelled. See others: /events
       *[closed] Registration is closed. See other events: /events
    }
event-requirements-not-met = It does not fit: { $reasons }.
event-requirements-not-met-min-age = participants from { $value } years
event-requirements-not-met-max-age = participants up to { $value } years
event-requirements-not-met-gender =
    { $value ->
        [female] the event is for women
       *[male] the event is for men
    }
event-does-not-fit = This event is for others.
event-too-young =
    You will be { $age } on the day of the event, and it is for those from { $least }. If the date is wrong, correct it.
event-too-old =
    You will be { $age } on the day of the event, and it is for those up to { $most }. If the date is wrong, correct it.
event-only-for-others =
    { $gender ->
        [female] This event is for women. If that was a slip, choose again.
       *[male] This event is for men. If that was a slip, choose again.
    }
event-button-find-other = Find another event
event-already-registered = You are already registered.
event-entered-too-often = You can enter one event { $most } times a day. Try tomorrow.
event-came-already = You are checked in already. If that is a mistake, tell the organizer.
event-not-registered = You are not registered for this event.
event-move-not-allowed = That cannot be done now: the event is in another state.
event-results-approved = The results are approved, so the event cannot be called off. If that was a mistake, reopen the results first.
event-reason-needed = Write the reason: participants will read it.
event-has-registrations = People have registered for it. Cancel or archive it; its history stays.
event-link-revoked = This link no longer works. Ask the organizer for a new one.
event-starts-in-past = The start is in the past. Choose a time to come.
event-ends-before-start = The end is before the start. Check the time.
event-changed-meanwhile = The event was changed while you were editing it. Open it again.
event-ticket-forged = This ticket is not genuine.
event-answers-incomplete = Some questions have no answer yet.
places-capacity-below-taken =
    { $taken ->
        [one] { $taken } place is taken already: it cannot be fewer.
       *[other] { $taken } places are taken already: it cannot be fewer.
    }
places-offer-gone = This offer is no longer valid.
event-journal = 📜 Journal
event-journal-page = Journal: who did what
