# Группы: что бот говорит в них и о них.
space-welcome = Привет! Здесь можно вести спортивное событие.
space-welcome-next = Организатор, отправьте /link — и я закреплю карточку события с кнопкой «Участвовать» и счётчиком мест.
space-welcome-rights = Чтобы я закреплял карточку, создавал темы и видел сообщения участников, сделайте меня администратором.
space-not-admin = Связать группу с событием могут только её администраторы.
space-not-linked = Эта группа пока ни с чем не связана. Администратор может отправить /link.
space-linked-already = Эта группа уже связана с другим событием. Сначала отправьте /unlink.
space-not-there = Меня нет в этой группе. Добавьте меня и попробуйте ещё раз.
space-anonymous = Вы пишете от имени группы, и я не вижу, кто вы. Отключите анонимность в правах администратора и повторите команду.
space-link-which = С каким событием связать группу?
space-link-nothing = У вас нет событий, которые ещё впереди. Создайте событие в личном чате со мной: /newevent
space-linked = Готово: группа связана с событием «{ $title }». Карточка появится в закреплённых.
space-lacks-forum = Включите темы в настройках группы и повторите /link — я сделаю Объявления, Вопросы, Попутчиков, Фото, Результаты и тему «Организаторам».
space-lacks-topics = Темы не сделаю: у меня нет права управлять темами. Дайте его в настройках администраторов и повторите /link.
space-lacks-pin = Закрепить карточку не смогу: у меня нет права закреплять сообщения.
space-lacks-hearing = Сообщения участников мне не видны, поэтому в приложении их не будет. Сделайте меня администратором.
space-unlinked = Группа больше не связана с событием «{ $title }». Карточка обновляться не будет.
space-joined = { $name }, добро пожаловать! Вы ещё не участвуете в событии этой группы.
space-topic-announcements = Объявления
space-topic-questions = Вопросы
space-topic-companions = Попутчики
space-topic-photos = Фото
space-topic-results = Результаты
space-topic-organizers = Организаторам
space-topic-applications = Заявки
space-card-people = Идут: { $names }
space-card-people-more =
    Идут: { $names } и ещё { $more ->
        [one] { $more } человек
        [few] { $more } человека
       *[many] { $more } человек
    }
space-count =
    { $capacity ->
        [none] Участвуют: { $taken }
       *[other] Участвуют: { $taken } из { $capacity }
    }
space-nobody-yet = Пока никого. Начните вы!
space-and-more =
    и ещё { $more ->
        [one] { $more } человек
        [few] { $more } человека
       *[many] { $more } человек
    }
space-panel-which = Какое событие открыть?
space-panel-questions =
    { $count ->
        [one] Ждёт ответа { $count } вопрос
        [few] Ждут ответа { $count } вопроса
       *[many] Ждут ответа { $count } вопросов
    }
space-panel-groups = Группа: { $groups }
space-questions-none = Все вопросы отвечены.
space-button-panel = Панель
space-button-list = Список
space-button-say = Написать
space-button-app = Открыть в приложении
space-button-questions = Вопросы: { $count }
space-button-answer = Ответить на { $number }
space-button-add-group = Добавить в группу
space-button-to-each = Отправить каждому лично
space-ask-say = Что сказать участникам?
space-ask-say-hint = Напишите текст: он появится в группе и в чате события.
space-say-how = Напишите в группе: /say и текст объявления. Например: /say Старт переносится на 10:30
space-said-in-group = Объявление ушло в группу и в чат события.
space-said-in-room = Объявление появилось в чате события. Группы у него пока нет.
space-said-to-each = Отправить его ещё и каждому участнику в личный чат?
space-sent-to-each =
    { $count ->
        [0] Отправлять некому: участников пока нет.
        [one] Отправил { $count } участнику.
       *[other] Отправил { $count } участникам.
    }
space-lacks-tags = Номера рядом с именами участников не поставлю: у меня нет права управлять тегами. Дайте его в настройках администраторов и повторите /link.
space-button-tags =
    { $on ->
        [True] Номера у имён: включены
       *[other] Номера у имён: выключены
    }
space-tags-switched =
    { $on ->
        [True] Номера появятся рядом с именами в группе
       *[other] Номера рядом с именами скоро исчезнут
    }
# У имени победителя в группе; места мало, эмодзи нельзя.
space-tag-place = { $place } место
