"""Everybody's calendars: the public events of an organizer, the public dates of a series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.accounts.names import FULL_NAME
from domain.errors import NotFound
from domain.events.calendars.feeds import CHANGED, EVENT, MOST, FeedEvent, feed_event
from domain.events.organizers import find_organizer
from domain.events.standstill import HOLDER_IS_ACTIVE

KEPT = timedelta(days=90)
_PUBLIC = f"e.visibility = 'public' AND e.archived_at IS NULL AND e.status <> 'draft' AND {HOLDER_IS_ACTIVE}"
_EVENTS = (
    f"SELECT {EVENT}, {CHANGED} AS changed_at, FALSE AS organized FROM events e WHERE {{whose}} AND {_PUBLIC} "
    f"AND e.starts_at > $1 ORDER BY e.starts_at, e.id LIMIT {MOST}"
)


@dataclass(frozen=True, slots=True)
class PublicCalendar:
    name: str
    events: tuple[FeedEvent, ...]

    @property
    def changed_at(self) -> datetime | None:
        return max((one.changed_at for one in self.events), default=None)


async def of_organizer(key: str, *, now: datetime) -> PublicCalendar:
    """Raises NotFound; also for a person who has never shown an event to everybody."""
    whom = await find_organizer(key)
    if whom.organization_id is not None:
        name = await database.fetchval("SELECT name FROM organizations WHERE id = $1", whom.organization_id)
        return PublicCalendar(name, await _events("e.organization_id = $2", whom.organization_id, now))
    held = "e.organizer_id = $2 AND e.organization_id IS NULL"
    name = await database.fetchval(
        f"SELECT {FULL_NAME} FROM profiles p WHERE p.user_id = $1 "
        f"AND EXISTS (SELECT 1 FROM events e WHERE e.organizer_id = $1 AND e.organization_id IS NULL AND {_PUBLIC})",
        whom.user_id,
    )
    if name is None:
        raise NotFound
    return PublicCalendar(name, await _events(held, whom.user_id or 0, now))


async def of_series(series_id: int, *, now: datetime) -> PublicCalendar:
    """Raises NotFound where none of its dates was ever shown to everybody."""
    name = await database.fetchval(
        f"SELECT e.title FROM events e WHERE e.series_id = $1 AND {_PUBLIC} ORDER BY e.starts_at DESC LIMIT 1",
        series_id,
    )
    if name is None:
        raise NotFound
    return PublicCalendar(name, await _events("e.series_id = $2", series_id, now))


async def _events(whose: str, of: int, now: datetime) -> tuple[FeedEvent, ...]:
    rows = await database.fetch(_EVENTS.format(whose=whose), now - KEPT, of)
    return tuple(feed_event(row, where=row["place"]) for row in rows)
