moderation-page-appeal = Отправить апелляцию
moderation-page-appealed = Апелляция отправлена
moderation-page-own-appeal = Ваша апелляция
moderation-page-answer = Ответ: { $answer }
moderation-page-answered = Решение принято.
moderation-page-waiting = Её прочитает другой администратор. Ответ придёт в чат с ботом.
moderation-page-why = Почему это ошибка?
moderation-page-why-hint = Одна апелляция на одну блокировку.
