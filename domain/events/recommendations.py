"""What to offer on the first screen: the person's interests near them, then elsewhere, then whatever is soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain import database
from domain.events.catalogue import CatalogueRow, EventFilter, find_events


async def recommend(user_id: int, *, now: datetime, limit: int = 3) -> list[CatalogueRow]:
    """Public events that the person is not in yet."""
    own = {row["event_id"] for row in await database.fetch(_OWN, user_id)}
    found: dict[int, CatalogueRow] = {}
    for wanted in await _wishes(user_id):
        for row in await find_events(wanted, now=now, limit=limit + min(len(own), 20)):
            if row.id not in own and len(found) < limit:
                found.setdefault(row.id, row)
        if len(found) == limit:
            break
    return list(found.values())


_OWN = """
SELECT event_id FROM registrations WHERE user_id = $1 AND status NOT IN ('withdrawn', 'rejected', 'refunded')
UNION SELECT id FROM events WHERE organizer_id = $1
"""


async def _wishes(user_id: int) -> list[EventFilter]:
    row = await database.fetchrow("SELECT interests, latitude, longitude FROM profiles WHERE user_id = $1", user_id)
    assert row is not None
    near = None if row["latitude"] is None else (row["latitude"], row["longitude"])
    return list(_from_best(tuple(row["interests"]), near))


def _from_best(interests: tuple[str, ...], near: tuple[float, float] | None) -> Iterator[EventFilter]:
    if interests and near:
        yield EventFilter(any_category=interests, near=near)
    if interests:
        yield EventFilter(any_category=interests)
    if near:
        yield EventFilter(near=near)
    yield EventFilter()
