"""The waiting list: a freed place is offered to the next in line and held for them for a while."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import rights_changed
from domain.agenda import agenda
from domain.events import announcements, ways
from domain.events.admission import documents
from domain.events.entry import counting, history
from domain.events.entry.holds import Hold, Night, hold, night_of
from domain.events.entry.statuses import TO_PAY
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees
from domain.events.programme import choosing
from domain.events.standstill import keeps_places, stands_still
from domain.events.teams import joining
from domain.payments import orders
from domain.places import pools
from domain.places.pools import Held, PassedOver

OFFER_END = fees.HOLD_END
STANDING = timedelta(hours=24)
"""While an event stands still, places stay with who can neither take nor pay them; so often that is looked at."""


async def offer_free_places(event: Event, *, now: datetime) -> None:
    """Offer every free place to who waits for that way; each has until their hold ends to take it."""
    closes_at = min(event.registration_closes_at or event.starts_at, event.starts_at)
    if event.status != "registration_open" or closes_at <= now or await stands_still(event.id):
        return
    for pool_id in (await ways.pools_of(event.id)).values():
        heads = await pools.next_in_line(pool_id)
        for one in await pools.passed_over(pool_id, heads, now=now):
            await _passed_over(event, one, now=now)
        if not heads:
            continue
        nights = await _nights([held.user_id for held in heads], event)
        holds = {held.id: hold(closes_at, now, nights[held.user_id]) for held in heads}
        await pools.offer(pool_id, {place_id: one.ends_at for place_id, one in holds.items()}, now=now)
        for held in heads:
            await _offered(event, held, holds[held.id], now=now)


async def _passed_over(event: Event, one: PassedOver, *, now: datetime) -> None:
    """Too many for what is free: they keep their rank, and may come with fewer."""
    await announcements.tell(one.party.user_id, "event-party-passed-over", event.id, free=one.free, now=now)


async def _nights(user_ids: Sequence[int], event: Event) -> Mapping[int, Night]:
    """When each of them sleeps. Who has named no city may live anywhere: their profile's zone says nothing."""
    rows = await database.fetch(
        "SELECT p.user_id, CASE WHEN p.city IS NOT NULL OR q.user_id IS NOT NULL THEN p.zone END AS zone, "
        "q.starts_hour, q.ends_hour FROM profiles p LEFT JOIN quiet_hours q ON q.user_id = p.user_id "
        "WHERE p.user_id = ANY($1)",
        user_ids,
    )
    quiet = {row["user_id"]: (row["starts_hour"], row["ends_hour"]) for row in rows if row["starts_hour"] is not None}
    return {row["user_id"]: night_of(row["zone"], quiet.get(row["user_id"]), event.zone) for row in rows}


async def _offered(event: Event, held: Held, kept: Hold, *, now: datetime) -> None:
    registration_id = await history.move(held.id, "offered", actor_id=None, now=now)
    await agenda.plan(OFFER_END, str(held.id), kept.ends_at)
    await say_offered(event, held.user_id, registration_id, kept, now=now)


async def say_offered(event: Event, user_id: int, registration_id: int, kept: Hold, *, now: datetime) -> None:
    await announcements.tell(
        user_id,
        "event-offer",
        event.id,
        registration_id=registration_id,
        ends_at=kept.ends_at.isoformat(),
        not_before=kept.told_at,
        expires_at=kept.ends_at,
        now=now,
    )


async def keep_until(place_id: int, registration_id: int, until: datetime, *, now: datetime) -> bool:
    """A place that is offered or held stays with its person that long; False if it does not wait for them any more."""
    if not await pools.give_time(place_id, until, now=now):
        return False
    await agenda.plan(OFFER_END, str(place_id), until)
    if order := await orders.order_for(fees.PURPOSE, registration_id):
        await orders.give_time(order.id, until, now=now)
    return True


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
    if await keeps_places(event.id):
        await keep_until(place_id, row["id"], now + STANDING, now=now)
        return
    if not await pools.end_offer(place_id, now=now):
        return
    await joining.left_event(event, row["user_id"], now=now)
    await history.move(place_id, "withdrawn", actor_id=None, now=now)
    await documents.entry_over(row["id"], now=now)
    await choosing.leave(event.id, row["user_id"], now=now)
    rights_changed(row["user_id"])
    under_way = await fees.under_way(event, row["id"])
    await fees.drop(row["id"], now=now)
    await counting.over(event.id, row["user_id"], row["id"], now=now)
    if row["status"] in TO_PAY:
        await announcements.tell(row["user_id"], "event-hold-ended", event.id, under_way=under_way, now=now)
    else:
        await announcements.tell(row["user_id"], "event-offer-ended", event.id, now=now)
    await offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)


async def forget_offer_end(place_id: int) -> None:
    await agenda.cancel(OFFER_END, str(place_id))
