# Первый экран чата.
home-hello = Привет, { $name }!
home-hello-nobody = Привет!
home-next = Ближайшее:
home-no-next = Вы пока никуда не записаны.
home-goal =
    { $days ->
        [0] «{ $title }» — сегодня!
        [one] До цели «{ $title }» остался { $days } день.
        [few] До цели «{ $title }» осталось { $days } дня.
       *[many] До цели «{ $title }» осталось { $days } дней.
    }
home-offered = Может понравиться
home-nothing = Новых событий пока нет. Создайте первое: хватит одной строки.
home-create = Создать событие
home-profile = Профиль
home-app = Открыть приложение
home-on-now = Идёт ваше событие:
home-on-soon = Скоро ваше событие:
home-work-door = Отметить на входе
home-work-results = Внести результаты
home-work-bracket = Сетка и счёт
home-work-panel = Панель события
