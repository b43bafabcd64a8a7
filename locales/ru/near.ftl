# Что рядом: залы, стадионы, велодорожки.
near-ask = Где искать? Нажмите кнопку ниже, пришлите любую точку на карте или напишите адрес: /near Лужники
near-title =
    { $count ->
        [one] Рядом { $count } место
        [few] Рядом { $count } места
       *[many] Рядом { $count } мест
    }
near-none = Рядом ничего не нашлось. Попробуйте другую точку: /near
near-more =
    { $count ->
        [one] И ещё { $count } место: оно в приложении.
        [few] И ещё { $count } места: они в приложении.
       *[many] И ещё { $count } мест: они в приложении.
    }
near-kind-all = Все
near-kind-gym = Залы
near-kind-stadium = Стадионы
near-kind-cycleway = Велодорожки
near-nameless-gym = Спортзал
near-nameless-stadium = Стадион
near-nameless-cycleway = Велодорожка
near-open = Открыть в приложении
near-gone = Этого места здесь больше нет: отправьте /near ещё раз.
near-away = Карты сейчас не отвечают. Попробуйте через пару минут.
near-off = Поиск мест рядом здесь не включён.
near-address-unknown = Не нашёл такого адреса: { $address }. Пришлите точку на карте.
near-page-title = Рядом
near-page-hint = Залы, стадионы и велодорожки. Ближайшие сначала.
near-page-start = Откуда искать?
near-page-start-hint = Покажем залы, стадионы и велодорожки вокруг вас.
near-page-locate = Рядом со мной
near-page-none = Рядом ничего не нашлось
near-page-none-hint = Мы посмотрели на 15 км вокруг.
near-page-source = Данные: © участники OpenStreetMap
near-page-link = Залы, стадионы и велодорожки рядом
