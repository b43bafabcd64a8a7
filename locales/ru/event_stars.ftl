# Звёзды: ими платят за участие онлайн.
event-fee-stars =
    { $alone ->
        [True] Взнос: { $amount }
       *[other] Онлайн: { $amount }
    }
event-fee-stars-unset = Цена онлайн-участия пока не названа
event-ask-stars = Сколько Звёзд стоит участие онлайн?
event-ask-stars-label = Участие онлайн, ⭐
event-ask-stars-hint = Онлайн-участие в Telegram оплачивают только Звёздами. Пропустите, если оно бесплатное.
event-ask-stars-page-hint = Онлайн-участие в Telegram оплачивают только Звёздами. Оставьте пустым, если оно бесплатное.
event-ask-stars-example = 50
event-ask-stars-refunds = Возвращать Звёзды тому, кто откажется?
event-ask-stars-refunds-label = Возврат Звёзд при отказе
event-ask-stars-refunds-hint = Telegram возвращает Звёзды только целиком. Если отменится само событие, они вернутся всем.
event-stars-refunds-full = Да, пока открыта регистрация
event-stars-refunds-day = Да, до последних суток перед началом
event-stars-refunds-none = Не возвращать
event-online-fee-unset = Организатор ещё не назвал цену онлайн-участия в Звёздах. Спросите его или загляните позже.
event-way-costs-otherwise =
    { $way ->
        [online] У онлайн-участия своя цена, в Звёздах. Откажитесь от места и запишитесь заново: оплата вернётся по правилам события.
       *[onsite] У участия на месте своя цена. Откажитесь от места и запишитесь заново: оплата вернётся по правилам события.
    }
event-one-for-stars = Звёздами платят за одного человека: Telegram возвращает их только целиком. Гости могут записаться сами.
event-takings-also = И ещё
payments-by-stars = ⭐ Оплатить Звёздами
payments-stars-hint = Нет Звёзд? Telegram предложит их купить прямо при оплате.
