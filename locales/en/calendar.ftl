# One's own events in the phone's calendar.
calendar-title = Events in the calendar
calendar-what = Your events come into the phone's calendar by themselves and follow every change: a new time, another place, a cancellation.
calendar-of-all-what = Public events come into your calendar and keep themselves up to date.
calendar-own-name = My events in Forma
calendar-waits = { $title } (waiting for a place)
calendar-organized = { $title } (I organize it)
calendar-make = Get the address
calendar-phone = iPhone, iPad, Mac
calendar-google = Google Calendar
calendar-outlook = Outlook
calendar-address = Address for other programs
calendar-copy = Copy the address
calendar-copied = The address is copied
calendar-options = What to show
calendar-with-organized = Also those that I organize
calendar-alarm = Reminder in the calendar
calendar-alarm-none = No reminder
calendar-alarm-hours =
    { $hours ->
        [24] A day before
        [one] { $hours } hour before
       *[other] { $hours } hours before
    }
calendar-alarm-hint = Google and Outlook set reminders of their own.
calendar-change = Change the address
calendar-change-sure = Change the address? The old one stops working, and you will have to subscribe again.
calendar-changed = The address is new, the old one leads nowhere
calendar-secret = The address is secret: whoever knows it sees your events. If a stranger got it, change it.
calendar-subscribe = To the calendar
calendar-alarm-unknown = There is no such reminder. Choose from the list.
calendar-too-often = The calendar asks too often. Wait { $minutes } minutes.
calendar-button = 📅 To the calendar
calendar-nowhere = I have no address here that a calendar could read.
menu-calendar = your events in the calendar
