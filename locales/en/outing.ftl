outing-what-none = Who is coming?
outing-maker = { $name } is asking
outing-hour-later = { $day } ({ $city }), time to be agreed
outing-yes = Going: { $names }
outing-yes-more =
    Going: { $names } and { $more ->
        [one] { $more } more
       *[other] { $more } more
    }
outing-maybe = Maybe: { $names }
outing-maybe-more =
    Maybe: { $names } and { $more ->
        [one] { $more } more
       *[other] { $more } more
    }
outing-nobody = Nobody has answered yet: be the first.
outing-over = It has started. Enjoy!
outing-cancelled-card = Called off. Not this time.
outing-is-event = It is a real event now: places, list and reminders are behind the button below.
outing-button-yes = ✅ Going · { $count }
outing-button-maybe = 🤔 Maybe · { $count }
outing-button-no = ✖️ Can’t · { $count }
outing-button-event = 🏁 Make it an event
outing-button-move = 🕒 Move
outing-button-cancel = Call off
outing-button-cancel-yes = Yes, call it off
outing-button-back = ← Back
outing-said-yes = Noted: you are going! I will remind you an hour before if you have opened a chat with me.
outing-said-maybe = Noted: maybe.
outing-said-no = A pity! Noted that you can’t.
outing-said-already = That is what I have noted.
outing-own-yes = You are going. I will remind you an hour before.
outing-own-maybe = You said maybe.
outing-own-no = You said you can’t.
outing-own-maker = You are the one who asked. You can move it, call it off, or make it a real event with places, a list and tickets.
outing-closed = This one is over: its time has passed, or it was called off.
outing-not-the-maker = Only the one who asked can do that.
outing-too-many = You have a great many open calls already. Call some off, then ask again.
outing-cancel-sure = Call off “{ $what }”? I will write to those who meant to come.
outing-cancelled-done = Called off; everybody will know.
outing-moved-done = Moved; the card is up to date.
outing-ask-when = When is it now?
outing-ask-when-hint = For example: tomorrow 8:30
outing-reminder = In an hour: { $what }
outing-moved = New time: { $what }
outing-cancelled = Called off: { $what }
outing-cancelled-by = { $name } has called it off. Shall we find something else?
outing-event = “{ $what }” is a real event now. Take your place!
outing-when-unsaid = I could not tell when. Give a day and an hour and I will gather people: “@{ $bot } who’s in for 10k tomorrow at 7?”
outing-when-refused = { $why } Try once more, for example: “@{ $bot } who’s in for 10k tomorrow at 7?”
outing-hint = Gather people right here: “@{ $bot } who’s in for 10k tomorrow at 7?” Or find an event: “@{ $bot } run saturday”.
outing-not-found = Nothing found for “{ $words }”. You can gather people right here: “@{ $bot } who’s in for 10k tomorrow at 7?”
outing-found-more =
    { $count ->
        [one] { $count } more event
       *[other] { $count } more events
    }
outing-button-app = All events
outing-inline-title = Ask: { $what }
