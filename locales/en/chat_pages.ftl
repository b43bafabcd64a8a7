chat-page-message = Message
chat-page-send = Send
chat-page-empty = It is quiet here. Be the first to write.
chat-page-earlier = Show earlier
chat-page-question = Your question
chat-page-question-hint = The organizer will read it. The answer comes here and to the chat with the bot.
chat-page-asked = The question is sent
