# События: карточка, список, участие, организатору.
event-status-draft = Черновик: видите только вы
event-status-published = Скоро откроется регистрация
event-status-running = Идёт сейчас
event-status-finished = Завершено
event-status-cancelled-because = Отменено: { $reason }
event-online = Онлайн
event-place-on-map = Точка на карте
event-organizer =
    { $kind ->
        [coach] Тренер: { $name }
       *[other] Организатор: { $name }
    }
event-fee =
    { $alone ->
        [True] Взнос: { $amount }, { $payment ->
            [online] оплата онлайн
            [transfer] переводом
           *[spot] на месте
        }
       *[other] Очно: { $amount }, { $payment ->
            [online] картой
            [transfer] переводом
           *[spot] при встрече
        }
    }
event-card-audience = Для кого: { $who }
event-card-min-age = от { $age } лет
event-card-max-age = до { $age } лет
event-card-gender-female = женщины
event-card-gender-male = мужчины
event-places = Занято { $taken } из { $capacity }
event-places-waiting =
    { $waiting ->
        [one] в очереди { $waiting } человек
        [few] в очереди { $waiting } человека
       *[many] в очереди { $waiting } человек
    }
event-places-unlimited =
    { $taken ->
        [0] Мест хватит всем
        [one] Идёт { $taken } человек
        [few] Идут { $taken } человека
       *[many] Идут { $taken } человек
    }
event-places-left =
    { $left ->
        [one] Осталось { $left } место
        [few] Осталось { $left } места
       *[many] Осталось { $left } мест
    }
event-places-full = Мест нет, есть лист ожидания
event-kind-race = Забег
event-kind-marathon = Марафон
event-kind-training = Тренировка
event-kind-ride = Заезд
event-kind-tournament = Турнир
event-kind-challenge = Челлендж
event-kind-other = Другое
event-category-running = Бег
event-category-cycling = Велоспорт
event-category-swimming = Плавание
event-category-yoga = Йога
event-category-strength = Силовые
event-category-skiing = Лыжи
event-category-team = Игровые виды
event-category-beginners = Для начинающих
event-category-challenge = Челлендж
event-visibility-public = Видно всем
event-visibility-private = Только по ссылке

event-own-waitlisted = Вы в листе ожидания: № { $position }
event-own-offered = Для вас освободилось место!
event-own-pending = Заявка на проверке
event-own-approved = Заявка принята, осталось оплатить
event-own-paid = Вы участвуете ✓ Взнос оплачен
event-own-confirmed = Вы участвуете ✓
event-own-checked-in = Вы отметились на старте
event-own-finished = Вы финишировали
event-own-was-in = Вы были записаны
event-own-withdrawn = Участие отменено
event-own-rejected = Заявка отклонена
event-own-refunded = Взнос возвращён
event-person-waitlisted = в очереди
event-person-offered = место предложено
event-person-pending = на проверке
event-person-approved = заявка принята, ждём оплату
event-person-paid = взнос оплачен
event-person-confirmed = участвует
event-person-checked-in = на старте
event-person-finished = на финише
event-person-withdrawn = участие отменено
event-person-rejected = заявка отклонена
event-person-refunded = взнос возвращён
event-offer-until = Место держим до:

event-button-join = Участвовать
event-button-queue = В лист ожидания
event-button-queue-number = В лист ожидания, № { $position }
event-button-opens = Откроется: { $when }
event-button-closed = Регистрация закрыта
event-button-ticket = Мой билет
event-button-answers = Изменить ответы
event-button-leave = Отменить участие
event-button-leave-queue = Выйти из очереди
event-button-leave-yes = Да, отменить
event-button-stay = Остаюсь
event-button-take = Беру место
event-button-pass = Передать следующему
event-button-calendar = В календарь
event-button-route = Как добраться
event-button-share = Поделиться
event-button-ask = Спросить
event-button-open = Открыть
event-button-open-registration = Открыть запись
event-button-open-chat = Открыть в чате
event-button-card = К событию
event-button-manage = Управлять
event-button-publish = Опубликовать
event-button-edit = Изменить
event-button-delete = Удалить черновик
event-button-participants = Участники
event-button-start = Начать
event-button-finish = Завершить
event-button-clone = Копия
event-button-cancel-event = Отменить событие
event-button-archive = В архив
event-button-relink = Сменить ссылку
event-button-copy-link = Скопировать ссылку
event-button-back-to-card = Как видят люди
event-button-back = Назад
event-button-next = Дальше
event-button-previous = Назад
event-button-all = Все события
event-button-catalogue = Каталог
event-button-find = Найти событие
event-button-new = Создать событие
event-button-mine = Я организую
event-inline-all = Все события в боте

