"""A database that comes back to a moment, as often as a test plays on from there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO

import asyncpg

from tests.kit.databases import UNHINDERED

_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"


class Moment:
    """All rows as they were. Ids go on: what is made later is never mistaken for what was made before."""

    def __init__(self, on: asyncpg.Connection, tables: list[str]) -> None:
        self._on = on
        self._full = " UNION ALL ".join(f"SELECT '{one}' AS name WHERE EXISTS (TABLE {one})" for one in tables)
        self._kept: dict[str, bytes] = {}

    async def keep(self) -> None:
        for table in await self._full_ones():
            kept = BytesIO()
            await self._on.copy_from_table(table, output=kept, format="binary")
            self._kept[table] = kept.getvalue()

    async def back(self) -> None:
        async with self._on.transaction():
            await self._on.execute("; ".join(f"DELETE FROM {one}" for one in await self._full_ones()))
            for table, rows in self._kept.items():
                await self._on.copy_to_table(table, source=BytesIO(rows), format="binary")

    async def _full_ones(self) -> list[str]:
        return [row["name"] for row in await self._on.fetch(self._full)]


@asynccontextmanager
async def kept_moment(url: str) -> AsyncIterator[Moment]:
    on = await asyncpg.connect(url, server_settings=UNHINDERED)
    try:
        moment = Moment(on, [row["relname"] for row in await on.fetch(_TABLES)])
        await moment.keep()
        yield moment
    finally:
        await on.close()
