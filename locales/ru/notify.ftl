# Что и где сообщать.
notify-title = Уведомления
notify-what = О чём и где сообщать: 💬 в чат, ✉️ на почту.
notify-security = О безопасности аккаунта сообщаю всегда.
notify-quiet-is = Тихие часы: { $span } по вашему времени.
notify-quiet-none = Тихих часов нет.
notify-topic-coach = Тренер
notify-topic-training = Тренировки
notify-topic-community = Комментарии
notify-topic-marketing = Реклама
notify-topic-events = События
notify-cell-telegram = 💬 { $topic }
notify-cell-email = ✉️ { $topic }
notify-quiet = Тихие часы
notify-quiet-what = В это время я молчу обо всём, что может подождать. Срочное приходит сразу.
notify-quiet-own = Другое время напишите так: /notify 23-8
notify-quiet-off = Без тихих часов
notify-back = К уведомлениям
notify-muted =
    { $count ->
        [one] Заглушена { $count } тема
        [few] Заглушены { $count } темы
       *[many] Заглушено { $count } тем
    }
notify-email-first = Сначала нужен подтверждённый адрес.
notify-mute-button = 🔕 Не присылать
notify-mute-what = О чём больше не сообщать?
notify-mute-subject = Заглушить: { $subject }
notify-switch-off = Отключить тип «{ $topic }»
notify-muted-subject = Больше не сообщаю: { $subject }.
notify-unmuted = Снова сообщаю: { $subject }.
notify-unmute = Вернуть: { $subject }
notify-off = Тип «{ $topic }» в чате отключён.
notify-undo = Вернуть
notify-muted-list = Сейчас заглушено:
notify-muted-nothing = Ничего не заглушено.
notify-subject-titled = «{ $title }»
notify-subject-event = событие № { $id }
notify-subject-chat = беседа № { $id }
notify-subject = эта тема
notifications-said-too-much = Столько сообщений подряд другим людям мы не отправляем. Можно будет снова: { $until }.
