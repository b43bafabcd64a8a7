"""What stands on a diploma, in words."""

from __future__ import annotations

from typing import Protocol

from locales import Translator
from locales.marks import mark


class Diploma(Protocol):
    """`place` of so many `people`, and the one within a narrower category."""

    @property
    def place(self) -> int | None: ...
    @property
    def people(self) -> int: ...
    @property
    def measure(self) -> str: ...
    @property
    def total(self) -> int | None: ...
    @property
    def narrow_place(self) -> int | None: ...
    @property
    def narrow_people(self) -> int: ...
    @property
    def distance_m(self) -> int | None: ...
    @property
    def number(self) -> int | None: ...


def diploma_place(diploma: Diploma, t: Translator) -> str:
    """«12 место из 87», or that somebody played in the tournament."""
    return _place(diploma.place, diploma.people, t) if diploma.place else t("diploma-place-none")


def diploma_facts(diploma: Diploma, category: str, t: Translator) -> list[tuple[str, str]]:
    """A word for each thing, and the thing; `category` is whom the narrower place is among."""
    said: list[tuple[str, str]] = []
    if diploma.total is not None:
        said.append((t("diploma-fact-result"), mark(t, diploma.measure, diploma.total)))
    if diploma.narrow_place:
        over = t("diploma-fact-category", category=category)
        said.append((over, _place(diploma.narrow_place, diploma.narrow_people, t)))
    if diploma.distance_m:
        said.append((t("diploma-fact-distance"), t.distance(diploma.distance_m)))
    if diploma.number:
        said.append((t("diploma-fact-number"), str(diploma.number)))
    return said


def _place(place: int, people: int, t: Translator) -> str:
    return t("diploma-place", place=t.number(place), people=t.number(people))
