home-page-title = Сегодня
home-page-greeting = Привет, { $name }!
home-page-greeting-nobody = Привет!
home-page-next = Ближайшее событие
home-page-next-in = через { $in }
home-page-next-now = идёт сейчас
home-page-upcoming = Для вас
home-page-goal = Ваша цель
home-page-goal-left =
    { $days ->
        [0] Сегодня тот самый день
        [one] Остался { $days } день
        [few] Осталось { $days } дня
       *[many] Осталось { $days } дней
    }
home-page-all-events = Все события
home-page-find = Найти событие
home-page-create = Создать событие
home-page-organize = Я организую
home-page-empty-title = Пока тихо
home-page-empty = Новых событий ещё нет. Создайте первое: это займёт минуту.
home-page-ops = Для операторов
home-page-ops-sub = Очереди, сбои, здоровье
home-page-on-now = Ваше событие · идёт сейчас
home-page-on-soon = Ваше событие · через { $in }
