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
event-page-taken = { $taken } of { $capacity }
event-panel-set-up = About the event
event-panel-told = How people hear
event-panel-moves = Where it stands
event-page-were =
    { $count ->
        [0] Nobody took part
        [one] { $count } person took part
       *[other] { $count } people took part
    }
event-page-had-signed-up =
    { $count ->
        [0] Nobody had signed up
        [one] { $count } person had signed up
       *[other] { $count } people had signed up
    }
event-page-nobody = Nobody has signed up
event-page-nobody-yet = Nobody has signed up yet
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
event-page-catalogue = Events
event-page-search = Title, place or organizer
event-page-filter-when = When
event-page-filter-category = Categories and kinds
event-page-when-today = Today
event-page-when-weekend = Weekend
event-page-when-week = Week
event-page-when-month = Month
event-page-near = Near me
event-page-popular = Popular
event-page-found =
    { $count ->
        [1000] At least a thousand events found
        [one] { $count } event found
       *[other] { $count } events found
    }
event-page-nothing = Nothing found
event-page-nothing-hint = Try other words, or take some filters off.
event-page-reset = Show all
event-page-your-time = For you: { $when }
event-page-to-calendar = To calendar
event-page-share = Share
event-page-about = About
event-page-requirements = Who can take part
event-page-rules = Rules
event-page-organizer = Organizer
event-page-ask = Ask the organizer
event-page-room = Participants’ chat
event-page-panel = Run the event
event-page-min-age = From { $age } years
event-page-max-age = Up to { $age } years
event-page-gender-female = Women only
event-page-gender-male = Men only
event-page-join = Join
event-page-join-list = Join the waiting list
event-page-wait = Join the waiting list, No. { $position }
event-page-take-offer = Take the place
event-page-ticket = My ticket
event-page-ticket-qr = QR code of the ticket
event-page-ticket-show = Show this code at the entrance
event-page-registered = You are in!
event-page-waitlisted = You are No. { $position } on the waiting list
event-page-waitlisted-hint = We will write as soon as a place is free.
event-page-left = You are out
event-page-leave = Cancel my place
event-page-leave-list = Leave the waiting list
event-page-leave-sure = Give up your place? It is offered to the next person at once.
event-page-change-answers = Change my answers
event-page-going-you = You are going
event-page-offered = There is a place for you
event-page-offered-until = Held until { $when }
event-page-opens = Registration opens: { $when }
event-page-running = The event is on
event-page-finished = The event is over
event-page-closed = Registration is closed
event-page-cancelled = The event is cancelled
event-page-draft = A draft, seen by you alone
event-page-form-title = Registration
event-page-opening = Opening the event
event-page-mine-empty-upcoming = Nothing planned yet
event-page-mine-empty-running = Nothing is on right now
event-page-mine-empty-finished = Your history will be here
event-page-mine-empty-upcoming-hint = Choose a race or a training session: signing up takes a minute.
event-page-mine-empty-running-hint = When what you signed up for starts, it will be here.
event-page-mine-empty-finished-hint = After your first start this keeps where and when you were.
event-page-own-waitlisted = Waiting list
event-page-own-offered = Place offered
event-page-own-unpaid = To be paid
event-page-own-pending = Applied
event-page-own-approved = Accepted, awaiting payment
event-page-own-paid = Paid
event-page-own-confirmed = Going
event-page-own-checked_in = Checked in
event-page-own-finished = Finished
event-page-own-withdrawn = Cancelled
event-page-own-rejected = Rejected
event-page-own-refunded = Refunded
event-page-organized-empty = No events yet
event-page-organized-hint = A title, a date and a place; the rest if you like.
event-page-archived-badge = Archived
event-page-status-draft = Draft
event-page-status-published = Published
event-page-status-registration_open = Registration open
event-page-status-running = On now
event-page-status-finished = Over
event-page-status-cancelled = Cancelled
event-page-private = By link
event-page-create = Create
event-page-later = More settings
event-page-later-what = Description, cover, topics, who sees it, when one registers. They can wait.
event-page-created = The draft is ready. Check it and publish.
event-page-edit = Edit
event-page-draft-kept = Your draft continues
event-page-draft-drop = Start anew
event-page-count-confirmed = going
event-page-count-took-part = signed up
event-page-count-finished = finished
event-page-count-waiting = waiting
event-page-count-left = out
event-page-people = Participants
event-page-people-empty = Nobody yet
event-page-people-empty-hint = Spread the word: the first ones usually come by the link.
event-page-people-none-such = No such participants
event-page-as-seen = As participants see it
event-page-link = Private link
event-page-link-change = Change the link
event-page-link-sure = The old link will stop working. Change it?
event-page-link-changed = The new link is ready
event-page-publish = Publish
event-page-published = Published
event-page-call = Time to call people
event-page-call-hint = Send the link to friends or take the ready post.
event-page-open = Open registration
event-page-start = Start
event-page-start-sure = Start the event now? Registration will close.
event-page-finish = Finish
event-page-finish-sure = Finish the event?
event-page-clone = Make a copy
event-page-cloned = The copy is ready. Set its date.
event-page-cancel = Cancel the event
event-page-cancel-reason = Why it is cancelled
event-page-archive = Archive
event-page-archived = The event is archived
event-page-delete = Delete the draft
event-page-delete-sure = Delete the draft for good?
event-page-deleted = The draft is deleted
