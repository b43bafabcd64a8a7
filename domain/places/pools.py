"""Places that run out: taken, waited for, offered in turn. The pool's row is locked before anything is counted.

Only what makes places scarcer or hands them on locks the pool; the callers keep what they know beside it in step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import asyncpg

from domain import database
from domain.places import queue
from domain.places.errors import CapacityBelowTaken, OfferGone

_COME = """
WITH pool AS (SELECT * FROM place_pools WHERE id = $1 FOR UPDATE), judged AS (
    SELECT id, CASE WHEN $7::text IS NOT NULL THEN $7 WHEN capacity - taken < $6 THEN 'waiting' WHEN waiting = 0 THEN $3
        WHEN capacity IS NULL THEN 'waiting' END AS state FROM pool
), came AS (
    INSERT INTO places (pool_id, user_id, state, asked_at, changed_at, offer_ends_at, size)
    SELECT id, $2, state, $4, $4, CASE WHEN state = 'held' THEN $5::timestamptz END, $6 FROM judged
    WHERE state IS NOT NULL
    ON CONFLICT (pool_id, user_id) WHERE state <> 'released' DO NOTHING RETURNING *
), counted AS (
    UPDATE place_pools SET capacity = pool.capacity,
        taken = pool.taken + CASE WHEN came.state <> 'waiting' THEN came.size ELSE 0 END,
        waiting = pool.waiting + (came.state = 'waiting')::int
    FROM came, pool WHERE place_pools.id = came.pool_id
)
SELECT came.*, CASE WHEN state = 'waiting' THEN pool.waiting + 1 END AS position FROM came, pool
"""
"""$7 decides, where it is told. Else nothing is done where some wait though so many places are free: who of them fits
is to be seen first.

Each number is written from the row that was locked: PostgreSQL checks a row's rules on the version that stood when the
statement began, before it looks for a newer one, and that version may be full where the locked one is not any more.
"""

_COME_TOGETHER = """
WITH asked AS (
    SELECT person, row_number() OVER (ORDER BY at) AS nth FROM unnest($2::bigint[]) WITH ORDINALITY AS of(person, at)
    WHERE NOT EXISTS (SELECT 1 FROM places p WHERE p.pool_id = $1 AND p.user_id = person AND p.state <> 'released')
), came AS (
    INSERT INTO places (pool_id, user_id, state, asked_at, changed_at, size)
    SELECT $1, person, CASE WHEN nth <= $3 THEN 'confirmed' ELSE 'waiting' END, $4, $4, 1 FROM asked ORDER BY nth
    RETURNING *
), counted AS (
    UPDATE place_pools pool SET taken = pool.taken + new.taken, waiting = pool.waiting + new.waiting
    FROM (SELECT count(*) FILTER (WHERE state = 'confirmed') AS taken,
                 count(*) FILTER (WHERE state = 'waiting') AS waiting FROM came) new
    WHERE pool.id = $1
)
SELECT * FROM came ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A person's place or seat in the queue."""

    id: int
    pool_id: int
    user_id: int
    state: str
    offer_ends_at: datetime | None
    size: int = 1
    """For how many people."""
    position: int | None = None
    """Of who has just come to the end of the queue."""


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


async def ask(pool_id: int, user_id: int, *, size: int = 1, held_until: datetime | None = None, now: datetime) -> Held:
    """Confirmed places for the whole party if so many are free and nobody waits whom they would do, else a seat at the
    end of the waiting list: all of them or none.

    With `held_until` the place is held until then, to be confirmed once it is paid for.

    Who already holds something in the pool gets that back unchanged.
    """
    taken = "held" if held_until else "confirmed"
    asked = (pool_id, user_id, taken, now, held_until, size)
    came = await database.fetchrow(_COME, *asked, None)
    if came is None:
        state = taken if await _gives_at_once(await _lock(pool_id), size) else "waiting"
        came = await database.fetchrow(_COME, *asked, state)
    if came:
        return replace(_held(came), position=came["position"])
    held = await database.fetchrow(
        "SELECT * FROM places WHERE pool_id = $1 AND user_id = $2 AND state <> 'released'", pool_id, user_id
    )
    assert held is not None
    return _held(held)


async def ask_together(pool_id: int, user_ids: Sequence[int], *, now: datetime) -> list[tuple[Held, int | None]]:
    """Each for themselves, in this order, as if they asked one after another; with their position if they wait.

    Who holds something in the pool already is left out.
    """
    pool = await _lock(pool_id)
    at_once = await _how_many_at_once(pool, len(user_ids))
    rows = await database.fetch(_COME_TOGETHER, pool_id, list(user_ids), at_once, now)
    first = pool["waiting"] + 1
    waiting = [row["id"] for row in rows if row["state"] == "waiting"]
    positions = {place_id: position for position, place_id in enumerate(waiting, first)}
    return [(_held(row), positions.get(row["id"])) for row in rows]


async def _how_many_at_once(pool: asyncpg.Record, asking: int) -> int:
    """Of so many who ask for one place each. While they get theirs, no party that waits comes to fit."""
    if not await _gives_at_once(pool, 1):
        return 0
    return asking if pool["capacity"] is None else min(asking, pool["capacity"] - pool["taken"])


async def has_free(pool_id: int, size: int = 1) -> bool:
    """Whether asking would give so many places at once; true until the end of the transaction."""
    return await _gives_at_once(await _lock(pool_id), size)


async def looks_free(pool_id: int) -> bool:
    """The same for one person, only looked at: it may have changed when they ask. Nobody waits for the pool."""
    row = await database.fetchrow("SELECT * FROM place_pools WHERE id = $1", pool_id)
    assert row is not None
    return await _gives_at_once(row, 1)


