"""An item of the programme begins: said in the groups of the event, in the topic for announcements."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.agenda import agenda
from domain.events.models import Event
from domain.notifications import outbox
from domain.spaces.queries import linked_spaces

DUE = "programme-start"
"""The row of the agenda: an event whose next item begins then. What has to be said is read when it is time."""
KIND = "programme-begins"
LATE = timedelta(minutes=10)
"""What began longer ago is no news."""
_TOLD_WHILE = ("published", "registration_open", "running")


async def due(event: Event) -> None:
    """After every change of the programme, or of the event's time or state."""
    first_at = await _next(event.id, None) if event.status in _TOLD_WHILE else None
    if first_at is None:
        await agenda.cancel(DUE, str(event.id))
    else:
        await agenda.plan(DUE, str(event.id), first_at)


async def tell(event_id: int, *, now: datetime) -> datetime | None:
    """What begins at one moment is one message in each group, once. When the next item begins."""
    event = await database.fetch_by_id(Event, event_id, lock=False)
    if event is None or event.status not in _TOLD_WHILE:
        return None
    moments = await database.fetch(
        "SELECT DISTINCT starts_at FROM programme_items WHERE event_id = $1 AND removed_at IS NULL "
        "AND starts_at > $2 AND starts_at <= $3 ORDER BY starts_at",
        *(event.id, now - LATE, now),
    )
    for space in await linked_spaces(f"event:{event.id}"):
        for row in moments:
            moment = row["starts_at"]
            await outbox.tell_chat(
                space.chat_id,
                KIND,
                params={"event_id": event.id, "at": moment.isoformat()},
                dedupe_key=f"{KIND}:{event.id}:{int(moment.timestamp())}:{space.chat_id}",
                now=now,
            )
    return await _next(event.id, now)


async def _next(event_id: int, after: datetime | None) -> datetime | None:
    next_at: datetime | None = await database.fetchval(
        "SELECT min(starts_at) FROM programme_items WHERE event_id = $1 AND removed_at IS NULL "
        "AND ($2::timestamptz IS NULL OR starts_at > $2)",
        *(event_id, after),
    )
    return next_at
