"""The waiting list: a freed place is offered to the next in line and held for them for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import rights_changed
from domain.agenda import agenda
from domain.events import announcements, fees, ways
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.places import pools

HOLD = timedelta(hours=2)
SHORT_HOLD = timedelta(minutes=15)
OFFER_END = fees.HOLD_END


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
        await _set_status(held.id, "offered", now)
        await agenda.plan(OFFER_END, str(held.id), ends_at)
        await announcements.tell(held.user_id, "event-offer", event.id, ends_at=ends_at.isoformat(), now=now)


async def end_offer(place_id: int, *, now: datetime) -> None:
    """What the agenda asks for: the hold is over, the place goes to the next."""
    row = await database.fetchrow(
        "SELECT id, event_id, user_id, status FROM registrations WHERE place_id = $1", place_id
    )
    if row is None:
        return
    event = await load(row["event_id"])
    if event.status in ("finished", "cancelled"):
        await fees.drop(row["id"], now=now)
        return
    if not await pools.end_offer(place_id, now=now):
        return
    await _set_status(place_id, "withdrawn", now)
    rights_changed(row["user_id"])
    await fees.drop(row["id"], now=now)
    said = "event-hold-ended" if row["status"] == "unpaid" else "event-offer-ended"
    await announcements.tell(row["user_id"], said, event.id, now=now)
    await offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)


async def forget_offer_end(place_id: int) -> None:
    await agenda.cancel(OFFER_END, str(place_id))


async def _set_status(place_id: int, status: str, now: datetime) -> None:
    await database.execute(
        "WITH moved AS (UPDATE registrations r SET status = $2, changed_at = $3 FROM registrations before "
        "WHERE r.place_id = $1 AND before.id = r.id RETURNING r.id, before.status AS from_status) "
        "INSERT INTO registration_changes (registration_id, at, from_status, to_status, details) "
        "SELECT id, $3, from_status, $2, '{}' FROM moved",
        *(place_id, status, now),
    )
