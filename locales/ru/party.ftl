# Гости участников и очередь компаниями.
party-button = { $count ->
    [0] 👥 +1 гость
    [one] 👥 Гости: { $count }
   *[other] 👥 Гости: { $count }
}
party-button-with = { $count ->
    [one] +{ $count } гость
    [few] +{ $count } гостя
   *[many] +{ $count } гостей
}
party-button-more = +1 гость
party-button-name = Назвать { $number }-го
party-button-less = Без { $number }-го
party-button-less-yes = Да, без гостя
party-button-fewer = Нас будет меньше
party-button-rule = Гости
party-button-line = Порядок очереди
party-guest-of = гость · { $name }
party-you = { $count ->
    [0] Пока вы идёте без гостей. Можно взять кого-нибудь с собой.
    [one] С вами { $count } гость.
    [few] С вами { $count } гостя.
   *[many] С вами { $count } гостей.
}
party-waits = { $count ->
    [1] Ждёте одно место.
   *[other] Ждёте сразу { $count } места: вместе или никак.
}
party-brought = Гость записан
party-gone = Готово: на одного меньше
party-less-sure = { $name }: не придёт? Место достанется тем, кто ждёт.
party-ticket = { $count ->
    [one] на { $count } человека
    [few] на { $count } человека
   *[many] на { $count } человек
}
party-rule-what = Сколько гостей может взять с собой каждый участник? Места и взнос считаются на каждого гостя.
party-rule-most = { $count ->
    [0] Без гостей
    [one] { $count } гость
    [few] { $count } гостя
   *[many] { $count } гостей
}
party-rule-saved = Запомнил
party-line = Очередь
party-line-what = Места предлагаю сверху вниз. Компания, для которой мест пока мало, остаётся на своём месте.
party-line-empty = Никто не ждёт.
party-line-up = ⬆️ { $name }
party-line-first = В начало
party-passed-over = { $free ->
    [one] Освободилось { $free } место
    [few] Освободилось { $free } места
   *[many] Освободилось { $free } мест
}, а вас { $size ->
    [2] двое
    [3] трое
    [4] четверо
   *[other] { $size }
}, поэтому я предлагаю их следующим.
party-passed-over-hint = Ваша очередь сохраняется: как только мест хватит на всех, предложу их вам первыми. Можно и прийти меньшей компанией.
party-ask-name = Как зовут гостя?
party-ask-name-label = Имя гостя
party-too-many = { $most ->
    [0] На это событие приходят без гостей.
    [one] С собой можно взять не больше { $most } гостя.
   *[other] С собой можно взять не больше { $most } гостей.
}
party-no-place = Свободного места для гостя нет.
party-paid-already = Взнос уже оплачен, добавить гостя нельзя. Напишите организатору.
party-no-such-guest = Этого гостя уже нет в списке.
panel-column-party = Гости
moderation-action-event-guests-set = правило о гостях
moderation-action-event-line-moved = порядок листа ожидания
party-page-title = Гости
party-page-with = Вместе с гостями
party-page-less = Гость не придёт
party-page-up = Выше
