"""Rows of many lanes that want the same thing at the same time: while one is worked the others gather, and then they
are worked by one transaction, together with the rows themselves. Whatever is not settled there is worked alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeAlias

import structlog

from domain import database
from domain.crash import crash_point
from domain.inbox import rows
from domain.inbox.receiving import InboxItem

MOST = 50
"""Rows in one transaction: the last of them does not wait for long, and an error costs no more than they."""
Waiting: TypeAlias = list[tuple[InboxItem, "asyncio.Future[bool]"]]

log = structlog.get_logger("forma.inbox")


class Crowded(Protocol):
    """A worker that can do the same for many at once."""

    def crowd_of(self, item: InboxItem) -> Hashable | None:
        """What the row wants, if others may want the same; None: it is worked alone."""

    async def gather(self, item: InboxItem) -> Any: ...

    async def act_together(self, items: Sequence[tuple[InboxItem, Any]]) -> list[Any]:
        """In the one transaction that holds the rows, too: what each is told. None: nothing was done for that one."""

    async def tell(self, item: InboxItem, told: Any) -> None: ...


class Crowds:
    """Those of one process. `spawn` begins what is said after the commit; `free`: how much is worked at a time."""

    def __init__(
        self,
        workers: Mapping[str, Crowded],
        free: asyncio.Semaphore,
        spawn: Callable[[Coroutine[Any, Any, None]], None],
        say: Callable[[InboxItem, Coroutine[Any, Any, None]], Coroutine[Any, Any, None]],
    ) -> None:
        self._workers, self._free, self._spawn, self._say = workers, free, spawn, say
        self._waiting: dict[Hashable, Waiting] = {}
        self.gathered: dict[int, Any] = {}
        """What was gathered for rows that are worked alone after all."""

    @asynccontextmanager
    async def beside(self, item: InboxItem) -> AsyncIterator[bool]:
        """True: it was worked with others. False: it is to be worked now; who wants the same waits until it is."""
        worker = self._workers.get(item.source)
        wanted = worker.crowd_of(item) if worker else None
        if worker is None or wanted is None:
            yield False
            return
        key = (item.source, wanted)
        if key in self._waiting:
            self.gathered[item.id] = await worker.gather(item)
        if key in self._waiting:
            try:
                yield await self._wait(key, item)
            finally:
                self.gathered.pop(item.id, None)
            return
        self._waiting[key] = []
        try:
            yield False
        finally:
            self.gathered.pop(item.id, None)
            if self._waiting[key]:
                self._spawn(self._work(key))
            else:
                del self._waiting[key]

    async def _wait(self, key: Hashable, item: InboxItem) -> bool:
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[key].append((item, done))
        return await done

    async def _work(self, key: tuple[str, Hashable]) -> None:
        try:
            while waiting := self._waiting[key]:
                batch, self._waiting[key] = waiting[:MOST], waiting[MOST:]
                await self._settle(self._workers[key[0]], batch)
        finally:
            _let_go(self._waiting.pop(key), set())

    async def _settle(self, worker: Crowded, batch: Waiting) -> None:
        done: set[int] = set()
        try:
            here = [item for item, future in batch if not future.done()]
            if len(here) > 1:
                done = await self._together(worker, here)
        except Exception as error:
            log.warning("not worked together", rows=len(batch), error=rows.place_of(error))
        finally:
            _let_go(batch, done)

    async def _together(self, worker: Crowded, items: Sequence[InboxItem]) -> set[int]:
        async with self._free:
            told = await database.in_transaction(lambda: self._unit(worker, items))
        crash_point("crowd.after-commit")
        for item in items:
            if item.id in told:
                self._spawn(self._say(item, worker.tell(item, told[item.id])))
        return set(told)

    async def _unit(self, worker: Crowded, items: Sequence[InboxItem]) -> dict[int, Any]:
        taken = await rows.take_together(items)
        ours = [(item, self.gathered[item.id]) for item in items if item.id in taken]
        found = zip(ours, await worker.act_together(ours), strict=True)
        told = {item.id: one for (item, _), one in found if one is not None}
        await rows.put_back([one for one in taken if one not in told])
        crash_point("crowd.before-commit")
        return told


def _let_go(batch: Waiting, done: set[int]) -> None:
    for item, future in batch:
        if not future.done():
            future.set_result(item.id in done)
