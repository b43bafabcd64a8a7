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
from tests.kit.waiting import until

CONNECTIONS = 20


@pytest.fixture
async def many_connections(database_url: str) -> AsyncIterator[str]:
    await forma_database.connect(database_url, pool_size=CONNECTIONS)
    try:
        yield database_url
    finally:
        await forma_database.close()


async def _alone(pool_id: int, person: Person) -> str:
    return (await pools.ask(pool_id, person.id, now=START)).state


async def rivals(
    people: list[Person], pool_id: int, ask: Callable[[int, Person], Awaitable[str]] = _alone, *, attempts: int = 3
) -> Counter[str]:
    """Everybody asks at once, as many at a time as there are connections."""
    at_once = asyncio.Semaphore(CONNECTIONS)

    async def come(person: Person) -> str:
        async with at_once:
            try:
                return await in_transaction(lambda: ask(pool_id, person), attempts=attempts)
            except asyncpg.CheckViolationError:
                return "refused by the database"

    return Counter(await asyncio.gather(*map(come, people)))


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
    people, all_have_looked = await meet_many(CONNECTIONS), asyncio.Barrier(CONNECTIONS)

    async def look_without_lock(pool_id: int) -> asyncpg.Record:
        row = await forma_database.fetchrow("SELECT * FROM place_pools WHERE id = $1", pool_id)
        assert row is not None
        await all_have_looked.wait()
        return row

    async def ask(pool_id: int, person: Person) -> str:
        ((held, _),) = await pools.ask_together(pool_id, [person.id], now=START)
        return held.state

    async with transaction():
        pool_id = await pools.create_pool(1)
    if not database_says_no:
        await forma_database.execute("ALTER TABLE place_pools DROP CONSTRAINT place_pools_never_oversold")
    monkeypatch.setattr(pools, "_lock", look_without_lock)
    outcome = await rivals(people, pool_id, ask, attempts=1)
    refused = {"confirmed": 1, "refused by the database": CONNECTIONS - 1}
    assert outcome == (refused if database_says_no else {"confirmed": CONNECTIONS})
    print(f"\nwithout the lock, constraint {'on' if database_says_no else 'off'}: {dict(outcome)}")


async def test_who_asks_alone_has_nothing_but_the_lock(many_connections: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the one statement: it writes what it read where it locks, so no CHECK sees what others wrote."""
    locked = "SELECT * FROM place_pools WHERE id = $1 FOR UPDATE"
    assert locked in pools._COME
    gate = f"(SELECT pg_advisory_xact_lock_shared({GATE})) AS gate"
    unlocked = pools._COME.replace(locked, f"SELECT pool.* FROM place_pools pool, {gate} WHERE id = $1")
    monkeypatch.setattr(pools, "_COME", unlocked)
    people = await meet_many(CONNECTIONS)
    async with transaction():
        pool_id = await pools.create_pool(1)
    operator = await asyncpg.connect(many_connections)
    await operator.execute("SELECT pg_advisory_lock($1)", GATE)
    asking = asyncio.create_task(rivals(people, pool_id))
    await until(lambda: operator.fetchval(AT_THE_GATE, CONNECTIONS))
    await operator.close()
    assert await asking == {"confirmed": CONNECTIONS}, "each statement had begun before another one was over"


GATE = 1917
AT_THE_GATE = """
SELECT count(*) = $1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


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
