# События: для кого, по уровню и по весу.
event-audience-ask-levels = Для какого уровня подготовки?
event-audience-ask-levels-label = Уровень подготовки
event-audience-ask-levels-hint = Не отмечайте ничего, если уровень не важен.
event-audience-level-beginner = Начинающие
event-audience-level-amateur = Любители
event-audience-level-professional = Профессионалы
event-audience-ask-weights = Какие весовые категории? В килограммах, через запятую.
event-audience-ask-weights-label = Весовые категории, кг
event-audience-ask-weights-hint = Пропустите, если их нет. Без «свыше» в конце те, кто тяжелее, записаться не смогут.
event-audience-ask-weights-page-hint = Оставьте пустым, если их нет. Без «свыше» в конце те, кто тяжелее, записаться не смогут.
event-audience-ask-weights-example = до 60, до 70, свыше 70
event-weights-unclear = Назовите категории от лёгкой к тяжёлой, через запятую, от 15 до 400 кг.
event-weight-to = до { $most } кг
event-weight-over = свыше { $least } кг

event-card-level-beginner = начинающие
event-card-level-amateur = любители
event-card-level-professional = профессионалы
event-card-weights = Весовые категории: { $classes }
event-page-levels = Уровень: { $levels }
event-page-weights = Весовые категории

event-ask-level = Ваш уровень подготовки?
event-ask-level-label = Уровень подготовки
event-ask-weight = Ваш вес в килограммах?
event-ask-weight-label = Ваш вес, кг
event-ask-weight-hint = Нужен для весовой категории. Число увидит только организатор.
event-ask-weight-example = 63,5

event-requirements-not-met-level =
    { $value ->
        [beginner] событие для начинающих
        [amateur] событие для любителей
        [professional] событие для профессионалов
        [beginner-amateur] событие для начинающих и любителей
        [amateur-professional] событие для любителей и профессионалов
       *[other] событие для начинающих и профессионалов
    }
event-requirements-not-met-weight = участники до { $value } кг
event-wrong-level =
    { $levels ->
        [beginner] Это событие для начинающих
        [amateur] Это событие для любителей
        [professional] Это событие для профессионалов
        [beginner-amateur] Это событие для начинающих и любителей
        [amateur-professional] Это событие для любителей и профессионалов
       *[other] Это событие для начинающих и профессионалов
    }, а ваш уровень: { $level ->
        [beginner] новичок
        [amateur] любитель
       *[professional] профессионал
    }. Если он уже другой, выберите ещё раз.
event-too-heavy = Самая тяжёлая категория здесь до { $most } кг, а ваш вес { $weight } кг. Если в числе ошибка, поправьте его.
