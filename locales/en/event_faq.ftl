# Events: frequent questions and the organizer's notices.
event-faq-title = Frequent questions
event-faq-button =
    { $count ->
        [0] Frequent questions
       *[other] Frequent questions: { $count }
    }
event-faq-none = Nothing here yet.
event-faq-none-yet = Nothing here yet. Add a question yourself, or keep an answer of yours with “To frequent questions”.
event-faq-ask-yet = Ask something else
event-faq-take = To frequent questions
event-faq-taken = Added to frequent questions
event-faq-taken-in-group = Added to the event's frequent questions. To change the words, open our private chat: “Manage” → “Frequent questions”.
event-faq-add = Add
event-faq-up = Move up
event-faq-all = All questions
event-faq-saved = Saved
event-faq-removed = Removed
event-faq-form = Frequent question
event-faq-ask-question = What do people often ask?
event-faq-ask-question-label = Question
event-faq-ask-question-example = Where can I leave my things?
event-faq-ask-answer = What is the answer?
event-faq-ask-answer-label = Answer
event-faq-ask-answer-example = In the school by the start, from 8:00.
event-faq-is-full = No more than { $most } questions fit: remove those you do not need.
event-faq-edit = Change
event-faq-remove = Remove
event-faq-remove-sure = Remove this question?
event-faq-before-asking = Perhaps it is answered already
event-faq-answered = Answered
event-notices-button = Notices
event-notices-form = Notices of registrations
event-notices-ask = How shall I tell you about new participants?
event-notices-ask-label = How shall I tell you about new participants?
event-notices-digest = A summary every 10 minutes
event-notices-instant = At once
event-notices-private = A summary, to me alone
event-notices-in-group = Now I write to the topic “For organizers” of the group “{ $group }”. Everybody there can read it, so it has numbers only. Names are in the list of participants.
event-notices-in-private = Now I write to you in private, with names.
event-notices-saved = Saved
event-registrations-more = and { $more } more
