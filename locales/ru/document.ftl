# Документы: справки и страховки, которые человек присылает.
document-refused =
    { $why ->
        [size] Файл больше 10 МБ. Пришлите, пожалуйста, поменьше.
        [locked] Этот PDF закрыт паролем. Пришлите без пароля или сфотографируйте.
        [active] В этом PDF есть скрипты или вложения, такие не принимаем. Сфотографируйте документ или сохраните PDF заново.
        [long] В этом PDF слишком много страниц. Пришлите только нужные.
       *[other] Такой файл не подойдёт: нужны JPEG, PNG, WebP или PDF до 10 МБ.
    }
document-too-many = Слишком много файлов за час. Попробуйте немного позже.
document-gone = Этого документа больше нет: его удалили, или файл так и не пришёл.
document-not-here = Файл ещё идёт к нам. Попробуйте через минуту.
document-unreadable = Документ не открывается. Мы уже знаем; попросите прислать его ещё раз.
document-list = Мои документы
document-list-none = Документов пока нет. Они появятся, когда событие попросит справку или страховку.
document-list-hint = Хранятся зашифрованными. Видят их только те, кто проверяет ваши заявки.
document-untitled = Документ
document-state-pending = Получаем файл…
document-state-failed = Файл не открылся
document-valid-until = Действует до { $day }
document-expired = Срок истёк { $day }
document-uses = Где нужен
document-uses-none = Пока нигде.
document-use-over = { $title } · больше не нужен
document-readings = Кто смотрел
document-readings-none = Никто, кроме вас.
document-reading = { $when } · { $name } · { $title }
document-readings-more = И ещё раньше: { $count }
document-reader-unknown = человек, которого больше нет
document-goes-at = Удалим { $day }
document-kept-until = Храним до конца срока: { $day }
document-kept = Храним, пока вы не удалите
document-button-show = Показать
document-button-keep = Хранить до конца срока
document-button-keep-undated = Хранить дальше
document-button-drop = Удалить после события
document-button-delete = Удалить
document-button-again = Прислать другой файл
document-button-list = Мои документы
document-delete-sure = Удалить «{ $title }» совсем? Организаторы, которым он нужен, больше его не увидят.
document-delete-yes = Удалить
document-deleted = Документ удалён.
document-kept-said = Сохраним.
document-dropped-said = Удалим после события.
document-on-its-way = Отправляю файл сообщением.
document-failed = «{ $title }»: файл не открылся
document-failed-hint = Пришлите, пожалуйста, другой: заявка подождёт.
document-ask-again = Пришлите документ ещё раз
document-replaced = Спасибо, получаем файл.
document-page-choose = Выбрать файл
document-page-replace = Выбрать другой
document-page-progress = Загружаю
document-page-failed = Не получилось загрузить. Проверьте связь и попробуйте ещё раз.
document-page-sent-to-chat = Отправили в ваш чат с ботом.
