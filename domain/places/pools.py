"""Places that run out: taken, waited for, offered in turn. The pool's row is locked before anything is counted.

Only what makes places scarcer or hands them on locks the pool; the callers keep what they know beside it in step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.places.errors import CapacityBelowTaken, OfferGone

_COME = """
WITH came AS (
    INSERT INTO places (pool_id, user_id, state, asked_at, changed_at, offer_ends_at)
    VALUES ($1, $2, $3::text, $4, $4, CASE WHEN $3::text = 'held' THEN $5::timestamptz END)
    ON CONFLICT (pool_id, user_id) WHERE state <> 'released' DO NOTHING RETURNING *
), counted AS (
    UPDATE place_pools pool SET taken = pool.taken + (came.state <> 'waiting')::int,
        waiting = pool.waiting + (came.state = 'waiting')::int
    FROM came WHERE pool.id = came.pool_id
)
SELECT * FROM came
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A person's place or seat in the queue."""

    id: int
    pool_id: int
    user_id: int
    state: str
    offer_ends_at: datetime | None


async def create_pool(capacity: int | None) -> int:
    """The new pool's id. None: places never run out."""
    pool_id: int = await database.fetchval(
        "INSERT INTO place_pools (capacity, taken, waiting) VALUES ($1, 0, 0) RETURNING id", capacity
    )
    return pool_id


async def delete_unused_pool(pool_id: int) -> None:
    """One in which somebody ever had a place stays, with its history."""
    await database.execute(
        "DELETE FROM place_pools WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM places WHERE pool_id = $1)", pool_id
    )


async def ask(pool_id: int, user_id: int, *, held_until: datetime | None = None, now: datetime) -> Held:
    """A confirmed place if one is free and nobody waits for it, else a seat at the end of the waiting list.

    With `held_until` the place is held until then, to be confirmed once it is paid for.

    Who already holds something in the pool gets that back unchanged.
    """
    pool = await _lock(pool_id)
    taken = "held" if held_until else "confirmed"
    state = taken if _gives_at_once(pool) else "waiting"
    came = await database.fetchrow(_COME, pool_id, user_id, state, now, held_until)
    held = came or await database.fetchrow(
        "SELECT * FROM places WHERE pool_id = $1 AND user_id = $2 AND state <> 'released'", pool_id, user_id
    )
    assert held is not None
    return _held(held)


async def has_free(pool_id: int) -> bool:
    """Whether asking would give a place at once; true until the end of the transaction."""
    return _gives_at_once(await _lock(pool_id))


def _gives_at_once(pool: asyncpg.Record) -> bool:
    free = pool["capacity"] is None or pool["taken"] < pool["capacity"]
    return free and not pool["waiting"]


async def count_people(pool_id: int) -> int:
    """How many hold a place or wait for one; true until the end of the transaction."""
    pool = await _lock(pool_id)
    count: int = pool["taken"] + pool["waiting"]
    return count


async def release(place_id: int, *, now: datetime) -> bool:
    """Give back a place, an offer or a seat in the queue; False if it was given back before."""
    held = await _lock_place(place_id)
    if held["state"] == "released":
        return False
    await _move(place_id, "released", now)
    waited = held["state"] == "waiting"
    await _count(held["pool_id"], taken=0 if waited else -1, waiting=-1 if waited else 0)
    return True


async def next_in_line(pool_id: int) -> list[Held]:
    """Who is to be offered the places that are free, in the order of the queue; true until the transaction ends."""
    pool = await _lock(pool_id)
    free = pool["waiting"] if pool["capacity"] is None else pool["capacity"] - pool["taken"]
    if free <= 0 or not pool["waiting"]:
        return []
    rows = await database.fetch(
        "SELECT * FROM places WHERE pool_id = $1 AND state = 'waiting' ORDER BY id LIMIT $2", pool_id, free
    )
    return [_held(row) for row in rows]


async def offer(pool_id: int, ends: Mapping[int, datetime], *, now: datetime) -> None:
    """Offer a place to each of these that wait, until their moment; an offered place counts as taken until it ends."""
    moved = await database.execute(
        "UPDATE places SET state = 'offered', offer_ends_at = until.ends_at, changed_at = $4 "
        "FROM unnest($2::bigint[], $3::timestamptz[]) AS until(id, ends_at) "
        "WHERE places.id = until.id AND pool_id = $1 AND state = 'waiting'",
        *(pool_id, list(ends), list(ends.values()), now),
    )
    count = int(moved.split()[-1])
    await _count(pool_id, taken=count, waiting=-count)


