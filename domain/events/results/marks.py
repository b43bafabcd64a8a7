"""Marks as people write them: times, distances, points, and the ways not to finish. Pure.

A time is kept in milliseconds, a distance in centimetres, points in thousandths, so that nothing is ever rounded twice.
Laps are one number with the time of the last one: so many times LAP, less the milliseconds. More is better, the earlier
of two with as many laps is more, and what several marks come to is their sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

STATES = ("ok", "review", "dnf", "dq", "dns")
LONGEST_MS = 100 * 3600 * 1000
MOST = 10**12
LAP = 10**12
NO_TIME_MS = 10**10
"""Laps whose time nobody said, behind all that have one."""
_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000

_CLOCK = re.compile(r"(?:(\d{1,3})[:.](?=\d{1,2}:))?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?")
_DOTS = re.compile(r"(?:(\d{1,3})\.)?(\d{1,3})\.(\d{2}),(\d{1,3})")
"""With a comma behind them the dots stand for colons; without one 1.02.03 may be either."""
_PRIMES = re.compile(
    r"(?:(\d{1,2})[hч°]\s*)?(\d{1,3})\s*['′’]\s*(\d{1,2})(?:[.,](\d{1,3}))?\s*(?:\"|″|”|''|’’)?(\d{1,2})?"
)
_WORDS = re.compile(
    r"(?:(\d{1,3})\s*(?:h|ч|час\w*)\.?\s*)?(?:(\d{1,4})\s*(?:m|min|м|мин)\.?\s*)?"
    r"(?:(\d{1,6})(?:[.,](\d{1,3}))?\s*(?:s|sec|с|сек)\.?)?"
)
_SECONDS = re.compile(r"(\d{1,4})[.,](\d{1,3})")
_AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d{1,3}))?")
_LAP_WORD = r"(?:круг(?:а|ов|и)?|кр|laps?)\.?"
_LAPS = re.compile(rf"(\d{{1,4}})(?:\s*{_LAP_WORD})?(?:(?:(?<=\d)\s+|(?<=\D)\s*|\s*[,;/·]\s*)(\d.*))?")
_METRES = {"": 1, "м": 1, "m": 1, "км": 1000, "km": 1000}
_NOT_FINISHED = {
    "dnf": (
        *("dnf", "сошел", "сошла", "сход", "снят", "снята", "снялся", "снялась"),
        *("не финишировал", "не финишировала", "н/ф"),
    ),
    "dns": ("dns", "не стартовал", "не стартовала", "н/с", "нс", "н/я", "неявка", "не явился", "не явилась"),
    "dq": ("dq", "dsq", "дкв", "дискв", "дисквалификация", "дисквалифицирован", "дисквалифицирована"),
}
NO_MARK = frozenset({"x", "х", "-", "–", "—", "заступ", "foul", "nm", "без результата"})
"""A try that has failed."""
_STATE_OF = {word: state for state, words in _NOT_FINISHED.items() for word in words}


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody's mark, or the way they did not finish: then there is no value."""

    state: str = "ok"
    value: int | None = None


def read_mark(text: str, measure: str) -> Mark | None:
    """None: this is no mark of that measure."""
    said = " ".join(text.split()).strip().lower().replace("ё", "е")
    state = _STATE_OF.get(said.rstrip("."))
    if state:
        return Mark(state)
    value = _READERS[measure](said)
    return Mark("ok", value) if value is not None else None


def read_time(said: str) -> int | None:
    """Milliseconds of 21:43, 0:21:43, 1:02:03.4, 1.02.03,4, 21'43", 1ч 02м 03с, 58.32."""
    if found := _CLOCK.fullmatch(said) or _DOTS.fullmatch(said):
        return _time(found[1], found[2], found[3], found[4])
    if found := _PRIMES.fullmatch(said):
        return _time(found[1], found[2], found[3], found[4] or found[5])
    if found := _SECONDS.fullmatch(said):
        return _time(None, None, found[1], found[2], seconds_below=10_000)
    found = _WORDS.fullmatch(said)
    if found and any(found.groups()):
        return _time(found[1], found[2], found[3], found[4], seconds_below=1_000_000)
    return None


def _time(
    hours: str | None, minutes: str | None, seconds: str | None, fraction: str | None, *, seconds_below: int = 60
) -> int | None:
    whole = int(seconds or 0)
    if whole >= seconds_below or (hours and int(minutes or 0) >= 60):
        return None
    part = int((fraction or "").ljust(3, "0")) if fraction else 0
    total = int(hours or 0) * _HOUR + int(minutes or 0) * _MINUTE + whole * _SECOND + part
    return total if 0 < total < LONGEST_MS else None


def read_distance(said: str) -> int | None:
    """Centimetres of 8,95, 8.95 м, 5020, 42,195 км."""
    amount, unit = _split_unit(said)
    if unit not in _METRES or amount is None:
        return None
    centimetres = amount * _METRES[unit] * 100
    return int(centimetres) if 0 <= centimetres < MOST and centimetres == int(centimetres) else None


def read_points(said: str) -> int | None:
    """Thousandths of 25, 12,5."""
    amount, unit = _split_unit(said)
    return int(amount * 1000) if amount is not None and not unit and amount * 1000 < MOST else None


def read_laps(said: str) -> int | None:
    """Of 12 кр 0:58:21, 12 58:21, 12 laps: the last lap ended that long after the start."""
    found = _LAPS.fullmatch(said)
    if found is None:
        return None
    time = read_time(found[2]) if found[2] else NO_TIME_MS
    return int(found[1]) * LAP - time if time is not None else None


def _split_unit(said: str) -> tuple[Decimal | None, str]:
    compact = said.replace("\u00a0", "").replace(" ", "")
    number = compact.rstrip("мкmk.")
    found = _AMOUNT.fullmatch(number)
    unit = compact[len(number) :].rstrip(".")
    return (Decimal(number.replace(",", ".")), unit) if found else (None, unit)


_READERS = {"time": read_time, "distance": read_distance, "points": read_points, "laps": read_laps}
