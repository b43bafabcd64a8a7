# Платежи: заказы, оплата, возвраты.
payments-order-not-open = { $state ->
    [paid] Это уже оплачено.
    [returned] Деньги за это уже возвращены.
   *[closed] Время на оплату вышло. Откройте событие и запишитесь ещё раз: деньги не списаны.
}
payments-nothing-to-return = Возвращать нечего: всё уже вернули.
payments-provider-trouble = Платёжная система не ответила как надо. Деньги не списаны, попробуйте ещё раз через минуту.
payments-not-claimed = О переводе пока не сообщали, подтверждать нечего.
payments-title = Платежи
payments-none = Пока ничего не оплачено. Взносы за события и возвраты появятся здесь.
payments-more = Ещё
payments-state-open = ждёт оплаты
payments-state-claimed = организатор проверяет перевод
payments-unseen = Организатор пока не видит перевод.
payments-state-paid = оплачено
payments-state-closed = время на оплату вышло
payments-state-returned = возвращено
payments-state-expired = не оплачено: время вышло
payments-state-dropped = отменено до оплаты
payments-refused = Последняя попытка оплаты не прошла, деньги не списаны.
payments-returned = Возвращено { $amount }
payments-returning = Возвращаем { $amount }
payments-email-noted = Чеки пойдут на { $email }. Осталось заплатить.
payments-not-now-over = Этот счёт больше не действует. Откройте событие: там видно, за вами ли место и что осталось оплатить.
payments-not-now-unknown-order = Этого счёта больше нет. Откройте событие в чате с ботом и запишитесь заново.
payments-not-now-wrong-amount = Цена изменилась. Откройте событие и попросите новый счёт.
payments-not-now-wrong-payer = Этот счёт выставлен другому человеку. Запишитесь сами, и придёт ваш.
payments-not-now-paid-twice = Это уже оплачено, второй раз платить не нужно.
payments-goes-back-unknown-order = Не нашёл, за что эти { $amount }. Верну их целиком.
payments-goes-back-wrong-amount = Пришло { $amount }, а нужна другая сумма. Верну всё, оплатите, пожалуйста, новый счёт.
payments-goes-back-wrong-payer = Этот счёт был выставлен другому человеку. Верну вам { $amount }.
payments-goes-back-paid-twice = Это уже было оплачено. Верну вам { $amount }.
payments-goes-back-not-needed = Платить уже было не нужно, вы участвуете. Верну вам { $amount }.
payments-invoice-title = Взнос за участие
payments-invoice-below = Счёт ниже. Когда оплатите, сразу пришлю билет.
payments-choose = Как удобнее заплатить?
payments-by-telegram = 💳 Картой в Telegram
payments-by-yookassa = Карта или СБП (ЮKassa)
payments-by-stripe = Карта (Stripe)
payments-page-ready = Страница оплаты готова. Вернитесь сюда после оплаты: билет придёт сам.
payments-open-page = 💳 Перейти к оплате
payments-transfer-to = Переведите организатору:
payments-transfer-ask = Организатор не написал, куда переводить. Спросите его через карточку события.
payments-transfer-done = ✓ Перевод отправлен
payments-transfer-claimed = Сказал организатору. Место за вами, пока он проверяет перевод.
payments-transfer-noted = Записал: деньги пришли. Билет отправлен.
payments-transfer-missing-noted = Записал: перевода пока нет. Человек узнает и сможет ответить.
payments-transfer-missing-later = Если деньги придут позже, нажмите «Пришли».
payments-claim = { $name }: перевод { $amount }
payments-claim-look = Проверьте, пришли ли деньги.
payments-claim-came = ✓ Пришли
payments-claim-missing = Не вижу
payments-missing = Организатор пока не видит ваш перевод
payments-missing-hint = Место за вами ещё сутки. Проверьте перевод или спросите организатора.
payments-none-offered = Оплатить сейчас нельзя: приём платежей выключен. Спросите организатора, как внести взнос.
payments-already-returned = Это уже вернули. Второй раз переводить не нужно.
payments-owed = Вернуть людям
payments-owed-button = { $count ->
    [one] ↩️ Вернуть: { $count } человеку
    [few] ↩️ Вернуть: { $count } людям
   *[many] ↩️ Вернуть: { $count } людям
}
payments-owed-none = Возвращать никому не нужно.
payments-owed-hint = Эти деньги отправляете вы. Нажмите на строку, чтобы увидеть, кому и за что.
payments-return = ↩️ Верните { $amount }
payments-return-why-left = Человек передумал участвовать.
payments-return-why-cancelled = Событие отменено.
payments-return-why-rejected = Заявку отклонили.
payments-return-why-removed = Организатор снял человека с события.
payments-return-why-no-place = Деньги пришли, когда место уже отдали.
payments-return-why-not-needed = Платить уже было не нужно.
payments-return-why-paid-twice = За это заплатили дважды.
payments-return-why-wrong-payer = Заплатил не тот, кому выставлен счёт.
payments-return-why-wrong-amount = Пришла не та сумма.
payments-return-why-unknown-order = Не нашли, за что эти деньги.
payments-return-how = Переведите так же, как деньги пришли, и отметьте здесь.
payments-return-how-provider = Сама система вернуть их не может. Верните через кабинет платёжной системы и отметьте здесь.
payments-return-done = ✓ Деньги отправлены
payments-return-noted = Записал: { $amount } возвращены
payments-returned-hint = Деньги отправлены вам вручную. Если они не пришли, напишите организатору.
payments-owed-lede = Эти деньги отправляете вы сами. Отправили: отметьте, и человек узнает.
payments-return-sure = Вы точно отправили { $amount }?
payments-return-copy = Скопировать номер платежа
payments-failed = Оплата не прошла
payments-failed-hint = Деньги не списаны. Можно попробовать ещё раз, другой картой или другим способом.
payments-try-again = 💳 Попробовать ещё раз
payments-proof-title = Чек о переводе
payments-proof-give = 📎 Приложить чек
payments-proof-again = 📎 Заменить чек
payments-proof-given = Чек у организатора. Место за вами, пока он проверяет перевод.
payments-proof-see = 📎 Чек
payments-claim-proven = Чек приложен. Проверьте, пришли ли деньги.
transfer-proof-ask = Пришлите чек или снимок экрана из банка
transfer-proof-ask-label = Чек о переводе
transfer-proof-ask-hint = Фото или PDF. Увидит только организатор.
