call-off-people =
    { $count ->
        [0] Nobody is registered yet, there is nobody to tell.
        [one] { $count } person will be told.
       *[other] { $count } people will be told.
    }
call-off-entries =
    { $count ->
        [one] for { $count } entry
       *[other] for { $count } entries
    }
call-off-by-itself = Goes back by itself: { $sums } { $entries }.
call-off-by-you = You will have to send back by transfer: { $sums } { $entries }.
call-off-by-payee = Whoever was paid sends back by transfer: { $sums } { $entries }.
call-off-by-operators = Forma’s administrators send back by hand: { $sums } { $entries }.
call-off-claims =
    { $count ->
        [one] You have not checked { $count } more transfer. See whether it came: you would have to send it back.
       *[other] You have not checked { $count } more transfers. See whether they came: you would have to send them back.
    }
