# Панель организатора: списки людей, добавить, снять, написать, выгрузить, сдвинуть старт.
panel-count-places = Занято мест: { $count }
panel-count-going = Подтверждены: { $count }
panel-count-arrived = Пришли: { $count }
panel-count-finished = Финишировали: { $count }
panel-count-unpaid = Ждём оплату: { $count }
panel-count-pending = Ждут решения: { $count }
panel-count-waiting = В очереди: { $count }
panel-count-paid = Оплатили: { $count }
panel-count-refunded = Деньги вернулись: { $count }
panel-count-left = Не участвуют: { $count }
panel-group-going = Подтверждены
panel-group-absent = Не пришли
panel-group-arrived = Пришли
panel-group-finished = Финишировали
panel-group-unpaid = Ждём оплату
panel-group-pending = Ждут решения
panel-group-waiting = В очереди
panel-group-refunded = Деньги вернулись
panel-group-left = Не участвуют
panel-paid-yes = Оплатили
panel-paid-no = Не оплатили
panel-people =
    { $count ->
        [0] В списке никого.
        [one] В списке { $count } человек
        [few] В списке { $count } человека
       *[many] В списке { $count } человек
    }
panel-none-such = Таких участников нет. Уберите часть условий.
panel-found-by = «{ $words }»
panel-filters = Кого показать?
panel-filters-none = Все, кто записывался
panel-by-answer = По какому ответу отобрать?
panel-button-filters = Фильтры
panel-button-find = Найти
panel-button-answers = По ответам
panel-button-everybody = Показать всех
panel-button-letter = Написать им
panel-button-export = Выгрузить
panel-button-add = Добавить
panel-ask-find = Кого найти?
panel-ask-find-hint = Имя, @имя или номер.
panel-ask-find-example = Смирнова
panel-find-in-private = Искать людей лучше в личном чате: здесь запрос увидят все.

panel-remove-how = Ответьте на сообщение участника командой /remove и причиной. Или назовите номер: /remove 114 неявка
panel-remove-why = Почему снимаем: { $name }?
panel-remove-told = Причину человек увидит. Место сразу предложим следующему, взнос вернём целиком.
panel-remove-own-words = Другую причину напишите вместе с командой: /remove 114 неявка
panel-reason-no-show = Не пришли на старт
panel-reason-own-wish = По вашей просьбе
panel-reason-rules = Нарушены правила
panel-button-own-reason = Своя причина
panel-ask-reason = Напишите причину
panel-ask-reason-hint = Её увидит только этот человек.
panel-ask-reason-example = Нет медицинской справки
panel-removed = Снято с события: { $name }. Человек узнает причину.
panel-admitted = Участвует без онлайн-оплаты: { $name }.
panel-restored = Снова участвует: { $name }.
panel-button-remove = Снять с события
panel-button-admit = Принять без оплаты
panel-button-restore = Вернуть в событие
panel-already-out = Этот человек уже не участвует.
panel-no-free-place = Свободных мест нет. Увеличьте их число в событии, и можно будет добавить.
panel-no-such-number = Номера { $number } в этом событии нет.
panel-you-removed = Организатор снял вас с события «{ $title }»
panel-because = Причина: { $reason }
panel-you-restored = Вы снова участвуете: { $title }

panel-add-where = В какое событие добавить?
panel-add-how = Выберите людей кнопкой внизу или напишите: { $example }
panel-add-how-in-group = Ответьте на сообщение человека командой /add или напишите /add @имя.
panel-button-choose-people = Выбрать людей
panel-add-contact = Где участвует { $name }?
panel-added = { $name }: участвует, билет отправлен.
panel-invited = { $name }: приглашение отправлено. Ответ придёт сюда.
panel-not-met = { $name }: Forma ещё не знает этого человека и не может написать первой. Отправьте ссылку сами.
panel-button-share = Отправить ссылку
panel-invited-already = { $name }: сегодня уже приглашали, ждём ответа.
panel-you-invited = { $name } зовёт вас участвовать
panel-you-added = { $name } записывает вас на «{ $title }»
panel-button-decline = Не смогу
panel-you-declined = Передам организатору. Если планы изменятся, запись открыта в карточке.
panel-declined = Не сможет участвовать: { $name }.

panel-ask-letter = Что написать?
panel-letter-whom =
    { $count ->
        [0] { $whom }: пока никого. Письмо можно отложить.
        [one] { $whom }: { $count } человек. Каждому придёт в личный чат.
        [few] { $whom }: { $count } человека. Каждому придёт в личный чат.
       *[many] { $whom }: { $count } человек. Каждому придёт в личный чат.
    }
panel-letter-sure =
    { $count ->
        [one] Отправить { $count } человеку? Вернуть письмо будет нельзя.
       *[many] Отправить { $count } людям? Вернуть письмо будет нельзя.
    }
panel-button-send =
    { $count ->
        [one] Отправить { $count } человеку
       *[many] Отправить { $count } людям
    }
panel-letter-sent =
    { $count ->
        [one] Отправляю { $count } человеку.
       *[many] Отправляю { $count } людям.
    }
