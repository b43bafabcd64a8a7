"""Two units of work that meet: one has done everything but commit when the other begins."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import TypeVar

from domain import database
from tests.kit.waiting import until

T = TypeVar("T")

_OTHERS_WAIT = """
SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
"""
"""For us; within a transaction the list of who does what stays as it was first seen."""


async def meet_with(
    first: Callable[[], Awaitable[object]], second: Callable[[], Awaitable[T]], *, attempts: int = 1
) -> T:
    """What became of the second, which reads what was before the first and then waits for it, where it does wait.

    `attempts`: 1 shows what it does by itself, more as a door does it.
    """
    async with database.transaction():
        await first()
        coming = asyncio.create_task(database.in_transaction(second, attempts=attempts), context=Context())
        await until(lambda: _over_or_waiting(coming))
    return await coming


async def _over_or_waiting(coming: asyncio.Task[T]) -> bool:
    return coming.done() or bool(await database.fetchval(_OTHERS_WAIT))
