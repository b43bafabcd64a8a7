"""What the first screen shows of events: the next own one, the one that is trained for, and what may please."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from domain import database
from domain.events.entry.own_events import MyEvent, list_my_events
from domain.events.finding.catalogue import CatalogueRow
from domain.events.finding.recommendations import Taste, recommend


@dataclass(frozen=True, slots=True)
class Goal:
    """`days_left` are midnights in the event's zone; 0 is today."""

    event_id: int
    title: str
    days_left: int


@dataclass(frozen=True, slots=True)
class HomeCard:
    first_name: str
    next_event: MyEvent | None
    goal: Goal | None
    recommended: list[CatalogueRow]


_READER = """
SELECT p.first_name, p.interests, p.latitude, p.longitude, g.id AS goal_id, g.title, g.starts_at, g.zone,
    ARRAY(SELECT r.event_id FROM registrations r
          WHERE r.user_id = $1 AND r.status NOT IN ('withdrawn', 'rejected', 'refunded')
          UNION SELECT e.id FROM events e WHERE e.organizer_id = $1) AS own
FROM profiles p LEFT JOIN events g ON p.goal = 'event' AND g.id = p.goal_event_id AND g.status <> 'cancelled'
WHERE p.user_id = $1
"""


async def get_home(user_id: int, *, now: datetime) -> HomeCard:
    """`next_event` is one that goes on now, or else the next to begin."""
    reader = await database.fetchrow(_READER, user_id)
    assert reader is not None
    following = await list_my_events(user_id, "next", limit=1)
    near = None if reader["latitude"] is None else (reader["latitude"], reader["longitude"])
    taste = Taste(tuple(reader["interests"]), near, frozenset(reader["own"]))
    return HomeCard(
        first_name=reader["first_name"] or "",
        next_event=following[0] if following else None,
        goal=_goal(reader, now) if reader["goal_id"] else None,
        recommended=await recommend(taste, now=now),
    )


def _goal(reader: asyncpg.Record, now: datetime) -> Goal | None:
    zone = ZoneInfo(reader["zone"])
    days_left = (reader["starts_at"].astimezone(zone).date() - now.astimezone(zone).date()).days
    return Goal(reader["goal_id"], reader["title"], days_left) if days_left >= 0 else None
