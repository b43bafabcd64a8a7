# Свои события в календаре телефона.
calendar-title = События в календаре
calendar-what = Ваши события сами появятся в календаре телефона и обновятся, когда что-то изменится: новое время, другое место, отмена.
calendar-of-all-what = Открытые события появятся в вашем календаре и будут обновляться сами.
calendar-own-name = Мои события в Forma
calendar-waits = { $title } (жду место)
calendar-organized = { $title } (организую)
calendar-make = Получить адрес
calendar-phone = iPhone, iPad, Mac
calendar-google = Google Календарь
calendar-outlook = Outlook
calendar-address = Адрес для других программ
calendar-copy = Скопировать адрес
calendar-copied = Адрес скопирован
calendar-options = Что показывать
calendar-with-organized = И те, что я организую
calendar-alarm = Напоминание в календаре
calendar-alarm-none = Без напоминания
calendar-alarm-hours =
    { $hours ->
        [24] За день
        [one] За { $hours } час
        [few] За { $hours } часа
       *[many] За { $hours } часов
    }
calendar-alarm-hint = Google и Outlook ставят свои напоминания сами.
calendar-change = Сменить адрес
calendar-change-sure = Сменить адрес? По старому календарь больше не обновится, подписаться придётся заново.
calendar-changed = Адрес новый, старый больше не работает
calendar-secret = Адрес секретный: кто его знает, видит ваши события. Если он попал к чужим, смените его.
calendar-subscribe = В календарь
calendar-alarm-unknown = Такого напоминания нет. Выберите из списка.
calendar-too-often = Календарь спрашивает слишком часто. Подождите { $minutes } минут.
calendar-button = 📅 В календарь
calendar-nowhere = Здесь у меня нет адреса, который мог бы читать календарь.
menu-calendar = свои события в календаре
