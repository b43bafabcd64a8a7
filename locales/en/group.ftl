# The organizer in the group: verbs as a reply to a participant's message.
ok-how = Reply /ok to a participant’s message: I’ll accept the application, note a payment on the spot, or check them in. A number works too: /ok 114
ok-button-add = Add
ok-stranger = { $name } does not take part yet.
ok-accepted =
    { $number ->
        [none] ✅ { $name }: application accepted
       *[other] ✅ { $name }: application accepted, number { $number }
    }
ok-accepted-pay = ✅ { $name }: application accepted. We hold the place while they pay.
ok-admitted =
    { $number ->
        [none] ✅ { $name } takes part: paid on the spot
       *[other] ✅ { $name } takes part: paid on the spot, number { $number }
    }
ok-takes-part =
    { $number ->
        [none] { $name } already takes part
       *[other] { $name } already takes part, number { $number }
    }
ok-waits =
    { $status ->
        [offered] { $name } has been offered a place; we are waiting for the answer.
       *[other] { $name } is on the waiting list. A place comes when somebody gives theirs up.
    }
ok-undo = Undo
ok-undone =
    { $status ->
        [unpaid] { $name }: payment awaited again
        [approved] { $name }: payment awaited again
       *[other] { $name }: the application waits to be decided again
    }
application-taken-back =
    { $status ->
        [unpaid] The payment was noted by mistake and has been taken back. Your place is held while you pay.
        [approved] The payment was noted by mistake and has been taken back. Your place is held while you pay.
       *[other] Your application was accepted by mistake; it waits to be decided again. Your place is held meanwhile.
    }
application-too-late-to-take-back = It is too late to undo this: more than ten minutes have passed, or something has changed. The participant can be removed: /remove
