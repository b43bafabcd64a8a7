# Альбом события: фотографии участников и организатора.

album-button = 📷 Фото
album-title = Фото
album-count =
    { $count ->
        [0] Фотографий пока нет.
        [one] { $count } фотография.
        [few] { $count } фотографии.
       *[other] { $count } фотографий.
    }
album-own =
    { $count ->
        [one] Вы на { $count } из них.
       *[other] Вы на { $count } из них.
    }
album-how = Подпишите фото номерами, например «114» или «№ 114 37»: так участники найдут себя.
album-open = Открыть альбом
album-offered = Добавить это фото в альбом события?
album-add = Добавить фото
album-form = Новое фото
album-ask-photo = Пришлите фото с события
album-ask-photo-label = Фото
album-ask-caption = Кто на фото? Можно номера: 114, 37
album-ask-caption-label = Подпись
album-ask-caption-hint = Пропустите, если номеров не видно.
album-ask-caption-example = № 114 37
album-added = Фото уже в альбоме, спасибо!
album-for-participants = Альбом видят участники события и организатор.
album-not-yet = Фотографии добавляют, когда событие началось.
album-too-many = Сегодня вы прислали много фото. Продолжите через час.

album-page-find = Найди себя
album-page-all = Все
album-page-with = С номером { $number }
album-page-number = Номер
album-page-number-find = Найти
album-page-empty = Фотографий пока нет
album-page-empty-hint = Их присылают в тему «Фото» группы события или боту: карточка события → «Фото».
album-page-empty-own = Вас пока не нашли
album-page-empty-own-hint = Откройте любое фото и нажмите «Это я», или подождите: номера подписывают.
album-page-empty-number = С этим номером фото нет
album-page-photo = Фото, автор: { $name }
album-page-by = { $name }
album-page-on-it = На фото
album-page-nobody = Пока никого не отметили.
album-page-me = Это я
album-page-not-me = Убрать меня с фото
album-page-you = вы
album-page-tagged = Отметили вас на фото
album-page-untagged = Убрали вас с фото
album-page-remove = Убрать фото
album-page-remove-sure = Убрать фото из альбома? Ещё неделю его можно будет вернуть.
album-page-removed = Фото убрано из альбома
album-page-removed-hint = Его больше никто не видит. Через неделю оно удалится насовсем.
album-page-restore = Вернуть
album-page-restored = Фото снова в альбоме
album-page-whole = Открыть в полном размере
album-page-newer = Новее
album-page-older = Раньше
