# Команды события: правила, состав, приглашения, зачёт.
team-button-all = 👥 Команды
team-button-own = Моя команда
team-button-make = Создать команду
team-button-join = Вступить
team-button-leave = Выйти из команды
team-button-share = Отправить ссылку
team-button-pick = Выбрать человека
team-button-people = Состав
team-button-rename = Переименовать
team-button-captain = Капитан: { $name }
team-button-remove = Убрать: { $name }
team-button-find = Найти команду
team-button-board = 🏆 Зачёт команд
team-button-personal = Личный зачёт
team-button-again = Попробовать ещё раз
team-button-back = Назад к команде
team-button-app = В приложении
team-button-rules = Правила команд
team-button-set-rules = Сделать командным
team-button-change-rules = Изменить правила
team-button-off = Без команд
team-button-put = Команда
team-button-none = Без команды
team-own = Ваша команда:
team-members =
    { $count ->
        [one] { $count } человек
        [few] { $count } человека
       *[many] { $count } человек
    }
team-complete = в полном составе · { $count } из { $most }
team-incomplete = неполная: { $what }
team-missing = ещё { $count }
team-lacks-woman = нужна женщина
team-captain-mark = (капитан)
team-closed-now = Составы уже закрыты. Что-то поменять может организатор.
team-rules-said = В команде от { $least } до { $most ->
    [one] { $most } человека
   *[other] { $most } человек
}. В зачёт { $counted ->
    [one] идёт { $counted } лучший результат.
    [few] идут { $counted } лучших результата.
   *[many] идут { $counted } лучших результатов.
}
team-rules-woman = Нужна хотя бы одна женщина.
team-rules-ties = При равной сумме выше та команда, у которой лучше последний зачётный результат. Команды, у которых результатов пока не хватает, стоят после остальных.
team-rules-saved = Правила сохранены
team-rules-dropped = Теперь без команд
team-rules-form = Командный зачёт
team-off-organizer = Пока каждый сам за себя. Можно сделать событие командным: участники соберутся в команды, а лучшие результаты сложатся.
team-none-here = В этом событии команд нет.
team-list-empty = Команд пока нет.
team-find-none = Такой команды нет.
team-made = Команда создана
team-renamed = Название изменено
team-joined = Вы в команде «{ $name }»
team-left = Вы вышли из команды
team-taken-out = Готово. Старая ссылка больше не действует
team-captain-passed = Капитан назначен
team-share-words = Вступайте в команду «{ $name }»: { $title }
team-pick-how = Выберите, кого позвать: я передам приглашение.
team-invited = { $name }: приглашение отправлено.
team-invited-before = { $name }: сегодня уже приглашали.
team-people-how = Кому передать капитанскую повязку, кого убрать из команды?
team-people-alone = Пока в команде только вы. Отправьте друзьям ссылку.
team-leave-sure = Выйти из команды «{ $name }»? Участие в событии останется.
team-leave-captain = Выйти из команды «{ $name }»? Капитаном станет тот, кто в ней дольше всех.
team-leave-last = Выйти из команды «{ $name }»? Вы в ней последний, и её не станет.
team-you-invited = { $name } зовёт вас в команду «{ $team }»
team-join-how = Если вы ещё не участвуете, сначала запишу вас на событие, и вы сразу окажетесь в команде.
team-news-joined = { $who } теперь в команде «{ $name }»
team-news-captain = Вы теперь капитан команды «{ $name }»
team-news-removed = Вы больше не в команде «{ $name }»
team-news-put = Организатор записал вас в команду «{ $name }»
team-news-full = Вы участвуете, но в команде «{ $name }» мест уже нет
team-put-where = В какую команду: { $name }?
team-put-done = Записано в команду
team-put-out = Больше не в команде
team-sift = По команде
team-filter-said = команда «{ $name }»
team-board-what = { $count ->
    [one] Считается { $count } лучший результат.
    [few] Складываются { $count } лучших результата.
   *[many] Складываются { $count } лучших результатов.
}
team-board-empty = Результатов у команд пока нет.
team-board-few = { $count } из { $of }
team-ask-name = Как назовём команду?
team-ask-name-label = Название
team-ask-name-example = Быстрые ёжики
team-ask-find = Как начинается название?
team-ask-find-label = Название
team-ask-least = Сколько человек нужно, чтобы команда была полной?
team-ask-least-label = Не меньше
team-ask-most = Сколько человек может быть в команде?
team-ask-most-label = Не больше
team-ask-counted = Сколько лучших результатов складывать?
team-ask-counted-label = Идут в зачёт
team-ask-counted-hint = Не больше, чем людей в полной команде.
team-ask-woman = Нужна ли хотя бы одна женщина?
team-ask-woman-label = Хотя бы одна женщина
team-rules-wrong = Так не выйдет: в зачёт идёт не больше результатов, чем людей в полной команде, а «не меньше» не может быть больше, чем «не больше».
team-rules-bigger =
    { $members ->
        [one] Уже есть команда, в которой { $members } человек.
        [few] Уже есть команда, в которой { $members } человека.
       *[many] Уже есть команда, в которой { $members } человек.
    }
team-rules-in-use = Команды уже собраны. Пока они есть, командный зачёт не выключить.
team-name-taken = Команда «{ $name }» уже есть. Придумайте другое название.
team-name-wrong = Нужно название до { $longest } знаков, хотя бы с одной буквой или цифрой.
team-full = В команде «{ $name }» мест больше нет: не больше { $most }.
team-closed = Составы команд сейчас закрыты: они меняются, пока открыта регистрация.
team-register-first = Сначала нужно участвовать в событии.
team-in-one-already = Уже в команде «{ $name }».
team-not-in = Этого человека нет в команде.
team-not-captain = Это решает капитан.
team-link-gone = Эта ссылка больше не ведёт в команду. Попросите у капитана новую.
panel-column-squad = Команда
moderation-action-event-teams-set = правила команд
moderation-action-event-teams-dropped = команды отменены
moderation-action-event-team-renamed = переименование команды
moderation-action-event-team-member-removed = участник убран из команды
moderation-action-event-team-captain-changed = другой капитан команды
moderation-action-event-team-put = участник переведён в команду
team-page-title = Команды
team-page-new = Новая команда
team-page-make = Создать команду
team-page-find = Найти по названию
team-page-board = Зачёт команд
team-page-invite = Позвать в команду
team-page-captain = Сделать капитаном
team-page-captain-sure = Сделать капитаном: { $name }?
team-page-remove = Убрать
team-page-remove-sure = Убрать из команды: { $name }? У команды будет новая ссылка.
team-page-in-list = Показать в списке участников
team-page-join-both = Участвовать и вступить
team-button-person = К участнику
