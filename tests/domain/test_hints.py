"""What listens ends when it is told to, also at the very moment at which its connection is lost."""

from __future__ import annotations

import asyncio

from domain import database as forma_database
from domain import hints


async def test_a_listening_that_is_cancelled_while_its_connection_is_lost_ends(database: str) -> None:
    """Else a process would survive SIGTERM beside a database that has died."""
    heard: list[str] = []
    listening = asyncio.create_task(hints.hear(heard.append))
    while not heard:
        await asyncio.sleep(0.01)
    async with forma_database.connection() as own:
        await own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()"
        )
    listening.cancel()
    async with asyncio.timeout(60):
        await asyncio.gather(listening, return_exceptions=True)
    assert listening.cancelled()
