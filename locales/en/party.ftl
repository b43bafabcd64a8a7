# Participants' guests, and parties that wait together.
party-button = { $count ->
    [0] 👥 +1 guest
   *[other] 👥 Guests: { $count }
}
party-button-with = { $count ->
    [one] +{ $count } guest
   *[other] +{ $count } guests
}
party-button-more = +1 guest
party-button-name = Name No. { $number }
party-button-less = Without No. { $number }
party-button-less-yes = Yes, without the guest
party-button-fewer = There will be fewer of us
party-button-rule = Guests
party-button-line = Order of the list
party-guest-of = guest · { $name }
party-you = { $count ->
    [0] You come without guests so far. You can bring somebody.
    [one] { $count } guest comes with you.
   *[other] { $count } guests come with you.
}
party-waits = { $count ->
    [1] You wait for one place.
   *[other] You wait for { $count } places at once: all of you or none.
}
party-brought = Your guest is in
party-gone = Done: one less
party-less-sure = { $name }: not coming? The place goes to who waits.
party-ticket = { $count ->
    [one] for { $count } person
   *[other] for { $count } people
}
party-rule-what = How many guests may each participant bring? Places and the fee are counted for each guest.
party-rule-most = { $count ->
    [0] No guests
    [one] { $count } guest
   *[other] { $count } guests
}
party-rule-saved = Noted
party-line = Waiting list
party-line-what = Places are offered from the top down. A party for which there are too few keeps its rank.
party-line-empty = Nobody waits.
party-line-up = ⬆️ { $name }
party-line-first = To the head
party-passed-over = { $free ->
    [one] { $free } place has become free
   *[other] { $free } places have become free
}, and you are { $size }, so I offer them to the next in line.
party-passed-over-hint = You keep your rank: as soon as there is enough for all of you, you are the first to be asked. You can also come with fewer people.
party-ask-name = What is your guest called?
party-ask-name-label = Guest's name
party-too-many = { $most ->
    [0] People come to this event without guests.
    [one] You can bring { $most } guest at most.
   *[other] You can bring { $most } guests at most.
}
party-no-place = There is no free place for a guest.
party-paid-already = The fee is paid already, so no guest can be added. Write to the organizer.
party-no-such-guest = That guest is not in the list any more.
panel-column-party = Guests
moderation-action-event-guests-set = rule about guests
moderation-action-event-line-moved = order of the waiting list
party-page-title = Guests
party-page-with = Together with guests
party-page-less = The guest is not coming
party-page-up = Up
