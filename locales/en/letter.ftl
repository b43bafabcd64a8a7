# Letters to participants that go out later.
letter-title = Letters to participants
letter-none = No letters yet. Write one now, and it goes out at the hour you set.
letter-button-list = ✉️ Letters
letter-button-new = Write a letter
letter-button-later = Send later
letter-button-time = Change the time
letter-button-words = Change the words
letter-button-drop = Do not send
letter-button-now = Send now
letter-button-open = Open the letter
letter-new-for-all = To those who take part. Choose another list under “Participants”.

letter-time-form = When to send it
letter-ask-by = When should the letter go out?
letter-ask-by-label = When
letter-by-day = A day before the start
letter-by-three = 3 hours before the start
letter-by-hour = An hour before the start
letter-by-before = Other hours before
letter-by-at = At a set time
letter-ask-hours = How many hours before the start?
letter-ask-hours-label = Hours before the start
letter-ask-hours-hint = If the start moves, the letter moves with it.
letter-ask-hours-example = 12
letter-ask-at = On which day and at what time?
letter-ask-at-label = Day and time
letter-ask-at-hint = By the clock of the place where the event is.
letter-ask-at-example = tomorrow 18:00
letter-ask-words = What should it say instead?

letter-planned = Goes out: { $when }
letter-planned-before =
    { $hours ->
        [one] { $hours } hour before the start: { $when }
       *[other] { $hours } hours before the start: { $when }
    }
letter-now-there =
    { $count ->
        [0] Nobody is in the list now. Whoever is in it when it goes out gets it.
        [one] { $count } person is in the list now. Whoever is in it when it goes out gets it.
       *[other] { $count } people are in the list now. Whoever is in it when it goes out gets it.
    }
letter-nobody-yet = Nobody is in the list now. You can put the letter off: whoever is in the list then gets it.
letter-by-whom = Prepared by { $name }
letter-state-held = Waits for your decision
letter-state-dropped = Not to be sent
letter-state-called_off = Not sent: the event was cancelled
letter-state-nobody = Not sent: nobody was in the list
letter-state-sent =
    { $count ->
        [one] Sent to { $count } person
       *[other] Sent to { $count } people
    }
letter-held-why = { $name } no longer manages the event, so the letter did not go out by itself. Send it in your name?
letter-saved = Put off: { $when }
letter-reworded = The words are changed
letter-dropped = It is not going to be sent
letter-drop-sure = Take the letter back? Nobody gets it.
letter-now-sure =
    { $count ->
        [one] Send it to { $count } person now?
       *[other] Send it to { $count } people now?
    }

letter-told-gone =
    { $count ->
        [one] Your letter went out to { $count } person
       *[other] Your letter went out to { $count } people
    }
letter-told-nobody = The time of your letter came, but nobody was in the list. It was sent to nobody.
letter-told-held = The time of a letter to participants has come. { $name } prepared it, but no longer manages the event. Send it?

letter-time-passed =
    { $by ->
        [start] The start is nearer than that. Choose a time closer to it, or set an hour.
        [far] A letter cannot be put off that far. Choose a time within a year.
       *[clock] That time has passed. Choose one ahead.
    }
letter-too-many = { $most } letters are waiting already, which is the most. Take one of them back.
letter-over = This letter cannot be changed any more: it was sent or taken back.

letter-page-waiting = Waiting
letter-page-over = Past
letter-page-words = The letter
letter-page-save = Send later
letter-page-more = More letters

moderation-action-event-letter-planned = a letter put off
moderation-action-event-letter-reworded = words of a letter that is put off
moderation-action-event-letter-dropped = letter taken back
