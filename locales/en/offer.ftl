# A place that is offered: how long it is still kept.
offer-left =
    { $hours ->
        [0] { $minutes } min left
       *[other] { $minutes ->
            [0] { $hours } h left
           *[other] { $hours } h { $minutes } min left
        }
    }
offer-fee = Fee { $amount }
offer-over = The place is not kept any more
offer-taken = The place is yours
