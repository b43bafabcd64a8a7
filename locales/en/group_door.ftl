group-door-title = 🔐 Joining the group by request
group-door-state-no-group = No group is linked to this event. Add me to a group and send /link there.
group-door-state-closed = I will make a link by which people ask to join “{ $group }”. I let in participants alone: rules, questions and payment first, then straight in.
group-door-state-making = Making a link for “{ $group }”…
group-door-state-open = The door of “{ $group }” is open. Share the link: I let in participants alone.
group-door-state-stuck = I cannot let anybody into “{ $group }”: I need the right to add members. Give it back, and everybody who waits will come in by themselves.
group-door-counts = { $waiting ->
        [0] Nobody is waiting
        [one] { $waiting } person is waiting
       *[other] { $waiting } people are waiting
    }, { $inside ->
        [0] nobody has come in by request yet
        [one] { $inside } person has come in by request
       *[other] { $inside } people have come in by request
    }
group-door-leaving = Whoever gives up their place stays in the group: only you can remove them.
group-door-open = Open the door
group-door-close = Close the door
group-door-look = Check
group-door-copy = Copy the link
group-door-share = Share
group-door-qr = QR code for a poster
group-door-closed = The door is closed; its link leads nowhere now.
group-door-no-group = Link a group to the event first: add me to it and send /link there.
group-door-no-right = I may not invite people to that group. Give me the right to add members and try again.
group-door-not-now = A door is for an event that is published and not over.
group-door-told-stuck = I cannot let people into “{ $group }” any more: I have lost the right to add members. Give it back, and everybody who waits will come in by themselves.
group-door-told-mended = I can let people into “{ $group }” again. Those who waited are coming in.
group-door-away-cancelled = “{ $title }” was called off, so I let nobody into its group. Thank you for wanting to come!
group-door-away-over = “{ $title }” is over, so I let nobody into its group. See you next time!
group-door-away-no = The group of “{ $title }” is for participants. The organizer did not accept your application.
group-door-way = You have asked to join “{ $group }”. It is for participants of “{ $title }”: accept the rules, answer the questions, pay if there is a fee, and I will let you in at once.
group-door-way-app = Come in
group-door-way-chat = Do it here in the chat
group-door-page-title = Into the group
group-door-page-lede = “{ $group }” is for participants. A few steps and you are in.
group-door-page-rules = Rules
group-door-page-inside = You take part: I am letting you into the group.
group-door-page-inside-sub = Telegram will show the group among your chats. Your ticket is on the event’s page.
group-door-page-pending = Your application is with the organizer. Once it is accepted I will let you in by myself; you can close this page.
group-door-page-waitlisted = There is no place: you are number { $position } in line. When one is free I will offer it to you, and then let you into the group.
group-door-page-offered = A place is free! Take it on the event’s page.
group-door-page-unpaid = Your place is held. Pay, and I will let you into the group at once.
group-door-page-transfer = Waiting for the organizer to see your transfer. Then I will let you in by myself.
group-door-page-closed = Registration is closed, so nobody can come in by request now.
group-door-page-over = The event was called off or is over.
group-door-page-event = The event’s page
group-door-page-join = Accept and come in
group-door-page-link = The link to come in
group-door-page-print = Print it and put it where people look for you.
group-door-page-qr = QR code: ask to join the group
moderation-action-group-door-opened = group’s door opened
moderation-action-group-door-closed = group’s door closed
group-door-page-panel = Joining the group by request
group-door-page-no-group = There is no group yet
group-door-page-sure = Close the door? Its link stops working, and those who wait are left to the group’s administrators.
group-door-ask-rules = I have read the rules and accept them
group-door-ask-agree = I agree that you keep my name and answers
group-door-ask-agree-hint = To sign you up for events I keep your name from Telegram, your answers and the list of your entries. Organizers see only what they need.
group-door-ask-way = How do you take part?
group-door-page-going = You take part
group-door-page-going-sub = Ask to join the group by its link and I will let you in at once.
