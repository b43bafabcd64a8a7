# Сетка турнира картинкой.

tournament-button-picture = 🖼 Картинка
tournament-picture-begun = Рисуем сетку, она придёт сюда через несколько секунд.
tournament-picture-upper = Верхняя сетка
tournament-picture-lower = Нижняя сетка
