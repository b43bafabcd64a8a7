# The organizer's panel: lists of people, adding, removing, writing, files, a later start.
panel-count-places = Places taken: { $count }
panel-count-going = Confirmed: { $count }
panel-count-arrived = Checked in: { $count }
panel-count-finished = Finished: { $count }
panel-count-unpaid = Awaiting payment: { $count }
panel-count-pending = Awaiting a decision: { $count }
panel-count-waiting = In the queue: { $count }
panel-count-paid = Paid: { $count }
panel-count-refunded = Money returned: { $count }
panel-count-left = Not taking part: { $count }
panel-group-going = Confirmed
panel-group-absent = Not here yet
panel-group-arrived = Checked in
panel-group-finished = Finished
panel-group-unpaid = Awaiting payment
panel-group-pending = Awaiting a decision
panel-group-waiting = In the queue
panel-group-refunded = Money returned
panel-group-left = Not taking part
panel-paid-yes = Paid
panel-paid-no = Not paid
panel-people =
    { $count ->
        [0] Nobody in the list.
        [one] { $count } person in the list
       *[other] { $count } people in the list
    }
panel-none-such = There is nobody like that. Try fewer filters.
panel-found-by = “{ $words }”
panel-filters = Whom to show?
panel-filters-none = Everybody who ever registered
panel-by-answer = Which answer to go by?
panel-button-filters = Filters
panel-button-find = Find
panel-button-answers = By answers
panel-button-everybody = Show everybody
panel-button-letter = Write to them
panel-button-export = Export
panel-button-add = Add
panel-ask-find = Whom are you looking for?
panel-ask-find-hint = A name, an @name or a number.
panel-ask-find-example = Smith
panel-find-in-private = Better look for people in the private chat: here everybody reads it.

panel-remove-how = Reply to the participant’s message with /remove and the reason. Or give the number: /remove 114 no show
panel-remove-why = Why remove { $name }?
panel-remove-told = They will read the reason. The place goes to the next in line, the whole fee goes back.
panel-remove-own-words = For another reason, write it with the command: /remove 114 no show
panel-reason-no-show = You did not come to the start
panel-reason-own-wish = You asked for it
panel-reason-rules = The rules were broken
panel-button-own-reason = Another reason
panel-ask-reason = What is the reason?
panel-ask-reason-hint = Only this person will read it.
panel-ask-reason-example = No medical certificate
panel-removed = Removed: { $name }. They will be told why.
panel-admitted = In without paying online: { $name }.
panel-restored = Back in: { $name }.
panel-button-remove = Remove from the event
panel-button-admit = Accept without payment
panel-button-restore = Bring back
panel-already-out = This person is not taking part any more.
panel-no-free-place = No free places. Raise the number of places in the event, then add.
panel-no-such-number = There is no number { $number } in this event.
panel-you-removed = The organizer has removed you from “{ $title }”
panel-because = Reason: { $reason }
panel-you-restored = You are taking part again: { $title }

panel-add-where = Which event to add to?
panel-add-how = Choose people with the button below, or write: { $example }
panel-add-how-in-group = Reply to the person’s message with /add, or write /add @name.
panel-button-choose-people = Choose people
panel-add-contact = Where does { $name } take part?
panel-added = { $name }: taking part, the ticket is sent.
panel-invited = { $name }: the invitation is sent. The answer will come here.
panel-not-met = { $name }: Forma has not met this person yet and cannot write first. Send them the link yourself.
panel-button-share = Send a link
panel-invited-already = { $name }: invited today already, no answer yet.
panel-you-invited = { $name } invites you to take part
panel-you-added = { $name } has signed you up for “{ $title }”
panel-button-decline = I can’t come
panel-you-declined = The organizer will know. If your plans change, the event’s card is still open.
panel-declined = Cannot come: { $name }.

panel-ask-letter = What would you like to write?
panel-letter-whom =
    { $count ->
        [0] { $whom }: nobody yet. The letter can be put off.
        [one] { $whom }: { $count } person. It comes to their private chat.
       *[other] { $whom }: { $count } people. It comes to the private chat of each.
    }
panel-letter-sure =
    { $count ->
        [one] Send to { $count } person? It cannot be taken back.
       *[other] Send to { $count } people? It cannot be taken back.
    }
panel-button-send =
    { $count ->
        [one] Send to { $count } person
       *[other] Send to { $count } people
    }
