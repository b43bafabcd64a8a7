# Турниры: правила, сетка, счёт, судейство. Чат и отказы.
tournament-not-one = Это событие другого типа: сетка бывает только у турниров.
tournament-not-set-up = Сначала выберите, как играем: формат, счёт и посев.
tournament-registration-open = Запись ещё идёт. Проведите жеребьёвку, когда она закроется, или начните событие сейчас.
tournament-too-few = Для турнира нужны хотя бы двое участников.
tournament-too-many = Участников { $count }, а в этом формате можно не больше { $most }. Выберите другой формат.
tournament-already-played = Уже есть результаты: жеребьёвка и правила больше не меняются.
tournament-not-drawn = Сначала проведите жеребьёвку.
tournament-not-running = Турнир сейчас не идёт.
tournament-match-not-open = Этот матч сейчас не ждёт счёта: он уже сыгран, или соперник ещё не известен.
tournament-match-changed = Здесь уже другой счёт: кто-то был быстрее. Посмотрите и решите ещё раз.
tournament-match-frozen = Матч остановлен: счёт решает судья.
tournament-bad-score =
    { $wins ->
        [0] Напишите счёт двумя числами, например 3:2.
        [one] Побеждает тот, кто выиграл одну партию: счёт 1:0 или 0:1.
        [few] Играем до { $wins } побед: у победителя ровно { $wins }, у соперника меньше. Например { $wins }:1.
       *[other] Играем до { $wins } побед: у победителя ровно { $wins }, у соперника меньше. Например { $wins }:1.
    }
tournament-no-draws = Ничьей здесь быть не может: кто-то должен пройти дальше.
tournament-later-played =
    { $count ->
        [one] С этим результатом уже сыгран { $count } матч дальше. Если исправить, его придётся переиграть.
        [few] С этим результатом уже сыграны { $count } матча дальше. Если исправить, их придётся переиграть.
       *[other] С этим результатом уже сыграно { $count } матчей дальше. Если исправить, их придётся переиграть.
    }
tournament-order-unknown = Нет участников с номерами: { $numbers }.
tournament-already-withdrawn = Этот участник уже вне турнира.

tournament-form = Как играем
tournament-ask-format = Какой формат?
tournament-ask-format-label = Формат
tournament-ask-format-hint = Олимпийская: до первого поражения. Двойная: до второго. По кругу: каждый с каждым. Швейцарская: несколько туров, соперники по силам. Группы: лучшие двое из каждой идут в плей-офф.
tournament-format-single = Олимпийская
tournament-format-double = Двойная
tournament-format-round-robin = По кругу
tournament-format-swiss = Швейцарская
tournament-format-groups = Группы и плей-офф
tournament-ask-groups = Сколько групп?
tournament-ask-groups-label = Групп
tournament-ask-rounds = Сколько туров?
tournament-ask-rounds-label = Туров
tournament-ask-rounds-hint = Пропустите: сыграем столько, сколько нужно, чтобы определить лучшего.
tournament-ask-rounds-page-hint = Пусто: столько, сколько нужно, чтобы определить лучшего.
tournament-ask-bronze = Играем матч за 3-е место?
tournament-ask-bronze-label = Матч за 3-е место
tournament-ask-best-of = До скольких побед в матче?
tournament-ask-best-of-label = Счёт матча
tournament-best-of-1 = Одна партия
tournament-best-of-3 = До 2 побед
tournament-best-of-5 = До 3 побед
tournament-best-of-7 = До 4 побед
tournament-best-of-0 = Любой счёт, у кого больше
tournament-ask-seeding = Как расставить участников?
tournament-ask-seeding-label = Посев
tournament-ask-seeding-hint = Сильные встречаются позже. Рейтинг можно взять из числового вопроса анкеты.
tournament-seeding-random = Случайно
tournament-seeding-number = По номерам участников
tournament-seeding-manual = Вручную
tournament-ask-order = Номера участников от сильного к слабому
tournament-ask-order-label = Порядок
tournament-ask-order-hint = Номера есть в списке участников. Кого не назовёте, встанут следом.
tournament-ask-order-example = 3 1 2 5

