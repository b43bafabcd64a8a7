"""What Telegram does not wait for has connections of its own."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from domain import database as forma_database
from tests.kit.databases import hasty


async def test_a_busy_pool_keeps_nobody_waiting_who_is_in_a_hurry(database: str) -> None:
    await forma_database.close()
    await forma_database.connect(database, pool_size=2, hurried=1)
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(forma_database.session())
        with hasty(), pytest.raises(forma_database.Unavailable):
            await forma_database.fetchval("SELECT 1")
        with forma_database.in_a_hurry():
            assert await forma_database.fetchval("SELECT 1") == 1

            async def count() -> int:
                return int(await forma_database.fetchval("SELECT count(*) FROM users"))

            assert await forma_database.in_transaction(count) == 0


async def test_what_begins_after_a_commit_is_in_no_hurry(database: str) -> None:
    await forma_database.close()
    await forma_database.connect(database, pool_size=2, hurried=1)
    later: list[bool] = []

    async def work() -> None:
        forma_database.on_commit(lambda: later.append(forma_database._in_a_hurry.get()))

    with forma_database.in_a_hurry():
        await forma_database.in_transaction(work)
        assert forma_database._in_a_hurry.get()
    assert later == [False]
    await asyncio.sleep(0)
