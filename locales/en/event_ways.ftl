# How to take part: in person, online, or either. Each way has its own places and its own waiting list.
event-chip-place-onsite = 📍 In person
event-format-onsite = In person
event-format-online = Online
event-format-hybrid = In person and online
event-way-onsite = In person
event-way-online = Online
event-ask-format = How is it held?
event-ask-format-label = Format
event-ask-format-hint = In person and online: each has its own places and its own waiting list.
event-ask-online-capacity = How many places online?
event-ask-online-capacity-label = Places online
event-ask-online-capacity-hint = Skip it if there is room for everyone.
event-ask-online-capacity-page-hint = Leave it empty if there is room for everybody.
event-ask-online-capacity-example = 100
event-ask-online-address = How do people join online?
event-ask-online-address-label = Link to join online
event-ask-online-address-hint = Send the link: only online participants will see it. You can add it later.
event-ask-online-address-page-hint = Only online participants will see it. You can add it later.
event-ask-online-address-example = https://meet.example.org/run

event-place-later = The place will be announced
event-place-and-online = { $place } and online
event-way-places = { $way }: { $taken }/{ $capacity }
event-way-unlimited = { $way }: { $taken }, room for everyone
event-way-left =
    { $left ->
        [0] { $way }: full, waiting list open
        [one] { $way }: { $left } place left
       *[other] { $way }: { $left } places left
    }
event-button-way = { $way } { $taken }/{ $capacity }
event-button-way-unlimited = { $way }: places free
event-button-way-queue = { $way }: waiting list, no. { $position }
event-choose-way = How will you take part?
event-own-way =
    { $status ->
        [waitlisted] Waiting list: { $way ->
            [online] online
           *[onsite] in person
        }
        [offered] Place: { $way ->
            [online] online
           *[onsite] in person
        }
        [unpaid] Place: { $way ->
            [online] online
           *[onsite] on site
        }
        [approved] Place: { $way ->
            [online] online
           *[onsite] on site
        }
       *[other] Taking part: { $way ->
            [online] online
           *[onsite] in person
        }
    }
event-own-confirmed-way =
    { $way ->
        [online] You are in, online ✓
       *[onsite] You are in, on site ✓
    }
event-person-way =
    { $way ->
        [online] online
       *[onsite] in person
    }
event-join-at = Join here:
event-join-later = The organizer will add the link to join.
event-online-moved-new = The link to join online: { $title }
event-online-moved-changed = A new link to join online: { $title }
event-online-moved-gone = The link to join online will change: { $title }
event-online-moved-old = The old link does not work any more.
event-online-address = Link for online participants: { $address }
event-online-address-none = There is no link for online participants yet: add it under “Edit”.
event-ticket-online = Join by the link at the start; give your number if you are asked.
event-button-change-way =
    { $way ->
        [online] Switch to online
       *[onsite] Switch to in person
    }
event-change-way-sure =
    { $way ->
        [online] Take part in “{ $title }” online? Your place in person goes to the next at once.
       *[onsite] Take part in “{ $title }” in person? Your place online goes to the next at once.
    }
event-change-way-waits =
    { $way ->
        [online] Switch to online in “{ $title }”? You will lose your number on the in-person list.
       *[onsite] Switch to in person in “{ $title }”? You will lose your number on the online list.
    }
event-button-change-way-yes =
    { $way ->
        [online] Yes, online
       *[onsite] Yes, in person
    }
event-way-changed =
    { $way ->
        [online] Done: you are taking part online.
       *[onsite] Done: you are taking part in person.
    }
event-way-waits =
    { $way ->
        [online] You are on the waiting list for online: no. { $position }.
       *[onsite] You are on the waiting list for in person: no. { $position }.
    }
space-button-to-way =
    { $way ->
        [online] Only those online
       *[onsite] Only those coming
    }

event-way-needed = Choose how to take part: in person or online.
event-way-closed =
    { $way ->
        [online] One cannot take part online any more. Open the event again.
       *[onsite] One cannot take part in person any more. Open the event again.
    }
event-way-full =
    { $way ->
        [online] There are no places online now. You keep your place in person.
       *[onsite] There are no places in person now. You keep your place online.
    }
event-way-in-use =
    { $count ->
        [one] { $count } person is
       *[other] { $count } people are
    } registered { $way ->
        [online] online
       *[onsite] in person
    } already: this way cannot be taken away. To let nobody else in, make as many places as are taken.

event-page-how = How to take part
event-page-way-taken = { $way }: { $taken } of { $capacity }
event-page-way-going = { $way }: { $taken }
event-page-way-free = room for everyone
event-page-way-own =
    { $way ->
        [online] You are taking part online
       *[onsite] You are taking part in person
    }
event-page-way-change =
    { $way ->
        [online] Switch to online
       *[onsite] Switch to in person
    }
event-page-connect = Join online
event-page-connect-later = The organizer will add the link
event-page-connect-hint = Seen by online participants and the organizer only
event-page-connect-none = There is no link yet. Add it under “Edit”.
