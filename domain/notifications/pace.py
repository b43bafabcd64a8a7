"""So much may one person make us say to others in a while: counted by person and by what it is about (decision 032)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.errors import Refusal


class SaidTooMuch(Refusal):
    """Params: until, when it can go on."""

    code = "notifications-said-too-much"


@dataclass(frozen=True, slots=True)
class Bound:
    most: int
    within: timedelta


DAY = timedelta(days=1)
CALLS = Bound(300, DAY)
"""By name, to people who may be strangers: invitations and the like."""
TO_ONE = Bound(8, DAY)
"""Of these, to one and the same person."""
WORDS = Bound(30, timedelta(minutes=10))
"""In one room or question."""
LETTERS = Bound(10, timedelta(hours=1))
"""To the people of one event."""
FILES = Bound(10, DAY)
"""Tracks for one event: each is read, and whoever holds it may be asked to look."""
NEWS = Bound(10, DAY)
"""Of new events, to who follows whoever makes them."""
CHANGES = Bound(6, timedelta(hours=1))
"""Of one thing, each of which others are told."""
_COUNT = """
INSERT INTO said_lately AS old (user_id, what, began_at, count) VALUES ($1, $2, $3, 1)
ON CONFLICT (user_id, what) DO UPDATE SET count = CASE WHEN old.began_at > $4 THEN old.count + 1 ELSE 1 END,
    began_at = CASE WHEN old.began_at > $4 THEN old.began_at ELSE $3 END
RETURNING count, began_at
"""


async def require(person_id: int, what: str, bound: Bound, *, now: datetime) -> None:
    """One more. Two at once are counted one after the other, and what is refused afterwards is not counted.

    Raises SaidTooMuch.
    """
    count, began_at = await _one_more(person_id, what, bound, now)
    if count > bound.most:
        raise SaidTooMuch(until=began_at + bound.within)


async def allows(person_id: int, what: str, bound: Bound, *, now: datetime) -> bool:
    """The same where the deed itself is done all the same, and only not told of."""
    count, _ = await _one_more(person_id, what, bound, now)
    return count <= bound.most


async def _one_more(person_id: int, what: str, bound: Bound, now: datetime) -> tuple[int, datetime]:
    row = await database.fetchrow(_COUNT, person_id, what, now, now - bound.within)
    assert row is not None
    return row["count"], row["began_at"]


async def require_call(person_id: int, whom_id: int, *, now: datetime) -> None:
    """To somebody who has not asked for it. Raises SaidTooMuch."""
    if person_id == whom_id:
        return
    await require(person_id, "calls", CALLS, now=now)
    await require(person_id, f"call:{whom_id}", TO_ONE, now=now)


async def purge(*, now: datetime) -> None:
    """No bound looks farther back than a day."""
    await database.execute("DELETE FROM said_lately WHERE began_at <= $1", now - DAY)
