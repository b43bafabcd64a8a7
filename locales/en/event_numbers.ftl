# Participants’ numbers
event-number-taken = Number { $number } is taken.
event-number-wrong = A number is a whole one from 1 on.
event-numbers-in-use = Results stand under these numbers already: they cannot be given anew, only changed one by one.
event-number-how = Write the old number and the new one: /number 12 114
event-numbers-how = Write from which number on: /numbers 100
event-number-changed = In place of no. { $old } it is no. { $number } now.
event-numbers-order = Give numbers from { $first } on. In which order?
event-numbers-registered = Who registered earlier
event-numbers-name = By last name
event-numbers-mixed = By lot
event-numbers-given =
    { $count ->
        [one] { $count } number given. The participant will hear of it.
       *[other] { $count } numbers given. Participants will hear of theirs.
    }
event-number-yours = Your number: { $number }
event-number-ticket = Your ticket has the new one.
