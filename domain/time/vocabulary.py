"""The words of dates in Russian and English, as the grammar looks for them (lower case, ё written as е)."""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final[dict[str, int]] = {
    stem: number
    for number, stems in enumerate(
        (
            r"янв(?:ар[ьяе])?|jan(?:uary)?",
            r"фев(?:р(?:ал[ьяе])?)?|feb(?:ruary)?",
            r"мар(?:та?е?)?|mar(?:ch)?",
            r"апр(?:ел[ьяе])?|apr(?:il)?",
            r"ма[йяе]|may",
            r"июн[ьяе]?|june?",
            r"июл[ьяе]?|july?",
            r"авг(?:уста?е?)?|aug(?:ust)?",
            r"сен(?:т(?:ябр[ьяе])?)?|sept?(?:ember)?",
            r"окт(?:ябр[ьяе])?|oct(?:ober)?",
            r"ноя(?:б(?:р[ьяе])?)?|nov(?:ember)?",
            r"дек(?:абр[ьяе])?|dec(?:ember)?",
        ),
        start=1,
    )
    for stem in (stems,)
}
WEEKDAYS: Final[tuple[str, ...]] = (
    r"пн|понедельник[а-я]*|mon(?:day)?",
    r"вт|вторник[а-я]*|tue(?:s(?:day)?)?",
    r"ср|сред[аыуе]|wed(?:nesday)?",
    r"чт|четверг[а-я]*|thu(?:r(?:s(?:day)?)?)?",
    r"пт|пятниц[аыуе]|fri(?:day)?",
    r"сб|суббот[аыуе]|sat(?:urday)?",
    r"вс|воскресень[еяю]|sun(?:day)?",
)
NAMED_DAYS: Final[tuple[tuple[str, int], ...]] = (
    (r"послезавтра|(?:the )?day after tomorrow", 2),
    (r"позавчера|(?:the )?day before yesterday", -2),
    (r"завтра|tomorrow|tmrw", 1),
    (r"вчера|yesterday", -1),
    (r"сегодня|today", 0),
)
NEXT_WEEK: Final = r"(?:(?:в|на|во) )?следующ(?:ий|ую|ее|ей|ем)|next"
THIS_WEEK: Final = r"(?:(?:в|во) )?(?:эт(?:от|у|о)|ближайш(?:ий|ую|ее))|this|coming"
# Parts of the day: which hours, as they are said, belong to it, and how they are shown on a 24-hour clock.
MORNING: Final = {hour: hour for hour in range(3, 12)}
AFTERNOON: Final = {12: 12, **{hour: hour + 12 for hour in range(1, 7)}, **{hour: hour for hour in range(12, 19)}}
EVENING: Final = {**{hour: hour + 12 for hour in range(4, 12)}, **{hour: hour for hour in range(16, 24)}}
NIGHT: Final = {12: 0, **{hour: hour for hour in range(5)}, 10: 22, 11: 23, 22: 22, 23: 23}
DAY_PARTS: Final[tuple[tuple[str, dict[int, int]], ...]] = (
    (r"утр(?:а|ом)|in the morning|morning", MORNING),
    (r"дня|дн[её]м|in the afternoon|afternoon", AFTERNOON),
    (r"вечер(?:а|ом)|in the evening|evening|tonight", EVENING),
    (r"ноч(?:и|ью)|at night|night", NIGHT),
)
MERIDIEM: Final = r"a\.?m\b\.?|p\.?m\b\.?"
# Each unit in seconds; months are refused on purpose: "in a month" is not one exact day.
SPANS: Final[tuple[tuple[str, int], ...]] = (
    (r"мин(?:ут[аыу]?)?|min(?:ute)?s?", 60),
    (r"ч(?:ас(?:а|ов)?)?|h(?:our)?s?", 3_600),
    (r"дн(?:я|ей)|день|сут(?:ки|ок)|days?", 86_400),
    (r"недел(?:[юьи]|и)|weeks?", 604_800),
)
AMOUNTS: Final[dict[str, float]] = {
    "пол": 0.5, "полтора": 1.5, "полторы": 1.5, "один": 1, "одну": 1, "два": 2, "две": 2, "три": 3,
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "half an": 0.5,
}  # fmt: skip
MOSCOW_TIME: Final = r"\(?(?:по мск|мск|по москве|по московскому времени|msk|moscow time)\)?"
FILLERS: Final = re.compile(r"(?:\b(?:в|во|на|к|с|со|из|at|on|from|by|the|of|ровно|года|г)\b|[,.()\s])+")
RANGE_WORD: Final = r"\s*(?:-|\bдо\b|\bпо\b|\bto\b|\btill?\b|\buntil\b)\s*"
