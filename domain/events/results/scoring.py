"""The rules by which an event's results are ranked: a template, its stages, what decides a tie, who is ranked apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.events.results.errors import ScoringWrong

TEMPLATES = ("time", "distance", "points", "places", "laps", "best")
"""Less time; more distance, the best try counts; more points; points for the place in each stage; more laps, and with
as many the earlier end of the last one; the best of several tries, at what the organizer chooses."""
TRIED = ("distance", "points", "time")
"""What tries may be at: the greatest distance, the most points, the least time."""
TIES = ("last", "best")
MOST_STAGES = 12
USUAL_TABLE = (25, 18, 15, 12, 10, 8, 6, 4, 2, 1)
USUAL_AGES = (18, 30, 40, 50, 60)
_NUMBERS = re.compile(r"[\s,;/]+")


@dataclass(frozen=True, slots=True)
class Scoring:
    """`ages` are the youngest ages of the groups; `division` is the key of the question that names a category."""

    measure: str = "time"
    stages: int = 1
    table: tuple[int, ...] = USUAL_TABLE
    ties: tuple[str, ...] = ()
    by_sex: bool = True
    ages: tuple[int, ...] = USUAL_AGES
    division: str | None = None
    tracks: bool = False
    """Participants may send their watches' files."""
    tried: str = "distance"
    """What the best of several tries is looked for in; of no meaning for the others."""

    @property
    def entered(self) -> str:
        """What is written down: points for places come from times."""
        return "time" if self.measure == "places" else self.shown

    @property
    def shown(self) -> str:
        """What the total is."""
        return {"places": "points", "best": self.tried}.get(self.measure, self.measure)

    @property
    def in_tries(self) -> bool:
        """One of the marks is the total, not their sum."""
        return self.measure in ("distance", "best")

    @property
    def less_is_better(self) -> bool:
        return self.shown == "time"

    def points_for(self, place: int) -> int:
        return self.table[place - 1] if place <= len(self.table) else 0

    def age_group(self, age: int | None) -> int | None:
        """The youngest age of the group; those under the first group are group 0."""
        if age is None or not self.ages:
            return None
        return max((first for first in self.ages if first <= age), default=0)

    def to_json(self) -> dict[str, Any]:
        return {
            "measure": self.measure,
            "stages": self.stages,
            "table": list(self.table),
            "ties": list(self.ties),
            "by_sex": self.by_sex,
            "ages": list(self.ages),
            "division": self.division,
            "tracks": self.tracks,
            "tried": self.tried,
        }


def read_scoring(stored: Mapping[str, Any]) -> Scoring:
    known = dict(stored)
    for name in ("table", "ties", "ages"):
        if name in known:
            known[name] = tuple(known[name])
    return Scoring(**known)


def usual_scoring(kind: str) -> Scoring:
    """Until the organizer chooses."""
    return Scoring("points" if kind == "tournament" else "time")


def read_numbers(text: str, *, most: int, largest: int) -> tuple[int, ...]:
    """25, 18, 15 or 25/18/15. Raises ScoringWrong."""
    parts = [part for part in _NUMBERS.split(text.strip()) if part]
    if len(parts) > most or not all(part.isdecimal() and len(part) < 6 and int(part) <= largest for part in parts):
        raise ScoringWrong
    return tuple(int(part) for part in parts)


def read_ages(text: str) -> tuple[int, ...]:
    """18, 30, 40: where each group begins. Raises ScoringWrong."""
    return tuple(sorted(set(read_numbers(text, most=12, largest=120))))


def next_age(scoring_ages: tuple[int, ...], first: int) -> int | None:
    """Where the group after this one begins; None: it is the last."""
    return min((one for one in scoring_ages if one > first), default=None)
