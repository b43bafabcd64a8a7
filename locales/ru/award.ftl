# Призы события и коды к ним.

award-title = Призы
award-button = 🎁 Призы
award-panel = 🎁 Призы и дипломы
award-none = Призов пока нет. Расскажите, что получит победитель: так интереснее приехать.
award-none-here = Организатор пока не назвал призов.
award-place = { $place } место
award-place-among = { $place } место { $among }
award-codes =
    { $codes ->
        [one] { $codes } код
        [few] { $codes } кода
       *[other] { $codes } кодов
    }
award-codes-handed = отдано { $handed }
award-codes-short =
    { $count ->
        [one] не хватило { $count } кода
       *[other] не хватило { $count } кодов
    }
award-with-badge = со значком
award-add = Добавить приз
award-remove = ✕ { $place }
award-remove-sure = Убрать приз? Коды к нему пропадут.
award-added = Приз сохранён
award-removed = Приз убран
award-form = Приз
award-ask-place = За какое место приз?
award-ask-place-label = Место
award-ask-place-example = 1
award-ask-among = Среди кого это место?
award-ask-among-label = Среди кого
award-among-all = среди всех
award-among-female = среди женщин
award-among-male = среди мужчин
award-ask-text = Что получит тот, кто займёт это место?
award-ask-text-label = Приз
award-ask-text-hint = Одной строкой, до 300 знаков. Призы видят все.
award-ask-text-example = Кроссовки и кубок
award-ask-badge = Дать за это место значок?
award-ask-badge-label = Со значком «Призёр»
award-ask-badge-hint = За первые три места значок есть всегда.
award-ask-codes = Пришлите промокоды к призу, по одному в строке
award-ask-codes-label = Промокоды
award-ask-codes-hint = По одному в строке, каждый достанется одному победителю. Видит его только он.
award-ask-codes-example = SPORT-2026
award-won = 🎁 Ваш приз: { $text }
award-won-for = 🎁 { $place }: { $text }
award-code = Код: { $code }
award-code-copy = Скопировать код
award-code-later = Код к призу пришлёт организатор.
award-told = Ваш приз в событии «{ $title }»
award-place-wrong = Место — число от 1 до { $most }.
award-text-empty = Напишите, что за приз.
award-too-many = Призов уже { $most }, больше нельзя.
award-codes-wrong = Не больше { $most } кодов, каждый до { $longest } знаков.
award-prize-given = Этот приз уже вручён, убрать его нельзя. Текст можно поправить.

moderation-action-event-prize-set = приз назначен
moderation-action-event-prize-removed = приз убран
moderation-action-event-diplomas-set = правила дипломов изменены
moderation-action-album-photo-removed = фото убрано из альбома
moderation-action-album-photo-restored = фото возвращено в альбом
