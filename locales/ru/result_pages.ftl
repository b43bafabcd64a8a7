# Страницы результатов
result-page-own = Ваш результат
result-page-empty = Результатов пока нет
result-page-empty-hint = Как только кто-нибудь финиширует, вы увидите его здесь.
result-page-categories = Категории
result-page-board = Таблица результатов