event-list-title =
    { $total ->
        [0] События
        [one] { $total } событие
        [few] { $total } события
       *[many] { $total } событий
    }
event-list-empty = По этим условиям пока ничего нет. Уберите фильтр или создайте своё событие.
event-found =
    { $total ->
        [0] «{ $text }»
        [1000] «{ $text }»: не меньше тысячи событий
        [one] «{ $text }»: { $total } событие
        [few] «{ $text }»: { $total } события
       *[many] «{ $text }»: { $total } событий
    }
event-found-nothing = Ничего похожего не нашлось. Попробуйте другое слово: «бег», «йога», название парка.
event-which = Напишите номер события, например: /{ $command } 17
event-chip-period-all = 🗓 Все дни
event-chip-period-week = 🗓 На неделе
event-chip-period-weekend = 🗓 В выходные
event-chip-place-all = 📍 Везде
event-chip-place-online = 🌐 Онлайн
event-chip-place-near = 📍 Рядом
event-chip-kind-all = Любой тип
event-chip-kind-race = Забеги
event-chip-kind-training = Тренировки
event-chip-kind-ride = Заезды
event-chip-kind-tournament = Турниры

event-joined-confirmed = Вы участвуете! Билет пришлю сообщением.
event-joined-waitlisted = Мест нет, вы в листе ожидания: № { $position }. Напишу, когда место освободится.
event-leave-sure = Отменить участие в «{ $title }»? Место сразу перейдёт следующему.
event-withdraw-sure = Отменить заявку на «{ $title }»? Место, которое для вас держат, перейдёт следующему.
event-pass-sure = Передать место в «{ $title }» следующему? Вернуть его не получится.
event-leave-queue-sure = Выйти из очереди на «{ $title }»? Номер в очереди не сохранится.
event-left = Участие отменено.
event-passed-on = Спасибо! Место перейдёт следующему.
event-answers-saved = Ответы сохранены.
event-registration-form = Регистрация
event-ask-birth-date = Когда вы родились?
event-ask-birth-date-hint = Нужно, чтобы проверить возраст на день события.
event-ask-birth-date-example = 15.04.1990
event-ask-gender = Ваш пол?

event-my-title = Мои события
event-tab-upcoming = Предстоящие
event-tab-running = Текущие
event-tab-finished = Завершённые
event-tab-upcoming-on = • Предстоящие
event-tab-running-on = • Текущие
event-tab-finished-on = • Завершённые
event-my-upcoming-empty = Пока ничего не запланировано. Найдём что-нибудь?
event-my-running-empty = Сейчас ничего не идёт.
event-my-finished-empty = Здесь появятся события, в которых вы участвовали.
event-tickets-none = Билетов пока нет. Они появятся, когда вы запишетесь на событие.
event-tickets-sent =
    { $count ->
        [one] Вот ваш билет.
       *[other] Вот ваши билеты.
    }
event-ticket-title = Билет: { $title }
event-ticket-number = Номер { $number }
event-number = № { $number }
event-ticket-show = Покажите этот код на входе.
event-calendar-file = «{ $title }» для календаря: откройте файл, чтобы добавить.
event-venue = 📍 { $place }

