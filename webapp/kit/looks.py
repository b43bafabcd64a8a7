"""What templates count: initials, colours, shares of a bar, the parts of a date block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from locales import Translator

_COLOURS = 7


def initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def colour_of(subject_id: int) -> str:
    """One of the avatar colours, always the same for the same person."""
    return f"c{subject_id % _COLOURS}"


def share(part: int, whole: int | None) -> int:
    """Per cent, 0…100."""
    return min(100, round(100 * part / whole)) if whole else 0


def gauge(taken: int, capacity: int | None) -> str:
    """How a bar of places is coloured."""
    if capacity is None or share(taken, capacity) < 75:
        return "calm"
    return "full" if taken >= capacity else "warm"


@dataclass(frozen=True, slots=True)
class DateBlock:
    day: str
    month: str
    weekday: str
    time: str


def date_block(t: Translator, moment: datetime, zone: str) -> DateBlock:
    return _date_block(t.lang, moment, zone)


@lru_cache(maxsize=4096)
def _date_block(lang: str, moment: datetime, zone: str) -> DateBlock:
    """Kept, because every row of a list has one and the same moments come again."""
    local = moment.astimezone(ZoneInfo(zone))
    month = format_date(local, "LLL", locale=lang).rstrip(".")
    weekday = format_date(local, "EEE", locale=lang).rstrip(".")
    return DateBlock(str(local.day), month, weekday, f"{local:%H:%M}")
