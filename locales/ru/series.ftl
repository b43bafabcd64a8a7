# Организаторы глазами всех, подписки, продвижение и серии.
organizer-verified = Проверено Forma
organizer-followers =
    { $count ->
        [one] { $count } подписчик
        [few] { $count } подписчика
       *[many] { $count } подписчиков
    }
organizer-upcoming =
    { $count ->
        [0] Пока ничего не намечено
       *[other] Скоро: { $count }
    }
organizer-past = Прошло: { $count }
organizer-follow = Подписаться
organizer-unfollow = Отписаться
organizer-followed = Расскажу, когда появится новое событие
organizer-unfollowed = Больше не буду рассказывать
organizer-contact = Написать
organizer-manage = Управлять
organizer-in-app = В приложении
organizer-list = Подписки
organizer-list-what = О новых событиях этих организаторов я рассказываю.
organizer-list-none = Вы ни на кого не подписаны. Откройте событие, нажмите на имя организатора и «Подписаться».
organizer-news = Новое событие: { $organizer }
promotion-button = Продвигать
promotion-join = Участвовать: { $link }
holder-button = Чьё событие
holder-what = От чьего имени событие?
holder-person = От себя
holder-not-any-more = Пока вы отвечали, ваша роль в команде изменилась: черновик сохранён от вашего имени.
series-mine = Серии
series-mine-what = События, которые повторяются: ваши и те, на которые вы подписаны.
series-mine-none = Пока нет. Откройте своё событие: «Управлять» → «Серия».
series-row = { $title } · { $count }
series-button = Серия
series-manage = Управлять серией
series-dates = Все даты
series-count =
    { $count ->
        [0] Дат впереди нет
        [one] Впереди { $count } дата
        [few] Впереди { $count } даты
       *[many] Впереди { $count } дат
    }
series-and-more =
    { $count ->
        [one] и ещё { $count } дата
        [few] и ещё { $count } даты
       *[many] и ещё { $count } дат
    }
series-hour = Каждый раз в { $time } ({ $city })
series-pick = Откройте нужную дату:
series-over = Все даты прошли.
series-draft = черновик
series-subscribe = Подписаться на серию
series-unsubscribe = Отписаться от серии
series-subscribed = Расскажу о каждой новой дате
series-unsubscribed = Больше не буду рассказывать
series-make = Повторять каждую неделю
series-make-what = Событие будет повторяться в тот же день недели и час. Каждая дата — отдельное событие: её можно изменить или отменить, не трогая остальные.
series-part-of = Это одна из дат серии.
series-this-edited = Вы меняли её отдельно. Можно сделать так и в остальных.
series-more = Добавить даты
series-change-all = Изменить все будущие
series-change-sure =
    { $count ->
        [one] Изменить { $count } будущую дату по образцу этой?
        [few] Изменить { $count } будущие даты по образцу этой?
       *[many] Изменить { $count } будущих дат по образцу этой?
    }
series-change-keeps = День у каждой останется своим, остальное станет как здесь.
series-change-kept =
    { $count ->
        [one] { $count } дата изменена отдельно и останется как есть.
        [few] { $count } даты изменены отдельно и останутся как есть.
       *[many] { $count } дат изменены отдельно и останутся как есть.
    }
series-changed =
    { $count ->
        [one] Изменена { $count } дата
        [few] Изменены { $count } даты
       *[many] Изменено { $count } дат
    }
series-made =
    { $count ->
        [one] В серии { $count } дата
        [few] В серии { $count } даты
       *[many] В серии { $count } дат
    }
series-extended =
    { $count ->
        [one] Добавлена { $count } дата
        [few] Добавлены { $count } даты
       *[many] Добавлено { $count } дат
    }
series-form = Серия
series-more-form = Ещё даты
series-ask-length = Сколько повторять?
series-ask-length-label = Сколько повторять
series-length-dates = Несколько раз
series-length-until = До даты
series-ask-dates = Сколько всего дат, считая эту?
series-ask-dates-label = Всего дат, считая эту
series-ask-more = Сколько дат добавить?
series-ask-more-label = Сколько дат добавить
series-ask-until = До какого дня?
series-ask-until-label = До какого дня
series-ask-publish = Показать даты всем сразу?
series-ask-publish-label = Показать сразу
series-publish-now = Показать всем
series-publish-draft = Оставить черновиками
series-already = Это событие уже в серии.
series-none = Это событие не в серии.
series-no-more-dates = Новых дат не получилось: все прошли бы или их стало бы больше { $most }.
series-date-in-the-way = Дата { $when } не может стать такой же: там уже больше участников или занят способ участия. Ничего не изменил. Поправьте её отдельно.
