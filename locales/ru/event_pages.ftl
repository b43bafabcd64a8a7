event-page-kind-race = Забег
event-page-kind-tournament = Турнир
event-page-kind-marathon = Марафон
event-page-kind-ride = Велозаезд
event-page-kind-training = Тренировка
event-page-kind-challenge = Челлендж
event-page-kind-other = Событие
event-page-online = Онлайн
event-page-free = Бесплатно
event-page-places =
    { $left ->
        [0] Мест нет
        [one] Осталось { $left } место
        [few] Осталось { $left } места
       *[many] Осталось { $left } мест
    }
event-page-taken = { $taken } из { $capacity }
event-panel-set-up = О событии
event-panel-told = Как узнают
event-panel-moves = Ход события
event-page-were =
    { $count ->
        [0] Никто не участвовал
        [one] Участвовал { $count } человек
        [few] Участвовали { $count } человека
       *[many] Участвовали { $count } человек
    }
event-page-had-signed-up =
    { $count ->
        [0] Никто не записался
        [one] Был записан { $count } человек
        [few] Были записаны { $count } человека
       *[many] Были записаны { $count } человек
    }
event-page-nobody = Никто не записался
event-page-nobody-yet = Пока никто не записался
event-page-going =
    { $count ->
        [0] Пока никого, начните вы
        [one] Идёт { $count } человек
        [few] Идут { $count } человека
       *[many] Идут { $count } человек
    }
event-page-waiting =
    { $count ->
        [one] { $count } человек в листе ожидания
        [few] { $count } человека в листе ожидания
       *[many] { $count } человек в листе ожидания
    }
event-page-catalogue = События
event-page-search = Событие, парк, организатор
event-page-filter-when = Когда
event-page-filter-category = Категории и виды
event-page-when-today = Сегодня
event-page-when-weekend = Выходные
event-page-when-week = Неделя
event-page-when-month = Месяц
event-page-near = Рядом
event-page-popular = Популярные
event-page-found =
    { $count ->
        [1000] Нашлось не меньше тысячи событий
        [one] Нашлось { $count } событие
        [few] Нашлось { $count } события
       *[many] Нашлось { $count } событий
    }
event-page-nothing = Ничего не нашлось
event-page-nothing-hint = Попробуйте другие слова или уберите часть условий.
event-page-reset = Показать все
event-page-your-time = У вас: { $when }
event-page-to-calendar = В календарь
event-page-share = Поделиться
event-page-about = О событии
event-page-requirements = Кто может участвовать
event-page-rules = Правила
event-page-organizer = Организатор
event-page-ask = Спросить организатора
event-page-room = Чат участников
event-page-panel = Управлять событием
event-page-min-age = От { $age } лет
event-page-max-age = До { $age } лет
event-page-gender-female = Только женщины
event-page-gender-male = Только мужчины
event-page-join = Участвовать
event-page-join-list = В лист ожидания
event-page-wait = В лист ожидания, № { $position }
event-page-take-offer = Занять место
event-page-ticket = Мой билет
event-page-ticket-qr = QR-код билета
event-page-ticket-show = Покажите этот код на входе
event-page-registered = Вы участвуете!
event-page-waitlisted = Вы в листе ожидания, № { $position }
event-page-waitlisted-hint = Освободится место, мы сразу напишем.
event-page-left = Участие отменено
event-page-leave = Отменить участие
event-page-leave-list = Выйти из листа ожидания
event-page-leave-sure = Отменить участие? Ваше место сразу предложат следующему.
event-page-change-answers = Изменить ответы
event-page-going-you = Вы участвуете
event-page-offered = Для вас есть место
event-page-offered-until = Место держим до { $when }
event-page-opens = Запись откроется: { $when }
event-page-running = Событие идёт
event-page-finished = Событие прошло
event-page-closed = Запись закрыта
event-page-cancelled = Событие отменено
event-page-draft = Черновик, его видите только вы
event-page-form-title = Регистрация
event-page-opening = Открываю событие
event-page-mine-empty-upcoming = Пока ничего не запланировано
event-page-mine-empty-running = Сейчас ничего не идёт
event-page-mine-empty-finished = Здесь будет ваша история
event-page-mine-empty-upcoming-hint = Выберите забег или тренировку: запись займёт минуту.
event-page-mine-empty-running-hint = Когда начнётся то, на что вы записаны, оно будет здесь.
event-page-mine-empty-finished-hint = После первого старта здесь останется, где и когда вы были.
event-page-own-waitlisted = Лист ожидания
event-page-own-offered = Предложено место
event-page-own-unpaid = Ждём оплату
event-page-own-pending = Заявка
event-page-own-approved = Принято, ждём оплату
event-page-own-paid = Оплачено
event-page-own-confirmed = Участвует
event-page-own-checked_in = На месте
event-page-own-finished = Финиш
event-page-own-withdrawn = Отменено
event-page-own-rejected = Отказано
event-page-own-refunded = Возврат
event-page-organized-empty = Событий пока нет
event-page-organized-hint = Название, дата и место, остальное по желанию.
event-page-archived-badge = В архиве
event-page-status-draft = Черновик
event-page-status-published = Опубликовано
event-page-status-registration_open = Идёт запись
event-page-status-running = Идёт
event-page-status-finished = Прошло
event-page-status-cancelled = Отменено
event-page-private = По ссылке
event-page-create = Создать
event-page-later = Ещё настройки
event-page-later-what = Описание, обложка, темы, кому видно, когда запись. Можно и потом.
event-page-created = Черновик готов. Проверьте и опубликуйте.
event-page-edit = Изменить
event-page-draft-kept = Продолжаем ваш черновик
event-page-draft-drop = Начать заново
event-page-count-confirmed = участвуют
event-page-count-took-part = записались
event-page-count-finished = на финише
event-page-count-waiting = ждут места
event-page-count-left = выбыли
event-page-people = Участники
event-page-people-empty = Пока никого
event-page-people-empty-hint = Расскажите о событии: первые обычно приходят по ссылке.
event-page-people-none-such = Таких участников нет
event-page-as-seen = Как видят участники
event-page-link = Ссылка для своих
event-page-link-change = Сменить ссылку
event-page-link-sure = Старая ссылка перестанет работать. Сменить?
event-page-link-changed = Новая ссылка готова
event-page-publish = Опубликовать
event-page-published = Опубликовано
event-page-call = Пора звать людей
event-page-call-hint = Пришлите ссылку друзьям или возьмите готовый пост.
event-page-open = Открыть запись
event-page-start = Начать
event-page-start-sure = Начать событие сейчас? Запись закроется.
event-page-finish = Завершить
event-page-finish-sure = Завершить событие?
event-page-clone = Создать копию
event-page-cloned = Копия готова. Поправьте дату.
event-page-cancel = Отменить событие
event-page-cancel-reason = Почему отменяем
event-page-archive = В архив
event-page-archived = Событие в архиве
event-page-delete = Удалить черновик
event-page-delete-sure = Удалить черновик насовсем?
event-page-deleted = Черновик удалён