event-form = Событие
event-ask-title = Как называется событие?
event-ask-title-or-line = Или сразу всё: Забег 5 км; 7 дек 10:00; Сокольники; 50 мест
event-ask-title-label = Название
event-ask-title-example = Забег 5 км
event-ask-when = Когда начало?
event-ask-when-label = Начало
event-ask-when-hint = Можно словами: «в субботу 10:00», «7 дек 10:00–12:00».
event-ask-when-example = 7 дек 10:00
event-ask-kind = Что это будет?
event-ask-kind-label = Тип
event-ask-place = Где встречаемся?
event-ask-place-label = Место
event-ask-place-hint = Напишите адрес или пришлите точку на карте.
event-ask-place-page-hint = Адрес или название места.
event-ask-place-example = Парк Сокольники, главный вход
event-ask-capacity = Сколько мест на площадке?
event-ask-capacity-label = Число мест
event-ask-capacity-hint = Пропустите, если мест хватит всем.
event-ask-capacity-page-hint = Для тех, кто придёт. Оставьте пустым, если мест хватит всем.
event-ask-capacity-example = 50
event-ask-fee = Какой взнос, в рублях?
event-ask-fee-label = Взнос, ₽
event-ask-fee-hint = Пропустите, если участие бесплатное.
event-ask-fee-page-hint = Оставьте пустым, если участие бесплатное.
event-ask-fee-example = 500
event-ask-distance = Какая дистанция, в километрах?
event-ask-distance-label = Дистанция, км
event-ask-distance-hint = По ней считают время из треков и живой геопозиции. Пропустите, если дистанции нет.
event-ask-distance-page-hint = По ней считают время из треков и живой геопозиции. Оставьте пустым, если дистанции нет.
event-ask-distance-example = 5
event-ask-description = Расскажите о событии
event-ask-description-label = Описание
event-ask-description-hint = Программа, что взять с собой, где парковаться.
event-ask-rules = Какие правила и кто побеждает?
event-ask-rules-label = Правила
event-ask-rules-hint = Кто победит, за что снимают, как начисляются очки. Их увидят на странице события и по /rules.
event-ask-reminders = Когда напомнить участникам?
event-ask-reminders-label = Напоминания
event-reminders-72 = За 3 дня
event-reminders-24 = За день
event-reminders-12 = За 12 часов
event-reminders-3 = За 3 часа
event-reminders-1 = За час
event-ask-cover = Пришлите фото для обложки
event-ask-cover-label = Обложка
event-ask-categories = К каким темам отнести?
event-ask-categories-label = Темы
event-ask-visibility = Кому показывать?
event-ask-visibility-label = Видимость
event-ask-cancel-reason = Почему событие отменяется?
event-ask-cancel-reason-hint = Причину прочтут все участники.
event-ask-cancel-reason-example = Штормовое предупреждение
event-cancel-not = Не отменять событие
event-edit-what = Что изменить?
event-saved = Сохранено.
event-published = Опубликовано! Теперь событие видно людям.
event-published-next = ✅ Опубликовано. Теперь позовите людей: поделитесь карточкой, продвиньте событие или добавьте меня в группу.
event-published-private = Опубликовано! Событие откроют только те, у кого есть ссылка.
event-start-sure = Начать «{ $title }» сейчас? Регистрация закроется.
event-finish-sure = Завершить «{ $title }»?
event-relink-sure = Сменить ссылку на «{ $title }»? Старая сразу перестанет работать.
event-delete-sure = Удалить черновик «{ $title }» насовсем?
event-opened = Регистрация открыта.
event-started = Событие началось.
event-finished = Событие завершено.
event-cancelled-done = Событие отменено, участники узнают об этом.
event-archived = Убрано в архив.
event-archived-already = В архиве: в списках его больше нет.
event-deleted = Черновик удалён.
event-cloned = Копия готова: проверьте дату и публикуйте.
event-link-changed = Новая ссылка готова. Старая больше не работает.
event-private-link = Ссылка для гостей: { $link }
event-organized-title = События, которые вы проводите
event-organized-empty = Вы ещё ничего не проводили. Хватит одной строки: /newevent Забег 5 км; 7 дек 10:00; Сокольники; 50 мест
event-line-unknown = Не понял: { $words }. Если это важно, впишите через «Изменить».
event-organized-row = { $title } · { $taken } чел.
event-organized-row-archived = { $title } · в архиве
event-people-none = Пока никто не записался.

