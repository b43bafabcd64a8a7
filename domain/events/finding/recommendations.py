"""What to offer on the first screen: the person's interests near them, then elsewhere, then whatever is soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.events.finding.catalogue import CatalogueRow, EventFilter, find_events


@dataclass(frozen=True, slots=True)
class Taste:
    """What a person likes, where they are, and the events that they are in or make themselves."""

    interests: tuple[str, ...]
    near: tuple[float, float] | None
    own: frozenset[int]


async def recommend(taste: Taste, *, now: datetime, limit: int = 3) -> list[CatalogueRow]:
    """Public events that the person is not in yet."""
    found: dict[int, CatalogueRow] = {}
    for wanted in _from_best(taste.interests, taste.near):
        for row in await find_events(wanted, now=now, limit=limit + min(len(taste.own), 20)):
            if row.id not in taste.own and len(found) < limit:
                found.setdefault(row.id, row)
        if len(found) == limit:
            break
    return list(found.values())


def _from_best(interests: tuple[str, ...], near: tuple[float, float] | None) -> Iterator[EventFilter]:
    if interests and near:
        yield EventFilter(any_category=interests, near=near)
    if interests:
        yield EventFilter(any_category=interests)
    if near:
        yield EventFilter(near=near)
    yield EventFilter()
