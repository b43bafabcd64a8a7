# Что предлагаю человеку и почему.
recommend-title = Для вас
recommend-nothing = Пока предложить нечего. Как только появится подходящее, оно будет здесь.
recommend-why = 💡 Почему?
recommend-why-these = 💡 Почему эти?
recommend-why-interest = { $name }
recommend-why-near = { $count } км от вас
recommend-why-habit =
    { $span ->
        [week]
            { $count ->
                [one] «{ $name }» { $count } раз за неделю
                [few] «{ $name }» { $count } раза за неделю
               *[many] «{ $name }» { $count } раз за неделю
            }
        [month]
            { $count ->
                [one] «{ $name }» { $count } раз за месяц
                [few] «{ $name }» { $count } раза за месяц
               *[many] «{ $name }» { $count } раз за месяц
            }
       *[year]
            { $count ->
                [one] «{ $name }» { $count } раз за год
                [few] «{ $name }» { $count } раза за год
               *[many] «{ $name }» { $count } раз за год
            }
    }
recommend-why-followed = вы подписаны на организатора
recommend-why-series = вы уже бывали в этой серии
recommend-why-organizer = вы уже были у этого организатора
recommend-why-alike = туда идут те, с кем вы участвовали
recommend-why-level = ваш уровень
recommend-why-fresh = новое
recommend-why-few =
    { $count ->
        [one] осталось { $count } место
        [few] осталось { $count } места
       *[many] осталось { $count } мест
    }
recommend-why-soon = скоро, и места есть
recommend-not-this = Не предлагать
recommend-declined = Понял: такое больше не предлагаю.
recommend-taken-back = Снова может появиться
recommend-more = Что ещё?
recommend-settings = Что предлагать
recommend-settings-hint = Смотрю на интересы и город из профиля и на события, где вы были. Что по ссылке, в расчёт не идёт.
recommend-weekly-title =
    { $count ->
        [one] { $count } событие для вас
        [few] { $count } события для вас
       *[many] { $count } событий для вас
    }
recommend-weekly-on = ✨ Подборка недели: { $day }, { $hour }.
recommend-weekly-off = ✨ Подборка недели выключена.
recommend-weekly-go = Присылать 3 события в неделю
recommend-weekly-stop = Не присылать подборку
recommend-weekly-begun = Буду присылать раз в неделю
recommend-weekly-stopped = Больше не присылаю
recommend-weekly-when = День и час
recommend-near-on = 📍 Новое рядом: до { $km } км, не чаще раза в день.
recommend-near-off = 📍 О новом рядом не сообщаю.
recommend-near-km = { $km } км
recommend-near-none = Нет
recommend-near-title = Новое рядом с вами
recommend-near-settings = Как далеко искать
recommend-day-0 = понедельник
recommend-day-1 = вторник
recommend-day-2 = среда
recommend-day-3 = четверг
recommend-day-4 = пятница
recommend-day-5 = суббота
recommend-day-6 = воскресенье
recommend-moment-unknown = Такого дня или часа нет. Выберите из списка.
recommend-radius-unknown = Выберите расстояние из списка: 5, 10, 25 или 50 км.
recommend-place-not-said = Сначала скажите, где вы: укажите город в профиле.
recommend-fits = Подойдут вам:
recommend-answer-again = Ответить иначе
recommend-page-why = Почему: { $why }
recommend-page-weekly = 3 события в неделю
recommend-page-weekly-hint = Приходит в чат в ваш день и час. Нечего предложить — ничего не приходит. Включает и тип «Новости и реклама» в уведомлениях.
recommend-page-day = День
recommend-page-hour = Час
recommend-page-near = Новое рядом
recommend-page-near-hint = Сообщу об одном новом событии в день, если оно по вашим интересам и не дальше.
recommend-page-radius = Не дальше
recommend-page-off = Не сообщать
recommend-page-nothing-hint = Заполните интересы и город в профиле, и подборка станет точнее.
recommend-page-profile = Открыть профиль
recommend-pinned = Важное
notify-subject-weekly = «3 события для вас»
menu-foryou = что подойдёт вам
recommend-page-settings = Что предлагать
recommend-page-these = Почему эти события
recommend-page-fits = Подойдут вам
