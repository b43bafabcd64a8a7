# Карта каталога: «Список | Карта».
event-map-how = Список или карта
event-map-list = Список
event-map-map = Карта
event-map-words = «{ $words }»
event-map-drawn =
    { $count ->
        [one] Карта: { $count } событие. Оно же в списке под картой.
        [few] Карта: { $count } события. Они же в списке под картой.
       *[many] Карта: { $count } событий. Они же в списке под картой.
    }
event-map-keys = Карта. Стрелки двигают её, плюс и минус меняют масштаб.
event-map-mark =
    { $count ->
        [one] { $count } событие здесь
        [few] { $count } события здесь
       *[many] { $count } событий здесь
    }
event-map-thousands = { $count }к
event-map-you = Вы здесь
event-map-nearer = Ближе
event-map-farther = Дальше
event-map-found =
    { $count ->
        [one] На карте { $count } событие
        [few] На карте { $count } события
       *[many] На карте { $count } событий
    }
event-map-here =
    { $count ->
        [one] Здесь { $count } событие
        [few] Здесь { $count } события
       *[many] Здесь { $count } событий
    }
event-map-closer = Приблизить
event-map-whole = Всё, что на карте
event-map-none = В этой части карты событий нет
event-map-none-hint = Сдвиньте карту, отойдите подальше или уберите часть условий.
event-map-wider = Показать шире
event-map-online = Событий онлайн и тех, чей адрес мы не нашли, на карте нет.
event-map-online-link = События онлайн списком
event-map-box-refused = Такого места на карте нет. Откройте карту заново.
