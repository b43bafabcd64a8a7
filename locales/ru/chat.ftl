# Разговор участников и организатора.
chat-nothing-said = Напишите хотя бы слово.
chat-too-long =
    Слишком длинно: можно не больше { $limit ->
        [one] { $limit } символа
       *[many] { $limit } символов
    }. Разделите сообщение на части.
chat-room-for-participants = Чат события — для участников и организатора. Запишитесь, и он откроется.
chat-button-ask = Спросить организатора
chat-button-reply = Ответить
chat-button-event = К событию
chat-ask-in-private = Вопрос организатору удобнее задать в личном чате.
chat-ask-what = Что спросить про «{ $title }»?
chat-ask-goes-to-group = Вопрос увидят в теме «Вопросы» группы «{ $group }». Ответ пришлю вам сюда.
chat-ask-goes-to-organizer = Вопрос увидит только организатор. Ответ пришлю сюда.
chat-asked = Передал организатору. Ответ придёт сюда.
chat-question-from = Вопрос: { $name }
chat-answer-from = Ответ: { $name }
chat-announcement = 📣 Объявление организатора
chat-reply-hint = Ответьте на это сообщение или нажмите кнопку.
chat-reply-hint-in-group = Организатор, ответьте на это сообщение — ответ получит только тот, кто спросил.
chat-reply-how = Ответьте прямо на это сообщение: я передам ответ тому, кто спросил.
chat-reply-what = Что ответить? Спрашивает { $name }.
chat-reply-sent-to-asker = Ответ передан.
chat-reply-sent-to-organizer = Передал организатору.
chat-only-words = Пока я передаю только текст. Напишите, пожалуйста, словами.
chat-from-app = Из приложения
