"""An event goes on whose holder is back: who could neither pay nor answer has time again, free places are offered."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.events import announcements, opening, standstill
from domain.events.entry import waiting
from domain.events.entry.holds import SHORT_HOLD, Hold
from domain.events.lifecycle import load
from domain.events.models import Event

AGAIN = timedelta(hours=24)
"""Whoever could not go on has to hear of it first."""
TOLD = "event-goes-on"


async def follow(event_id: int, *, now: datetime) -> None:
    """What the agenda asks for when an account was closed or opened again; asked twice, nothing more happens."""
    event = await load(event_id)
    if event.status in ("finished", "cancelled"):
        await standstill.over(event.id)
    elif await standstill.stands_still(event.id):
        await standstill.note(event.id, now=now)
    else:
        if await standstill.over(event.id):
            await _give_time(event, now=now)
        if event.status == "registration_open":
            await opening.opened(event, now=now)
        await waiting.offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)


async def _give_time(event: Event, *, now: datetime) -> None:
    """Everybody for whom a place is kept hears of it; who has more time already keeps it."""
    rows = await database.fetch(
        "SELECT r.id, r.user_id, r.place_id, p.state, p.offer_ends_at FROM registrations r "
        "JOIN places p ON p.id = r.place_id WHERE r.event_id = $1 AND p.state IN ('offered', 'held') ORDER BY r.id",
        event.id,
    )
    for row in rows:
        least = _answers_until(event, now) if row["state"] == "offered" else now + AGAIN
        until = max(row["offer_ends_at"], least)
        if not await waiting.keep_until(row["place_id"], row["id"], until, now=now):
            continue
        if row["state"] == "offered":
            await waiting.say_offered(event, row["user_id"], row["id"], Hold(now, until), now=now)
        else:
            await announcements.tell(row["user_id"], TOLD, event.id, expires_at=until, now=now)


def _answers_until(event: Event, now: datetime) -> datetime:
    """A day, or until registration closes; a little while at least. What is held may be paid after that, too."""
    closes_at = min(event.registration_closes_at or event.starts_at, event.starts_at)
    return max(now + SHORT_HOLD, min(now + AGAIN, closes_at))
