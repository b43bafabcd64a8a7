"""Distances, durations and weights as people say them after a workout."""

from __future__ import annotations

import re

_NUMBER = r"(?<![\w.,:])(\d{1,4}(?:[.,]\d{1,3})?) ?"
_DISTANCES = (
    (re.compile(_NUMBER + r"(?:км|km|k|к|километр\w*)(?!\w)"), 1000.0),
    (re.compile(_NUMBER + r"(?:м|m|метр\w*|met(?:re|er)s?)(?!\w)"), 1.0),
    (re.compile(_NUMBER + r"(?:miles?|мил[ьи])(?!\w)"), 1609.344),
)
_CLOCK = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?![\d:])")
_HOURS = re.compile(r"(?<!\w)(\d{1,2}(?:[.,]\d)?) ?(?:ч|час(?:а|ов)?|h|hours?|hrs?)(?!\w)")
_MINUTES = re.compile(r"(?<!\w)(\d{1,4}) ?(?:мин(?:ут[аыу]?)?|min(?:ute)?s?)(?!\w)")
_SECONDS = re.compile(r"(?<!\w)(\d{1,4}) ?(?:сек(?:унд[аыу]?)?|с|s|sec(?:ond)?s?)(?!\w)")
_AN_HOUR = re.compile(r"(?:за|in) (?:час|an hour)(?!\w)")


def metres_in(text: str) -> int | None:
    """Kilometres are looked for first: "5 км, из них 400 м быстро" is five kilometres."""
    for words, size in _DISTANCES:
        if found := words.search(text):
            return round(_number(found[1]) * size) or None
    return None


def seconds_in(text: str) -> int | None:
    """ "52:30" is minutes and seconds, "1:05:10" has hours; "1 час 5 минут" in words."""
    if found := _CLOCK.search(text):
        hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
        return (hours * 3600 + minutes * 60 + seconds) or None if seconds < 60 else None
    sizes = ((_HOURS, 3600), (_MINUTES, 60), (_SECONDS, 1))
    total = sum(_number(found[1]) * size for words, size in sizes if (found := words.search(text)))
    return round(total) or (3600 if _AN_HOUR.search(text) else None)


def _number(figures: str) -> float:
    return float(figures.replace(",", "."))
