# Результаты и таблица. $value и $mark — готовые слова: «21:43», «8,95 м».

result-metres = { $value } м
result-laps =
    { $count ->
        [one] { $value } круг
        [few] { $value } круга
       *[other] { $value } кругов
    }
result-laps-in = { $laps } за { $time }
result-points =
    { $count ->
        [one] { $value } очко
        [few] { $value } очка
       *[other] { $value } очков
    }

result-not-yet = Результаты вносят, когда событие началось.
result-final = Итоги уже утверждены. Чтобы поправить их, верните таблицу в предварительные.
result-number-unknown = Среди участников нет номера { $number }.
result-mark-unreadable =
    { $measure ->
        [distance] Не понимаю «{ $said }». Расстояние пишут в метрах: 8,95 или 5020.
        [points] Не понимаю «{ $said }». Очки пишут числом: 25 или 12,5.
        [laps] Не понимаю «{ $said }». Пишите круги и время последнего: 12 кр 0:58:21. Без финиша: сход.
        [tries-distance] Не понимаю «{ $said }». Пишите расстояние и номер попытки: 8,95 2. Не удалась: x 2.
        [tries-points] Не понимаю «{ $said }». Пишите очки и номер попытки: 25 2. Не удалась: x 2.
        [tries-time] Не понимаю «{ $said }». Пишите время и номер попытки: 0:58.32 2. Не удалась: x 2.
       *[other] Не понимаю «{ $said }». Время пишут так: 21:43 или 1:02:03.4. Без финиша: сход.
    }
result-reason-needed = Напишите причину: её прочитает участник. Например: /dq 114 срезал круг.
result-scoring-wrong = Не понимаю. Пишите числа через запятую: 25, 18, 15.
result-stage-unknown =
    { $what ->
        [tries]
            { $most ->
                [one] Здесь всего { $most } попытка.
                [few] Здесь всего { $most } попытки.
               *[other] Здесь всего { $most } попыток.
            }
       *[stages]
            { $most ->
                [one] Здесь всего { $most } этап.
                [few] Здесь всего { $most } этапа.
               *[other] Здесь всего { $most } этапов.
            }
    }
result-changed-since = Этот результат с тех пор изменили. Отменить можно только последнее изменение.
result-nothing-to-announce = Объявлять пока нечего: ни одного результата.
result-still-open = Сначала решите, что осталось: на проверке { $reviews }, протестов { $protests }.
result-none-of-yours = У вас здесь пока нет результата.
result-protested-already = Ваш протест уже у организатора.

result-how = Напишите номер и результат: /result 114 0:21:43. Без финиша: /result 114 сход. В группе можно ответить участнику: /result 0:21:43
result-how-dq = Напишите номер и причину: /dq 114 срезал круг. В группе можно ответить участнику: /dq срезал круг
result-which-event = В каком событии?
result-no-events = Результаты вносят организаторы, когда событие началось. У вас сейчас такого нет.
result-entered = № { $number }, { $name }: { $mark }
result-entered-stages = Этапы: { $marks }
result-entered-tries = Попытки: { $marks }
result-entered-same = № { $number }, { $name }: { $mark }. Так уже и было.
result-place-now = { $place } место
result-place-in = { $category }: { $place } место
result-taken-back = Вернул, как было.
result-undo = Отменить
result-nameless = участник

result-state-ok = без места
result-state-review = на проверке
result-state-dnf = сход
result-state-dq = дисквалификация
result-state-dq-because = дисквалификация: { $reason }
result-state-dns = неявка
result-state-gone = результат убран

result-board-empty = Результатов пока нет. Как только появятся, вы увидите их здесь.
result-board-empty-category = В этой категории пока никого.
result-preliminary =
    { $count ->
        [0] Предварительно
        [one] Предварительно, { $count } на финише
       *[other] Предварительно, { $count } на финише
    }
result-approved =
    { $count ->
        [one] Итоги утверждены, { $count } на финише
       *[other] Итоги утверждены, { $count } на финише
    }
