# Категории событий и закреплённые события: для администраторов.
category-title = Категории
category-ru = По-русски
category-en = По-английски
category-used =
    { $count ->
        [0] нет событий
        [one] { $count } событие
        [few] { $count } события
       *[many] { $count } событий
    }
category-up = Выше
category-remove = Удалить
category-remove-sure = Удалить категорию «{ $name }»?
category-new = Новая категория
category-add = Добавить
category-in-use =
    { $count ->
        [one] В этой категории { $count } событие. Куда его перенести?
        [few] В этой категории { $count } события. Куда их перенести?
       *[many] В этой категории { $count } событий. Куда их перенести?
    }
category-replacement = Вместо «{ $name }»
category-replace = Перенести и удалить
category-removed =
    { $count ->
        [0] Категории больше нет
        [one] Категории больше нет, { $count } событие перенесено
        [few] Категории больше нет, { $count } события перенесены
       *[many] Категории больше нет, { $count } событий перенесены
    }
category-taken = Категория «{ $name }» уже есть.
category-unnamed = Нужны оба названия: по-русски и по-английски.
category-too-many = Категорий уже { $most }, больше не добавить. Удалите лишнюю.
category-last = Последнюю категорию удалить нельзя.
category-line = { $name }: { $events }
category-manage = Изменить список
category-any = Все категории
category-choose = Какая категория?
category-chip = { $name } · { $count }
category-chip-button = 🏷 { $name }
category-chip-all = 🏷 Категория
event-sort-date = ↕️ Сначала скорые
event-sort-popular = ↕️ Сначала популярные
pin-title = Закреплено на главной
pin-what = Закреплённое событие видят все на первом экране. После последнего дня оно исчезнет само.
pin-none = Сейчас ничего не закреплено.
pin-until = по { $day } включительно
pin-remove = Открепить
pin-new = Закрепить событие
pin-event = Номер события
pin-day = Последний день
pin-add = Закрепить
pin-done = Закреплено
pin-gone = Откреплено
pin-how = Закрепить: /pin 17 5 декабря. Открепить: /unpin 17.
pin-not-public = Закрепить можно только открытое событие, которое ещё впереди.
pin-day-past = Выберите последний день, сегодня или позже.
pin-too-many = Закреплено уже { $most }. Сначала открепите лишнее.
admin-title = Для администраторов
admin-categories = Категории
admin-pins = Закреплённое
menu-admin = категории и закреплённое
moderation-action-event-pinned = закреплено на главной
moderation-action-event-unpinned = откреплено с главной
moderation-action-category-added = категория добавлена
moderation-action-category-renamed = категория переименована
moderation-action-category-moved = категория переставлена
moderation-action-category-removed = категория удалена
event-near = Где вы
event-ask-near = Где вы?
event-ask-near-label = Город
event-ask-near-hint = Нажмите кнопку внизу или напишите город. Спрошу один раз: город останется в профиле.
event-near-known = Запомнил. Вот что рядом.
event-near-in-private = Где вы, спрошу только в личном чате: напишите мне /events.
panel-json = Всё о событии (JSON)
panel-json-what = Описание, место, время, условия и вопросы. Участников в файле нет.
panel-json-begun = Файл пришлю в личный чат
panel-json-ready = Всё, что сказано о событии. Участников здесь нет.
moderation-action-event-json-asked = событие выгружено в JSON
