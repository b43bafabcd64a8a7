# The season of a series: points by date, overall standings.
season-title = Season
season-heading = Season: { $title }
season-form = Rules of the season
season-button = 🏆 Season
season-button-series = All dates
season-button-rules = Rules of the season
season-button-set = Count the season
season-button-change = Change the rules
season-button-off = Do not count the season
season-off = The season of this series is not counted yet.
season-off-manager = The results of all dates can be added up: points for the place on each date, the best dates count.
season-off-sure = Count the season no more? The results of each date stay.
season-done =
    { $count ->
        [0] No date with approved results
        [one] { $count } date with approved results
       *[other] { $count } dates with approved results
    }
season-empty = As soon as the results of the first date are approved, the standings will be here.
season-dates =
    { $count ->
        [one] { $count } date
       *[other] { $count } dates
    }
season-place = place { $place }
season-no-place = without a place
season-not-counted = (not counted)
season-nameless = Participant
season-own = You in the season
season-own-dates = Your dates
season-said-places = For the place on a date: { $table }
season-said-points = The points of each date are added up.
season-said-best =
    { $count ->
        [one] The best date counts.
       *[other] The { $count } best dates count.
    }
season-said-all = All dates count.
season-ties = With the same points, more first places decide, then second and third ones, then the place on the last date. A missed date and one not finished give 0.
season-saved = The rules of the season are saved
season-dropped = The season is not counted any more
season-ask-by = What are points given for?
season-ask-by-label = Points
season-by-places = For the place on each date
season-by-points = Points scored on the dates
season-ask-table = How many points for the places, from the first on?
season-ask-table-label = Points for places
season-ask-table-example = 25, 18, 15, 12, 10
season-ask-counted = How many of the best dates count?
season-ask-counted-label = Best dates counted
season-ask-counted-hint = Skip it if all of them count.
season-ask-counted-page-hint = Leave it empty if all of them count.
season-table-wrong = Write the points with commas, from the first place on: 25, 18, 15. No more than 100 places.
moderation-action-season-rules-set = rules of the season
moderation-action-season-rules-dropped = season not counted any more
