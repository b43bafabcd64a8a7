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
from domain.events.entry.own import own_registration
from domain.events.entry.statuses import COMING, QUEUED, TO_PAY
from domain.events.errors import WayFull
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees
from domain.events.programme import choosing
from domain.places import pools


async def change_way(person: Person, event_id: int, way: str, *, now: datetime) -> Outcome:
    """Take part the other way: one place is given up and the other taken at once, until registration closes.

    Who has a place, or is offered one, changes it for a free place only, so nobody loses theirs for a seat in a queue;
    who waits goes to a free place or to the end of the other queue. Asked for the present way, nothing changes.
    Raises NotRegistered, EventNotOpen, WayClosed, WayFull.
    """
    event = await load(event_id)
    row = await own_registration(event_id, person)
    check_open(event, now=now)
    opened = await ways.pools_of(event.id)
    pool_id, waits = ways.choose(opened, way), row["status"] == "waitlisted"
    until = await _until(event, row, now)
    if pool_id == await pools.pool_of(row["place_id"]):
        return Outcome(row["id"], row["status"], await pools.queue_position(row["place_id"]))
    size = await pools.size_of(row["place_id"])
    if not waits and not await pools.has_free(pool_id, size):
        raise WayFull(way=way)
    held = await pools.ask(pool_id, person.id, size=size, held_until=until, now=now)
    status = status_of(event, held) if row["status"] in (*QUEUED, "pending") else row["status"]
    await database.execute("UPDATE registrations SET place_id = $2 WHERE id = $1", row["id"], held.id)
    await history.move(held.id, status, actor_id=person.id, now=now, details={"way": way})
    await counting.over(event.id, person.id, row["id"], now=now)
    await pools.release(row["place_id"], now=now)
    if waits and status != "waitlisted":
        await choosing.take_remembered(event, row["id"], person.id, now=now)
    await waiting.forget_offer_end(row["place_id"])
    if status in TO_PAY:
        await fees.ask_for(event, person.id, row["id"], held, now=now)
    elif row["status"] in QUEUED and status != "waitlisted":
        await has_place(event, row, status, now=now)
    elif status in COMING:
        await announcements.ticket(person.id, row["id"], event.id, way=way, now=now)
    await waiting.offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)
    return Outcome(row["id"], status, await pools.queue_position(held.id))


async def _until(event: Event, row: asyncpg.Record, now: datetime) -> datetime | None:
    """Whoever is paying already has no more time for it by going over to the other way."""
    if row["status"] in TO_PAY:
        return await pools.ends_at(row["place_id"])
    return held_until(event, now=now) if row["status"] in QUEUED else None
