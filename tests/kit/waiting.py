"""A test waits for what it needs, never for a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

OTHERS_WAIT = """
SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
"""
"""For the session that asks. Within a transaction pg_stat_activity goes on showing those who were connected when it was
first looked at: who has connected since then is never seen to wait.
"""


async def until(condition: Callable[[], bool | Awaitable[bool]], *, seconds: float = 60) -> None:
    """The condition holds. TimeoutError when it does not within so many seconds."""
    async with asyncio.timeout(seconds):
        while True:
            met = condition()
            if await met if isinstance(met, Awaitable) else met:
                return
            await asyncio.sleep(0.02)