result-row-named = { $name }, № { $number }
result-row-number = № { $number }
result-own = Вы: { $place } место, { $mark }
result-own-without = Вы: { $state }
result-own-hidden = Другие видят вас без имени, только номер.
result-show-name = Показать моё имя
result-name-shown = Теперь ваше имя и результаты видят все. Закрыть можно в /privacy.
result-protest-mark = протест
result-unverified-mark = не проверено
result-top-card = Таблица
result-top-card-final = Итоги

result-all = Все
result-chip-on = ✓ { $name }
result-sex-female = Женщины
result-sex-male = Мужчины
result-sex-short-female = Ж
result-sex-short-male = М
result-age = { $first }–{ $last }
result-age-last = { $first }+
result-age-first = до { $last }

result-button-results = Результаты
result-button-board = Таблица
result-button-app = Открыть в приложении
result-button-enter = Внести
result-button-rules = Правила подсчёта
result-button-reviews = На проверке ({ $count })
result-button-protests = Протесты ({ $count })
result-button-announce = Объявить итоги
result-button-reopen = Вернуть в предварительные
result-button-share = Поделиться
result-button-final = Итоги
result-button-protest = Оспорить результат
result-button-back = Назад

result-panel = Результаты
result-panel-entered =
    { $count ->
        [one] Внесён { $count } результат
        [few] Внесено { $count } результата
       *[other] Внесено { $count } результатов
    }
result-panel-none = Результатов пока нет.
result-panel-reviews =
    { $count ->
        [one] На проверке { $count } результат
        [few] На проверке { $count } результата
       *[other] На проверке { $count } результатов
    }
result-panel-protests =
    { $count ->
        [one] { $count } протест ждёт решения
        [few] { $count } протеста ждут решения
       *[other] { $count } протестов ждут решения
    }
result-panel-how = Пишите здесь или в группе события: /result 114 { $example }. Дисквалификация: /dq 114 причина. Файл CSV или XLSX пришлите сообщением.
result-lines-ask = Пришлите результаты: номер и результат.
result-lines-ask-label = Результаты
result-lines-hint = По одному на строке: { $example }. Без финиша: 37 сход.
result-lines-done =
    { $count ->
        [0] Новых результатов нет.
        [one] Внёс { $count } результат.
        [few] Внёс { $count } результата.
       *[other] Внёс { $count } результатов.
    }
result-lines-wrong = Не понял: { $lines }
result-lines-unknown = Нет таких номеров: { $numbers }

result-told-dq = Вас дисквалифицировали: { $title }
result-told-dq-reason = Причина: { $reason }
result-told-dq-hint = Если не согласны, напишите организатору: он ответит вам лично.
result-told-dq-lifted = Дисквалификация снята: { $title }
result-told-final = Итоги: { $title }
result-told-final-place = { $place } место из { $count }, { $mark }
result-told-final-anew = Итоги уточнены: { $title }
result-told-final-before = Раньше было { $place } место.
result-told-final-same = Ваше место не изменилось.
result-told-final-category = В своей категории вы { $place }.
result-podium = Итоги: { $title }
result-podium-sex-female = Среди женщин
result-podium-sex-male = Среди мужчин
result-podium-count =
    { $count ->
        [one] На финише { $count } участник.
        [few] На финише { $count } участника.
       *[other] На финише { $count } участников.
    }
result-announce-sure = Утвердить итоги и рассказать о них каждому, кто финишировал? В группу придёт карточка с победителями.
result-announced = Итоги объявлены.
result-reopen-sure = Вернуть таблицу в предварительные? Результаты снова можно будет менять, а участники увидят, что итоги не окончательные.
result-reopened = Таблица снова предварительная.

result-mine = { $place } место из { $count }, { $mark }
result-mine-category = категория { $place }
result-share-words = { $title }: { $place } место из { $count }, { $mark }

