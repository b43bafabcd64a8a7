# Сезон серии: очки по датам, общий зачёт.
season-title = Сезон
season-heading = Сезон: { $title }
season-form = Правила сезона
season-button = 🏆 Сезон
season-button-series = Все даты
season-button-rules = Правила сезона
season-button-set = Считать сезон
season-button-change = Изменить правила
season-button-off = Не считать сезон
season-off = Сезон этой серии пока не считается.
season-off-manager = Можно складывать результаты всех дат: за место на каждой дате — очки, лучшие даты идут в зачёт.
season-off-sure = Больше не считать сезон? Результаты отдельных дат останутся.
season-done =
    { $count ->
        [0] Ни одной даты с утверждёнными результатами
        [one] { $count } дата с утверждёнными результатами
        [few] { $count } даты с утверждёнными результатами
       *[many] { $count } дат с утверждёнными результатами
    }
season-empty = Как только будут утверждены результаты первой даты, здесь появится зачёт.
season-dates =
    { $count ->
        [one] { $count } дата
        [few] { $count } даты
       *[many] { $count } дат
    }
season-place = { $place } место
season-no-place = без места
season-not-counted = (не в зачёт)
season-nameless = Участник
season-own = Вы в сезоне
season-own-dates = Ваши даты
season-said-places = За место на дате: { $table }
season-said-points = Складываются очки каждой даты.
season-said-best =
    { $count ->
        [one] В зачёт идёт { $count } лучшая дата.
        [few] В зачёт идут { $count } лучшие даты.
       *[many] В зачёт идут { $count } лучших дат.
    }
season-said-all = В зачёт идут все даты.
season-ties = При равенстве очков решает число первых, потом вторых и третьих мест, потом место на последней дате. Пропуск и сход дают 0.
season-saved = Правила сезона сохранены
season-dropped = Сезон больше не считается
season-ask-by = За что давать очки?
season-ask-by-label = Очки
season-by-places = За место на каждой дате
season-by-points = Очки, набранные на датах
season-ask-table = Сколько очков за места, начиная с первого?
season-ask-table-label = Очки за места
season-ask-table-example = 25, 18, 15, 12, 10
season-ask-counted = Сколько лучших дат идёт в зачёт?
season-ask-counted-label = Лучших дат в зачёт
season-ask-counted-hint = Пропустите, если считаются все.
season-ask-counted-page-hint = Оставьте пустым, если считаются все.
season-table-wrong = Напишите очки через запятую, от первого места: 25, 18, 15. Не больше 100 мест.
moderation-action-season-rules-set = правила сезона
moderation-action-season-rules-dropped = сезон больше не считается
