chat-page-message = Сообщение
chat-page-send = Отправить
chat-page-empty = Здесь пока тихо. Напишите первым.
chat-page-earlier = Показать раньше
chat-page-question = Ваш вопрос
chat-page-question-hint = Его прочтёт организатор. Ответ придёт сюда и в чат с ботом.
chat-page-asked = Вопрос отправлен
