event-stands-still = New entries and payments are on hold: the organizer cannot run the event right now. Whoever is in stays in. Please look in later.
event-button-stands-still = Entries are on hold
event-page-stands-still = Entries are on hold
event-page-stands-still-hint = The organizer cannot run the event right now. Whoever is in stays in. Please look in later.
payments-stands-still = No need to pay now: the organizer cannot run the event right now. Your place stays yours, and I will write when things go on.
payments-not-now-stands-still = This cannot be paid now: the organizer cannot run the event. No money was taken, and your place stays yours.
event-goes-on = The event goes on: { $title }
event-goes-on-pay = You can pay for taking part now. Your place is still yours.
