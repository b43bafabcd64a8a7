# Payments: orders, paying, refunds.
payments-order-not-open = { $state ->
    [paid] This is paid already.
    [returned] The money for this went back already.
   *[closed] The time to pay is over. Open the event and register again: nothing was charged.
}
payments-nothing-to-return = There is nothing to return: it all went back already.
payments-provider-trouble = The payment system did not answer as it should. Nothing was charged, try again in a minute.
payments-not-claimed = Nobody has reported a transfer yet, so there is nothing to confirm.
