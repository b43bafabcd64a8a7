# Numbers at the finish that nobody wears.
result-loose-button =
    { $count ->
        [one] ❓ { $count } unknown number
       *[other] ❓ { $count } unknown numbers
    }
result-loose-title = Nobody wears these numbers. Their times are kept; whose are they?
result-loose-none = No unknown numbers: every time is somebody’s.
result-loose-people =
    { $count ->
        [one] noted by { $count } person
       *[other] noted by { $count } people
    }
result-loose-more =
    { $count ->
        [one] And { $count } more number, which comes here next.
       *[other] And { $count } more numbers, which come here next.
    }
result-loose-whose = Whose is { $number }?
result-loose-drop = Drop { $number }
result-loose-ask = Who was it? Write the participant’s number or name.
result-loose-ask-label = Number or name
result-loose-given = { $number } → No. { $wearer } · { $time }
result-loose-dropped = { $number } is dropped.
result-number-not-loose = Number { $number } has been dealt with already.
result-wearer-unclear =
    { $count ->
        [0] Nobody who takes part was found: { $said }. Write the number, or the name in another way.
       *[other] More than one is called so: { $said }. Write the number, or the first and last name.
    }
timer-loose = Unknown numbers
timer-loose-hint = Nobody wears them. Write whose time it is: a number or a name.
timer-loose-whose = Whose?
timer-loose-whose-of = Whose number is { $number }: a participant’s number or name
timer-loose-give = Save
timer-loose-drop = Drop number { $number }
timer-loose-drop-sure = Drop number { $number }? Its time will be nobody’s.
