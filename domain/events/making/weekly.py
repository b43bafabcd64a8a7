"""«каждый вторник», «по вторникам», "Tuesdays": of a day that comes again and again the first one is meant."""

from __future__ import annotations

import re

_WEEKLY = re.compile(
    r"\b(?:кажд(?:ый|ую|ое)|every|each) "
    r"(?=(?:пн|вт|ср|чт|пт|сб|вс|понед|четв|пят|суб|воскр|mon|tue|wed|thu|fri|sat|sun))"
    r"|\bпо (?P<day>(?:по|вт|ср|че|пя|су|во)(?:недельник|орник|ед|тверг|тниц|ббот|скресень))[ая]м\b"
    r"|\b(?P<named>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b",
    re.IGNORECASE,
)
_DAYS = {"по": "пн", "вт": "вт", "ср": "ср", "че": "чт", "пя": "пт", "су": "сб", "во": "вс"}


def first_of_weekly(said: str) -> str:
    return _WEEKLY.sub(_one, said)


def _one(weekly: re.Match[str]) -> str:
    return _DAYS[weekly["day"][:2].lower()] if weekly["day"] else weekly["named"] or ""
