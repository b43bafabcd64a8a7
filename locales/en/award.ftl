# Prizes of an event, and the codes that go with them.

award-title = Prizes
award-button = 🎁 Prizes
award-panel = 🎁 Prizes and diplomas
award-none = No prizes yet. Say what the winner gets: it makes people come.
award-none-here = The organizer has named no prizes yet.
award-place = place { $place }
award-place-among = place { $place } { $among }
award-codes =
    { $codes ->
        [one] { $codes } code
       *[other] { $codes } codes
    }
award-codes-handed = { $handed } handed out
award-codes-short =
    { $count ->
        [one] { $count } code missing
       *[other] { $count } codes missing
    }
award-with-badge = with a badge
award-add = Add a prize
award-remove = ✕ { $place }
award-remove-sure = Remove the prize? Its codes go with it.
award-added = Prize saved
award-removed = Prize removed
award-form = Prize
award-ask-place = Which place is the prize for?
award-ask-place-label = Place
award-ask-place-example = 1
award-ask-among = Among whom?
award-ask-among-label = Among whom
award-among-all = among everybody
award-among-female = among women
award-among-male = among men
award-ask-text = What does whoever takes this place get?
award-ask-text-label = Prize
award-ask-text-hint = One line, up to 300 characters. Everybody sees prizes.
award-ask-text-example = Running shoes and a cup
award-ask-badge = Give a badge for this place?
award-ask-badge-label = With a “Podium” badge
award-ask-badge-hint = The first three places always have one.
award-ask-codes = Send the promo codes that go with it, one a line
award-ask-codes-label = Promo codes
award-ask-codes-hint = One a line; each goes to one winner, and only they see it.
award-ask-codes-example = SPORT-2026
award-won = 🎁 Your prize: { $text }
award-won-for = 🎁 { $place }: { $text }
award-code = Code: { $code }
award-code-copy = Copy the code
award-code-later = The organizer will send you the code for it.
award-told = Your prize in “{ $title }”
award-place-wrong = A place is a number from 1 to { $most }.
award-text-empty = Say what the prize is.
award-too-many = There are { $most } prizes already, that is the most.
award-codes-wrong = At most { $most } codes, each of up to { $longest } characters.
award-prize-given = This prize has been given and cannot be removed. Its words can be changed.

moderation-action-event-prize-set = prize set
moderation-action-event-prize-removed = prize removed
moderation-action-event-diplomas-set = rules of diplomas changed
moderation-action-album-photo-removed = photo removed from the album
moderation-action-album-photo-restored = photo put back into the album
