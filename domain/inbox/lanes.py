"""Working the inbox: each lane in order by one worker at a time, free lanes in parallel, in any number of processes."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Protocol, TypeVar

import structlog

from domain import database
from domain.crash import crash_point
from domain.errors import Refusal
from domain.inbox import rows
from domain.inbox.crowds import Crowded, Crowds
from domain.inbox.outages import is_outage
from domain.inbox.receiving import InboxItem

Prepared = TypeVar("Prepared")
Told = TypeVar("Told")
LaneKey = tuple[str, int]

SWEEP_LIMIT = 200
IN_HAND = 1000
"""Rows in memory beyond which a sweep takes no more."""
_PAUSES_S = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""Between looks at a row that waits for another process, or for something that is away."""
_NOT_OURS = object()

log = structlog.get_logger("forma.inbox")


class Worker(Protocol[Prepared, Told]):
    """What to do with a row of one source, in the order gather, transaction, tell."""

    async def gather(self, item: InboxItem) -> Prepared:
        """Ask the network what must be known first. No transaction is open; it may be called again."""

    async def act(self, item: InboxItem, prepared: Prepared) -> Told:
        """Change the domain, inside the one transaction that also holds outbox, audit and the row itself."""

    async def refuse(self, item: InboxItem, prepared: Prepared, refusal: Refusal) -> Told:
        """`act` said no and was rolled back; this runs in a transaction in its place, to say why."""

    async def tell(self, item: InboxItem, told: Told) -> None:
        """After the commit: what is said beside the outbox, such as the answer to a callback. Its failure is logged."""

    async def give_up(self, item: InboxItem) -> None:
        """The row is set aside: whoever waits for an answer is told that none comes. Its failure is logged."""


