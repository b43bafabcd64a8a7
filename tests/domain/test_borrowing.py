"""Connections that were lent come back to whoever wants one next, and whoever waits for the pool gets one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from domain import database as forma_database
from domain.borrowing import Lender, Unavailable
from domain.inbox.outages import is_outage
from tests.kit.databases import hasty
from tests.kit.waiting import until


@pytest.fixture
async def pool(database: str) -> AsyncIterator[asyncpg.Pool[asyncpg.Record]]:
    async with asyncpg.create_pool(database, min_size=1, max_size=4) as pool:
        yield pool


async def _server_id(connection: forma_database.Connection) -> int:
    found: int = await connection.fetchval("SELECT pg_backend_pid()")
    return found


async def test_what_came_back_is_lent_again_and_half_of_the_pool_is_left_to_others(
    pool: asyncpg.Pool[asyncpg.Record],
) -> None:
    lender = Lender(pool)
    lent = [await lender.lend() for _ in range(4)]
    ids = {await _server_id(one) for one in lent}
    for one in lent:
        await lender.take_back(one)
    assert pool.get_idle_size() == 2
    lent = [await lender.lend() for _ in range(2)]
    assert {await _server_id(one) for one in lent} <= ids
    others = [await pool.acquire() for _ in range(2)]
    with hasty(), pytest.raises(Unavailable):
        await lender.lend()
    for one in others:
        await pool.release(one)
    for one in lent:
        await lender.take_back(one)
    await lender.close()


async def test_who_waits_gets_what_comes_back(pool: asyncpg.Pool[asyncpg.Record]) -> None:
    lender = Lender(pool)
    lent = [await lender.lend() for _ in range(4)]
    waiting = asyncio.create_task(lender.lend())
    await asyncio.sleep(0)
    await lender.take_back(lent.pop())
    lent.append(await waiting)
    for one in lent:
        await lender.take_back(one)
    await lender.close()
    assert pool.get_idle_size() == 4


async def test_a_connection_that_is_gone_is_not_lent_again(pool: asyncpg.Pool[asyncpg.Record]) -> None:
    lender = Lender(pool)
    gone = await lender.lend()
    gone_id = await _server_id(gone)
    await lender.take_back(gone)
    await forma_database.execute("SELECT pg_terminate_backend($1)", gone_id)
    async with asyncio.timeout(60):
        while pool.get_size() > pool.get_idle_size():
            await asyncio.sleep(0.01)
    fresh = await lender.lend()
    assert await _server_id(fresh) != gone_id
    await lender.take_back(fresh)
    await lender.close()


async def test_one_that_dies_while_it_is_given_back_costs_nobody_anything(pool: asyncpg.Pool[asyncpg.Record]) -> None:
    """The pool has seen it whole, and has not begun to clean it: what was done with it is done all the same."""
    lender = Lender(pool)
    lent = await lender.lend()
    giving_back = asyncio.create_task(lender.take_back(lent, clean=False))
    await asyncio.sleep(0)
    lent.terminate()
    await giving_back
    fresh = await lender.lend()
    assert await fresh.fetchval("SELECT 1") == 1
    await lender.take_back(fresh)
    await lender.close()


async def test_what_was_left_open_is_not_handed_on(pool: asyncpg.Pool[asyncpg.Record]) -> None:
    lender = Lender(pool)
    lent = await lender.lend()
    with pytest.raises(asyncpg.DivisionByZeroError):
        await lent.execute("BEGIN; SELECT 1 / 0")
    await lender.take_back(lent, clean=False)
    again = await lender.lend()
    assert await again.fetchval("SELECT 1") == 1
    await lender.take_back(again)
    await lender.close()


async def test_a_refused_transaction_leaves_nothing_behind(database: str) -> None:
    with pytest.raises(ValueError, match="no"):
        async with forma_database.transaction():
            await forma_database.execute("INSERT INTO agenda (kind, subject, due_at) VALUES ('a', 'b', now())")
            raise ValueError("no")
    assert await forma_database.fetchval("SELECT count(*) FROM agenda") == 0


@pytest.mark.parametrize("when", ["during a statement", "between two"])
async def test_a_connection_that_ends_in_a_transaction_is_an_outage_and_no_mistake(database: str, when: str) -> None:
    own = "SELECT pg_terminate_backend(pg_backend_pid())"
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)) as told:
        async with forma_database.transaction():
            if when == "during a statement":
                await forma_database.fetch(own)
            await _end(database, await forma_database.fetchval("SELECT pg_backend_pid()"))
            await forma_database.fetch("SELECT 1")
    assert is_outage(told.value)
    assert await forma_database.fetchval("SELECT 1") == 1


async def _end(url: str, pid: int) -> None:
    other = await asyncpg.connect(url)
    await other.execute("SELECT pg_terminate_backend($1)", pid)
    await until(lambda: other.fetchval("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = $1)", pid))
    await other.close()
