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
moderation-audit-nobody = система
moderation-audit-line = { $when }: { $who } — { $action }, { $subject }
moderation-action-user-blocked = блокировка
moderation-action-user-unblocked = снятие блокировки
moderation-action-role-granted = выдача роли
moderation-action-role-revoked = отзыв роли
moderation-action-appeal-sent = апелляция
moderation-action-appeal-decided = решение по апелляции
moderation-action-email-confirmed = подтверждение почты
moderation-action-email-removed = удаление почты
moderation-action-button-forged = нажатие чужой кнопки
