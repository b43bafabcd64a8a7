# Дипломы: сам лист, его проверка, правила организатора.

diploma-button = 🎓 Диплом
diploma-heading = Диплом
diploma-given = награждается
diploma-nameless = участник № { $number }
diploma-for =
    { $place ->
        [1] за первое место в событии
        [2] за второе место в событии
        [3] за третье место в событии
       *[other] за финиш в событии
    }
diploma-for-player =
    { $place ->
        [1] за первое место в турнире
        [2] за второе место в турнире
        [3] за третье место в турнире
       *[other] за участие в турнире
    }
diploma-place = { $place } место из { $people }
diploma-place-none = Участник турнира
diploma-fact-result = результат
diploma-fact-category = в категории «{ $category }»
diploma-fact-distance = дистанция
diploma-fact-number = номер
diploma-check = Наведите камеру: страница покажет, что верно сейчас.
diploma-file = diplom
diploma-ready = Диплом: { $title }. Поздравляем!
diploma-begun = Рисуем диплом, придёт сюда через несколько секунд.
diploma-begun-in-private = Рисуем диплом, он придёт вам в личный чат с ботом.
diploma-name-now = На дипломе будет имя: { $name }.
diploma-name-poor = Букв этого имени нет в шрифте диплома. Напишите его кириллицей или латиницей.
diploma-button-name = Другое имя
diploma-button-again = Прислать диплом
diploma-name = Имя на дипломе
diploma-ask-name = Какое имя написать на дипломе?
diploma-ask-name-label = Имя на дипломе
diploma-ask-name-hint = Так, как вы хотите его видеть на бумаге.
diploma-ask-name-example = Ольга Белова

diploma-not-yet = Итоги сейчас уточняют. Диплом можно будет взять, когда их утвердят.
diploma-none = Здесь для вас нет диплома.
diploma-forged = Это не наш диплом: код не сходится. Возможно, в нём опечатка, или диплом подделан.

diploma-page-title = Проверка диплома
diploma-page-valid = Диплом подлинный
diploma-page-valid-hint = Всё, что на нём напечатано, верно и сейчас.
diploma-page-changed = Диплом подлинный, но данные изменились
diploma-page-changed-hint = После того как его напечатали, итоги или имя исправили. Сейчас верно то, что ниже.
diploma-page-preliminary = Диплом подлинный, но итоги уточняют
diploma-page-preliminary-hint = Организатор сейчас правит результаты. Загляните позже.
diploma-page-revoked = Диплом больше не действует
diploma-page-revoked-hint = Результат, за который он выдан, отменён.
diploma-page-forged = Такого диплома нет
diploma-page-name = Имя
diploma-page-event = Событие
diploma-page-when = Когда
diploma-page-place = Место
diploma-page-organizer = Организатор
diploma-page-code = Код
diploma-page-open = Открыть событие в Telegram
diploma-page-own = Диплом придёт в личный чат с ботом: PDF, который можно распечатать.

diploma-rules = Дипломы
diploma-rules-on = Дипломы выдаются: финишёр берёт свой кнопкой, в PDF.
diploma-rules-off = Дипломы выключены.
diploma-rules-signature = Подпись: { $signature }
diploma-rules-unsigned = Подписи нет: одна строка под именем организатора, например «Главный судья Игорь Соколов».
diploma-button-on = Включить дипломы
diploma-button-off = Выключить дипломы
diploma-button-signature = Подпись на дипломе
diploma-signature = Подпись на дипломе
diploma-ask-signature = Что написать под именем организатора?
diploma-ask-signature-label = Подпись на дипломе
diploma-ask-signature-hint = Одна строка, до 120 знаков.
diploma-ask-signature-example = Главный судья Игорь Соколов
diploma-saved = Сохранено
