# Роли, блокировки, апелляции, журнал.
moderation-block-how =
    Кого и за что? Например: /block @name 7d рассылает рекламу
    Можно ответить командой на пересланное сообщение или контакт. Срок необязателен.
moderation-unblock-how = Кого разблокировать? Например: /unblock @name
moderation-ask-reason = За что блокируем? Человек увидит эти слова.
moderation-ask-reason-label = Причина
moderation-ask-reason-example = Рассылает рекламу участникам
moderation-ask-length = На какой срок?
moderation-ask-length-label = Срок
moderation-length-1d = 1 день
moderation-length-7d = 7 дней
moderation-length-30d = 30 дней
moderation-length-forever = Без срока
moderation-block-sure = Блокируем: { $name }. Какое правило нарушено? После выбора блокировка вступит в силу.
moderation-block-sure-all = Блокируем: { $name }, { $until }. Причина: { $reason }. Какое правило нарушено? После выбора блокировка вступит в силу.
moderation-block-done = { $name }: заблокирован(а) { $until }.
moderation-unblock = Снять блокировку
moderation-unblock-done = { $name }: блокировка снята.
moderation-until = до { $when }
moderation-for-good = без срока
moderation-rule-spam = Реклама и рассылки
moderation-rule-insult = Оскорбления
moderation-rule-fraud = Обман
moderation-rule-danger = Опасность для людей
moderation-rule-other = Другое
moderation-blocked = Ваш аккаунт заблокирован
moderation-blocked-reason = Причина: { $reason }
moderation-blocked-rule = Правило: { $rule }
moderation-unblocked = Блокировка снята. С возвращением!
moderation-appeal-button = Обжаловать
moderation-appeal-ask = Почему вы не согласны с блокировкой? Напишите одним сообщением, его прочитает администратор.
moderation-appeal-ask-label = Апелляция
moderation-appeal-sent = Апелляция отправлена. Я сообщу решение.
moderation-appeal-waits = Апелляция отправлена и ждёт решения.
moderation-appeal-kept =
    { $answer ->
        [none] Апелляцию рассмотрели: блокировка остаётся.
       *[other] Апелляцию рассмотрели: блокировка остаётся. Ответ: { $answer }
    }
moderation-answer = Ответ: { $answer }
moderation-appeal-from = Апелляция: { $name }
moderation-appeal-sent-already = Апелляция на эту блокировку уже отправлена.
moderation-appeal-decided = Эту апелляцию уже рассмотрел другой администратор.
moderation-own-block = Эту блокировку наложили вы: апелляцию рассматривает другой администратор.
moderation-lift = Снять блок
moderation-keep = Оставить
moderation-answer-ask = Что ответить человеку?
moderation-answer-ask-label = Ответ
moderation-lifted-done = { $name }: блокировка снята, ответ отправлен.
moderation-kept-done = { $name }: блокировка остаётся, ответ отправлен.
moderation-roles = Роли
moderation-role-how = Выдать: /role grant @name analyst, забрать: /role revoke @name analyst. Роли: administrator, analyst, marketer.
moderation-role-administrator = администратор
moderation-role-analyst = аналитик
moderation-role-marketer = маркетолог
moderation-role-line =
    { $username ->
        [none] { $name } — { $role }
       *[other] { $name } (@{ $username }) — { $role }
    }
moderation-role-granted = { $name }: выдана роль «{ $role }».
moderation-role-had = { $name }: роль «{ $role }» уже есть.
moderation-role-revoked = { $name }: роль «{ $role }» забрана.
moderation-role-had-not = { $name }: роли «{ $role }» не было.
moderation-role-yours = Вам выдана роль «{ $role }». Что теперь можно: /help
moderation-audit = Журнал: { $subject }
moderation-audit-how = Чей журнал? Например: /audit @name или /audit event:17
moderation-audit-empty = Записей нет.
moderation-audit-older = Раньше
moderation-audit-nobody = Система
moderation-audit-clock = Время: { $zone }
moderation-audit-line = { $who }: { $action }
moderation-subject-user = { $name }
moderation-subject-user-gone = удалённый пользователь
moderation-subject-event = событие «{ $name }»
moderation-subject-event-gone = событие, которого больше нет
moderation-subject-chat = группа «{ $name }»
moderation-subject-chat-gone = чат
moderation-subject-appeal = апелляция: { $name }
moderation-subject-appeal-gone = апелляция
moderation-subject-other = служебная запись
moderation-decided-lifted = блокировка снята
moderation-decided-kept = блокировка остаётся
moderation-action-user-blocked = блокировка
moderation-action-user-unblocked = снятие блокировки
moderation-action-role-granted = выдача роли
moderation-action-role-revoked = отзыв роли
moderation-action-appeal-sent = апелляция
moderation-action-appeal-decided = решение по апелляции
moderation-action-email-confirmed = подтверждение почты
moderation-action-email-removed = удаление почты
moderation-action-button-forged = нажатие чужой кнопки
moderation-action-event-created = создание события
moderation-action-event-edited = изменение события
moderation-action-event-publish = публикация события
moderation-action-event-open = открытие записи
moderation-action-event-start = начало события
moderation-action-event-finish = завершение события
moderation-action-event-cancel = отмена события
moderation-action-event-archived = перенос события в архив
moderation-action-event-deleted = удаление черновика
moderation-action-event-link-changed = новая ссылка на событие
moderation-action-event-linked = связь события с группой
moderation-action-event-unlinked = отвязка события от группы
moderation-action-event-questions-changed = изменение вопросов участникам
moderation-action-event-audience-changed = изменение условий участия
moderation-action-event-faq-changed = изменение частых вопросов
moderation-action-event-notices-changed = изменение уведомлений о записи
moderation-action-inbox-retried = повтор отложенного сообщения
moderation-action-inbox-dropped = отказ от отложенного сообщения
moderation-action-outbox-retried = повтор отправки
moderation-action-outbox-dropped = отказ от отправки
moderation-action-agenda-retried = повтор дела по времени
moderation-action-agenda-dropped = отказ от дела по времени
moderation-action-jobs-retried = повтор задачи
moderation-action-jobs-dropped = отказ от задачи
moderation-action-other = действие
