# Как участвовать: очно, онлайн или на выбор. У каждого способа свои места и своя очередь.
event-chip-place-onsite = 📍 Очно
event-format-onsite = Очно
event-format-online = Онлайн
event-format-hybrid = Очно и онлайн
event-way-onsite = Очно
event-way-online = Онлайн
event-ask-format = Как проходит событие?
event-ask-format-label = Формат
event-ask-format-hint = Если очно и онлайн, то у каждого способа свои места и своя очередь.
event-ask-online-capacity = Сколько мест онлайн?
event-ask-online-capacity-label = Мест онлайн
event-ask-online-capacity-hint = Пропустите, если мест хватит всем.
event-ask-online-capacity-page-hint = Оставьте пустым, если мест хватит всем.
event-ask-online-capacity-example = 100
event-ask-online-address = Как подключиться онлайн?
event-ask-online-address-label = Ссылка для онлайна
event-ask-online-address-hint = Пришлите ссылку: её увидят только участники онлайн. Можно добавить позже.
event-ask-online-address-page-hint = Её увидят только участники онлайн. Можно добавить позже.
event-ask-online-address-example = https://meet.example.org/zabeg

event-place-later = Место объявят позже
event-place-and-online = { $place } и онлайн
event-way-places = { $way }: { $taken }/{ $capacity }
event-way-unlimited = { $way }: { $taken }, мест хватит всем
event-way-left =
    { $left ->
        [0] { $way }: мест нет, есть лист ожидания
        [one] { $way }: осталось { $left } место
        [few] { $way }: осталось { $left } места
       *[many] { $way }: осталось { $left } мест
    }
event-button-way = { $way } { $taken }/{ $capacity }
event-button-way-unlimited = { $way }: места есть
event-button-way-queue = { $way }: в лист ожидания, № { $position }
event-choose-way = Как будете участвовать?
event-own-way =
    { $status ->
        [waitlisted] Очередь: { $way ->
            [online] онлайн
           *[onsite] очно
        }
        [offered] Место: { $way ->
            [online] онлайн
           *[onsite] очно
        }
        [unpaid] Место: { $way ->
            [online] онлайн
           *[onsite] очно
        }
        [approved] Место: { $way ->
            [online] онлайн
           *[onsite] очно
        }
       *[other] Участие: { $way ->
            [online] онлайн
           *[onsite] очно
        }
    }
event-own-confirmed-way =
    { $way ->
        [online] Вы участвуете онлайн ✓
       *[onsite] Вы участвуете очно ✓
    }
event-person-way =
    { $way ->
        [online] онлайн
       *[onsite] очно
    }
event-join-at = Подключиться:
event-join-later = Ссылку для подключения добавит организатор.
event-online-moved-new = Ссылка для онлайна: { $title }
event-online-moved-changed = Новая ссылка для онлайна: { $title }
event-online-moved-gone = Ссылка для онлайна изменится: { $title }
event-online-moved-old = Прежняя ссылка больше не работает.
event-online-address = Ссылка для участников онлайн: { $address }
event-online-address-none = Ссылки для участников онлайн пока нет: добавьте её в «Изменить».
event-ticket-online = По ссылке подключайтесь к началу, номер назовите, если спросят.
event-button-change-way =
    { $way ->
        [online] Перейти в онлайн
       *[onsite] Перейти на очное участие
    }
event-change-way-sure =
    { $way ->
        [online] Участвовать в «{ $title }» онлайн? Место очно сразу перейдёт следующему.
       *[onsite] Участвовать в «{ $title }» очно? Место онлайн сразу перейдёт следующему.
    }
event-change-way-waits =
    { $way ->
        [online] Перейти в онлайн в «{ $title }»? Номер в очной очереди не сохранится.
       *[onsite] Перейти на очное участие в «{ $title }»? Номер в очереди онлайн не сохранится.
    }
event-button-change-way-yes =
    { $way ->
        [online] Да, онлайн
       *[onsite] Да, очно
    }
event-way-changed =
    { $way ->
        [online] Готово: вы участвуете онлайн.
       *[onsite] Готово: вы участвуете очно.
    }
event-way-waits =
    { $way ->
        [online] Вы в листе ожидания онлайн: № { $position }.
       *[onsite] Вы в листе ожидания очно: № { $position }.
    }
space-button-to-way =
    { $way ->
        [online] Только тем, кто онлайн
       *[onsite] Только тем, кто придёт
    }

event-way-needed = Выберите, как участвовать: очно или онлайн.
event-way-closed =
    { $way ->
        [online] Онлайн участвовать уже нельзя. Откройте событие заново.
       *[onsite] Очно участвовать уже нельзя. Откройте событие заново.
    }
event-way-full =
    { $way ->
        [online] Онлайн мест сейчас нет. Ваше очное место остаётся за вами.
       *[onsite] Очных мест сейчас нет. Ваше место онлайн остаётся за вами.
    }
event-way-in-use =
    { $way ->
        [online] Онлайн уже { $count ->
            [one] записан { $count } человек
            [few] записаны { $count } человека
           *[many] записаны { $count } человек
        }: убрать этот способ нельзя. Чтобы новых не было, сделайте мест столько, сколько занято.
       *[onsite] Очно уже { $count ->
            [one] записан { $count } человек
            [few] записаны { $count } человека
           *[many] записаны { $count } человек
        }: убрать этот способ нельзя. Чтобы новых не было, сделайте мест столько, сколько занято.
    }

event-page-how = Как участвовать
event-page-way-taken = { $way }: { $taken } из { $capacity }
event-page-way-going = { $way }: { $taken }
event-page-way-free = мест хватит всем
event-page-way-own =
    { $way ->
        [online] Вы участвуете онлайн
       *[onsite] Вы участвуете очно
    }
event-page-way-change =
    { $way ->
        [online] Перейти в онлайн
       *[onsite] Перейти на очное участие
    }
event-page-connect = Подключиться
event-page-connect-later = Ссылку добавит организатор
event-page-connect-hint = Видят только участники онлайн и организатор
event-page-connect-none = Ссылки пока нет. Добавьте её в «Изменить».
