moderation-page-appeal = Send the appeal
moderation-page-appealed = The appeal is sent
moderation-page-own-appeal = Your appeal
moderation-page-answer = Answer: { $answer }
moderation-page-answered = It has been decided.
moderation-page-waiting = Another administrator will read it. The answer comes to the chat with the bot.
moderation-page-why = Why is this a mistake?
moderation-page-why-hint = One appeal for one block.
