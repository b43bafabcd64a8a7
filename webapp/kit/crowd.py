"""Many who tap the same thing at the same time: while one is worked the others gather, and then they are worked by
one transaction. What the bot's lanes do with presses (`domain/inbox/crowds.py`), for requests.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

import structlog

from domain import database
from domain.inbox.crowds import MOST

Wish = TypeVar("Wish")
Outcome = TypeVar("Outcome")

log = structlog.get_logger(__name__)


class Crowd(Generic[Wish, Outcome]):
    """`together` does it for many at once, in their order; None for whom nothing was done: they go alone."""

    def __init__(self, together: Callable[[Hashable, Sequence[Wish]], Awaitable[Sequence[Outcome | None]]]) -> None:
        self._together = together
        self._waiting: dict[Hashable, list[tuple[Wish, asyncio.Future[Outcome | None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def beside(self, about: Hashable, wish: Wish) -> AsyncIterator[Outcome | None]:
        """What came of it together with others. None: it is to be done now; who wants the same waits until it is."""
        if about in self._waiting:
            done: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
            self._waiting[about].append((wish, done))
            yield await done
            return
        self._waiting[about] = []
        try:
            yield None
        finally:
            if self._waiting[about]:
                task = asyncio.create_task(self._work(about))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            else:
                del self._waiting[about]

    async def _work(self, about: Hashable) -> None:
        try:
            while waiting := self._waiting[about]:
                batch, self._waiting[about] = waiting[:MOST], waiting[MOST:]
                await self._settle(about, [one for one in batch if not one[1].done()])
        finally:
            for _, done in self._waiting.pop(about):
                _tell(done, None)

    async def _settle(self, about: Hashable, batch: Sequence[tuple[Wish, asyncio.Future[Outcome | None]]]) -> None:
        outcomes: Sequence[Outcome | None] = [None] * len(batch)
        try:
            if len(batch) > 1:
                wishes = [wish for wish, _ in batch]
                outcomes = await database.in_transaction(lambda: self._together(about, wishes))
        except Exception as error:  # an error costs nobody else: they go one by one
            log.warning("not worked together", people=len(batch), error=type(error).__name__)
        finally:
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                _tell(done, outcome)


def _tell(done: asyncio.Future[Outcome | None], outcome: Outcome | None) -> None:
    if not done.done():
        done.set_result(outcome)
