"""The tables by which plain words are understood (lower case, ё written as е). A new module adds a line here."""

from __future__ import annotations

from typing import Final

GREETINGS: Final = (
    r"привет(?:ик|ствую)?|здравствуй(?:те)?|добр(?:ый|ое|ого) (?:день|вечер|утро|дня|времени суток)|салют|хай|здорово"
    r"|hi|hello|hey|good (?:morning|afternoon|evening)|yo"
)
HELP: Final = (
    r"помощь|помоги(?:те)?|справка|help|меню|menu|start|старт|команды|что (?:ты |вы )?(?:умеешь|умеете|можешь)"
    r"|с чего начать|what can you do|how does (?:this|it) work"
)
# A sport with the words that name it as an activity or an event: enough to take a text for a search.
EVENT_WORDS: Final = (
    r"(?:полу)?марафон\w*|забег\w*|бег(?:а|ом|у)?|пробежк\w*|побегать|кросс\w*|трейл\w*|гонк\w*|эстафет\w*|турнир\w*"
    r"|чемпионат\w*|соревновани\w*|старты|заезд\w*|вело\w*|покатать\w*|плавани\w*|поплавать|йог\w*|тренировк\w*|занят\w*"
    r"|челлендж\w*|событи\w*|мероприяти\w*|теннис\w*|футбол\w*|баскетбол\w*|волейбол\w*|лыж\w*|триатлон\w*|кроссфит\w*"
    r"|(?:half[ -]?)?marathons?|runs?|running|races?|trail|tournaments?|championships?|rides?|cycling|swim(?:ming)?"
    r"|yoga|trainings?|workouts?|challenges?|events?|tennis|football|basketball|volleyball|ski(?:ing)?|triathlons?|crossfit"
)
SEARCH_VERBS: Final = (
    r"найди(?:те)?|найти|поищи|ищу|покажи(?:те)?|показать|хочу|посоветуй(?:те)?|подбери(?:те)?"
    r"|find|search|show|looking for|i want|suggest"
)
# Words that ask for a list, so a question with them is a search when it names an event.
LISTING_QUESTIONS: Final = r"как(?:ие|ой|ая|ое)|где|куда|есть ли|есть|что|what|which|where|any|is there|are there"
QUESTION_WORDS: Final = (
    r"как|когда|где|куда|сколько|почему|зачем|кто|чей|что|какой|какая|какие|какое|можно ли|можно"
    r"|нужно ли|надо ли|во сколько"
    r"|how|when|where|why|who|what|which|can|could|do|does|is|are|should|will"
)
_STOP_WORDS_RU = """
в во на к с со у и или а по из для мне я мы бы ли где куда какие какой какая какое что есть будут будет ближайшие
рядом мной хочу найди найти найдите поищи ищу покажи покажите показать посоветуй подбери пожалуйста
"""
_STOP_WORDS_EN = """
the a an in on at for to of and or me i we any is are there what which where find search show looking want
suggest please near some
"""
STOP_WORDS: Final = frozenset((_STOP_WORDS_RU + _STOP_WORDS_EN).split())
WEEKEND: Final = r"(?:на |в |эти(?:х|ми)? )*выходны[ех]|(?:this |on the |at the |the )*weekend"
THIS_WEEK: Final = r"(?:на )?этой неделе|this week"
WORKOUT_VERBS: Final[tuple[tuple[str, str], ...]] = (
    ("ski", r"(?:про(?:шел|шла|ехал[аи]?|бежал[аи]?)|катал(?:ся|ась)) на лыжах|skied"),
    ("run", r"(?:про|по)?бежал[аи]?|(?:по)?бегал[аи]?|пробежк[аи]|ran|run|бег"),
    ("ride", r"(?:про)?ехал[аи]?|(?:по)?катал(?:ся|ась)|(?:про)?крутил[аи]?|cycled|rode|biked|вело"),
    ("swim", r"(?:про)?плыл[аи]?|(?:по)?плавал[аи]?|swam"),
    ("walk", r"про(?:шел|шла|шли)|(?:по)?гулял[аи]?|walked|hiked"),
)
WEIGHT: Final = (
    r"(?:мой )?вес(?: сегодня| утром)?[:=]? (?P<a>{n})(?: ?(?:кг|kg))?|вешу (?P<b>{n})(?: ?(?:кг|kg))?"
    r"|(?P<c>{n}) ?(?:кг|kg)"
    r"|(?:my )?weight(?: is| today)?[:=]? (?P<d>{n})(?: ?kg)?|i weigh (?P<e>{n})(?: ?kg)?"
)
