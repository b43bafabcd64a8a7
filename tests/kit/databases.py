"""A clean database for each test: the one that a worker is connected to is emptied and used again.

Making, connecting to and dropping a database for each test costs ten times as much, and its connections are cold:
nothing is prepared, no catalogue is read. One that cannot be shown to be as it was is dropped, and a new one is made.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

import asyncpg
import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException

from domain import borrowing, database
from tests.kit.services import Services, cloned_database

GROWN = 4 << 20
"""Emptied tables keep their size: beyond it a new database is the quicker one."""
_TABLES = """
SELECT quote_ident(relname) AS name FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
_MADE = """
SELECT (SELECT array[max(xmin::text::bigint), count(*)] FROM pg_class) AS classes,
    (SELECT array[max(xmin::text::bigint), count(*)] FROM pg_trigger) AS triggers,
    (SELECT array[max(xmin::text::bigint), count(*)] FROM pg_constraint) AS constraints,
    (SELECT count(*) FROM pg_statistic) AS statistics
"""
"""What changing or measuring the schema changes."""
_CONNECTIONS = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
"""
_SIZE = "SELECT sum(pg_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_IDS = "SELECT seqrelid AS sequence, pg_sequence_last_value(seqrelid) AS last FROM pg_sequence"
_ANEW = """
SELECT setval(own.seqrelid, coalesce(made.last, own.seqstart), made.last IS NOT NULL)
FROM pg_sequence own JOIN unnest($1::oid[], $2::bigint[]) AS made(sequence, last) ON made.sequence = own.seqrelid
WHERE pg_sequence_last_value(own.seqrelid) IS DISTINCT FROM made.last
"""
"""Ids begin at one again, or behind those of the rows that migrations bring."""
UNHINDERED = {"session_replication_role": "replica"}
"""Triggers that refuse to empty a table, and keys to other tables, have no say. Where this is changed all plans are
forgotten: so it holds for one connection from its beginning, and those of the domain keep theirs from test to test.
"""


class Databases:
    """Those of one worker: one at a time is connected to the domain, and kept between tests while it can be."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept: AsyncExitStack | None = None
        self._url = ""
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[str]:
        """The domain is connected to a migrated database with nobody in it."""
        if self._kept is None or _pool() is not self._pool:
            await self.let_go()
            await self._open()
        try:
            yield self._url
        finally:
            if not await self._is_clean_again():
                await self.let_go()

    async def let_go(self) -> None:
        """The domain is connected to nothing."""
        if self._kept is not None:
            kept, self._kept = self._kept, None
            await kept.aclose()

    async def _open(self) -> None:
        async with AsyncExitStack() as stack:
            self._url = await stack.enter_async_context(cloned_database(self._services))
            stack.push_async_callback(database.close)
            await database.connect(self._url)
            self._pool = _pool()
            self._broom = await asyncpg.connect(self._url, server_settings=UNHINDERED)
            stack.callback(self._broom.terminate)
            tables = [row["name"] for row in await self._broom.fetch(_TABLES)]
            self._full = " UNION ALL ".join(f"SELECT '{one}' AS name WHERE EXISTS (TABLE {one})" for one in tables)
            self._seeded = [row["name"] for row in await self._broom.fetch(self._full)]
            self._ids = [tuple(row) for row in await self._broom.fetch(_IDS)]
            self._as_made = await self._made()
            self._kept = stack.pop_all()

    async def _made(self) -> list[Any]:
        """The schema, and the rows that migrations bring."""
        seeds = [await self._broom.fetch(f"TABLE {one}") for one in self._seeded]
        return [await self._broom.fetchrow(_MADE), *seeds]

    async def _is_clean_again(self) -> bool:
        try:
            if _pool() is not self._pool or not await self._is_left_alone():
                return False
            await self._empty()
            return await self._made() == self._as_made and await self._broom.fetchval(_SIZE) < GROWN
        except (
            OSError,
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
            asyncpg.InternalClientError,
            database.Unavailable,
        ):
            return False

    async def _is_left_alone(self) -> bool:
        """Nothing of the test is still at work in it. A connection that has just been closed is given a moment."""
        assert self._pool is not None
        if database.lent():
            return False
        for _ in range(20):
            if await self._broom.fetchval(_CONNECTIONS) == self._pool.get_size() + 1:
                return True
            await asyncio.sleep(0.01)
        return False

    async def _empty(self) -> None:
        full = [row["name"] for row in await self._broom.fetch(self._full)]
        if emptied := "; ".join(f"DELETE FROM {one}" for one in full if one not in self._seeded):
            await self._broom.execute(emptied)
        await self._broom.fetch(_ANEW, *map(list, zip(*self._ids, strict=True)))


@asynccontextmanager
async def no_database() -> AsyncIterator[None]:
    """Every connection of the pool is in other hands, and nobody waits long for one."""
    pool = _pool()
    assert pool is not None
    async with AsyncExitStack() as taken:
        while database.lent() < pool.get_max_size():
            await taken.enter_async_context(database.connection())
        with hasty():
            yield


@contextmanager
def hasty(seconds: float = 0.2) -> Iterator[None]:
    """Who gets no connection within so long is told that there is none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(borrowing, "ACQUIRE_TIMEOUT_S", seconds)
        yield


def _pool() -> asyncpg.Pool[asyncpg.Record] | None:
    """The one the domain uses now, if it uses one."""
    with contextlib.suppress(KeyError, RuntimeError, BaseORMException):
        pool: asyncpg.Pool[asyncpg.Record] | None = getattr(get_connection("default"), "_pool", None)
        return pool
    return None
