# Программа события: что и когда происходит, кто в чём участвует.
programme-title = Программа
programme-button =
    { $count ->
        [0] Программа
       *[other] Программа: { $count }
    }
programme-more =
    { $count ->
        [one] и ещё { $count } пункт
        [few] и ещё { $count } пункта
       *[many] и ещё { $count } пунктов
    }
programme-empty = Программы пока нет
programme-empty-hint = Когда организатор её составит, она появится здесь.
programme-own = вы записаны
programme-left =
    { $left ->
        [0] мест нет
        [one] осталось { $left } место
        [few] осталось { $left } места
       *[many] осталось { $left } мест
    }
programme-until = до { $time }
programme-by-choice = по выбору
programme-choose = Выбрать
programme-choose-other = Изменить выбор
programme-at-registration = Что из этого выбрать, спрошу при регистрации.
programme-choice-form = Выбор в программе
programme-choice-saved = Сохранил
programme-none-left = Выбирать больше не из чего: места кончились или всё уже началось.
programme-ask = В чём участвуете?
programme-ask-label = Программа
programme-ask-hint = Можно выбрать несколько, если время не совпадает. Или ничего.
programme-full = «{ $title }»: мест уже нет. Выберите другое.
programme-begun = «{ $title }» уже началось. Выберите другое.
programme-overlap = «{ $first }» и «{ $second }» идут одновременно. Выберите одно.

programme-none-yet = Пока пусто. Пришлите строки: время и что будет. Участники увидят программу в карточке и получат напоминания.
programme-add = Добавить строки
programme-added =
    { $count ->
        [0] Это в программе уже есть
        [one] Добавил { $count } пункт
        [few] Добавил { $count } пункта
       *[many] Добавил { $count } пунктов
    }
programme-form = Новые строки
programme-ask-lines = Что и когда будет?
programme-ask-lines-label = Строки программы
programme-ask-lines-hint = Одна строка на пункт: время и название. Другой день пишите перед временем. Если места ограничены, добавьте число после косой черты: «/ 30». Если пункт по желанию, допишите «(по выбору)».
programme-ask-lines-example =
    10:00 разминка
    10:30–11:00 старт 5 км / 30
    12:00 награждение
programme-item-form = Пункт программы
programme-ask-line = Как теперь?
programme-ask-line-label = Строка
programme-ask-line-hint = Время и название. Места — после косой черты: «/ 30»; по желанию — «(по выбору)».
programme-ask-line-example = 10:30–11:00 старт 5 км / 30
programme-ask-remind = Когда напомнить о начале?
programme-ask-remind-label = Напоминание
programme-remind-none = Не напоминать
programme-remind-5 = За 5 минут
programme-remind-15 = За 15 минут
programme-remind-30 = За 30 минут
programme-remind-60 = За час
programme-ask-keep = Всё равно добавить?
programme-ask-keep-label = Всё равно добавить?
programme-keep-yes = Да, добавить
programme-keep-no = Нет, исправлю
programme-keep = Всё равно сохранить
programme-saved = Сохранил
programme-removed = Убрал из программы
programme-edit = Изменить
programme-remove = Убрать
programme-remove-sure = Убрать этот пункт? Кто в нём, узнают об этом.
programme-all = Вся программа
programme-for-all = для всех участников
programme-people =
    { $count ->
        [one] Записан { $count } человек
        [few] Записаны { $count } человека
       *[many] Записано { $count } человек
    }
programme-people-of = Записано { $count } из { $capacity }
programme-reminds =
    { $minutes ->
        [0] без напоминания
        [60] напомню за час
       *[other] напомню за { $minutes } минут
    }
programme-who = Кто записан
programme-write = Написать им
programme-told-soon = Об изменениях участники узнают через пару минут, одним сообщением.
programme-lines-wrong = Ничего не сохранил, потому что понял не всё. { $lines }. Пишите так: 12:00 награждение.
programme-lines-wrong-time = { $value } — не вижу времени
programme-lines-wrong-day = { $value } — не понял день перед временем
programme-lines-wrong-hour = { $value } — такого времени не бывает
programme-lines-wrong-title = { $value } — нет названия
programme-lines-wrong-long = { $value } — название длиннее 120 знаков
programme-lines-wrong-limit = { $value } — мест может быть от 1 до 100 000
programme-lines-wrong-clock = { $value } — в эту ночь часы переводят, такого времени нет
programme-lines-wrong-one = { $value } — здесь нужна одна строка
programme-outside = Проверьте время: { $lines }.
programme-outside-past = «{ $value }» уже в прошлом
programme-outside-before = «{ $value }» задолго до события
programme-outside-after = «{ $value }» после его конца
programme-too-many = В программе может быть не больше { $most } пунктов.

programme-reminder =
    { $minutes ->
        [0] Сейчас начнётся: { $title }
        [60] Через час: { $title }
        [one] Через { $minutes } минуту: { $title }
        [few] Через { $minutes } минуты: { $title }
       *[many] Через { $minutes } минут: { $title }
    }
programme-changed = Программа изменилась: { $title }
programme-change-new = новое
programme-change-off = отменено
programme-change-choice = теперь по выбору
programme-change-for-all = теперь для всех
programme-lost = В событии «{ $title }» вы с местом, но в программе его уже не хватило:
programme-lost-hint = Загляните в программу: может быть, подойдёт другое.
moderation-action-event-programme-changed = изменение программы события
programme-showroom-warm-up = Разминка
programme-showroom-five = Старт 5 км
programme-showroom-ten = Старт 10 км
programme-showroom-talk = Лекция о восстановлении
programme-showroom-awards = Награждение
programme-begins = ▶️ Начинается: { $title }
programme-next = Дальше:
