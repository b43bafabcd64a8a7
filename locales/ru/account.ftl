# Знакомство, профиль, настройки, почта, роли.
account-hello = Привет, { $name }! Я Forma.
account-hello-what = Помогаю найти забег, тренировку или игру рядом, записаться и не забыть прийти.
account-consent = Чтобы записывать вас на события, я храню ваше имя из Telegram, ответы на вопросы и список записей. Организатор видит только то, что нужно для участия. Посмотреть и изменить: /profile и /privacy.
account-hello-next = Дальше три коротких вопроса. Любой можно пропустить.
account-agree = Принимаю, начнём
account-later = Сначала осмотрюсь
account-thanks = Спасибо! Учту это в подборке.
account-go-on = Ответить на оставшиеся вопросы
account-home = На главную
account-saved = Сохранено.
account-onboarding = Знакомство
account-first-interests = Чем любите заниматься?
account-first-interests-label = Интересы
account-first-interests-hint = Отметьте всё, что нравится, и нажмите «Готово».
account-first-level = Какой у вас уровень?
account-first-level-label = Уровень
account-first-city = В каком вы городе?
account-first-city-label = Город
account-first-city-hint = Нажмите кнопку или напишите название. От города зависит и ваше время.
account-first-city-example = Казань

account-profile = Ваш профиль
account-profile-tap = Нажмите на поле, чтобы изменить его.
account-profile-back = К профилю
account-first-name = Как вас зовут?
account-first-name-label = Имя
account-first-name-example = Ольга
account-last-name = Какая у вас фамилия?
account-last-name-label = Фамилия
account-last-name-example = Соколова
account-nickname = Какой выберете никнейм?
account-nickname-label = Никнейм
account-nickname-hint = От 3 до 32 знаков: буквы, цифры, точка, дефис, подчёркивание.
account-nickname-example = olya.run
account-gender = Ваш пол?
account-gender-label = Пол
account-gender-female = Женский
account-gender-male = Мужской
account-birth-date = Когда вы родились?
account-birth-date-label = Дата рождения
account-birth-date-hint = Нужна там, где есть возрастные группы. Другие её не видят.
account-birth-date-example = 7.12.1990
account-city = В каком вы городе?
account-city-label = Город
account-city-hint = Нажмите кнопку или напишите название.
account-city-page-hint = От него зависит и ваше время.
account-city-example = Казань
account-zone = По часам какого города вы живёте?
account-zone-label = Часовой пояс
account-zone-hint = Обычно это ваш город. Напоминания придут по этому времени.
account-zone-example = Екатеринбург
account-about = Расскажите о себе
account-about-label = О себе
account-about-hint = До 500 знаков.
account-goal = Какая у вас цель?
account-goal-label = Цель
account-goal-lose = Похудение
account-goal-gain = Набор массы
account-goal-keep = Поддержание формы
account-goal-event = Подготовка к мероприятию
account-goal-which = К какому мероприятию готовитесь?
account-goal-none = Пока не знаю
account-level = Какой у вас уровень?
account-level-label = Уровень
account-level-beginner = Новичок
account-level-amateur = Любитель
account-level-professional = Профессионал
account-interests = Чем любите заниматься?
account-interests-label = Интересы
account-interest-running = Бег
account-interest-cycling = Велосипед
account-interest-swimming = Плавание
account-interest-yoga = Йога
account-interest-strength = Силовые
account-interest-skiing = Лыжи
account-interest-team = Игровые виды
account-interest-walking = Ходьба
account-phone = Ваш номер телефона?
account-phone-label = Телефон
account-phone-hint = Нажмите кнопку или напишите номер. Другие его не видят.
account-phone-page-hint = Другие его не видят.
account-clear = Убрать данные
account-clear-what = Что убрать из профиля?
account-clear-nothing = Убирать нечего.