class Lanes:
    """The lanes of this process. `parallel` lanes are worked at a time; each holds a connection while it acts.

    `crowded`: workers that can do the same for many at once.
    """

    def __init__(
        self,
        workers: Mapping[str, Worker[Any, Any]],
        *,
        parallel: int = 16,
        crowded: Mapping[str, Crowded] | None = None,
    ) -> None:
        self._workers = workers
        self._free = asyncio.Semaphore(parallel)
        self._queues: dict[LaneKey, list[tuple[int, InboxItem]]] = {}
        self._in_hand: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._crowds = Crowds(crowded or {}, self._free, self._spawn, _said)
        self._begun: set[int] = set()
        """Left-behind rows whose try is counted already and has not ended."""
        self._suspects = asyncio.Lock()
        self._stopping = False

    def submit(self, items: Iterable[InboxItem]) -> None:
        """Work rows that this process has just stored; returns at once."""
        for item in items:
            if self._stopping or item.id in self._in_hand:
                continue
            self._in_hand.add(item.id)
            key = (item.source, item.lane)
            if key not in self._queues:
                self._queues[key] = []
                self._spawn(self._work_lane(key))
            heapq.heappush(self._queues[key], (item.id, item))

    async def sweep(self) -> int:
        """Pick up what a killed process left behind, as far as there is room. Returns how many rows were found."""
        total = 0
        while len(self._in_hand) < IN_HAND and not self._stopping:
            found = await rows.left_behind(list(self._workers), SWEEP_LIMIT)
            self.submit(found)
            total += len(found)
            if len(found) < SWEEP_LIMIT:
                break
        return total

    async def settle(self) -> None:
        """Wait until nothing is in hand."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def stop(self, *, grace_s: float = 20.0) -> None:
        """Finish the rows being worked, leave the rest in the table for whoever comes next."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=grace_s)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._uncount(*self._begun)

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_lane(self, key: LaneKey) -> None:
        queue = self._queues[key]
        looks = 0
        try:
            while queue and not self._stopping:
                item = queue[0][1]
                pause_s = await self._step(item, looks)
                if pause_s is None:
                    self._forget(queue, item)
                    looks = 0
                    continue
                looks += 1
                await asyncio.sleep(pause_s)
        finally:
            self._in_hand.difference_update(row_id for row_id, _ in queue)
            del self._queues[key]

    def _forget(self, queue: list[tuple[int, InboxItem]], item: InboxItem) -> None:
        """An older row, picked up meanwhile, may stand before it."""
        queue.remove((item.id, item))
        heapq.heapify(queue)
        self._in_hand.discard(item.id)

    async def _step(self, item: InboxItem, looks: int) -> float | None:
        """Seconds until the row should be looked at again, or None: nothing is left to do with it here."""
        try:
            if looks or item.left_behind:
                return await self._work_or_look(item, looks)
            async with self._crowds.beside(item) as done:
                return None if done else await self._work_or_look(item, looks)
        except Exception as error:
            return await self._failed(item, error, looks)

    async def _work_or_look(self, item: InboxItem, looks: int) -> float | None:
        async with self._alone(item), self._free:
            if looks == 0 and await self._work(item):
                return None
            return await self._look(item, looks)

    async def _look(self, item: InboxItem, looks: int) -> float | None:
        stand = await rows.stand(item)
        if stand.over:
            return None
        if stand.first and not stand.wait_s and looks and await self._work(item):
            return None
        return stand.wait_s or _pause(looks)

    def _alone(self, item: InboxItem) -> AbstractAsyncContextManager[object]:
        """Rows during which a process has ended are worked one at a time, so that the guilty one is found."""
        return self._suspects if item.left_behind and item.attempts else nullcontext()

    async def _work(self, item: InboxItem) -> bool:
        if item.left_behind and item.id not in self._begun:
            if not await rows.begin(item):
                return False
            self._begun.add(item.id)
            crash_point("lane.begun")
        done = await self._handle(item)
        if done:
            self._begun.discard(item.id)
        else:
            await self._uncount(item.id)
        return done

    async def _uncount(self, *row_ids: int) -> None:
        """Where the database is away they stay counted, and are not counted again when it is back."""
        begun = [one for one in row_ids if one in self._begun]
        if not begun:
            return
        try:
            await rows.uncount(begun)
            self._begun.difference_update(begun)
        except Exception as error:
            log.warning("still counted", inbox_ids=begun, error=type(error).__name__)

    async def _handle(self, item: InboxItem) -> bool:
        worker = self._workers[item.source]
        prepared = self._crowds.gathered.pop(item.id, None) or await worker.gather(item)
        try:
            told = await _unit(item, lambda: worker.act(item, prepared))
        except Refusal as refusal:
            no = refusal
            told = await _unit(item, lambda: worker.refuse(item, prepared, no))
        if told is _NOT_OURS:
            return False
        self._spawn(_said(item, worker.tell(item, told)))
        return True

    async def _failed(self, item: InboxItem, error: Exception, looks: int) -> float | None:
        if is_outage(error):
            log.warning("something is away", inbox_id=item.id, error=type(error).__name__)
            await self._uncount(item.id)
            return _pause(looks)
        log.error("row failed", inbox_id=item.id, source=item.source, error=rows.place_of(error))
        try:
            pause_s = await rows.fail(item, error, counted=item.id in self._begun)
            self._begun.discard(item.id)
            if pause_s is None and await rows.is_dead(item.id):
                self._spawn(_said(item, self._workers[item.source].give_up(item)))
            return pause_s
        except Exception as second:
            log.warning("failure not noted", inbox_id=item.id, error=type(second).__name__)
            return _pause(looks)


async def _unit(item: InboxItem, work: Callable[[], Awaitable[Any]]) -> Any:
    """The one transaction of a row; `_NOT_OURS` if the row is not ours to take now."""

    async def unit() -> Any:
        if not await rows.take(item):
            return _NOT_OURS
        told = await work()
        crash_point("lane.before-commit")
        return told

    told = await database.in_transaction(unit)
    if told is not _NOT_OURS:
        crash_point("lane.after-commit")
    return told


async def _said(item: InboxItem, saying: Awaitable[None]) -> None:
    """What is said beside the outbox may fail: the row is worked whatever becomes of it."""
    try:
        await saying
    except Exception as error:
        log.warning("not told", inbox_id=item.id, error=rows.place_of(error))


def _pause(looks: int) -> float:
    return _PAUSES_S[min(looks, len(_PAUSES_S) - 1)]
