# Talk between participants and the organizer.
chat-nothing-said = Write at least a word.
chat-too-long =
    Too long: at most { $limit ->
        [one] { $limit } character
       *[other] { $limit } characters
    }, please. Split the message into parts.
chat-room-for-participants = The event's chat is for participants and the organizer. Register and it opens.
chat-button-ask = Ask the organizer
chat-button-reply = Reply
chat-button-event = To the event
chat-ask-in-private = A question to the organizer is better asked in our private chat.
chat-ask-what = What would you like to ask about “{ $title }”?
chat-ask-goes-to-group = The question will be read in the Questions topic of the group “{ $group }”. The answer comes to you here.
chat-ask-goes-to-organizer = Only the organizer will see the question. The answer comes here.
chat-asked = Passed on to the organizer. The answer will come here.
chat-question-from = Question: { $name }
chat-answer-from = Answer: { $name }
chat-announcement = 📣 From the organizer
chat-reply-hint = Reply to this message or press the button.
chat-reply-hint-in-group = Organizer, reply to this message: only the asker will get the answer.
chat-reply-how = Reply to this message in Telegram: I will pass your answer on to the asker.
chat-reply-what = What shall I answer? { $name } is asking.
chat-reply-sent-to-asker = The answer is on its way.
chat-reply-sent-to-organizer = Passed on to the organizer.
chat-only-words = So far I pass on words only. Please write it in words.
chat-from-app = From the app
