# Organizers as everybody sees them, following, promotion and series.
organizer-verified = Verified by Forma
organizer-followers =
    { $count ->
        [one] { $count } follower
       *[other] { $count } followers
    }
organizer-upcoming =
    { $count ->
        [0] Nothing planned yet
       *[other] Coming up: { $count }
    }
organizer-past = Past: { $count }
organizer-follow = Follow
organizer-unfollow = Unfollow
organizer-followed = I will tell you of each new event
organizer-unfollowed = I will not tell you any more
organizer-contact = Write to them
organizer-manage = Manage
organizer-in-app = In the app
organizer-list = Following
organizer-list-what = I tell you of new events by these organizers.
organizer-list-none = You follow nobody. Open an event, tap the organizer’s name and “Follow”.
organizer-news = New event: { $organizer }
promotion-button = Promote
promotion-join = Take part: { $link }
holder-button = Whose event
holder-what = In whose name is the event?
holder-person = In my own
holder-not-any-more = Your role in the team changed while you answered: the draft is kept in your own name.
series-mine = Series
series-mine-what = Events that come again: yours and those you have subscribed to.
series-mine-none = None yet. Open an event of yours: “Manage” → “Series”.
series-row = { $title } · { $count }
series-button = Series
series-manage = Manage the series
series-dates = All dates
series-count =
    { $count ->
        [0] No dates ahead
        [one] { $count } date ahead
       *[other] { $count } dates ahead
    }
series-and-more =
    { $count ->
        [one] and { $count } more date
       *[other] and { $count } more dates
    }
series-hour = Every time at { $time } ({ $city })
series-pick = Open the date you want:
series-over = All dates are over.
series-draft = draft
series-subscribe = Subscribe to the series
series-unsubscribe = Unsubscribe from the series
series-subscribed = I will tell you of each new date
series-unsubscribed = I will not tell you any more
series-make = Repeat every week
series-make-what = The event will come again on the same weekday at the same hour. Each date is an event of its own: it can be changed or called off without touching the others.
series-part-of = This is one date of a series.
series-this-edited = You have changed it on its own. The others can become like this.
series-more = Add dates
series-change-all = Change all to come
series-change-sure =
    { $count ->
        [one] Change { $count } date to come to be like this one?
       *[other] Change { $count } dates to come to be like this one?
    }
series-change-keeps = Each keeps its day; everything else becomes as it is here.
series-change-kept =
    { $count ->
        [one] { $count } date was changed on its own and stays as it is.
       *[other] { $count } dates were changed on their own and stay as they are.
    }
series-changed =
    { $count ->
        [one] { $count } date changed
       *[other] { $count } dates changed
    }
series-made =
    { $count ->
        [one] { $count } date in the series
       *[other] { $count } dates in the series
    }
series-extended =
    { $count ->
        [one] { $count } date added
       *[other] { $count } dates added
    }
series-form = Series
series-more-form = More dates
series-ask-length = How long shall it go on?
series-ask-length-label = How long
series-length-dates = A number of times
series-length-until = Until a day
series-ask-dates = How many dates in all, with this one?
series-ask-dates-label = Dates in all, with this one
series-ask-more = How many dates shall we add?
series-ask-more-label = Dates to add
series-ask-until = Until which day?
series-ask-until-label = Until which day
series-ask-publish = Show the dates to everybody at once?
series-ask-publish-label = Show them at once
series-publish-now = Show to everybody
series-publish-draft = Keep as drafts
series-already = This event is in a series already.
series-none = This event is in no series.
series-no-more-dates = There would be no new dates: all would be over, or there would be more than { $most }.
series-date-in-the-way = The date { $when } cannot become like this one: more people take part there, or a way of taking part is in use. Nothing was changed. Change that date on its own.
