"""The waiting list: a freed place is offered to the next in line and held for them for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import rights_changed
from domain.agenda import agenda
from domain.events import announcements, history, ways
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.places import pools

HOLD = timedelta(hours=2)
SHORT_HOLD = timedelta(minutes=15)
OFFER_END = "event-offer-end"


def offer_ends_at(closes_at: datetime, now: datetime) -> datetime:
    """Two hours, but never so long that nobody after them could still come; at least fifteen minutes."""
    return now + max(SHORT_HOLD, min(HOLD, (closes_at - now) / 4))


async def offer_free_places(event: Event, *, now: datetime) -> None:
    """Offer every free place to who waits for that way; each has until their hold ends to take it."""
    closes_at = event.registration_closes_at or event.starts_at
    if event.status != "registration_open" or closes_at <= now:
        return
    ends_at = offer_ends_at(closes_at, now)
    offered = [
        held
        for pool_id in (await ways.pools_of(event.id)).values()
        for held in await pools.offer_free(pool_id, offer_ends_at=ends_at, now=now)
    ]
    for held in offered:
        await history.move(held.id, "offered", actor_id=None, now=now)
        await agenda.plan(OFFER_END, str(held.id), ends_at)
        await announcements.tell(held.user_id, "event-offer", event.id, ends_at=ends_at.isoformat(), now=now)


async def end_offer(place_id: int, *, now: datetime) -> None:
    """What the agenda asks for: the hold is over, the place goes to the next."""
    row = await database.fetchrow("SELECT event_id, user_id FROM registrations WHERE place_id = $1", place_id)
    if row is None:
        return
    event = await load(row["event_id"])
    if event.status in ("finished", "cancelled"):
        return
    if not await pools.end_offer(place_id, now=now):
        return
    await history.move(place_id, "withdrawn", actor_id=None, now=now)
    rights_changed(row["user_id"])
    await announcements.tell(row["user_id"], "event-offer-ended", event.id, now=now)
    await offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)


async def forget_offer_end(place_id: int) -> None:
    await agenda.cancel(OFFER_END, str(place_id))