panel-letter-goes = Отправлено { $done } из { $count }
panel-letter-lost =
    { $count ->
        [one] Не дошло до { $count } человека: бот у него заблокирован.
       *[many] Не дошло до { $count } человек: бот у них заблокирован.
    }
panel-letter-not-sent = Письмо не отправлено.
panel-letter-in-private = Письмо участникам напишите в личном чате: здесь его увидят все.
panel-letter-from = Пишет организатор, { $name }
panel-button-refresh = Обновить
panel-nobody-there = Таких людей в событии уже нет.
panel-sent-already = Это письмо уже отправлено.

panel-export-which = Людей какого события выгрузить?
panel-export-what = Какой файл сделать? Колонки можно выбрать в приложении.
panel-export-csv = CSV
panel-export-xlsx = Excel
panel-button-columns = Выбрать колонки
panel-export-begun =
    { $count ->
        [one] Делаю файл: { $count } человек. Пришлю сюда.
        [few] Делаю файл: { $count } человека. Пришлю сюда.
       *[many] Делаю файл: { $count } человек. Пришлю сюда.
    }
panel-export-begun-in-private =
    { $count ->
        [one] Делаю файл: { $count } человек. Пришлю в личный чат, здесь его никто не увидит.
        [few] Делаю файл: { $count } человека. Пришлю в личный чат, здесь его никто не увидит.
       *[many] Делаю файл: { $count } человек. Пришлю в личный чат, здесь его никто не увидит.
    }
panel-export-goes =
    { $count ->
        [one] Делаю файл: готова { $count } строка…
        [few] Делаю файл: готовы { $count } строки…
       *[many] Делаю файл: готово { $count } строк…
    }
panel-export-ready =
    { $count ->
        [one] { $title }: { $count } человек. В файле личные данные: не пересылайте его и удалите, когда закончите.
        [few] { $title }: { $count } человека. В файле личные данные: не пересылайте его и удалите, когда закончите.
       *[many] { $title }: { $count } человек. В файле личные данные: не пересылайте его и удалите, когда закончите.
    }
panel-no-columns = Отметьте хотя бы одну колонку.
panel-column-number = Номер
panel-column-name = Имя
panel-column-username = Имя в Telegram
panel-column-status = Статус
panel-column-way = Способ участия
panel-column-paid = Оплачено
panel-column-registered = Дата записи

panel-late-how = Напишите, на сколько минут позже начнёте: /late 15. Не больше { $most }.
panel-late-where = В личном чате не видно, о каком событии речь. Отправьте /late 15 в группе события или измените время в карточке.
panel-late-done = Старт был в { $old }, теперь { $new }. Всем участникам сообщаю.

menu-late = Начать позже
menu-add = Добавить участника
menu-remove = Снять участника

panel-page-search = Имя, @имя или номер
panel-page-groups = Статус
panel-page-more = Способ и оплата
panel-page-answers = Ответы
panel-page-selected = Отметьте людей в списке
panel-page-remove = Снять отмеченных
panel-page-write = Написать отмеченным
panel-page-write-list = Написать всем в списке
panel-page-export = Выгрузить в файл
panel-page-pick = Отметить: { $name }
panel-page-nobody-picked = Сначала отметьте людей в списке.
panel-page-removing = Снять с события
panel-page-removing-whom =
    { $count ->
        [one] { $count } человек узнает причину, место уйдёт следующему.
        [few] { $count } человека узнают причину, места уйдут следующим.
       *[many] { $count } человек узнают причину, места уйдут следующим.
    }
panel-page-reason = Причина
panel-page-removed =
    { $count ->
        [one] Снят { $count } участник
        [few] Снято { $count } участника
       *[many] Снято { $count } участников
    }
panel-page-decisions = Участие
panel-page-writing = Письмо участникам
panel-page-letter = Текст письма
panel-page-letter-hint = Придёт каждому в личный чат слово в слово, как вы написали.
panel-page-next = Дальше
panel-page-sending = Проверьте письмо
panel-page-sent = Письмо отправлено
panel-page-whom =
    { $count ->
        [0] Пока никого. Письмо можно отложить.
        [one] Письмо получит { $count } человек.
        [few] Письмо получат { $count } человека.
       *[many] Письмо получат { $count } человек.
    }
panel-page-exporting = Файл со списком
panel-page-export-lede =
    { $count ->
        [one] В файле будет { $count } человек. Пришлю его в личный чат с ботом: там личные данные, не пересылайте их без нужды.
        [few] В файле будут { $count } человека. Пришлю его в личный чат с ботом: там личные данные, не пересылайте их без нужды.
       *[many] В файле будет { $count } человек. Пришлю его в личный чат с ботом: там личные данные, не пересылайте их без нужды.
    }
panel-page-columns = Что в файле
panel-page-format = Вид файла
panel-page-make = Сделать файл

moderation-action-event-person-added = добавление участника
moderation-action-event-person-invited = приглашение участника
moderation-action-event-person-removed = снятие участника
moderation-action-event-person-admitted = участие без оплаты
moderation-action-event-person-restored = возвращение участника
moderation-action-event-letter-sent = письмо участникам
moderation-action-event-export-asked = запрос файла с участниками
moderation-action-event-exported = выгрузка участников в файл
