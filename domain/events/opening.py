"""Who wants to hear that registration has opened, and hears of it once."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.access import require_access_to
from domain.events.errors import EventNotOpen
from domain.events.models import Event
from domain.events.standstill import stands_still
from domain.notifications import outbox
from domain.notifications.rules import Topic

KIND = "event-opened"


async def watch(person: Person, event_id: int, *, now: datetime) -> None:
    """Said twice, it is once. The event is held, so that it does not open meanwhile without them.

    Raises NotFound, and EventNotOpen where it has opened or is not going to.
    """
    event = await database.fetch_by_id(Event, event_id, lock=True)
    if event is None:
        raise NotFound
    await require_access_to(person, event)
    if event.status != "published":
        raise EventNotOpen(reason=event.status, opens=None)
    await database.execute(
        "INSERT INTO opening_watches (event_id, user_id, created_at) VALUES ($1, $2, $3) "
        "ON CONFLICT (event_id, user_id) DO NOTHING",
        *(event.id, person.id, now),
    )


async def is_watching(event_id: int, user_id: int) -> bool:
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM opening_watches WHERE event_id = $1 AND user_id = $2)", event_id, user_id
    )
    return found


async def opened(event: Event, *, now: datetime) -> None:
    """Nobody is called to what stands still: they hear of it when it goes on. The caller holds the event."""
    if event.status == "registration_open" and await stands_still(event.id):
        return
    rows = await database.fetch("DELETE FROM opening_watches WHERE event_id = $1 RETURNING user_id", event.id)
    if event.status != "registration_open":
        return
    await outbox.notify_all(
        sorted(row["user_id"] for row in rows),
        KIND,
        params={"event_id": event.id},
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"{KIND}:{event.id}",
        expires_at=event.registration_closes_at or event.starts_at,
        now=now,
    )
