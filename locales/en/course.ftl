# The course of an event.
course-button = Course
course-title = Course
course-form = Course
course-ask = Send a GPX file with the course
course-ask-label = Course
course-ask-hint = Strava, Komoot and your watch can export one. I will draw it and measure its length and climb.
course-none = There is no course yet. Send a GPX file, and participants will see it drawn, with its kilometres.
course-known = Now: { $distance }.
course-send = Send a GPX
course-replace = Replace
course-remove = Remove
course-removed = The course is removed
course-show = Show
course-gpx = Download GPX
course-open = Details
course-manage = Change the course
course-reading = Reading “{ $name }”. It takes a few seconds.
course-taken = The course is ready. This is what participants will see:
course-file = The course of “{ $title }”: open it on your watch or in a training app.
course-climb = { $metres } of climb
course-start = Start
course-finish = Finish
course-start-and-finish = Start and finish
course-problem-type = This is not a GPX. Its name has to end with .gpx.
course-problem-big = The file is too large: up to 10 MB and 100,000 points.
course-problem-broken = I could not read the file: it seems to be damaged. Export it again, press the button and send it once more.
course-problem-empty = There is neither a track nor a route in the file. Send another one.
course-problem-short = The course is shorter than 50 metres. Send another one.
course-problem-long = The course is longer than 1,000 km. Send a shorter one.
course-page-distance = Length
course-page-climb = Climb
course-page-profile = Height: from { $low } to { $high }
course-page-drawn = A drawing of the course: { $facts }
course-page-loop = Start and finish are in one place
moderation-action-event-course-set = course of an event
moderation-action-event-course-removed = course of an event removed
course-refused =
    { $problem ->
        [type] { course-problem-type }
        [big] { course-problem-big }
        [empty] { course-problem-empty }
        [short] { course-problem-short }
        [long] { course-problem-long }
       *[other] { course-problem-broken }
    }
course-page-choose = Choose a GPX file
course-page-choose-hint = Up to 10 MB
course-page-none = There is no course yet
course-page-saved = The course is saved
course-remove-sure = Remove the course of the event?