result-button-withdraw = Отозвать протест
result-protest-withdraw-sure = Отозвать протест? Организатор об этом узнает.
result-protest-withdrawn = Протест отозван.
result-protest-settled = По этому протесту уже решили.
result-protest-withdrawn-head = ⚖️ Протест отозван: № { $number }
result-protest-form = Протест
result-protest-ask = Что не так с вашим результатом? Напишите своими словами: организатор прочитает и ответит.
result-protest-ask-label = Что не так
result-protest-head = ⚖️ Протест: № { $number }, { $mark }
result-protest-sent = Протест у организатора. Ответ придёт сюда.
result-protests-none = Протестов, которые ждут решения, нет.
result-protest-one = № { $number }, { $name }: { $mark }
result-protest-uphold = Учтён: { $number }
result-protest-decline = Отклонён: { $number }
result-protest-upheld = Отметил: протест учтён. Сам результат от этого не меняется: внесите новый, если он другой.
result-protest-declined = Отметил: протест отклонён.
result-told-protest =
    { $state ->
        [upheld] Протест учтён: { $title }
       *[other] Протест отклонён: { $title }
    }
result-dq-form = Дисквалификация
result-dq-ask = За что? Причину прочитает участник.
result-dq-ask-label = Причина

result-list-refused =
    { $problem ->
        [type] Это не похоже на CSV или XLSX.
        [big] Файл больше 8 МБ. Разделите его на части.
        [bomb] В этом файле упаковано слишком много. Сохраните список заново.
        [long] В файле больше 100 000 строк.
        [empty] Файл пустой.
        [columns] Не вижу столбцов с номером и результатом. Назовите их «Номер» и «Результат».
       *[broken] Файл не открывается. Сохраните его заново и пришлите ещё раз.
    }
result-list-busy = Сейчас вносится другой файл этого события. Подождите немного.
result-list-not-ready = С этим файлом уже всё решено.
result-list-problem-type = Это не похоже на CSV или XLSX.
result-list-problem-big = Файл слишком большой: можно до 8 МБ. Разделите его на части.
result-list-problem-bomb = В этом файле упаковано слишком много. Сохраните список заново.
result-list-problem-long = В файле больше 100 000 строк. Разделите его на части.
result-list-problem-empty = Файл пустой.
result-list-problem-columns = Не вижу столбцов с номером и результатом. Назовите их «Номер» и «Результат».
result-list-problem-broken = Файл не открывается. Сохраните его заново и пришлите ещё раз.
result-list-refused-name = Не могу прочитать: { $name }
result-list-caption = Пришлите файл ещё раз и подпишите его: { $event }
result-list-reading = Читаю { $name }. Покажу, что изменится, и ничего не внесу без вас.
result-list-reading-in-group = Читаю { $name }. Что изменится, пришлю вам в личные сообщения.
result-list-nothing = В этом файле нет результатов.
result-list-new =
    { $count ->
        [one] { $count } новый результат
        [few] { $count } новых результата
       *[other] { $count } новых результатов
    }
result-list-same =
    { $count ->
        [one] { $count } уже внесён
       *[other] { $count } уже внесены
    }
result-list-conflict =
    { $count ->
        [one] { $count } отличается от внесённого:
       *[other] { $count } отличаются от внесённых:
    }
result-list-conflict-line = № { $number }: { $before } → { $after }
result-list-unknown =
    { $count ->
        [one] { $count } номера нет среди участников: { $numbers }
       *[other] { $count } номеров нет среди участников: { $numbers }
    }
result-list-unreadable =
    { $count ->
        [one] { $count } строку не понял: { $lines }
        [few] { $count } строки не понял: { $lines }
       *[other] { $count } строк не понял: { $lines }
    }
result-list-doubled =
    { $count ->
        [one] { $count } номер повторяется, беру первую его строку. Лишняя: { $lines }
        [few] { $count } номера повторяются, беру первую строку каждого. Лишние: { $lines }
       *[other] { $count } номеров повторяются, беру первую строку каждого. Лишние: { $lines }
    }
result-list-apply = Применить ({ $count })
result-list-apply-new = Только новые ({ $count })
result-list-drop = Не надо
result-list-dropped = Хорошо, ничего не изменил.
result-list-applying-now = Вношу.
result-list-undoing-now = Возвращаю, как было.
result-list-how-far = Сколько уже?
result-list-state-reading = Читаю файл.
result-list-state-refused = Файл не прочитан.
result-list-state-ready = Файл прочитан, ничего ещё не внесено.
result-list-state-applying = Вношу: { $done } из { $total }
result-list-state-applied =
    { $count ->
        [one] Внёс { $total } результат.
        [few] Внёс { $total } результата.
       *[other] Внёс { $total } результатов.
    }
