outing-what-none = Кто со мной?
outing-maker = Зовёт { $name }
outing-hour-later = { $day } ({ $city }) — во сколько, договоримся
outing-yes = Идут: { $names }
outing-yes-more =
    Идут: { $names } и ещё { $more ->
        [one] { $more } человек
        [few] { $more } человека
       *[many] { $more } человек
    }
outing-maybe = Может быть: { $names }
outing-maybe-more =
    Может быть: { $names } и ещё { $more ->
        [one] { $more } человек
        [few] { $more } человека
       *[many] { $more } человек
    }
outing-nobody = Пока без ответов. Начните вы!
outing-over = Уже началось. Хорошо вам размяться!
outing-cancelled-card = Отменено. В этот раз не получится.
outing-is-event = Теперь это событие: места, список и напоминания — по кнопке ниже.
outing-button-yes = ✅ Иду · { $count }
outing-button-maybe = 🤔 Может быть · { $count }
outing-button-no = ✖️ Не смогу · { $count }
outing-button-event = 🏁 Сделать событием
outing-button-move = 🕒 Перенести
outing-button-cancel = Отменить
outing-button-cancel-yes = Да, отменить
outing-button-back = ← Назад
outing-said-yes = Записал: вы идёте! За час напомню, если вы уже открывали чат со мной.
outing-said-maybe = Записал: может быть.
outing-said-no = Жаль! Записал, что не сможете.
outing-said-already = Так и записано.
outing-own-yes = Вы идёте. За час напомню.
outing-own-maybe = Вы ответили «может быть».
outing-own-no = Вы ответили, что не сможете.
outing-own-maker = Это вы позвали. Можно перенести, отменить или сделать настоящим событием — с местами, списком и билетами.
outing-closed = Здесь уже всё: время прошло или сбор отменён.
outing-not-the-maker = Это может только тот, кто позвал.
outing-too-many = У вас уже очень много открытых сборов. Отмените лишние — и зовите дальше.
outing-cancel-sure = Отменить сбор «{ $what }»? Тем, кто собирался, я напишу.
outing-cancelled-done = Отменено, все узнают.
outing-moved-done = Перенёс, карточка обновлена.
outing-ask-when = На когда перенести?
outing-ask-when-hint = Например: завтра 8:30
outing-reminder = Через час: { $what }
outing-moved = Время изменилось: { $what }
outing-cancelled = Отменено: { $what }
outing-cancelled-by = { $name } отменяет встречу. Найдём другую?
outing-event = «{ $what }» теперь настоящее событие. Займите место!
outing-when-unsaid = Не понял, когда. Напишите с днём и часом, и я соберу людей: «@{ $bot } кто завтра на 10 км в 7?»
outing-when-refused = { $why } Напишите ещё раз, например: «@{ $bot } кто завтра на 10 км в 7?»
outing-hint = Позовите людей прямо здесь: «@{ $bot } кто завтра на 10 км в 7?» Или найдите событие: «@{ $bot } бег суббота».
outing-not-found = По словам «{ $words }» ничего не нашёл. Можно собрать людей прямо здесь: «@{ $bot } кто завтра на 10 км в 7?»
outing-found-more =
    { $count ->
        [one] Ещё { $count } событие
        [few] Ещё { $count } события
       *[many] Ещё { $count } событий
    }
outing-button-app = Все события
outing-inline-title = Позвать: { $what }
