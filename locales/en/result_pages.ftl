# Pages of results
result-page-own = Your result
result-page-empty = No results yet
result-page-empty-hint = As soon as somebody finishes, you will see them here.
result-page-categories = Categories
result-page-board = Leaderboard
