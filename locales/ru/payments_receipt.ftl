# Чеки: фискальный приходит на почту, свой лежит в платежах.
payments-receipt = Чек № { $number }
payments-number = № { $number }
payments-receipt-button = 🧾 Чек № { $number }
payments-receipt-to = Получатель: { $name }
payments-receipt-by =
    { $provider ->
        [telegram] { $stars ->
            [True] Оплачено Звёздами
           *[other] Оплачено в Telegram
        }
        [yookassa] Оплачено через ЮKassa
        [stripe] Оплачено через Stripe
       *[manual] Оплачено переводом
    }
payments-receipt-charge = Номер платежа: { $charge }
payments-receipt-charge-title = Номер платежа
payments-receipt-what =
    { $stars ->
        [True] Подтверждение оплаты. Те же Звёзды видны в настройках Telegram.
       *[other] Подтверждение оплаты. Фискальный чек, если он положен, присылает на почту платёжная система.
    }
payments-email-needed = Чтобы прислать чек, нужна почта.
payments-email-form = Почта для чека
payments-ask-email = На какую почту прислать чек?
payments-ask-email-label = Почта для чека
payments-ask-email-hint = Спрошу один раз. Сюда придут чеки об оплате и возвратах, больше ничего.
payments-ask-email-example = olya@example.org
payments-email-button = ✉️ Чеки: { $email }
payments-email-changed = Чеки пойдут на { $email }.
payments-email-title = Куда приходят чеки
payments-change-email = На какую почту присылать чеки?
payments-change-email-label = Почта для чеков
payments-change-email-hint = Чеки об оплате и возвратах, больше ничего.
payments-change-email-example = olya@example.org
