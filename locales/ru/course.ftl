# Маршрут события.
course-button = Маршрут
course-title = Маршрут
course-form = Маршрут
course-ask = Пришлите файл GPX с маршрутом
course-ask-label = Маршрут
course-ask-hint = Его можно скачать из Strava, Komoot, «Яндекс Карт» или часов. Нарисую картинку, посчитаю длину и набор высоты.
course-none = Маршрута пока нет. Пришлите файл GPX, и участники увидят картинку с километрами.
course-known = Сейчас: { $distance }.
course-send = Прислать GPX
course-replace = Заменить
course-remove = Убрать
course-removed = Маршрут убран
course-show = Показать
course-gpx = Скачать GPX
course-open = Подробнее
course-manage = Изменить маршрут
course-reading = Читаю «{ $name }». Это займёт несколько секунд.
course-taken = Маршрут готов. Так его увидят участники:
course-file = Маршрут события «{ $title }»: откройте в часах или в приложении для тренировок.
course-climb = набор { $metres }
course-start = Старт
course-finish = Финиш
course-start-and-finish = Старт и финиш
course-problem-type = Это не GPX. Нужен файл с именем на .gpx.
course-problem-big = Файл слишком большой: до 10 МБ и 100 000 точек.
course-problem-broken = Не получилось прочитать файл: похоже, он повреждён. Скачайте его заново, нажмите кнопку и пришлите ещё раз.
course-problem-empty = В файле нет ни трека, ни маршрута. Пришлите другой.
course-problem-short = Маршрут короче 50 метров. Пришлите другой.
course-problem-long = Маршрут длиннее 1000 км. Пришлите покороче.
course-page-distance = Длина
course-page-climb = Набор высоты
course-page-profile = Высота: от { $low } до { $high }
course-page-drawn = Схема маршрута: { $facts }
course-page-loop = Старт и финиш в одном месте
moderation-action-event-course-set = маршрут события
moderation-action-event-course-removed = маршрут события убран
course-refused =
    { $problem ->
        [type] { course-problem-type }
        [big] { course-problem-big }
        [empty] { course-problem-empty }
        [short] { course-problem-short }
        [long] { course-problem-long }
       *[other] { course-problem-broken }
    }
course-page-choose = Выбрать файл GPX
course-page-choose-hint = До 10 МБ
course-page-none = Маршрута пока нет
course-page-saved = Маршрут сохранён
course-remove-sure = Убрать маршрут события?
