"""What listens ends when it is told to, also at the very moment at which its connection is lost."""

from __future__ import annotations

import asyncio

from domain import database as forma_database


async def test_a_listener_that_loses_its_connection_while_it_is_cancelled_ends(database: str) -> None:
    gone = asyncio.Event()
    async with forma_database.connection() as own:
        waiting = asyncio.create_task(forma_database._until_gone(own, gone))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gone.set()
        await asyncio.sleep(0)
        waiting.cancel()
        async with asyncio.timeout(20):
            await asyncio.gather(waiting, return_exceptions=True)
    assert waiting.cancelled() or waiting.done()