async def accept(place_id: int, *, held_until: datetime | None = None, now: datetime) -> Held:
    """The offered place, confirmed, or held until then to be paid for.

    Raises OfferGone once the offer has ended, by time or by hand.
    """
    held = await _lock_place(place_id)
    if held["state"] != "offered" or held["offer_ends_at"] <= now:
        raise OfferGone
    state = "held" if held_until else "confirmed"
    await _move(place_id, state, now, until=held_until)
    return Held(place_id, held["pool_id"], held["user_id"], state, held_until)


async def confirm(place_id: int, *, now: datetime) -> bool:
    """A held place was paid for; False if it is held no more."""
    held = await _lock_place(place_id)
    if held["state"] != "held":
        return False
    await _move(place_id, "confirmed", now)
    return True


async def hold_again(place_id: int, until: datetime, *, now: datetime) -> Held:
    """A confirmed place is held until then, to be paid for: its person has been let in only now."""
    held = await _lock_place(place_id)
    if held["state"] != "confirmed":
        raise OfferGone
    await _move(place_id, "held", now, until=until)
    return Held(place_id, held["pool_id"], held["user_id"], "held", until)


async def hold_until(place_id: int, until: datetime, *, now: datetime) -> bool:
    """Hold it that long instead; False if it is held no more."""
    held = await _lock_place(place_id)
    if held["state"] != "held":
        return False
    await _move(place_id, "held", now, until=until)
    return True


async def end_offer(place_id: int, *, now: datetime) -> bool:
    """Take back an offer, or a hold, whose time is over; False if it is neither (any more) or still has time."""
    held = await _lock_place(place_id)
    if held["state"] not in ("offered", "held") or held["offer_ends_at"] > now:
        return False
    return await release(place_id, now=now)


async def resize(pool_id: int, capacity: int | None) -> None:
    """Raises CapacityBelowTaken; free places that this makes are for who is `next_in_line`."""
    pool = await _lock(pool_id)
    if capacity is not None and capacity < pool["taken"]:
        raise CapacityBelowTaken(taken=pool["taken"])
    await database.execute("UPDATE place_pools SET capacity = $2 WHERE id = $1", pool_id, capacity)


async def queue_position(place_id: int) -> int | None:
    """From 1 at the head; None for one who does not wait."""
    position: int | None = await database.fetchval(
        "SELECT count(*) FROM places ahead JOIN places own ON own.pool_id = ahead.pool_id AND ahead.id <= own.id "
        "WHERE own.id = $1 AND own.state = 'waiting' AND ahead.state = 'waiting' HAVING count(*) > 0",
        place_id,
    )
    return position


async def pool_of(place_id: int) -> int:
    pool_id: int = await database.fetchval("SELECT pool_id FROM places WHERE id = $1", place_id)
    return pool_id


async def ends_at(place_id: int) -> datetime | None:
    """When an offer or a hold ends; None for a place that is neither."""
    end: datetime | None = await database.fetchval("SELECT offer_ends_at FROM places WHERE id = $1", place_id)
    return end


async def _lock(pool_id: int) -> asyncpg.Record:
    row = await database.fetchrow("SELECT * FROM place_pools WHERE id = $1 FOR UPDATE", pool_id)
    assert row is not None
    return row


async def _lock_place(place_id: int) -> asyncpg.Record:
    """The pool first, then the place: the order every path locks in."""
    pool_id = await database.fetchval("SELECT pool_id FROM places WHERE id = $1", place_id)
    if pool_id is None:
        raise OfferGone
    await _lock(pool_id)
    row = await database.fetchrow("SELECT * FROM places WHERE id = $1", place_id)
    assert row is not None
    return row


async def _move(place_id: int, state: str, now: datetime, *, until: datetime | None = None) -> None:
    await database.execute(
        "UPDATE places SET state = $2, offer_ends_at = $4, changed_at = $3 WHERE id = $1", place_id, state, now, until
    )


async def _count(pool_id: int, *, taken: int, waiting: int) -> None:
    await database.execute(
        "UPDATE place_pools SET taken = taken + $2, waiting = waiting + $3 WHERE id = $1", pool_id, taken, waiting
    )


def _held(row: asyncpg.Record) -> Held:
    return Held(row["id"], row["pool_id"], row["user_id"], row["state"], row["offer_ends_at"])
