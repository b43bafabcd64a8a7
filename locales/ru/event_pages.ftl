event-page-kind-race = Забег
event-page-kind-tournament = Турнир
event-page-kind-marathon = Марафон
event-page-kind-ride = Велозаезд
event-page-kind-training = Тренировка
event-page-kind-challenge = Челлендж
event-page-kind-other = Событие
event-page-online = Онлайн
event-page-free = Бесплатно
event-page-places =
    { $left ->
        [0] Мест нет
        [one] Осталось { $left } место
        [few] Осталось { $left } места
       *[many] Осталось { $left } мест
    }
event-page-places-unlimited = Места есть всем
event-page-taken = { $taken } из { $capacity }
event-page-going =
    { $count ->
        [0] Пока никого, будьте первым
        [one] Идёт { $count } человек
        [few] Идут { $count } человека
       *[many] Идут { $count } человек
    }
event-page-waiting =
    { $count ->
        [one] { $count } человек в листе ожидания
        [few] { $count } человека в листе ожидания
       *[many] { $count } человек в листе ожидания
    }
