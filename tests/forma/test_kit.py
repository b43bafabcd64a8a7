from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import asyncpg
import pytest
import redis.asyncio
from playwright.async_api import Error

from domain import database as db
from tests.kit.chromium import Chromium
from tests.kit.databases import Databases
from tests.kit.people import administrator, meet


@pytest.fixture(scope="module")
def left_open() -> Iterator[dict[str, asyncpg.Connection]]:
    """Connections by their database."""
    connections: dict[str, asyncpg.Connection] = {}
    yield connections
    for one in connections.values():
        one.terminate()


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_has_a_database_of_its_own(turn: int, database: str) -> None:
    await db.execute("CREATE TABLE left_behind (turn int)")
    await db.execute("INSERT INTO left_behind VALUES ($1)", turn)
    assert await db.fetchval("SELECT count(*) FROM left_behind") == 1


@pytest.mark.parametrize("turn", [1, 2])
async def test_nobody_is_left_of_the_test_before(turn: int, database: str) -> None:
    """The database may be the same one: its rows are gone, also those that refuse to go, and ids begin at one."""
    assert (await meet("Оля")).id == 1
    await administrator()
    assert await db.fetchval("SELECT min(id) FROM audit_entries") == 1


async def test_one_that_can_be_left_clean_is_used_again(databases: Databases) -> None:
    """A new one for each test would cost more than most tests."""
    await databases.let_go()
    async with databases.connected() as first:
        await meet("Оля")
    async with databases.connected() as second:
        assert second == first


@pytest.mark.parametrize("turn", [1, 2])
async def test_what_migrations_bring_is_there_again(turn: int, database: str) -> None:
    assert await db.execute("DELETE FROM event_categories") != "DELETE 0"


@pytest.mark.parametrize("turn", [1, 2])
async def test_nobody_else_is_connected(turn: int, database: str, left_open: dict[str, asyncpg.Connection]) -> None:
    """A program that a test has left running would write into the next one's database."""
    assert database not in left_open
    left_open[database] = await asyncpg.connect(database)


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_has_an_empty_valkey(turn: int, redis_url: str) -> None:
    async with redis.asyncio.from_url(redis_url) as client:
        assert await client.set("place", turn, nx=True)


async def test_russian_words_have_letters(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    assert await connection.fetchval("SELECT similarity('марафон', 'марофон')") > 0.3
    assert await connection.fetchval("SELECT lower('ПРИВЕТ')") == "привет"
    assert await connection.fetchval("SELECT to_tsvector('russian', 'Забеги') @@ to_tsquery('russian', 'забег')")
    await connection.close()


@pytest.mark.browser
async def test_a_chromium_that_was_ended_is_begun_anew() -> None:
    """On a machine without memory the system ends what is large: one test may fail of it, but not all that follow."""
    chromium = Chromium()
    try:
        async with chromium.lent() as browser:
            line = await browser.new_browser_cdp_session()
            told = await line.send("SystemInfo.getProcessInfo")
            pid = next(one["id"] for one in told["processInfo"] if one["type"] == "browser")
            os.kill(pid, signal.SIGKILL)
            with pytest.raises(Error):
                await browser.new_page()
            assert not await chromium.answers()
        async with chromium.lent() as browser:
            assert await (await browser.new_page()).evaluate("1 + 1") == 2
        assert browser.contexts == []
    finally:
        await chromium.close()
