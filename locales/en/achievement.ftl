# Badges: for finishing, for winning, for a place.

menu-badges = my badges
achievement-title = My badges
achievement-button = 🏅 My badges
achievement-none = No badges yet.
achievement-none-hint = The first one waits at a finish line: “Finisher” comes together with the event’s results.
achievement-kind-finisher = Finisher
achievement-kind-player = Tournament player
achievement-kind-winner = Winner
achievement-kind-prize = Podium
achievement-among =
    { $among ->
        [female] among women
       *[male] among men
    }
achievement-place = place { $place }
achievement-count-finisher =
    { $count ->
        [one] { $count } finish
       *[other] { $count } finishes
    }
achievement-count-player =
    { $count ->
        [one] { $count } tournament
       *[other] { $count } tournaments
    }
achievement-count-winner =
    { $count ->
        [one] { $count } win
       *[other] { $count } wins
    }
achievement-count-prize =
    { $count ->
        [one] { $count } podium place
       *[other] { $count } podium places
    }
