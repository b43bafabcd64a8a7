"""Going over from one way of taking part to the other."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.events import announcements, ways
from domain.events.entry import counting, history, waiting
from domain.events.entry.admitting import Outcome, has_place, held_until, status_of
from domain.events.entry.checking import check_open
from domain.events.entry.errors import WayCostsOtherwise, WayFull
from domain.events.entry.own import own_registration
from domain.events.entry.statuses import COMING, HOPING, QUEUED, TO_PAY
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees, held_unpaid
from domain.events.money.errors import TransferClaimed
from domain.events.party.rules import require_for_many
from domain.events.programme import choosing
from domain.events.standstill import require_goes_on
from domain.payments import orders, transfers
from domain.places import pools


async def change_way(person: Person, event_id: int, way: str, *, now: datetime) -> Outcome:
    """Take part the other way: one place is given up and the other taken at once, until registration closes.

    Who has a place, or is offered one, changes it for a free place only, so nobody loses theirs for a seat in a queue;
    who waits goes to a free place or to the end of the other queue. Asked for the present way, nothing changes.
    What is still to be paid is from then on what the other way costs; who has paid does not go over.
    Raises NotRegistered, EventNotOpen, EventStandsStill, WayClosed, WayFull, WayCostsOtherwise, TransferClaimed,
    OneForStars, TooManyUnpaid.
    """
    event = await load(event_id)
    row = await own_registration(event_id, person)
    check_open(event, now=now)
    if row["status"] in HOPING:
        await require_goes_on(event.id)
    opened = await ways.pools_of(event.id)
    pool_id, waits = ways.choose(opened, way), row["status"] == "waitlisted"
    if pool_id == await pools.pool_of(row["place_id"]):
        return Outcome(row["id"], row["status"], await pools.queue_position(row["place_id"]))
    size = await pools.size_of(row["place_id"])
    if not waits and not await pools.has_free(pool_id, size):
        raise WayFull(way=way)
    await _require_payable(event, row, pool_id, way, now=now)
    until = await _until(event, row, pool_id, now)
    held = await pools.ask(pool_id, person.id, size=size, held_until=until, now=now)
    status = _status_after(event, row["status"], held)
    await database.execute("UPDATE registrations SET place_id = $2 WHERE id = $1", row["id"], held.id)
    await history.move(held.id, status, actor_id=person.id, now=now, details={"way": way})
    await counting.over(event.id, person.id, row["id"], now=now)
    await pools.release(row["place_id"], now=now)
    if waits and status != "waitlisted":
        await choosing.take_remembered(event, row["id"], person.id, now=now)
    await waiting.forget_offer_end(row["place_id"])
    if row["status"] in TO_PAY:
        await fees.drop(row["id"], now=now)
    if status in TO_PAY:
        if row["status"] in QUEUED:
            await held_unpaid.require_few(person, event)
        await fees.ask_for(event, person.id, row["id"], held, now=now)
    elif row["status"] in (*QUEUED, *TO_PAY) and status != "waitlisted":
        await has_place(event, row, status, now=now)
    elif status in COMING:
        await announcements.ticket(person.id, row["id"], event.id, way=way, now=now)
    await waiting.offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)
    return Outcome(row["id"], status, await pools.queue_position(held.id))


def _status_after(event: Event, before: str, held: pools.Held) -> str:
    """Who owed the fee may owe another now, or none."""
    if before in (*QUEUED, "pending"):
        return status_of(event, held)
    return "confirmed" if before in TO_PAY and held.state == "confirmed" else before


async def _require_payable(event: Event, row: asyncpg.Record, pool_id: int, way: str, *, now: datetime) -> None:
    """Each way has its own price, in its own currency: what was paid for one does not pay for the other."""
    if await pools.size_of(row["place_id"]) > 1:
        await require_for_many(event, pool_id)
    if row["status"] in TO_PAY:
        order = await orders.order_for(fees.PURPOSE, row["id"])
        if order and await transfers.claimed(order.id):
            raise TransferClaimed
    elif row["status"] not in (*QUEUED, "pending"):
        costs = await fees.held_until(event, pool_id, now=now) is not None
        if costs or (await fees.due_back(event, row["id"], now=now)).paid:
            raise WayCostsOtherwise(way=way)


async def _until(event: Event, row: asyncpg.Record, pool_id: int, now: datetime) -> datetime | None:
    """Whoever is paying already has no more time for it by going over to the other way."""
    if row["status"] in TO_PAY and await fees.held_until(event, pool_id, now=now):
        return await pools.ends_at(row["place_id"])
    return await held_until(event, pool_id, now=now) if row["status"] in QUEUED else None