tournament-button = Сетка
tournament-button-mine = Мой матч
tournament-button-table = Таблица
tournament-button-app = Сетка в приложении
tournament-button-judge = Судейство
tournament-button-setup = Выбрать формат
tournament-button-change = Изменить правила
tournament-button-draw = Жеребьёвка
tournament-button-redraw = Перетянуть жребий
tournament-button-close-and-draw = Начать событие и провести жеребьёвку
tournament-button-begin = Начать турнир
tournament-button-see = Посмотреть сетку
tournament-button-players = Снять участника
tournament-button-won = Моя победа { $score }
tournament-button-lost = Моё поражение { $score }
tournament-button-won-one = Моя победа
tournament-button-lost-one = Моё поражение
tournament-button-score = Внести счёт
tournament-button-other-score = Исправить счёт
tournament-button-confirm = Подтвердить
tournament-button-dispute = Счёт другой
tournament-button-leave = Сняться с турнира
tournament-button-leave-yes = Да, снимаюсь
tournament-button-side = { $name } { $score }
tournament-button-walkover = { $name }: без игры
tournament-button-take-back = Отменить результат
tournament-button-undo = Всё равно исправить
tournament-button-ask = Написать организатору

tournament-facts = { $format } · { $best } · { $players }
tournament-players =
    { $count ->
        [one] { $count } участник
        [few] { $count } участника
       *[other] { $count } участников
    }
tournament-none = Сетки ещё нет. Она появится после жеребьёвки, и я напишу, с кем вы играете.
tournament-none-organizer = Выберите, как играем. Когда запись закроется, проведём жеребьёвку.
tournament-open = Всё готово к жеребьёвке. Она станет возможна, когда закроется запись.
tournament-open-closed = Запись закрыта: можно проводить жеребьёвку.
tournament-drawn = Это предпросмотр, его видите только вы. Начните турнир, и участники узнают соперников.
tournament-round =
    { $kind ->
        [tour] Тур { $number }
        [groups] Группы, тур { $number }
        [upper] Верхняя сетка, тур { $number }
        [lower] Нижняя сетка, тур { $number }
        [bronze] Матч за 3-е место
        [final] Финал
        [again] Второй финал
       *[of] 1/{ $number } финала
    }
tournament-table = Таблица
tournament-group = Группа { $number }
tournament-number = № { $number }
tournament-side-winner = победитель № { $number }
tournament-side-loser = проигравший № { $number }
tournament-side-nobody = никто
tournament-state-reported = ждёт подтверждения
tournament-state-disputed = спор
tournament-state-walkover = без игры
tournament-state-bye = дальше без игры
tournament-points =
    { $points ->
        [one] { $shown } очко
        [few] { $shown } очка
       *[other] { $shown } очков
    }
tournament-line = { $points }, игр: { $games }
tournament-more = и ещё { $count }
tournament-withdrawn-mark = вне турнира
tournament-place = { $place }-е место

