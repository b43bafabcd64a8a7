# Payments: orders, paying, refunds.
payments-order-not-open = { $state ->
    [paid] This is paid already.
    [returned] The money for this went back already.
   *[closed] The time to pay is over. Open the event and register again: nothing was charged.
}
payments-nothing-to-return = There is nothing to return: it all went back already.
payments-provider-trouble = The payment system did not answer as it should. Nothing was charged, try again in a minute.
payments-not-claimed = Nobody has reported a transfer yet, so there is nothing to confirm.
payments-title = Payments
payments-none = Nothing paid yet. Event fees and refunds will show up here.
payments-more = More
payments-state-open = to be paid
payments-state-paid = paid
payments-state-closed = time to pay is over
payments-state-returned = returned
payments-state-expired = not paid in time
payments-state-dropped = cancelled before it was paid
payments-refused = The last try to pay did not go through; no money was taken.
payments-returned = Returned { $amount }
payments-returning = Returning { $amount }
payments-not-now-over = The time to pay is over and the place is gone. Please register again.
payments-not-now-unknown-order = This invoice is no more. Open the event in the chat with the bot and register again.
payments-not-now-wrong-amount = The price has changed. Open the event and ask for a new invoice.
payments-not-now-wrong-payer = This invoice is for somebody else. Register yourself and you will get your own.
payments-not-now-paid-twice = This is paid already, no need to pay again.
payments-goes-back-unknown-order = I could not find what these { $amount } are for. All of it goes back to you.
payments-goes-back-wrong-amount = { $amount } came, but the sum is different. All of it goes back, please pay the new invoice.
payments-goes-back-wrong-payer = This invoice was for somebody else. { $amount } go back to you.
payments-goes-back-paid-twice = This was paid already. { $amount } go back to you.
payments-invoice-title = Entry fee
payments-invoice-below = The invoice is below. Your ticket comes as soon as it is paid.
payments-choose = How would you like to pay?
payments-by-telegram = 💳 By card in Telegram
payments-by-yookassa = Card or SBP (YooKassa)
payments-by-stripe = Card (Stripe)
payments-page-ready = The payment page is ready. Come back here afterwards: your ticket comes by itself.
payments-open-page = 💳 Go to payment
payments-transfer-to = Transfer to the organizer:
payments-transfer-ask = The organizer did not say where to. Ask them from the event's card.
payments-transfer-copy = Copy
payments-transfer-done = ✓ I have sent it
payments-transfer-claimed = I told the organizer. The place is yours while they check.
payments-transfer-noted = Noted: the money came. The ticket is on its way.
payments-transfer-missing-noted = Noted: no transfer yet. The person will hear of it and can answer.
payments-claim = { $name }: transfer of { $amount }
payments-claim-look = Please check that the money came.
payments-claim-came = ✓ It came
payments-claim-missing = Not there
payments-missing = The organizer does not see your transfer yet
payments-missing-hint = The place is yours for another day. Check the transfer or ask the organizer.
payments-none-offered = Paying is not possible right now: payments are switched off. Ask the organizer how to pay the fee.
payments-already-returned = This went back already. There is no need to send it again.
payments-owed = To return
payments-owed-button = { $count ->
    [one] ↩️ { $count } refund to send
   *[other] ↩️ { $count } refunds to send
}
payments-owed-none = There is nothing for you to return.
payments-owed-hint = You send this money back yourself. Press a line to see to whom and why.
payments-return = ↩️ Please return { $amount }
payments-return-why-left = They changed their mind about taking part.
payments-return-why-cancelled = The event is cancelled.
payments-return-why-rejected = Their application was declined.
payments-return-why-removed = The organizer removed them from the event.
payments-return-why-no-place = The money came when the place was gone.
payments-return-why-paid-twice = This was paid twice.
payments-return-why-wrong-payer = Somebody else paid this person’s invoice.
payments-return-why-wrong-amount = The sum was a different one.
payments-return-why-unknown-order = We could not find what this money is for.
payments-return-how = Send it the way it came, then mark it here.
payments-return-how-provider = It cannot be sent from here. Return it in the payment provider’s account, then mark it here.
payments-return-done = ✓ Money sent
payments-return-noted = Noted: { $amount } returned
payments-returned-hint = The money was sent to you by hand. If it has not come, write to the organizer.
payments-owed-lede = You send this money back yourself. Once it is sent, mark it, and the person is told.
payments-return-sure = Have you really sent { $amount }?
payments-return-copy = Copy the payment’s number
payments-failed = The payment did not go through
payments-failed-hint = Nothing was charged. You can try again, with another card or another way.
payments-try-again = 💳 Try again
