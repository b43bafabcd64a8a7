# Письма участникам, которые уйдут позже.
letter-title = Письма участникам
letter-none = Писем пока нет. Напишите сейчас, а уйдёт оно в назначенный час.
letter-button-list = ✉️ Письма
letter-button-new = Написать письмо
letter-button-later = Отправить позже
letter-button-time = Изменить время
letter-button-words = Изменить текст
letter-button-drop = Отменить отправку
letter-button-now = Отправить сейчас
letter-button-open = Открыть письмо
letter-new-for-all = Тем, кто участвует. Другой список выберите в «Участниках».

letter-time-form = Когда отправить
letter-ask-by = Когда отправить письмо?
letter-ask-by-label = Когда
letter-by-day = За сутки до начала
letter-by-three = За 3 часа до начала
letter-by-hour = За час до начала
letter-by-before = За сколько-то часов
letter-by-at = В назначенное время
letter-ask-hours = За сколько часов до начала?
letter-ask-hours-label = Часов до начала
letter-ask-hours-hint = Если начало сдвинется, письмо сдвинется вместе с ним.
letter-ask-hours-example = 12
letter-ask-at = В какой день и час отправить?
letter-ask-at-label = День и час
letter-ask-at-hint = По часам места, где проходит событие.
letter-ask-at-example = завтра 18:00
letter-ask-words = Как написать иначе?

letter-planned = Уйдёт: { $when }
letter-planned-before =
    { $hours ->
        [one] За { $hours } час до начала: { $when }
        [few] За { $hours } часа до начала: { $when }
       *[many] За { $hours } часов до начала: { $when }
    }
letter-now-there =
    { $count ->
        [0] Сейчас в списке никого. Кто окажется в нём к отправке, тот и получит.
        [one] Сейчас в списке { $count } человек. Получат те, кто окажется в нём к отправке.
        [few] Сейчас в списке { $count } человека. Получат те, кто окажется в нём к отправке.
       *[many] Сейчас в списке { $count } человек. Получат те, кто окажется в нём к отправке.
    }
letter-nobody-yet = Сейчас в списке никого нет. Письмо можно отложить: получат те, кто окажется в нём к отправке.
letter-by-whom = Готовит { $name }
letter-state-held = Ждёт вашего решения
letter-state-dropped = Отправка отменена
letter-state-called_off = Не ушло: событие отменено
letter-state-nobody = Не ушло: в списке никого не было
letter-state-sent =
    { $count ->
        [one] Ушло { $count } человеку
       *[many] Ушло { $count } людям
    }
letter-held-why = { $name } больше не управляет событием, поэтому само письмо не ушло. Отправить его от вашего имени?
letter-saved = Отложено: { $when }
letter-reworded = Текст изменён
letter-dropped = Отправка отменена
letter-drop-sure = Отменить отправку? Письмо никому не придёт.
letter-now-sure =
    { $count ->
        [one] Отправить сейчас { $count } человеку?
       *[many] Отправить сейчас { $count } людям?
    }

letter-told-gone =
    { $count ->
        [one] Ваше письмо ушло { $count } человеку
       *[many] Ваше письмо ушло { $count } людям
    }
letter-told-nobody = Время письма пришло, но в списке никого не оказалось. Никому не отправлено.
letter-told-held = Пришло время письма участникам. Его готовит { $name }, но больше не управляет событием. Отправить?

letter-time-passed =
    { $by ->
        [start] До начала осталось меньше. Выберите время ближе к старту или назначьте час.
        [far] Так далеко письмо отложить нельзя. Выберите время в пределах года.
       *[clock] Это время уже прошло. Выберите время впереди.
    }
letter-too-many = Уже ждут отправки { $most } писем, больше нельзя. Отмените одно из них.
letter-over = Это письмо уже не изменить: оно ушло или отменено.

letter-page-waiting = Ждут отправки
letter-page-over = Были
letter-page-words = Текст письма
letter-page-save = Отложить
letter-page-more = Ещё письма

moderation-action-event-letter-planned = отложенное письмо участникам
moderation-action-event-letter-reworded = текст отложенного письма
moderation-action-event-letter-dropped = отмена отложенного письма
