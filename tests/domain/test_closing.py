"""A process lets go of its database also when that has just died."""

from __future__ import annotations

import os

import asyncpg

from domain import database as forma_database
from tests.kit.waiting import until

_END_OTHERS = """
SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


async def test_who_has_not_heard_yet_that_their_connections_are_gone_closes_and_connects_again(
    database_url: str,
) -> None:
    await forma_database.connect(database_url, hurried=1)
    operator = await asyncpg.connect(database_url)
    with forma_database.in_a_hurry():
        await _deafen()
    await _deafen()
    ended = [row["pid"] for row in await operator.fetch(_END_OTHERS)]
    await until(lambda: not any(map(_runs, ended)))
    await operator.close()
    await forma_database.close()
    await forma_database.connect(database_url)
    assert await forma_database.fetchval("SELECT 1") == 1
    await forma_database.close()


async def _deafen() -> None:
    """The one connection there is does not hear of its end, as where the loop has not come to it yet."""
    async with forma_database.connection() as own:
        own._transport.pause_reading()  # type: ignore[attr-defined]


def _runs(pid: int) -> bool:
    """Its end of the connection is open as long."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