tournament-mine-none = Вы не играете в этом турнире.
tournament-mine-facts = { $round } · № { $number } · { $best }
tournament-mine-opponent = Соперник: { $name }
tournament-mine-how = Сыграли? Сообщите счёт.
tournament-mine-reported = Вы сообщили счёт { $score }. Ждём ответа соперника: { $name }
tournament-mine-stands = Если ответа не будет, засчитаю счёт:
tournament-mine-asked = { $name } сообщает счёт { $score } (вы: { $own }). Всё верно?
tournament-mine-disputed = Вы не сошлись в счёте { $score }. Матч остановлен, решает судья.
tournament-mine-wait = Ждём соперника: { $side }
tournament-mine-wait-round = Ваши матчи этого тура сыграны. Ждём остальных.
tournament-mine-out = Для вас турнир окончен. Спасибо за игру!
tournament-mine-won = Вы победили в турнире!
tournament-mine-withdrawn = Вы сняты с турнира.
tournament-mine-last = Последний матч: { $score }, соперник { $name }
tournament-score-ask = Какой счёт? Сначала ваш: 3:2
tournament-score-ask-label = Счёт
tournament-score-ask-example = 3:2
tournament-score-judge = Какой счёт? Сначала { $name }
tournament-score-form = Счёт матча
tournament-said-reported = Счёт отправлен сопернику
tournament-said-done = Счёт совпал, матч окончен
tournament-said-disputed = Счета разошлись: решит судья
tournament-said-confirmed = Счёт подтверждён
tournament-said-decided = Записано
tournament-said-drawn = Жеребьёвка проведена
tournament-said-begun = Турнир начался, все узнали соперников
tournament-said-set-up = Правила сохранены
tournament-said-left = Вы сняты с турнира
tournament-said-out = Участник снят, соперники проходят без игры
tournament-leave-sure = Сняться с турнира «{ $title }»? Несыгранные матчи достанутся соперникам, вернуться будет нельзя.
tournament-which = Какой турнир?
tournament-which-none = Вы пока не участвуете в турнирах.
tournament-close-sure = Начать событие? Записаться больше никто не сможет, и я сразу проведу жеребьёвку. Сетку сначала увидите только вы.
tournament-redraw-sure = Перетянуть жребий? Нынешняя сетка исчезнет. Если турнир уже начат, соперники сменятся, и все узнают новых.
tournament-begin-sure = Начать турнир? Сетку увидят все, и каждый узнает первого соперника.

tournament-judge-counts = Сыграно { $done } из { $all }.
tournament-judge-waiting =
    { $count ->
        [one] Ждёт подтверждения { $count } матч.
        [few] Ждут подтверждения { $count } матча.
       *[other] Ждут подтверждения { $count } матчей.
    }
tournament-judge-disputes =
    { $count ->
        [one] Спор: { $count } матч.
        [few] Споры: { $count } матча.
       *[other] Споры: { $count } матчей.
    }
tournament-judge-match = { $round } · № { $number }
tournament-judge-how = Какой итог записать?
tournament-judge-who = Кого снять с турнира?
tournament-judge-private = Это удобнее в личном чате.
tournament-out-ask = Почему? Участник прочтёт причину.
tournament-out-ask-label = Причина
tournament-out-form = Снять участника

tournament-told-next = Следующий соперник: { $name }
tournament-told-first = Первый соперник: { $name }
tournament-told-rest = Первый матч пропускаете: дальше без игры. Напишу, когда соперник станет известен.
tournament-told-rest-title = Сетка готова: { $title }
tournament-told-won = Матч выигран, { $score }
tournament-told-lost = Матч проигран, { $score }
tournament-told-drawn = Ничья { $score }
tournament-told-won-walkover = Победа без игры: { $name }
tournament-told-lost-walkover = Матч засчитан сопернику без игры
tournament-told-reported = { $name } сообщает счёт { $score }
tournament-told-reported-own = У вас { $score }. Всё верно?
tournament-told-until = Если не ответите, засчитаю счёт:
tournament-told-frozen = { $name } не подтверждает счёт { $score }
tournament-told-frozen-hint = Матч остановлен, счёт решит судья. Я напишу.
tournament-told-disputed = Спор в турнире
tournament-told-disputed-who = Счёт сообщает { $reporter }, не подтверждает { $other }
tournament-told-disputed-hint = Выберите итог кнопкой или ответьте на это сообщение счётом, например 2:1. Первым идёт { $name }
tournament-told-undone = Результат матча отменён судьёй
tournament-told-undone-play = Сыграйте его снова. Соперник: { $name }
tournament-told-undone-wait = Кто будет соперником, напишу позже.
tournament-told-withdrawn = Вас сняли с турнира «{ $title }»
tournament-told-withdrawn-reason = Причина: { $reason }
tournament-told-finished = Турнир «{ $title }» окончен
tournament-told-winner = Победа: { $name }
tournament-told-begun = Сетка готова: { $title }
tournament-told-draw = Пора провести жеребьёвку: { $title }
tournament-told-draw-hint = Запись закрыта. Проведите жеребьёвку и начните турнир.
