"""What becomes of an entry when its money comes: in time, late, or for a place that is gone."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements, fees, registration, waiting, ways
from domain.events.lifecycle import load, load_managed
from domain.events.models import Event
from domain.payments import orders, refunds, transfers
from domain.payments.orders import Order
from domain.payments.settlement import Incoming
from domain.places import pools

_TAKES = ("published", "registration_open")


async def hold(registration_id: int) -> None:
    """The event first: the order in which everybody locks."""
    event_id = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    if event_id is not None:
        await load(event_id)


async def paid(order: Order, *, now: datetime) -> None:
    """The place that is held, or another that is free; who can have none gets all of their money back."""
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", order.subject_id)
    assert row is not None
    event = await load(row["event_id"])
    if not await _has_place(event, row, now):
        await refunds.give_back_order(order.id, reason="no-place", now=now)
        await announcements.tell(order.buyer_id, "event-paid-too-late", event.id, now=now)
        return
    await waiting.forget_offer_end(row["place_id"])
    await registration.confirm_paid(event, order.subject_id, now=now)
    await announcements.changed(event.id, now=now)


async def _has_place(event: Event, row: asyncpg.Record, now: datetime) -> bool:
    if event.status not in _TAKES:
        return False
    if row["status"] == "unpaid":
        return await pools.confirm(row["place_id"], now=now)
    return await _takes_another(event, row, now)


async def _takes_another(event: Event, row: asyncpg.Record, now: datetime) -> bool:
    """The hold had ended: a free place of the same way will do, unless the person is in the event again already."""
    pool_id = await pools.pool_of(row["place_id"])
    is_open = pool_id in (await ways.pools_of(event.id)).values()
    if row["status"] != "withdrawn" or not is_open or await registration.is_in(event.id, row["user_id"]):
        return False
    if not await pools.has_free(pool_id):
        return False
    held = await pools.ask(pool_id, row["user_id"], now=now)
    await database.execute("UPDATE registrations SET place_id = $2 WHERE id = $1", row["id"], held.id)
    return True


async def call_off(event_id: int, *, now: datetime) -> bool:
    """Give one more of a cancelled event's entries all of their money back; False when none is left."""
    event = await load(event_id)
    row = await database.fetchrow(
        "SELECT r.id FROM registrations r JOIN orders o ON o.purpose = $2 AND o.subject_id = r.id "
        "WHERE r.event_id = $1 AND o.state IN ('open', 'paid') "
        "AND r.status NOT IN ('withdrawn', 'rejected', 'refunded') ORDER BY r.id LIMIT 1",
        *(event.id, fees.PURPOSE),
    )
    if row is None:
        return False
    await fees.settle_leaving(event, row["id"], now=now, share=100, reason="cancelled")
    return True


async def claim_transfer(person: Person, registration_id: int, *, now: datetime) -> bool:
    """«Я перевёл»: the place is kept until the organizer has looked. False: it was said before."""
    order = await _own_order(person, registration_id)
    event = await load(await _event_of(registration_id))
    if not await transfers.claim(order, now=now):
        return False
    place_id = await database.fetchval("SELECT place_id FROM registrations WHERE id = $1", registration_id)
    until = now + fees.CONFIRMING
    if await pools.hold_until(place_id, until, now=now):
        await agenda.plan(fees.HOLD_END, str(place_id), until)
    await announcements.tell(
        event.organizer_id, "event-transfer-claimed", event.id, registration_id=registration_id, now=now
    )
    return True


async def transfer_came(actor: Person, registration_id: int, *, now: datetime) -> Incoming:
    """The organizer has the money: what `reactions.charge_received` is to be told. Raises NotClaimed."""
    event = await load_managed(actor, await _event_of(registration_id))
    order = await _order(registration_id)
    incoming = await transfers.came(order, now=now)
    await trail.record(actor.id, "event-transfer-came", f"event:{event.id}", now=now, details={"order": order.id})
    return incoming


async def transfer_did_not_come(actor: Person, registration_id: int, *, now: datetime) -> None:
    """The organizer looked in vain; the person is told and has a day to settle it. Raises NotClaimed."""
    event = await load_managed(actor, await _event_of(registration_id))
    order = await _order(registration_id)
    await transfers.did_not_come(order, now=now)
    place_id = await database.fetchval("SELECT place_id FROM registrations WHERE id = $1", registration_id)
    until = now + fees.TRANSFERRING
    if await pools.hold_until(place_id, until, now=now):
        await agenda.plan(fees.HOLD_END, str(place_id), until)
    await announcements.tell(order.buyer_id, "event-transfer-missing", event.id, now=now)


async def _own_order(person: Person, registration_id: int) -> Order:
    order = await _order(registration_id)
    if order.buyer_id != person.id:
        raise NotFound
    return order


async def _order(registration_id: int) -> Order:
    order = await orders.order_for(fees.PURPOSE, registration_id)
    if order is None:
        raise NotFound
    return order


async def _event_of(registration_id: int) -> int:
    event_id: int | None = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    if event_id is None:
        raise NotFound
    return event_id
