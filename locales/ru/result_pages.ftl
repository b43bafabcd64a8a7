# Страницы результатов
result-page-own = Ваш результат
result-page-empty = Результатов пока нет
result-page-empty-hint = Как только кто-нибудь финиширует, вы увидите его здесь.
result-page-categories = Категории
result-page-board = Таблица результатов
result-page-enter = Внести результат
result-page-number = Номер
result-page-mark-time = Время
result-page-mark-distance = Расстояние
result-page-mark-points = Очки
result-page-mark-laps = Круги и время
result-page-example-laps = 12 кр 0:58:21
result-page-example-tries-time = 0:58.32 2
result-page-example-tries-distance = 8,95 2
result-page-example-tries-points = 25 2
result-page-mark-tries-time = Время и попытка
result-page-mark-tries-distance = Метры и попытка
result-page-mark-tries-points = Очки и попытка
result-page-example-time = 21:43
result-page-example-distance = 8,95
result-page-example-points = 25
result-page-put = Внести
result-page-list = Список результатов
result-page-choose = Выбрать файл CSV или XLSX
result-page-choose-hint = Сначала покажем, что изменится
result-page-final-hint = Итоги утверждены и не меняются. Чтобы поправить результат, верните таблицу в предварительные.
result-page-none-hint = Внесите первый результат по номеру или загрузите файл.
result-page-decide = Требует решения
result-page-decided = Всё решено
result-page-decided-hint = Ни спорных результатов, ни протестов.
result-page-uphold = Учесть
result-page-decline = Отклонить
result-page-nothing = ничего
result-page-stage = Этап { $number }
result-page-try = Попытка { $number }
result-page-accept = Засчитать
result-page-change = Изменить
result-page-reason-hint = Причину прочитает участник.
result-page-disqualify = Дисквалифицировать
result-page-line = строка { $number }
result-page-lines-unknown =
    { $count ->
        [one] { $count } номера нет среди участников
       *[other] { $count } номеров нет среди участников
    }
result-page-lines-unreadable =
    { $count ->
        [one] { $count } строку не поняли
        [few] { $count } строки не поняли
       *[other] { $count } строк не поняли
    }
result-page-lines-doubled =
    { $count ->
        [one] { $count } номер повторяется, берём первую его строку
        [few] { $count } номера повторяются, берём первую строку каждого
       *[other] { $count } номеров повторяются, берём первую строку каждого
    }
result-page-undo = Отменить этот файл
result-page-undo-sure = Вернуть всё, как было до этого файла?
result-page-protest-sent = Протест у организатора. Ответ придёт в чат с ботом.
result-page-protest-hint = Прочитает и ответит только организатор.
result-source-organizer = внёс организатор
result-source-import = из файла
result-source-typing = с финиша
result-source-track = по треку
result-source-live = по живой геопозиции
