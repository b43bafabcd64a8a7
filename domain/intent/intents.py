"""What a person may mean by plain words in a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class EventLineIntent:
    """An event being announced: domain.events.making.line reads `text` further."""

    text: str


@dataclass(frozen=True, slots=True)
class SearchIntent:
    """`words` are what is left to search by; `first` and `last` bound the days that were named (both or none)."""

    words: tuple[str, ...]
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    text: str


@dataclass(frozen=True, slots=True)
class GreetingOrHelp:
    help: bool
    """Asked what we can do, not only greeted."""


@dataclass(frozen=True, slots=True)
class WorkoutLine:
    """`sport`: run, ride, swim, walk or ski."""

    sport: str
    distance_m: int | None
    duration_s: int | None


@dataclass(frozen=True, slots=True)
class WeightLine:
    kilograms: float


@dataclass(frozen=True, slots=True)
class Unknown:
    text: str


Intent: TypeAlias = EventLineIntent | SearchIntent | Question | GreetingOrHelp | WorkoutLine | WeightLine | Unknown
