# Номера на финише, которых нет среди участников.
result-loose-button =
    { $count ->
        [one] ❓ { $count } непонятный номер
        [few] ❓ { $count } непонятных номера
       *[many] ❓ { $count } непонятных номеров
    }
result-loose-title = Этих номеров нет среди участников. Время записано, осталось понять, чьё оно.
result-loose-none = Непонятных номеров нет: у каждого времени есть хозяин.
result-loose-people =
    { $count ->
        [one] записал { $count } человек
        [few] записали { $count } человека
       *[many] записали { $count } человек
    }
result-loose-more =
    { $count ->
        [one] И ещё { $count } номер: он появится здесь следующим.
        [few] И ещё { $count } номера: они появятся здесь следующими.
       *[many] И ещё { $count } номеров: они появятся здесь следующими.
    }
result-loose-whose = Чей { $number }?
result-loose-drop = Убрать { $number }
result-loose-ask = Кто это был? Напишите номер или имя участника.
result-loose-ask-label = Номер или имя
result-loose-given = { $number } → № { $wearer } · { $time }
result-loose-dropped = { $number } убран.
result-number-not-loose = С номером { $number } уже разобрались.
result-wearer-unclear =
    { $count ->
        [0] Среди участников никого не нашлось: { $said }. Напишите номер или имя иначе.
       *[other] Так зовут не одного: { $said }. Напишите номер или имя и фамилию.
    }
timer-loose = Непонятные номера
timer-loose-hint = Их нет среди участников. Впишите, чьё это время: номер или имя.
timer-loose-whose = Чей?
timer-loose-whose-of = Чей номер { $number }: номер или имя участника
timer-loose-give = Записать
timer-loose-drop = Убрать номер { $number }
timer-loose-drop-sure = Убрать номер { $number }? Его время никому не запишется.