account-settings = Настройки
account-settings-what = Что меняем?
account-settings-profile = Профиль
account-settings-notify = Уведомления
account-settings-privacy = Приватность
account-settings-language = Язык
account-settings-email = Почта
account-settings-back = К настройкам
account-language-name = Русский
account-language-now = Говорим по-русски. Сменить язык?
account-privacy = Приватность
account-privacy-open = Приватность
account-privacy-back = К приватности
account-privacy-profile-public = Профиль открыт: его видят все.
account-privacy-profile-private = Профиль закрыт: другие видят только имя.
account-privacy-results-public = Результаты открыты: их видят все.
account-privacy-results-private = Результаты закрыты: их видите вы и организаторы.
account-privacy-hide-profile = Закрыть профиль
account-privacy-open-profile = Открыть профиль
account-privacy-hide-results = Закрыть результаты
account-privacy-open-results = Открыть результаты
account-privacy-look = Посмотреть как чужой
account-privacy-preview = Вот что видят другие:
account-nameless = Без имени
account-seen-private = Профиль закрыт.
account-seen-results = Результаты открыты.
account-seen-no-results = Результаты закрыты.

account-email = Почта
account-email-is = Ваш адрес: { $email }
account-email-none = Адреса пока нет. С ним письма придут, даже если Telegram недоступен.
account-email-waiting = Ждёт подтверждения: { $email }
account-email-add = Указать почту
account-email-change = Указать другой адрес
account-email-remove = Убрать адрес
account-email-ask = На какой адрес писать?
account-email-ask-label = Почта
account-email-done = Готово, адрес { $email } подтверждён.
account-code-enter = Ввести код
account-code-again = Прислать ещё раз
account-code-sent = Отправил код на { $email }. Он действует 10 минут.
account-code-ask = Какие шесть цифр в письме?
account-code-ask-label = Код
account-code-ask-example = 123456
account-code-subject = Код Forma: { $code }
account-code-letter = Введите его в чате с ботом. Код действует 10 минут. Если вы его не просили, ничего делать не нужно.
account-code-wrong =
    Код не подошёл. { $left ->
        [one] Осталась { $left } попытка.
        [few] Осталось { $left } попытки.
       *[many] Осталось { $left } попыток.
    }
account-code-expired = Код больше не действует. Запросите новый: /email
account-code-not-asked = Код пока не запрашивали. Начните с /email
account-code-too-soon =
    Новый код можно запросить через { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунды
       *[many] { $seconds } секунд
    }.
account-email-taken = Этот адрес уже занят. Укажите другой: /email

account-help = Что я умею
account-help-person =
    Найти событие: /events или просто напишите «бег в субботу»
    Что может понравиться: /foryou
    Мои события: /my, билеты: /tickets, награды: /badges
    Залы, стадионы и велодорожки рядом: /near
    Записать трек забега: /track
    Профиль: /profile, настройки: /settings, уведомления: /notify
    Вернуться к незаконченному: /resume, передумать: /cancel
account-help-organizer =
    Я организую: /myevents. Добавьте меня в группу и напишите там /link
    Клуб и команда: /org. Каждую неделю: /series
    Создать событие: /newevent или одной строкой
account-help-administrator =
    Администратору: /block, /unblock, /role, /audit
account-help-line = Забег 5 км; суббота 10:00; Сокольники; 50 мест
account-help-copy = Скопировать пример события
account-help-find = Найти событие
account-help-profile = Профиль
account-help-settings = Настройки
account-nothing-to-cancel = Отменять нечего: незаконченных вопросов нет.

account-blocked = Ваш аккаунт заблокирован. Причина: { $reason }
account-nickname-taken = Никнейм { $nickname } уже занят. Придумайте другой.
account-nickname-unfit = Никнейм — это от 3 до 32 знаков: буквы, цифры, точка, дефис, подчёркивание. Например: olya.run
account-birth-date-unlikely = Похоже на опечатку в дате. Например: 7.12.1990
account-person-not-known = { $name } ещё не пользуется ботом. Проверьте имя.
account-role-not-known = Такой роли нет: { $role }. Есть administrator, analyst, marketer и coach.
account-already-blocked = { $name } уже в блокировке.
account-not-blocked = Этот человек не заблокирован.
account-launch-used-up = Откройте приложение ещё раз.
