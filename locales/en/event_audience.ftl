# Events: for whom, by level and by weight.
event-audience-ask-levels = For which level?
event-audience-ask-levels-label = Level
event-audience-ask-levels-hint = Tick nothing if the level does not matter.
event-audience-level-beginner = Beginners
event-audience-level-amateur = Amateurs
event-audience-level-professional = Professionals
event-audience-ask-weights = Which weight classes? In kilograms, with commas.
event-audience-ask-weights-label = Weight classes, kg
event-audience-ask-weights-hint = Skip it if there are none. Without an “over” at the end, who is heavier cannot register.
event-audience-ask-weights-page-hint = Leave it empty if there are none. Without an “over” at the end, who is heavier cannot register.
event-audience-ask-weights-example = up to 60, up to 70, over 70
event-weights-unclear = Name the classes from light to heavy, with commas, from 15 to 400 kg.
event-weight-to = up to { $most } kg
event-weight-over = over { $least } kg

event-card-level-beginner = beginners
event-card-level-amateur = amateurs
event-card-level-professional = professionals
event-card-weights = Weight classes: { $classes }
event-page-levels = Level: { $levels }
event-page-weights = Weight classes

event-ask-level = What is your level?
event-ask-level-label = Level
event-ask-weight = Your weight in kilograms?
event-ask-weight-label = Your weight, kg
event-ask-weight-hint = For your weight class. Only the organizer sees the number.
event-ask-weight-example = 63.5

event-requirements-not-met-level =
    { $value ->
        [beginner] the event is for beginners
        [amateur] the event is for amateurs
        [professional] the event is for professionals
        [beginner-amateur] the event is for beginners and amateurs
        [amateur-professional] the event is for amateurs and professionals
       *[other] the event is for beginners and professionals
    }
event-requirements-not-met-weight = participants up to { $value } kg
event-wrong-level =
    { $levels ->
        [beginner] This event is for beginners
        [amateur] This event is for amateurs
        [professional] This event is for professionals
        [beginner-amateur] This event is for beginners and amateurs
        [amateur-professional] This event is for amateurs and professionals
       *[other] This event is for beginners and professionals
    }, and your level is: { $level ->
        [beginner] beginner
        [amateur] amateur
       *[professional] professional
    }. If it has changed, choose again.
event-too-heavy = The heaviest class here is up to { $most } kg, and you weigh { $weight } kg. If that number is a slip, correct it.