async def _gives_at_once(pool: asyncpg.Record, size: int) -> bool:
    """Who waits comes first; a party for which it is not enough keeps its rank and nobody from it."""
    if pool["capacity"] is None:
        return not pool["waiting"]
    free = pool["capacity"] - pool["taken"]
    return free >= size and not (pool["waiting"] and await queue.anybody_fits(pool["id"], free))


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
    await _count(held["pool_id"], taken=0 if waited else -held["size"], waiting=-1 if waited else 0)
    return True


async def grow(place_id: int) -> bool:
    """One more person: at once where a place is free for them, and for who waits without losing their rank.

    False: there is no free place, somebody waits for it, or the places are only offered yet.
    """
    held = await _lock_place(place_id)
    if held["state"] not in ("waiting", "held", "confirmed") or held["size"] >= queue.MOST:
        return False
    waits = held["state"] == "waiting"
    if not waits and not await _gives_at_once(await _lock(held["pool_id"]), 1):
        return False
    await _resize_party(held, 1)
    return True


async def shrink(place_id: int) -> bool:
    """One person less: their place is free, a party that waits needs one less. False for one alone or gone."""
    held = await _lock_place(place_id)
    if held["state"] == "released" or held["size"] <= 1:
        return False
    await _resize_party(held, -1)
    return True


async def _resize_party(held: asyncpg.Record, by: int) -> None:
    await database.execute("UPDATE places SET size = size + $2, skipped_at = NULL WHERE id = $1", held["id"], by)
    if held["state"] != "waiting":
        await _count(held["pool_id"], taken=by, waiting=0)


async def pass_on(place_id: int, user_id: int, *, now: datetime) -> None:
    """The place has another person from now on; how many are taken does not change."""
    await database.execute(
        "UPDATE places SET user_id = $2, changed_at = $3 WHERE id = $1 AND state = 'confirmed'", place_id, user_id, now
    )


async def next_in_line(pool_id: int) -> list[Held]:
    """Who is to be offered the places that are free, in the order of the queue; true until the transaction ends."""
    pool = await _lock(pool_id)
    free = None if pool["capacity"] is None else pool["capacity"] - pool["taken"]
    if (free is not None and free <= 0) or not pool["waiting"]:
        return []
    return [_held(row) for row in await queue.fitting(pool_id, free)]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """`free`: how many places there were for them."""

    party: Held
    free: int


async def passed_over(pool_id: int, heads: Sequence[Held], *, now: datetime) -> list[PassedOver]:
    """Parties for whom the free places were too few while `heads` are offered theirs; each is named once."""
    pool = await _lock(pool_id)
    free = 0 if pool["capacity"] is None else pool["capacity"] - pool["taken"]
    if free <= 0 or not pool["waiting"]:
        return []
    rows = await queue.passed_over(pool_id, [one.id for one in heads], now=now)
    return [PassedOver(_held(row), free) for row in rows]


async def move_in_line(place_id: int, position: int) -> bool:
    """The organizer's own order; False if nothing has changed."""
    held = await _lock_place(place_id)
    return await queue.move(held["pool_id"], place_id, position)


async def offer(pool_id: int, ends: Mapping[int, datetime], *, now: datetime) -> None:
    """Offer their places to each of these that wait, until their moment; an offered one counts as taken until then."""
    moved = await database.fetch(
        "UPDATE places SET state = 'offered', offer_ends_at = until.ends_at, changed_at = $4, skipped_at = NULL "
        "FROM unnest($2::bigint[], $3::timestamptz[]) AS until(id, ends_at) "
        "WHERE places.id = until.id AND pool_id = $1 AND state = 'waiting' RETURNING size",
        *(pool_id, list(ends), list(ends.values()), now),
    )
    await _count(pool_id, taken=sum(row["size"] for row in moved), waiting=-len(moved))


async def accept(place_id: int, *, held_until: datetime | None = None, now: datetime) -> Held:
    """The offered place, confirmed, or held until then to be paid for.

    Raises OfferGone once the offer has ended, by time or by hand.
    """
    held = await _lock_place(place_id)
    if held["state"] != "offered" or held["offer_ends_at"] <= now:
        raise OfferGone
    state = "held" if held_until else "confirmed"
    await _move(place_id, state, now, until=held_until)
    return Held(place_id, held["pool_id"], held["user_id"], state, held_until, held["size"])


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
    return Held(place_id, held["pool_id"], held["user_id"], "held", until, held["size"])


async def hold_until(place_id: int, until: datetime, *, now: datetime) -> bool:
    """Hold it that long instead; False if it is held no more."""
    held = await _lock_place(place_id)
    if held["state"] != "held":
        return False
    await _move(place_id, "held", now, until=until)
    return True


async def give_time(place_id: int, until: datetime, *, now: datetime) -> bool:
    """Keep an offered or held place that long instead; False if it is kept for nobody any more."""
    held = await _lock_place(place_id)
    if held["state"] not in ("offered", "held"):
        return False
    await _move(place_id, held["state"], now, until=until)
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
    return await queue.position(place_id)


async def pool_of(place_id: int) -> int:
    pool_id: int = await database.fetchval("SELECT pool_id FROM places WHERE id = $1", place_id)
    return pool_id


async def size_of(place_id: int) -> int:
    """For how many people."""
    size: int = await database.fetchval("SELECT size FROM places WHERE id = $1", place_id)
    return size


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
    return Held(row["id"], row["pool_id"], row["user_id"], row["state"], row["offer_ends_at"], row["size"])
