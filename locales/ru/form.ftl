# Вопросы и ответы: то, что общее у всех форм.
form-step = Шаг { $step } из { $total }
form-back = Назад
form-cancel = Отмена
form-rest = Остальное потом
form-skip = Пропустить
form-clear = Оставить пустым
form-keep = Оставить: { $value }
form-done = Готово
form-resumed = Продолжим с того же места.
form-nothing-to-resume = Незаконченных анкет нет.
form-cancelled = Отменено. Ничего не сохранено.
form-draft-outdated = Эта анкета изменилась, пока вас не было. Начните её, пожалуйста, заново.
form-unsent-too-long = Это слишком длинно, чтобы сохранить черновик.
form-continue = Продолжить
form-go-on = Вернуться к анкете
form-hint-choices = Можно выбрать несколько. Когда закончите, нажмите «Готово».
form-share-person = Выбрать человека
form-share-phone = Отправить мой номер
form-share-location = Отправить местоположение
form-example = Например: { $example }
form-yes = Да
form-no = Нет
form-no-answer = не указано
form-photo-kept = Фото сохранил, до него ещё дойдём.
form-photo-added = фото добавлено
form-optional = по желанию
form-answer-refused = Такой ответ не подходит.
form-answer-missing = На этот вопрос нужен ответ.
form-answer-wrong-kind = Не получилось прочитать ответ. Напишите его, пожалуйста, словами.
form-text-too-short =
    Слишком коротко: нужно хотя бы { $min ->
        [one] { $min } символ
        [few] { $min } символа
       *[many] { $min } символов
    }.
form-text-too-long =
    Слишком длинно: { $length }. Поместится не больше { $max ->
        [one] { $max } символа
       *[many] { $max } символов
    }.
form-not-a-number = Нужно число. Например: { $example }
form-not-a-whole-number = Нужно целое число. Например: { $example }
form-number-too-small = Слишком мало: нужно не меньше { $min }. Например: { $example }
form-number-too-large = Слишком много: нужно не больше { $max }. Например: { $example }
form-not-a-choice = Выберите, пожалуйста, один из вариантов.
form-too-few-choices =
    Выберите хотя бы { $min ->
        [one] { $min } вариант
        [few] { $min } варианта
       *[many] { $min } вариантов
    }.
form-too-many-choices =
    Можно выбрать не больше { $max ->
        [one] { $max } варианта
       *[many] { $max } вариантов
    }.
form-not-yes-or-no = Ответьте «да» или «нет».
form-not-a-phone = Не похоже на номер телефона. Например: { $example }
form-not-an-email = Не похоже на адрес почты. Например: { $example }
form-not-a-photo = Здесь нужна фотография. Если она была файлом, пришлите её как фото.
form-not-a-place = Такой точки на карте нет. Пришлите место или напишите адрес.
form-consent-needed = Без вашего согласия продолжить нельзя.
form-unknown-field = В этой анкете нет поля «{ $field }».
form-agree = Принимаю
form-question-over = На этот вопрос вы уже ответили. Открытый вопрос ниже.
form-closed = Эта анкета уже закрыта.
form-closed-another-open = Эта анкета уже закрыта. Сейчас открыта другая, её вопрос ниже.
form-button-private = Продолжить в личном чате
form-continue-here = В группе вопрос показать не получилось. Продолжим здесь, ответы сохранены.
form-files-in-private = 🔒 Файл лучше прислать в личный чат: в группе его увидели бы все. Продолжим там с этого же вопроса.
form-reply-here = ✍️ Напишите ответом на это сообщение: его увижу только я.
