# Промокоды: скидка на взнос.
event-promo-button = 🎟 Промокод
event-promo-codes = 🎟 Промокоды
event-promo-other = 🎟 Другой промокод
event-promo-off = { $code }: скидка { $percent } %
event-promo-say = Пришлите промокод
event-promo-say-label = Промокод
event-promo-apply = Применить
event-promo-applied = Скидка применена
event-promo-title = Промокоды
event-promo-none = Промокодов пока нет. Код даёт скидку на взнос: клубу, волонтёрам, первым записавшимся.
event-promo-add = Добавить промокод
event-promo-added = Промокод добавлен
event-promo-close = Закрыть { $code }
event-promo-close-sure = Закрыть { $code }? Кто уже применил, останется со скидкой.
event-promo-closed = Промокод закрыт
event-promo-percent = −{ $percent } %
event-promo-used = { $used ->
    [0] ещё не брали
   *[other] взяли { $used }
}
event-promo-used-of = взяли { $used } из { $uses }
event-promo-until = до { $day }
event-promo-is-closed = закрыт
event-promo-form = Новый промокод
event-promo-ask-code = Какое слово будет промокодом?
event-promo-ask-code-label = Промокод
event-promo-ask-code-hint = От 4 до 20 букв и цифр.
event-promo-ask-code-example = SPORT10
event-promo-ask-percent = Сколько процентов скидки?
event-promo-ask-percent-label = Скидка, %
event-promo-ask-percent-hint = 100 означает бесплатно.
event-promo-ask-uses = Сколько человек смогут его применить?
event-promo-ask-uses-label = Сколько раз
event-promo-ask-uses-hint = Пропустите, если без ограничения.
event-promo-ask-uses-page-hint = Оставьте пустым, если без ограничения.
event-promo-ask-until = До какого дня он действует?
event-promo-ask-until-label = Последний день
event-promo-ask-until-hint = Пропустите, если до конца регистрации.
event-promo-ask-until-page-hint = Оставьте пустым, если до конца регистрации.
event-promo-unfit = В промокоде от { $shortest } до { $longest } букв, цифр и дефисов. Например, SPORT10.
event-promo-taken = Промокод { $code } у события уже есть или был. Придумайте другое слово.
event-promo-too-many = Промокодов уже { $most }, больше нельзя. Закройте и используйте прежние.
event-promo-unknown = Такого промокода нет, или он уже не действует. Проверьте буквы.
event-promo-tried = Слишком много неверных промокодов подряд. Попробуйте ещё раз через час.
event-promo-used-up = Этот промокод уже разобрали.
event-promo-too-late = Вы уже сообщили о переводе, цена теперь не меняется.
