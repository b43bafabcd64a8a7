# Номера участников
event-number-taken = Номер { $number } уже занят.
event-number-wrong = Номер — это целое число от 1.
event-numbers-in-use = По этим номерам уже внесены результаты: раздать новые нельзя, можно менять по одному.
event-number-how = Напишите старый номер и новый: /number 12 114
event-numbers-how = Напишите, с какого номера раздать: /numbers 100
event-number-changed = Вместо № { $old } теперь № { $number }.
event-numbers-order = Раздать номера с { $first }. В каком порядке?
event-numbers-registered = Кто раньше записался
event-numbers-name = По фамилиям
event-numbers-mixed = По жребию
event-numbers-given =
    { $count ->
        [one] Раздал { $count } номер. Участник узнает свой.
        [few] Раздал { $count } номера. Участники узнают свои.
       *[other] Раздал { $count } номеров. Участники узнают свои.
    }
event-number-yours = Ваш номер: { $number }
event-number-ticket = В билете уже новый.