panel-letter-sent =
    { $count ->
        [one] Sending to { $count } person.
       *[other] Sending to { $count } people.
    }
panel-letter-goes = Sent { $done } of { $count }
panel-letter-lost =
    { $count ->
        [one] It did not reach { $count } person: they have blocked the bot.
       *[other] It did not reach { $count } people: they have blocked the bot.
    }
panel-letter-not-sent = The letter was not sent.
panel-letter-in-private = Write to participants from the private chat: here everybody reads it.
panel-letter-from = The organizer, { $name }, writes
panel-button-refresh = Refresh
panel-nobody-there = There is nobody like that in the event.
panel-sent-already = This letter has been sent already.

panel-export-which = The people of which event?
panel-export-what = Which file would you like? Columns can be chosen in the app.
panel-export-csv = CSV
panel-export-xlsx = Excel
panel-button-columns = Choose columns
panel-export-begun =
    { $count ->
        [one] Making the file: { $count } person. It will come here.
       *[other] Making the file: { $count } people. It will come here.
    }
panel-export-begun-in-private =
    { $count ->
        [one] Making the file: { $count } person. It will come to your private chat, nobody sees it here.
       *[other] Making the file: { $count } people. It will come to your private chat, nobody sees it here.
    }
panel-export-goes =
    { $count ->
        [one] Making the file: { $count } row is ready…
       *[other] Making the file: { $count } rows are ready…
    }
panel-export-ready =
    { $count ->
        [one] { $title }: { $count } person. The file holds personal data: do not pass it on, and delete it when done.
       *[other] { $title }: { $count } people. The file holds personal data: do not pass it on, and delete it when done.
    }
panel-no-columns = Choose at least one column.
panel-column-number = Number
panel-column-name = Name
panel-column-username = Telegram name
panel-column-status = Status
panel-column-way = Way of taking part
panel-column-paid = Paid
panel-column-registered = Registered

panel-late-how = Say how many minutes later you start: /late 15. At most { $most }.
panel-late-where = In the private chat I cannot tell which event you mean. Send /late 15 in the event’s group, or change the time in its card.
panel-late-done = The start was at { $old }, now it is { $new }. Everybody taking part will be told.

menu-late = Start later
menu-add = Add a participant
menu-remove = Remove a participant

panel-page-search = Name, @name or number
panel-page-groups = Status
panel-page-more = Way and payment
panel-page-answers = Answers
panel-page-selected = Tick people in the list
panel-page-remove = Remove those ticked
panel-page-write = Write to those ticked
panel-page-write-list = Write to the whole list
panel-page-export = Export to a file
panel-page-pick = Tick { $name }
panel-page-nobody-picked = Tick people in the list first.
panel-page-removing = Remove from the event
panel-page-removing-whom =
    { $count ->
        [one] { $count } person will read the reason, the place goes to the next in line.
       *[other] { $count } people will read the reason, their places go to the next in line.
    }
panel-page-reason = Reason
panel-page-removed =
    { $count ->
        [one] { $count } participant removed
       *[other] { $count } participants removed
    }
panel-page-decisions = Taking part
panel-page-writing = A letter to participants
panel-page-letter = The letter
panel-page-letter-hint = It comes to the private chat of each, word for word as you write it.
panel-page-next = Next
panel-page-sending = Check the letter
panel-page-sent = The letter is sent
panel-page-whom =
    { $count ->
        [0] Nobody is here yet. The letter can wait.
        [one] { $count } person gets the letter.
       *[other] { $count } people get the letter.
    }
panel-page-exporting = A file of the list
panel-page-export-lede =
    { $count ->
        [one] { $count } person will be in the file. It comes to your private chat with the bot and holds personal data: do not pass it on needlessly.
       *[other] { $count } people will be in the file. It comes to your private chat with the bot and holds personal data: do not pass it on needlessly.
    }
panel-page-columns = What is in it
panel-page-format = Kind of file
panel-page-make = Make the file

moderation-action-event-person-added = participant added
moderation-action-event-person-invited = participant invited
moderation-action-event-person-removed = participant removed
moderation-action-event-person-admitted = participant let in without paying
moderation-action-event-person-restored = participant brought back
moderation-action-event-letter-sent = letter to participants
moderation-action-event-export-asked = file of participants asked for
moderation-action-event-exported = participants exported to a file
