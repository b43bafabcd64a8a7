# Награды: за финиш, за победу, за место.

menu-badges = мои награды
achievement-title = Мои награды
achievement-button = 🏅 Мои награды
achievement-none = Наград пока нет.
achievement-none-hint = Первую получите на финише: значок «Финишёр» придёт вместе с итогами события.
achievement-kind-finisher = Финишёр
achievement-kind-player = Участник турнира
achievement-kind-winner = Победитель
achievement-kind-prize = Призёр
achievement-among =
    { $among ->
        [female] среди женщин
       *[male] среди мужчин
    }
achievement-place = { $place } место
achievement-count-finisher =
    { $count ->
        [one] { $count } финиш
        [few] { $count } финиша
       *[other] { $count } финишей
    }
achievement-count-player =
    { $count ->
        [one] { $count } турнир
        [few] { $count } турнира
       *[other] { $count } турниров
    }
achievement-count-winner =
    { $count ->
        [one] { $count } победа
        [few] { $count } победы
       *[other] { $count } побед
    }
achievement-count-prize =
    { $count ->
        [one] { $count } призовое место
        [few] { $count } призовых места
       *[other] { $count } призовых мест
    }