result-list-state-undoing = Возвращаю: { $done } из { $total }
result-list-state-undone = Всё снова как до этого файла.
result-list-state-dropped = Файл отложен, ничего не изменилось.
result-list-kept =
    { $count ->
        [one] { $count } результат с тех пор изменили: его не трогал.
        [few] { $count } результата с тех пор изменили: их не трогал.
       *[other] { $count } результатов с тех пор изменили: их не трогал.
    }

result-scoring-in-use = Результаты уже внесены: вид результата и число этапов теперь не поменять.
result-scoring-form = Правила подсчёта
result-scoring-ask-measure = Как определяется победитель?
result-scoring-ask-measure-label = Победитель
result-scoring-measure-time = У кого меньше время
result-scoring-measure-distance = У кого больше расстояние
result-scoring-measure-points = У кого больше очков
result-scoring-measure-places = Очки за места на этапах
result-scoring-measure-laps = У кого больше кругов
result-scoring-measure-best = Лучшая из попыток
result-scoring-ask-tried = Какая попытка лучше?
result-scoring-ask-tried-label = Лучшая попытка
result-scoring-tried-distance = Где больше расстояние
result-scoring-tried-points = Где больше очков
result-scoring-tried-time = Где меньше время
result-scoring-ask-stages = Сколько этапов или попыток?
result-scoring-ask-stages-label = Этапов или попыток
result-scoring-ask-stages-hint = Время, очки и круги складываются, из расстояний и попыток берётся лучшее.
result-scoring-ask-table = Сколько очков дают за места? С первого, через запятую.
result-scoring-ask-table-label = Очки за места
result-scoring-ask-table-example = 25, 18, 15, 12, 10
result-scoring-ask-ties = Что решает при равенстве?
result-scoring-ask-ties-hint = У попыток лучшая уже и есть результат, поэтому сравнивают вторую.
result-scoring-ask-ties-label = При равенстве
result-scoring-tie-last = Последний этап или попытка
result-scoring-tie-best = Лучший этап или вторая попытка
result-scoring-tie-tries-last = последняя попытка
result-scoring-tie-tries-best = вторая по силе попытка
result-scoring-tie-stages-last = последний этап
result-scoring-tie-stages-best = лучший этап
result-scoring-ask-by-sex = Считать мужчин и женщин ещё и отдельно?
result-scoring-ask-by-sex-label = Отдельно женщины и мужчины
result-scoring-ask-ages = С какого возраста начинаются группы? Через запятую.
result-scoring-ask-ages-label = Возрастные группы
result-scoring-ask-ages-hint = Возраст считается на день события. Пусто: без групп.
result-scoring-ask-ages-example = 18, 30, 40, 50
result-scoring-ask-division = По какому вопросу делить на свои категории?
result-scoring-ask-division-label = Свои категории
result-scoring-division-none = Не делить
result-scoring-saved = Правила сохранены, места пересчитаны.
result-rules-wins =
    { $measure ->
        [distance] Как определяется победитель: у кого больше расстояние
        [points] Как определяется победитель: у кого больше очков
        [places] Как определяется победитель: по очкам за места на этапах
        [laps] Как определяется победитель: у кого больше кругов
       *[time] Как определяется победитель: у кого меньше время
    }
result-rules-best =
    { $tried ->
        [time] Как определяется победитель: лучшая попытка, у кого меньше время
        [points] Как определяется победитель: лучшая попытка, у кого больше очков
       *[distance] Как определяется победитель: лучшая попытка, у кого больше расстояние
    }
result-rules-laps = Если кругов поровну, выше тот, кто раньше закончил последний.
result-rules-tries =
    { $count ->
        [one] { $count } попытка
        [few] { $count } попытки
       *[other] { $count } попыток
    }
