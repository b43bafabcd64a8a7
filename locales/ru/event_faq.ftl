# События: частые вопросы и уведомления организатора.
event-faq-title = Частые вопросы
event-faq-button =
    { $count ->
        [0] Частые вопросы
       *[other] Частые вопросы: { $count }
    }
event-faq-none = Здесь пока пусто.
event-faq-none-yet = Пока ничего нет. Добавьте вопрос сами или сохраните свой ответ кнопкой «В частые вопросы».
event-faq-ask-yet = Спросить своё
event-faq-take = В частые вопросы
event-faq-taken = Добавлено в частые вопросы
event-faq-taken-in-group = Добавил в частые вопросы события. Поправить слова можно в личном чате: «Управлять» → «Частые вопросы».
event-faq-add = Добавить
event-faq-up = Выше
event-faq-all = Все вопросы
event-faq-saved = Сохранил
event-faq-removed = Удалил
event-faq-form = Частый вопрос
event-faq-ask-question = О чём часто спрашивают?
event-faq-ask-question-label = Вопрос
event-faq-ask-question-example = Где оставить вещи?
event-faq-ask-answer = Что ответить?
event-faq-ask-answer-label = Ответ
event-faq-ask-answer-example = В школе у старта, гардероб с 8:00.
event-faq-is-full = Больше { $most } вопросов не поместится: удалите лишние.
event-faq-edit = Изменить
event-faq-remove = Удалить
event-faq-remove-sure = Удалить этот вопрос?
event-faq-before-asking = Возможно, ответ уже есть
event-faq-answered = С ответами
event-notices-button = Уведомления
event-notices-form = Уведомления о записи
event-notices-ask = Как сообщать о новых участниках?
event-notices-ask-label = Как сообщать о новых участниках?
event-notices-digest = Сводкой раз в 10 минут
event-notices-instant = Сразу
event-notices-private = Сводкой, только мне лично
event-notices-in-group = Сейчас пишу в тему «Организаторам» группы «{ $group }». Её видят все, поэтому там только числа. Имена — в списке участников.
event-notices-in-private = Сейчас пишу вам лично, с именами.
event-notices-saved = Сохранил
event-registrations-more =
    { $more ->
        [one] и ещё { $more } человек
        [few] и ещё { $more } человека
       *[many] и ещё { $more } человек
    }
