"""A place is never sold twice, and it is the lock that sees to it (F26, F27, N1, N6)."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import asyncpg
import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction, transaction
from domain.errors import Refusal
from domain.events import ways
from domain.events.entry import admitting, leaving, registration, waiting
from domain.events.making import creation
from domain.places import pools
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, plan, published

CONNECTIONS = 20


@pytest.fixture
async def many_connections(database_url: str) -> AsyncIterator[str]:
    await forma_database.connect(database_url, pool_size=CONNECTIONS)
    try:
        yield database_url
    finally:
        await forma_database.close()


async def rivals(people: list[Person], pool_id: int) -> Counter[str]:
    """Everybody asks at once, as many at a time as there are connections."""
    at_once = asyncio.Semaphore(CONNECTIONS)

    async def ask(person: Person) -> str:
        async with at_once:
            try:
                held = await in_transaction(lambda: pools.ask(pool_id, person.id, now=START))
            except asyncpg.CheckViolationError:
                return "refused by the database"
            return held.state

    return Counter(await asyncio.gather(*map(ask, people)))


async def test_of_two_hundred_rivals_for_the_last_place_one_gets_it(many_connections: str, big: bool) -> None:
    people = await meet_many(200)
    rounds = 100 if big else 2
    for _ in range(rounds):
        async with transaction():
            pool_id = await pools.create_pool(1)
        assert await rivals(people, pool_id) == {"confirmed": 1, "waiting": 199}
        order = await forma_database.fetch("SELECT id FROM places WHERE state = 'waiting' AND pool_id = $1", pool_id)
        assert len(order) == 199
    print(f"\n{rounds} rounds of 200 rivals for one place over {CONNECTIONS} connections: 0 oversold")


@pytest.mark.parametrize("database_says_no", [True, False])
async def test_without_the_lock_the_same_goes_wrong(
    many_connections: str, monkeypatch: pytest.MonkeyPatch, database_says_no: bool
) -> None:
    """The control: with the lock off it is the CHECK that refuses people, and with that off too places are oversold."""

    async def look_without_lock(pool_id: int) -> asyncpg.Record:
        row = await forma_database.fetchrow("SELECT * FROM place_pools WHERE id = $1", pool_id)
        assert row is not None
        await asyncio.sleep(0.02)
        return row

    locked = "SELECT * FROM place_pools WHERE id = $1 FOR UPDATE"
    assert locked in pools._COME
    unlocked = pools._COME.replace(
        locked, "SELECT pool.* FROM place_pools pool, (SELECT pg_sleep(0.02)) AS late WHERE id = $1"
    )
    people = await meet_many(60)
    async with transaction():
        pool_id = await pools.create_pool(1)
    if not database_says_no:
        await forma_database.execute("ALTER TABLE place_pools DROP CONSTRAINT place_pools_never_oversold")
    monkeypatch.setattr(pools, "_COME", unlocked)
    monkeypatch.setattr(pools, "_lock", look_without_lock)
    outcome = await rivals(people, pool_id)
    if database_says_no:
        assert outcome["refused by the database"] > 0
        assert outcome["confirmed"] == 1
    else:
        assert outcome["confirmed"] > 1
    print(f"\nwithout the lock, constraint {'on' if database_says_no else 'off'}: {dict(outcome)}")


async def test_leaving_expiring_growing_and_joining_at_once_keep_one_offer_a_place(
    many_connections: str, big: bool
) -> None:
    """F27: whatever meets whatever, counters equal rows, nothing is oversold and no place is idle while some wait."""
    igor = await meet("Игорь")
    people = await meet_many(24)
    for _ in range(40 if big else 3):
        event = await published(igor, capacity=6)
        pool_id = (await ways.pools_of(event.id))["onsite"]
        for person in people[:14]:
            async with transaction():
                await registration.register(person, event.id, {}, now=START)
        for person in people[:3]:
            async with transaction():
                await leaving.leave(person, event.id, now=START)
        late = START + timedelta(hours=3)
        offers = await forma_database.fetch("SELECT id FROM places WHERE state = 'offered' AND pool_id = $1", pool_id)
        assert len(offers) == 3
        units = [_try(leaving.leave, person, event.id, now=late) for person in people[3:5]]
        units += [_try(waiting.end_offer, row["id"], now=late) for row in offers]
        units += [_try(admitting.take_offer, person, event.id, now=START) for person in people[6:9]]
        units += [_try(registration.register, person, event.id, {}, now=late) for person in people[14:]]
        units += [_try(creation.edit_event, igor, event.id, plan(capacity=8), version=None, now=late)]
        await asyncio.gather(*units)
        await _check_pool(pool_id)


async def _try(use_case: Callable[..., Awaitable[object]], *what: object, **how: object) -> None:
    """That a rival was faster is no failure."""
    with contextlib.suppress(Refusal):
        await in_transaction(lambda: use_case(*what, **how), attempts=5)


async def _check_pool(pool_id: int) -> None:
    pool = await forma_database.fetchrow("SELECT * FROM place_pools WHERE id = $1", pool_id)
    rows = await forma_database.fetch(
        "SELECT p.id, p.state, r.status FROM places p JOIN registrations r ON r.place_id = p.id "
        "WHERE p.pool_id = $1 ORDER BY p.id",
        pool_id,
    )
    assert pool is not None
    states = Counter(row["state"] for row in rows)
    assert pool["taken"] == states["offered"] + states["confirmed"] <= pool["capacity"]
    assert pool["waiting"] == states["waiting"]
    assert pool["taken"] == pool["capacity"] or not states["waiting"]
    same = {"waiting": "waitlisted", "offered": "offered", "confirmed": "confirmed", "released": "withdrawn"}
    assert all(same[row["state"]] == row["status"] for row in rows)
    waiting_ids = [row["id"] for row in rows if row["state"] == "waiting"]
    served = [row["id"] for row in rows if row["state"] in ("offered", "confirmed")]
    assert not waiting_ids or max(served) < min(waiting_ids), "somebody was passed over"
