"""Events that stand on everybody's first screen until a day is over; then they are gone by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotAllowed
from domain.events import lifecycle
from domain.events.pinned.errors import PinDayPast, PinNotPublic, TooManyPins

MOST_SHOWN = 3
MOST = 10
_LOCK = 4672028


@dataclass(frozen=True, slots=True)
class Pin:
    event_id: int
    title: str
    last_day: date


async def pin(actor: Person, event_id: int, last_day: date, *, now: datetime) -> None:
    """Pinned again, it has the new day. Raises NotAllowed, NotFound, PinNotPublic, PinDayPast, TooManyPins."""
    _require(actor)
    event = await lifecycle.load(event_id)
    is_on = event.status in ("published", "registration_open", "running")
    if event.visibility != "public" or event.archived_at is not None or not is_on:
        raise PinNotPublic
    until = datetime.combine(last_day + timedelta(days=1), time(), ZoneInfo(event.zone))
    if until <= now:
        raise PinDayPast
    await _make_room(event_id, now)
    await database.execute(
        "INSERT INTO event_pins (event_id, last_day, until, pinned_by, pinned_at) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (event_id) DO UPDATE SET last_day = excluded.last_day, until = excluded.until, "
        "pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at",
        *(event_id, last_day, until, actor.id, now),
    )
    details = {"until": last_day.isoformat()}
    await trail.record(actor.id, "event-pinned", f"event:{event_id}", now=now, details=details)


async def _make_room(event_id: int, now: datetime) -> None:
    """One at a time: two who pin the last one there is room for do not both."""
    await database.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
    await database.execute("DELETE FROM event_pins WHERE until <= $1", now)
    others = await database.fetchval("SELECT count(*) FROM event_pins WHERE event_id <> $1", event_id)
    if others >= MOST:
        raise TooManyPins(most=MOST)


async def unpin(actor: Person, event_id: int, *, now: datetime) -> bool:
    """False: it was not pinned. Raises NotAllowed."""
    _require(actor)
    tag = await database.execute("DELETE FROM event_pins WHERE event_id = $1", event_id)
    if tag.endswith(" 0"):
        return False
    await trail.record(actor.id, "event-unpinned", f"event:{event_id}", now=now)
    return True


async def list_pins(actor: Person, *, now: datetime) -> list[Pin]:
    """In the order in which they are shown. Raises NotAllowed."""
    _require(actor)
    rows = await database.fetch(
        "SELECT n.event_id, e.title, n.last_day FROM event_pins n JOIN events e ON e.id = n.event_id "
        "WHERE n.until > $1 ORDER BY n.pinned_at DESC, n.event_id",
        now,
    )
    return [Pin(**dict(row)) for row in rows]


def _require(actor: Person) -> None:
    if not actor.is_administrator:
        raise NotAllowed
