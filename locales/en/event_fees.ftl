# Fees: how they are paid, what goes back.
event-own-unpaid = The place is yours, only the fee is left
event-joined-unpaid = We hold a place for you, only the fee is left. Please pay in our private chat.
event-own-claimed = You sent the fee, the organizer is checking
event-button-transfer = 🧾 My transfer
event-button-pay = 💳 Pay { $amount }
event-leave-money = { $share ->
    [whole] The whole fee of { $back } will come back to you.
    [part] { $back } of { $paid } will come back to you.
   *[none] By the rules of this event the fee of { $paid } does not come back.
}
event-hold-ended = Your time to pay is over: { $title }
event-hold-ended-hint = { $under_way ->
    [page] If there are places, you can register again. Paid already? Do not pay twice: once the money comes, the place is yours again, and if it is taken, the money goes back to you.
    [transfer] If there are places, you can register again. Sent the money already? Write to the organizer.
   *[none] Nothing was charged. If there are places, you can register again.
}
event-cancelled-money = Your { $amount } will come back in full.
event-paid-too-late = Your payment came late, there is no place any more: { $title }
event-goes-back = All of { $amount } goes back to you.
event-person-unpaid = to be paid
event-ask-payment = How do participants pay the fee?
event-ask-payment-label = Paying the fee
event-payment-online = Online by card, ticket at once
event-payment-transfer = By transfer to me
event-payment-spot = On the spot
event-ask-transfer-to = Where to transfer?
event-ask-transfer-to-label = Where to transfer
event-ask-transfer-to-hint = Phone or card number, bank, name. Seen only by who has a place held.
event-ask-transfer-to-example = +7 900 123-45-67, T-Bank, Igor P.
event-ask-refunds = How much goes back to who drops out?
event-ask-refunds-label = Refund for dropping out
event-ask-refunds-hint = If the event itself is cancelled, everybody gets all of it back.
event-refunds-full = All of it while registration is open
event-refunds-most = 90% while registration is open
event-refunds-week = All a week ahead, half a day ahead
event-refunds-none = Nothing
event-payments-off = Paying online is not set up yet. Choose a transfer or paying on the spot.
event-page-paying = Payment
event-page-unpaid = The place is yours, only the fee is left
event-takings = 💳 Money
event-takings-title = Money
event-takings-kept = { $count ->
    [0] Nobody has paid yet.
    [one] { $amount } collected: { $count } person paid
   *[other] { $amount } collected: { $count } people paid
}
event-takings-returned = ↩️ { $amount } went back
event-takings-awaited = { $count ->
    [one] { $count } more holds a place and is paying
   *[other] { $count } more hold a place and are paying
}
event-takings-claims = { $count ->
    [one] { $count } transfer to check: did it come?
   *[other] { $count } transfers to check: did they come?
}
event-takings-in = { $count ->
    [one] { $count } person paid
   *[other] { $count } people paid
}
event-takings-back = Went back
event-takings-going = Fees are going back: { $done } of { $count }
event-takings-gone = { $count ->
    [one] The fee has gone back: { $done } of { $count }
   *[other] Fees have gone back: { $done } of { $count }
}
event-takings-by-hand = { $count ->
    [one] { $count } fee is to be sent back by hand
   *[other] { $count } fees are to be sent back by hand
}
event-takings-look = Check these transfers
event-takings-no-claims = No transfers to check. New ones show up here and come as a message.
event-too-many-unpaid = Places that you have not paid for yet are being held for you: { $titles }. Pay for them or give one up, then you can sign up here.
event-too-many-claims = Organizers have not answered about your transfers yet: { $most }. Wait for their answer.
event-own-back = On its way back to you: { $sums }
event-takings-returning = Still on its way back
