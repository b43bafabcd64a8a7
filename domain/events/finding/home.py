"""What the first screen shows of events: what is pinned, the next own one, the one trained for, what may please."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.events.entry.own_events import MyEvent, list_my_events
from domain.events.finding.catalogue import LISTED, NOT_OVER, CatalogueRow, get_rows
from domain.events.finding.ranking import Reason
from domain.events.finding.recommendations import MOST_REASONS, pick
from domain.events.finding.taste import REMEMBERED, TASTE, read_taste
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.on_now import OnNow, on_now
from domain.events.pinned.pins import MOST_SHOWN


@dataclass(frozen=True, slots=True)
class Goal:
    """`days_left` are midnights in the event's zone; 0 is today."""

    event_id: int
    title: str
    days_left: int


@dataclass(frozen=True, slots=True)
class HomeCard:
    """`reasons`: of each recommended one, in the same order."""

    first_name: str
    next_event: MyEvent | None
    goal: Goal | None
    recommended: list[CatalogueRow]
    reasons: tuple[tuple[Reason, ...], ...] = ()
    pinned: tuple[CatalogueRow, ...] = ()
    on_now: tuple[OnNow, ...] = ()
    """What the person organizes."""


_PINNED = (
    f"ARRAY(SELECT e.id FROM event_pins n JOIN events e ON e.id = n.event_id WHERE n.until > $3 AND {LISTED} "
    f"AND {NOT_OVER.format(length='$4', now='$3')} ORDER BY n.pinned_at DESC, n.event_id LIMIT {MOST_SHOWN})"
)
_READER = f"""
SELECT p.first_name, g.id AS goal_id, g.title, g.starts_at, g.zone, {_PINNED} AS pinned, {TASTE}
FROM profiles p LEFT JOIN events g ON p.goal = 'event' AND g.id = p.goal_event_id AND g.status <> 'cancelled'
WHERE p.user_id = $1
"""


async def get_home(person: Person, *, now: datetime) -> HomeCard:
    """Five statements. `next_event` is one that goes on now, or else the next to begin."""
    reader = await database.fetchrow(_READER, person.id, now - REMEMBERED, now, UNSAID_LENGTH.total_seconds())
    assert reader is not None
    following = await list_my_events(person.id, "next", limit=1)
    picks = await pick(read_taste(reader), now=now, without=reader["pinned"])
    reasons = {one.event_id: one.reasons[:MOST_REASONS] for one in picks}
    rows = await get_rows([*reader["pinned"], *reasons])
    recommended = [row for row in rows if row.id in reasons]
    return HomeCard(
        first_name=reader["first_name"] or "",
        next_event=following[0] if following else None,
        goal=_goal(reader, now) if reader["goal_id"] else None,
        recommended=recommended,
        reasons=tuple(reasons[row.id] for row in recommended),
        pinned=tuple(row for row in rows if row.id not in reasons),
        on_now=await on_now(person, now=now),
    )


def _goal(reader: asyncpg.Record, now: datetime) -> Goal | None:
    zone = ZoneInfo(reader["zone"])
    days_left = (reader["starts_at"].astimezone(zone).date() - now.astimezone(zone).date()).days
    return Goal(reader["goal_id"], reader["title"], days_left) if days_left >= 0 else None
