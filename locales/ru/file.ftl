# Картинки.
file-picture-refused = Не получилось открыть картинку. Подойдут JPEG, PNG или WebP до 10 МБ.
file-too-many = Слишком много картинок за час. Попробуйте немного позже.
file-no-room = Сейчас картинку некуда положить: у нас кончилось место. Мы уже знаем; попробуйте позже, остальное работает.
file-page-choose = Выбрать фото
file-page-replace = Заменить
file-page-remove = Убрать
file-page-hint = JPEG, PNG или WebP до 10 МБ.
file-page-progress = Загружаю
file-page-failed = Не получилось загрузить. Проверьте связь и попробуйте ещё раз.
