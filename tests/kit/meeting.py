"""Two units of work that meet: one begins while the other has done everything but its commit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import TypeAlias, TypeVar

from domain import database
from domain.errors import Refusal
from tests.kit.waiting import OTHERS_WAIT, until

T = TypeVar("T")
Act: TypeAlias = Callable[[], Awaitable[object]]
_SOMEBODY_WAITS = """
SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE NOT granted AND datname = current_database())
"""


async def awaited(by: asyncio.Task[object] | None = None) -> None:
    """Somebody waits for a lock of the transaction that is open here: whoever it is `by` is not done before."""
    await until(lambda: (by is not None and by.done()) or database.fetchval(OTHERS_WAIT))
    assert by is None or not by.done(), "nobody was waited for"


async def meets(first: Act, second: Act) -> tuple[object, object]:
    """What came of each: its answer, or the refusal. `second` begins when `first` has done all but its commit, which
    follows when `second` is done or waits. Each in a transaction of its own, as the doors open them.
    """
    done, goes_on = asyncio.Event(), asyncio.Event()

    async def all_but_the_commit() -> object:
        answer = await first()
        done.set()
        await goes_on.wait()
        return answer

    one = asyncio.create_task(ended(all_but_the_commit), context=Context())
    holds = asyncio.create_task(done.wait())
    await asyncio.wait({one, holds}, return_when=asyncio.FIRST_COMPLETED)
    holds.cancel()
    other = asyncio.create_task(ended(second), context=Context())
    await until(lambda: one.done() or other.done() or database.fetchval(_SOMEBODY_WAITS))
    goes_on.set()
    return await one, await other


async def ended(act: Act) -> object:
    """What came of it: its answer, or the refusal."""
    try:
        return await database.in_transaction(act)
    except Refusal as refusal:
        return refusal


async def meet_with(first: Act, second: Callable[[], Awaitable[T]], *, attempts: int = 1) -> T:
    """What became of the second, which reads what was before the first and then waits for it, where it does wait.

    `attempts`: 1 shows what it does by itself, more as a door does it.
    """
    async with database.transaction():
        await first()
        coming = asyncio.create_task(database.in_transaction(second, attempts=attempts), context=Context())
        await until(lambda: coming.done() or database.fetchval(OTHERS_WAIT))
    return await coming
