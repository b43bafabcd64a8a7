# Receipts: the fiscal one comes by mail, one’s own lies among the payments.
payments-receipt = Receipt No. { $number }
payments-number = No. { $number }
payments-receipt-button = 🧾 Receipt No. { $number }
payments-receipt-to = Paid to: { $name }
payments-receipt-by =
    { $provider ->
        [telegram] { $stars ->
            [True] Paid in Stars
           *[other] Paid in Telegram
        }
        [yookassa] Paid by YooKassa
        [stripe] Paid by Stripe
       *[manual] Paid by transfer
    }
payments-receipt-charge = Payment number: { $charge }
payments-receipt-charge-title = Payment number
payments-receipt-what =
    { $stars ->
        [True] This confirms the payment. The same Stars are shown in Telegram’s settings.
       *[other] This confirms the payment. A fiscal receipt, where the law asks for one, is mailed by the payment provider.
    }
payments-email-needed = An e-mail address is needed to send the receipt to.
payments-email-form = E-mail for receipts
payments-ask-email = Which e-mail should the receipt go to?
payments-ask-email-label = E-mail for the receipt
payments-ask-email-hint = Asked once. Receipts of payments and refunds go there, nothing else does.
payments-ask-email-example = olya@example.org
payments-email-button = ✉️ Receipts: { $email }
payments-email-changed = Receipts will go to { $email }.
payments-email-title = Where receipts go
payments-change-email = Which e-mail should receipts go to?
payments-change-email-label = E-mail for receipts
payments-change-email-hint = Receipts of payments and refunds, nothing else.
payments-change-email-example = olya@example.org
