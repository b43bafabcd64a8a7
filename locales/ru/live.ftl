# Кто где на дистанции, пока идёт событие. $km, $pace, $gap, $time, $ago — готовые слова.

live-button = Показать, где я
live-how-title = Показать, где я: { $title }
live-how-steps = Нажмите скрепку, выберите «Геопозиция», затем «Транслировать геопозицию» и время: на сколько часов хватит с запасом.
live-how-whom =
    { $named ->
        [yes] На табло события будут ваше имя, километры и темп. На карте вас никто не увидит.
       *[no] На табло события будут ваш номер, километры и темп, без имени. На карте вас никто не увидит.
    }
live-how-stop = Закончить можно в любой момент: «Остановить трансляцию» в том же сообщении. На финише бот сам перестаёт смотреть, а после события забывает, где вы были.

live-seen = Вижу вас! { $title }
live-seen-named = На табло вы под своим именем, до { $until }.
live-seen-number = На табло вы под номером { $number }, без имени, до { $until }.
live-seen-before = Путь считаю со старта: { $starts }.
live-seen-stop = Передумаете: «Остановить трансляцию» в вашем сообщении.
live-which-event = Для какого события показать, где вы?
live-board-button = Табло

live-nothing-to-follow = Сейчас показывать некому: у вас не идёт событие, которое считают по треку. Когда начнётся, поделитесь геопозицией ещё раз.
live-not-yet = { $title }: старт { $starts }. Поделитесь геопозицией за час до старта или позже.
live-arrived-already = Ваш результат здесь уже есть, показывать путь больше не нужно.
live-only-a-point = Это одна точка. Чтобы вас было видно на табло, нажмите «Транслировать геопозицию» и выберите время.

live-stopped = Больше не смотрю, где вы.
live-stopped-km = Больше не смотрю, где вы. Пройдено { $km }.
live-stopped-again = Вернуться на табло: поделитесь геопозицией ещё раз.
live-arrived = Финиш! { $title }: { $mark }
live-counted = { $title }: { $mark }
live-arrived-review = Организатор посмотрит на него сам: { $doubt }.
live-arrived-came = Путь посчитан: { $title }
result-doubt-gap = телефон долго молчал

live-card =
    { $count ->
        [one] На дистанции { $count }
       *[other] На дистанции { $count }
    }
live-more =
    { $count ->
        [one] и ещё { $count }
       *[other] и ещё { $count }
    }
live-km = { $km } км
live-pace = { $pace } /км
live-speed = { $speed } км/ч
live-gap = +{ $gap }
live-silent =
    { $minutes ->
        [one] молчит { $minutes } мин
       *[other] молчит { $minutes } мин
    }
live-own = Вы: { $place } место, { $km }

live-page-title = На дистанции
live-page-empty = Пока никого не видно. Кто поделится геопозицией с ботом, появится здесь.
live-page-drawing =
    { $count ->
        [one] Дистанция { $km }, на ней { $count } человек
        [few] Дистанция { $km }, на ней { $count } человека
       *[other] Дистанция { $km }, на ней { $count } человек
    }
live-page-pace-drawing = Темп по отрезкам
live-page-start = старт
live-page-share = Показать, где я
live-page-share-hint = В чате с ботом: поделитесь геопозицией