result-rules-title = Правила: { $title }
result-rules-stages =
    { $count ->
        [one] { $count } этап
        [few] { $count } этапа
       *[other] { $count } этапов
    }
result-rules-table = Очки за места: { $table }
result-rules-ties = При равенстве: { $ties }
result-protest-over =
    { $state ->
        [withdrawn] Этот протест уже отозван: решать нечего.
        [upheld] По этому протесту уже решили: он учтён.
       *[declined] По этому протесту уже решили: он отклонён.
    }
result-protest-empty = Напишите, что не так.

result-tracks-not-taken = Сейчас у вас нет события, которое принимает треки. Их можно прислать, когда событие идёт, и три дня после.
result-stands = Ваш результат уже внёс организатор. Если он неверный, нажмите «Оспорить результат» в таблице.
result-scoring-ask-tracks = Считать участников по трекам: из часов, записанным в приложении, по живой геопозиции?
result-scoring-ask-tracks-label = Принимать треки и живую геопозицию
result-track-reading = Читаю { $name }. Событие: { $title }
result-track-taken = { $title }: { $mark }
result-track-came = Трек получен: { $title }
result-track-review = Организатор посмотрит на него сам: { $doubt }.
result-track-refused = Трек не подходит: { $title }
result-track-problem-type = Пришлите файл GPX, FIT или TCX.
result-track-problem-big = Файл слишком большой: можно до 20 МБ.
result-track-problem-bomb = В файле есть лишнее. Выгрузите трек из часов заново.
result-track-problem-broken = Файл не открывается. Выгрузите трек из часов заново.
result-track-problem-empty = В файле нет пути: нужны точки со временем.
result-track-problem-window = Трек начался не во время события.
result-track-problem-short = Трек короче дистанции. Нужно { $distance }.
result-track-problem-no-distance = У этого события не указана дистанция. Напишите организатору.
result-track-problem-too-late = Результат уже внёс организатор.
result-doubt-fast = слишком быстро для этого вида спорта
result-doubt-jumps = в треке есть прыжки
result-doubt-sport = другой вид спорта
result-doubt-short = трек чуть короче дистанции
result-doubt-ahead = трек кончается позже, чем его прислали
result-doubt-twice = такой же трек прислал другой участник
result-doubt-typed = отметки волонтёров расходятся
result-doubt-told = Посмотрите на результат № { $number }, { $name }: { $doubt }.
result-button-look = Посмотреть
result-button-accept = Засчитать
result-accepted = Засчитал.

result-finish-elsewhere = Номера пишут там, где решает одно время: без этапов, метров и очков.
result-finish-none = Вы сейчас не стоите на финише. Волонтёрам нужна ссылка от организатора.
result-finish-not-here = Номера на финише пишут, пока идёт забег, где решает одно время. Здесь результаты вносят иначе, откройте событие:
result-finish-how = Вы на финише. Пишите номера, когда люди пересекают черту: 114 37 208. Время берётся из вашего сообщения. Ошиблись: -37.
result-finish-closed = Вы ушли с финиша. Числа снова просто слова.
result-finish-gun = Время считается от старта:
result-finish-gun-planned = Время считается от старта по плану:
result-finish-fire = Старт сейчас
result-finish-fire-again = Дать старт заново
result-finish-fire-given = Старт уже дан:
result-finish-fire-sure = Дать его заново, от этой минуты? Все времена, записанные на финише, изменятся.
result-finish-fired = Время считается от этой минуты.
result-finish-invite = Позвать волонтёров
result-finish-close = Уйти с финиша
result-finish-again = Вернуться на финиш
result-finish-link = По этой ссылке волонтёры встанут на финиш: { $link }
result-finish-change-link = Сменить ссылку
result-finish-link-changed = Старая ссылка больше не работает.
result-finish-doubt = отметки расходятся, проверит организатор
result-finish-unknown = такого номера нет, время записано
result-finish-stands = результат уже внёс организатор
result-finish-gone = убрано
result-button-finish = Встать на финиш
menu-top = Таблица результатов
menu-results = Результаты события
menu-rules = Правила события
result-finish-early = это раньше старта
