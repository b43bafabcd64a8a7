"""Weight classes as an organizer names them, and the one that somebody is in. Pure; kilograms.

A class is its upper limit, which is still in it; the last one may have none (None): it takes all who are heavier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from domain.events.entry.errors import WeightsUnclear

KEY = "weights"
"""Where an event's requirements have them."""
WEIGHT = "weight"
"""The question about one's own, and under what its answer is remembered."""
LIGHTEST, HEAVIEST = 15, 400
MOST_CLASSES = 12
Limits = tuple[float | None, ...]

_OVER = r"свыше|больше|более|тяжелее|выше|от|over|above|more than|from|>|\+"
_UP_TO = r"не более|до|up to|under|to|<|≤|[-–−]"
_CLASS = re.compile(
    rf"(?:(?P<over>{_OVER})|(?:{_UP_TO}))?\s*(?P<limit>\d{{2,3}}(?:[.,]\d(?!\d))?)(?P<more>\+)?\s*(?:кг|kg)?\.?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;/]*(?:(?:и|and)\s)?\s*", re.IGNORECASE)
_SPAN = re.compile(r"\d[-–−]\s*\d|\d\s+[-–−]\s+\d")
"""From one to another, which «60 -70» is not."""


def read_classes(text: str) -> Limits:
    """«до 60, до 70, свыше 70», "60, 70, 70+", «-60 -70 +70». Raises WeightsUnclear."""
    said = text.strip()
    limits: list[float | None] = []
    at, heaviest = 0, None
    while at < len(said):
        found = _CLASS.match(said, at)
        if found is None or heaviest is not None or _SPAN.search(said):
            raise WeightsUnclear
        limit = _plain(found["limit"])
        if found["over"] or found["more"]:
            heaviest = limit
        else:
            limits.append(limit)
        at = _end(_BETWEEN.match(said, found.end()), found.end())
    return _checked([one for one in limits if one is not None], heaviest)


def _end(found: re.Match[str] | None, at: int) -> int:
    return found.end() if found else at


def _plain(said: str) -> float:
    number = float(said.replace(",", "."))
    return int(number) if number.is_integer() else number


def _checked(limits: Sequence[float], heaviest: float | None) -> Limits:
    """Each is heavier than the one before; the last begins where the one before it ends."""
    is_rising = all(lighter < heavier for lighter, heavier in pairwise(limits))
    in_range = all(LIGHTEST <= one <= HEAVIEST for one in limits)
    if not limits or not is_rising or not in_range or (heaviest is not None and heaviest != limits[-1]):
        raise WeightsUnclear
    found: Limits = (*limits, *(() if heaviest is None else (None,)))
    if len(found) > MOST_CLASSES:
        raise WeightsUnclear
    return found


def limits_of(requirements: Mapping[str, object]) -> Limits:
    """None of them: there are no classes."""
    stored = requirements.get(KEY)
    return tuple(stored) if isinstance(stored, list) else ()


def class_of(limits: Limits, weight: float | None) -> int | None:
    """From 0; None: no class takes them, or nobody knows."""
    if weight is None:
        return None
    return next((at for at, limit in enumerate(limits) if limit is None or weight <= limit), None)


def heaviest_of(limits: Limits) -> float | None:
    """Who weighs more may not take part; None: everybody may."""
    return limits[-1] if limits else None
