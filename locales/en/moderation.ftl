# Roles, blocks, appeals, the journal.
moderation-block-how =
    Whom and why? For example: /block @name 7d sends advertising
    You can also reply with the command to a forwarded message or a contact. The length may be left out.
moderation-unblock-how = Whose block shall be lifted? For example: /unblock @name
moderation-ask-reason = What is the block for? The person will see these words.
moderation-ask-reason-label = Reason
moderation-ask-reason-example = Sends advertising to participants
moderation-ask-length = For how long?
moderation-ask-length-label = Length
moderation-length-1d = 1 day
moderation-length-7d = 7 days
moderation-length-30d = 30 days
moderation-length-forever = Without an end
moderation-block-sure = Blocking { $name }. Which rule was broken? The block begins when you choose.
moderation-block-sure-all = Blocking { $name }, { $until }. Reason: { $reason }. Which rule was broken? The block begins when you choose.
moderation-block-done = { $name } is blocked { $until }.
moderation-unblock = Lift the block
moderation-unblock-done = { $name } is not blocked any more.
moderation-until = until { $when }
moderation-for-good = without an end
moderation-rule-spam = Advertising and spam
moderation-rule-insult = Insults
moderation-rule-fraud = Deceit
moderation-rule-danger = Danger to people
moderation-rule-other = Something else
moderation-blocked = Your account is blocked
moderation-blocked-reason = Reason: { $reason }
moderation-blocked-rule = Rule: { $rule }
moderation-unblocked = The block is lifted. Welcome back!
moderation-appeal-button = Appeal
moderation-appeal-ask = Why do you disagree with the block? Write it in one message; an administrator will read it.
moderation-appeal-ask-label = Appeal
moderation-appeal-sent = Your appeal is sent. I will tell you the decision.
moderation-appeal-waits = Your appeal is sent and waits for a decision.
moderation-appeal-kept =
    { $answer ->
        [none] Your appeal was read: the block stays.
       *[other] Your appeal was read: the block stays. The answer: { $answer }
    }
moderation-answer = The answer: { $answer }
moderation-appeal-from = Appeal from { $name }
moderation-appeal-sent-already = An appeal against this block was sent already.
moderation-appeal-decided = Another administrator has decided this appeal.
moderation-own-block = You imposed this block: another administrator decides the appeal.
moderation-lift = Lift the block
moderation-keep = Keep it
moderation-answer-ask = What shall the person be told?
moderation-answer-ask-label = Answer
moderation-lifted-done = { $name }: the block is lifted, the answer is sent.
moderation-kept-done = { $name }: the block stays, the answer is sent.
moderation-roles = Roles
moderation-role-how = Grant: /role grant @name analyst, revoke: /role revoke @name analyst. Roles: administrator, analyst, marketer.
moderation-role-administrator = administrator
moderation-role-analyst = analyst
moderation-role-marketer = marketer
moderation-role-line =
    { $username ->
        [none] { $name } — { $role }
       *[other] { $name } (@{ $username }) — { $role }
    }
moderation-role-granted = { $name } has the role “{ $role }” now.
moderation-role-had = { $name } had the role “{ $role }” already.
moderation-role-revoked = { $name } has the role “{ $role }” no longer.
moderation-role-had-not = { $name } did not have the role “{ $role }”.
moderation-role-yours = You have the role “{ $role }” now. What you can do: /help
moderation-audit = Journal: { $subject }
moderation-audit-how = Whose journal? For example: /audit @name or /audit event:17
moderation-audit-empty = There are no entries.
moderation-audit-older = Older
moderation-audit-nobody = The system
moderation-audit-clock = Times: { $zone }
moderation-audit-line = { $who }: { $action }
moderation-subject-user = { $name }
moderation-subject-user-gone = a deleted person
moderation-subject-event = event “{ $name }”
moderation-subject-event-gone = an event that is gone
moderation-subject-chat = group “{ $name }”
moderation-subject-chat-gone = a chat
moderation-subject-appeal = appeal: { $name }
moderation-subject-appeal-gone = an appeal
moderation-subject-other = a technical record
moderation-decided-lifted = the block is lifted
moderation-decided-kept = the block stays
moderation-action-user-blocked = block
moderation-action-user-unblocked = block lifted
moderation-action-role-granted = role granted
moderation-action-role-revoked = role revoked
moderation-action-appeal-sent = appeal
moderation-action-appeal-decided = decision on an appeal
moderation-action-email-confirmed = e-mail confirmed
moderation-action-email-removed = e-mail removed
moderation-action-button-forged = somebody else's button pressed
moderation-action-event-created = event created
moderation-action-event-edited = event changed
moderation-action-event-publish = event published
moderation-action-event-open = registration opened
moderation-action-event-start = event started
moderation-action-event-finish = event finished
moderation-action-event-cancel = event cancelled
moderation-action-event-archived = event archived
moderation-action-event-deleted = draft deleted
moderation-action-event-link-changed = new link to the event
moderation-action-event-linked = event linked to a group
moderation-action-event-unlinked = event unlinked from a group
moderation-action-event-questions-changed = questions to participants changed
moderation-action-event-audience-changed = terms of taking part changed
moderation-action-event-faq-changed = frequent questions changed
moderation-action-event-notices-changed = notices of registrations changed
moderation-action-inbox-retried = message that was set aside tried again
moderation-action-inbox-dropped = message that was set aside given up
moderation-action-outbox-retried = sending tried again
moderation-action-outbox-dropped = sending given up
moderation-action-agenda-retried = planned work tried again
moderation-action-agenda-dropped = planned work given up
moderation-action-jobs-retried = job tried again
moderation-action-jobs-dropped = job given up
moderation-action-other = action
