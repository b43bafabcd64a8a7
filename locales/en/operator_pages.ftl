ops-page-title = Operations
ops-page-health = Health
ops-page-database = Database
ops-page-work = Work
ops-page-idle = all done
ops-page-busy = busy
ops-page-fine = fine
ops-page-broken = no answer
ops-page-inbox = Inbox
ops-page-outbox = Outbox
ops-page-agenda = Agenda
ops-page-jobs = Jobs
ops-page-open = waiting
ops-page-due = due
ops-page-planned = planned
ops-page-late = late
ops-page-dead = set aside
ops-page-lag = The oldest has waited { $seconds } s
ops-page-nothing = Nothing here
ops-page-failures = Failures
ops-page-see-failures = Failures and reasons
ops-page-no-failures = No failures
ops-page-attempts =
    { $count ->
        [one] { $count } attempt
       *[other] { $count } attempts
    }
ops-page-retried = It will be tried again
ops-page-drop = Remove
ops-page-drop-sure = Remove for good? It will not be done.
ops-page-dropped = Removed
ops-page-process-died = The process died while handling it
ops-money-title = Money
ops-money-sum = All accounts together
ops-money-zero = zero, as it must be
ops-money-accounts = Accounts
ops-money-lines = Movements
ops-money-none = There was no money yet.
ops-money-outside = Came and stayed: { $provider }
ops-money-by = { $provider ->
    [manual] by transfer
    [telegram] Telegram
    [yookassa] YooKassa
    [stripe] Stripe
   *[other] { $provider }
}
ops-money-payee = With organizers
ops-money-house = With the service
ops-money-undecided = Not yet settled
ops-money-returning = On its way back
ops-money-step-received = Received
ops-money-step-kept = Kept
ops-money-step-owed = To go back
ops-money-step-returned = Went back
