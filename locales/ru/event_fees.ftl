# Взнос: как платят, что возвращают.
event-own-unpaid = Место за вами, осталось оплатить
event-joined-unpaid = Место держим за вами, осталось оплатить. Открываю в личном чате.
event-own-claimed = Вы перевели взнос, организатор проверяет
event-button-transfer = 🧾 Мой перевод
event-button-pay = 💳 Оплатить { $amount }
event-leave-money = { $share ->
    [whole] Взнос { $back } вернём целиком.
    [part] Вернём { $back } из { $paid }.
   *[none] Взнос { $paid } по правилам события не возвращается.
}
event-hold-ended = Время на оплату вышло: { $title }
event-hold-ended-hint = { $under_way ->
    [page] Если места есть, можно записаться ещё раз. Уже заплатили? Не платите снова: когда деньги дойдут, место вернётся к вам, а если его займут, вернутся деньги.
    [transfer] Если места есть, можно записаться ещё раз. Уже перевели? Напишите организатору.
   *[none] Деньги не списаны. Если места есть, можно записаться ещё раз.
}
event-cancelled-money = Ваши { $amount } вернутся целиком.
event-paid-too-late = Оплата пришла поздно, места уже нет: { $title }
event-goes-back = Верну вам { $amount } целиком.
event-person-unpaid = ждём оплату
event-ask-payment = Как участники внесут взнос?
event-ask-payment-label = Оплата взноса
event-payment-online = Онлайн: картой, с билетом сразу
event-payment-transfer = Переводом мне
event-payment-spot = На месте
event-ask-transfer-to = Куда переводить?
event-ask-transfer-to-label = Куда переводить
event-ask-transfer-to-hint = Номер телефона или карты, банк, имя получателя. Увидит только тот, кому держим место.
event-ask-transfer-to-example = +7 900 123-45-67, Т-Банк, Игорь П.
event-ask-refunds = Сколько вернуть тому, кто откажется?
event-ask-refunds-label = Возврат при отказе
event-ask-refunds-hint = Если отменится само событие, взнос вернётся всем целиком.
event-refunds-full = Всё, пока открыта регистрация
event-refunds-most = 90 %, пока открыта регистрация
event-refunds-week = За неделю всё, за сутки половину
event-refunds-none = Не возвращать
event-payments-off = Онлайн-оплата пока не подключена. Выберите перевод или оплату на месте.
event-page-paying = Оплата
event-page-unpaid = Место за вами, осталось оплатить
event-takings = 💳 Деньги
event-takings-title = Деньги
event-takings-kept = { $count ->
    [0] Пока никто не заплатил.
    [one] Собрано { $amount }: заплатил { $count } человек
    [few] Собрано { $amount }: заплатили { $count } человека
   *[many] Собрано { $amount }: заплатили { $count } человек
}
event-takings-returned = ↩️ Вернулось людям { $amount }
event-takings-awaited = { $count ->
    [one] Ещё { $count } человек держит место и платит
    [few] Ещё { $count } человека держат место и платят
   *[many] Ещё { $count } человек держат место и платят
}
event-takings-claims = { $count ->
    [one] { $count } перевод нужно проверить: дошёл ли?
    [few] { $count } перевода нужно проверить: дошли ли?
   *[many] { $count } переводов нужно проверить: дошли ли?
}
event-takings-in = { $count ->
    [one] Заплатил { $count } человек
    [few] Заплатили { $count } человека
   *[many] Заплатили { $count } человек
}
event-takings-back = Вернулось людям
event-takings-going = Возвращаем взносы: { $done } из { $count }
event-takings-gone = { $count ->
    [one] Взнос вернулся: { $done } из { $count }
   *[other] Взносы вернулись: { $done } из { $count }
}
event-takings-by-hand = { $count ->
    [one] { $count } взнос нужно вернуть вручную
    [few] { $count } взноса нужно вернуть вручную
   *[many] { $count } взносов нужно вернуть вручную
}
event-takings-look = Проверьте переводы
event-takings-no-claims = Переводов на проверку нет. Новые появятся здесь и придут сообщением.
event-too-many-unpaid = За вами уже держатся места, за которые вы ещё не заплатили: { $titles }. Оплатите их или откажитесь от одного, и сможете записаться сюда.
event-too-many-claims = Организаторы ещё не ответили о ваших переводах: { $most }. Подождите их ответа.
event-own-back = Вам возвращается: { $sums }
event-takings-returning = Ещё возвращается
