# Applications to take part: decided by the organizer and those who help.
application-already-decided =
    { $name ->
        [none] The participant withdrew the application.
       *[other] Already handled by { $name }.
    }
application-title = Application: { $name }
application-documents = Documents
application-document-ready = { $title }
application-document-until = { $title }, until { $day }
application-document-pending = { $title }: the file is on its way
application-document-failed = { $title }: the file does not open, we asked for another
application-waiting = Waits for a decision
application-accepted-by = ✅ Accepted by { $name }
application-declined-by = ❌ Declined by { $name }
application-withdrawn = Withdrawn by the participant
application-reason = Reason: { $reason }
application-group-hint = The bot shows answers and documents in the private chat.
application-button-accept = Accept
application-button-decline = Decline
application-button-ask = Question
application-button-answers = Answers
application-button-open = Open
application-button-queue = Applications: { $count }
application-button-one = To the application
application-button-all = All applications
application-button-show = 📎 { $title }
application-queue = Applications
application-queue-none = There are no new applications.
application-queue-hint = While an application waits its place is taken: nobody is let in beyond the limit, and no place stays empty.
application-accepted-said = Accepted: { $name }
application-declined-said = Declined: { $name }
application-declined-why = Why is it declined? The participant reads the reason.
application-ask-reason = Why is it declined?
application-ask-reason-label = Reason
application-ask-reason-hint = The participant reads it word for word.
application-ask-reason-example = The certificate has no stamp
application-because-document = The document does not do
application-because-level = Does not meet the terms
application-because-other = Another reason
application-ask-text = What do you want to ask the participant?
application-ask-text-label = Question to the participant
application-ask-text-hint = The answer comes to you as a message.
application-asked = Asked. The answer comes as a message.
application-document-sent = The document is on its way to your private chat. Its owner sees that you looked.
application-document-caption = { $title } · { $name }
application-document-in-private = I show documents in the private chat only.
application-accepted = Your application is accepted!
application-accepted-pay = Only the fee is left.
application-accepted-more = The organizer asks you a few more questions.
application-declined = Your application is declined
application-declined-hint = We no longer hold a place for you. If it can be put right, apply once more.
application-again = Apply again
application-reviewers-title = Who decides on applications
application-reviewers-hint = Helpers accept and decline applications and see the documents sent with them. Give the link to somebody you trust.
application-reviewers-none = Only you so far.
application-reviewers-button = Helpers
application-reviewers-link = Link for a helper: { $link }
application-reviewers-new-link = New link
application-reviewers-remove = Remove: { $name }
application-reviewers-removed = No longer a helper.
application-reviewer-asked = { $organizer } asks you to decide on applications for “{ $title }”. You will see participants’ answers and documents; they see each time you look.
application-reviewer-yes = Help
application-reviewer-welcome = Done: applications will come to you too.
application-reviewer-gone = This link is no longer valid. Ask the organizer for a new one.
application-queue-none-hint = When somebody wants to take part, the application appears here.
application-document-look = Look at it: we send it to the chat
application-button-send = Ask
application-reminder =
    { $count ->
        [one] { $count } application waits for your decision
       *[other] { $count } applications wait for your decision
    }
