# Ответы на свободные слова в личном чате.
talk-unknown = Не понял вас. Найдите событие, загляните в свои события или пришлите событие одной строкой.
talk-question = Хороший вопрос, но ответа я не знаю. Об условиях события спросите организатора: кнопка есть на карточке события.
talk-workout = Понял так: { $workout }.
talk-weight = Понял так: вес { $kilograms } кг.
talk-saved-later = Сохранять это я пока не умею, научусь позже. Ничего не записал.
talk-sport-run = бег
talk-sport-ride = велосипед
talk-sport-swim = плавание
talk-sport-walk = ходьба
talk-sport-ski = лыжи
talk-photo = Спасибо за фото! Сейчас я его не ждал. Обложку события можно прислать, когда я о ней спрошу.
talk-location = Спасибо за точку! Сменить свой город можно в профиле: /profile
talk-contact = Спасибо за контакт! Свой телефон можно указать в профиле: /profile
talk-other = Такое я пока не разбираю. Напишите словами или нажмите кнопку.

# Меню команд.
menu-app = Открыть
menu-start = На главную
menu-events = Найти событие
menu-my = Мои события
menu-tickets = Билеты
menu-newevent = Создать событие
menu-myevents = Я организую
menu-profile = Профиль
menu-notify = Уведомления
menu-settings = Настройки
menu-lang = Язык
menu-resume = Продолжить незаконченное
menu-help = Что я умею
menu-link = Связать группу с событием
menu-panel = Панель организатора
menu-say = Сказать участникам
menu-unlink = Отвязать событие
menu-block = Заблокировать
menu-unblock = Снять блокировку
menu-role = Роли
menu-audit = Журнал действий