event-reminder =
    { $hours ->
        [0] Сегодня: { $title }
        [1] Через час: { $title }
        [3] Через 3 часа: { $title }
        [12] Через 12 часов: { $title }
        [72] Через 3 дня: { $title }
       *[other] Завтра: { $title }
    }
event-offer-ended = Время вышло, место ушло следующему: { $title }
event-registration-opened = 🔔 Регистрация открылась
event-button-set-up = ⚙️ Настройки события
event-set-up-hint = Что ещё можно сказать о событии и настроить.
event-button-watch-opening = Сообщить, когда откроется
event-opening-watched = Сообщу, когда откроется регистрация.
event-page-watching = Сообщим, когда откроется
event-moved = Изменилось время: { $title }
event-moved-was = Было:
event-moved-now = Стало:
event-replanned-place = Новое место: { $title }
event-replanned-end = Другое окончание: { $title }
event-replanned-both = Новое место и окончание: { $title }
event-replanned-none = не указано
event-replanned-no-end = без точного времени
event-cancelled = Отменено: { $title }
event-cancelled-reason = Причина: { $reason }
event-registrations =
    { $count ->
        [one] { $count } новая запись
        [few] { $count } новые записи
       *[many] { $count } новых записей
    }

event-not-open =
    { $reason ->
        [early] Регистрация откроется: { $opens }.
        [draft] Событие ещё не опубликовано.
        [running] Событие уже идёт, записаться нельзя.
        [finished] Событие завершено. Посмотрите другие: /events
        [cancelled] Событие отменено. Посмотрите другие: /events
       *[closed] Регистрация закрыта. Посмотрите другие события: /events
    }
event-requirements-not-met = Не получится: { $reasons }.
event-requirements-not-met-min-age = участники от { $value } лет
event-requirements-not-met-max-age = участники до { $value } лет
event-requirements-not-met-gender =
    { $value ->
        [female] событие для женщин
       *[male] событие для мужчин
    }
event-does-not-fit = Это событие для других участников.
event-too-young =
    В день события вам будет { $age ->
        [one] { $age } год
        [few] { $age } года
       *[many] { $age } лет
    }, а участвуют с { $least }. Если в дате ошибка, поправьте её.
event-too-old =
    В день события вам будет { $age ->
        [one] { $age } год
        [few] { $age } года
       *[many] { $age } лет
    }, а участвуют до { $most }. Если в дате ошибка, поправьте её.
event-only-for-others =
    { $gender ->
        [female] Это событие для женщин. Если нажали не то, выберите ещё раз.
       *[male] Это событие для мужчин. Если нажали не то, выберите ещё раз.
    }
event-button-find-other = Найти другое событие
event-already-registered = Вы уже записаны.
event-entered-too-often = За сутки в одно событие можно записаться { $most } раз. Попробуйте завтра.
event-came-already = Вы уже отмечены на входе. Если это ошибка, скажите организатору.
event-not-registered = Вы не записаны на это событие.
event-move-not-allowed = Сейчас так сделать нельзя: событие уже в другом состоянии.
event-results-approved = Итоги уже утверждены, отменить событие нельзя. Если это ошибка, сначала верните результаты на правку.
event-reason-needed = Напишите причину: её прочтут участники.
event-has-registrations = На событие уже записывались. Отмените его или уберите в архив, история сохранится.
event-link-revoked = Эта ссылка больше не работает. Попросите у организатора новую.
event-starts-in-past = Начало уже прошло. Укажите время в будущем.
event-ends-before-start = Конец раньше начала. Проверьте время.
event-changed-meanwhile = Событие изменили, пока вы его правили. Откройте его снова.
event-ticket-forged = Билет не настоящий.
event-answers-incomplete = Не на все вопросы есть ответ.
places-capacity-below-taken =
    { $taken ->
        [one] Уже занято { $taken } место: меньше сделать нельзя.
        [few] Уже занято { $taken } места: меньше сделать нельзя.
       *[many] Уже занято { $taken } мест: меньше сделать нельзя.
    }
places-offer-gone = Это предложение уже не действует.
event-journal = 📜 Журнал
event-journal-page = Журнал: кто что сделал
