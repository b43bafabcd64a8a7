"""What the first screen shows of events: the next own one, the one that is trained for, and what may please."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import database
from domain.accounts.profile import goal_event
from domain.events.catalogue import CatalogueRow
from domain.events.queries import MyEvent, list_my_events
from domain.events.recommendations import recommend


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


async def get_home(user_id: int, *, now: datetime) -> HomeCard:
    first_name = await database.fetchval("SELECT first_name FROM profiles WHERE user_id = $1", user_id)
    upcoming = await list_my_events(user_id, "upcoming", limit=1)
    return HomeCard(
        first_name=first_name or "",
        next_event=upcoming[0] if upcoming else None,
        goal=await _goal(user_id, now),
        recommended=await recommend(user_id, now=now),
    )


async def _goal(user_id: int, now: datetime) -> Goal | None:
    event_id = await goal_event(user_id)
    row = await database.fetchrow(
        "SELECT title, starts_at, zone FROM events WHERE id = $1 AND status <> 'cancelled'", event_id
    )
    if event_id is None or row is None:
        return None
    zone = ZoneInfo(row["zone"])
    days_left = (row["starts_at"].astimezone(zone).date() - now.astimezone(zone).date()).days
    return Goal(event_id, row["title"], days_left) if days_left >= 0 else None
