"""The sender: takes due rows, hands each to its channel, notes what became of it."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

import structlog

from domain import database
from domain.crash import crash_point
from domain.inbox.outages import is_outage
from domain.inbox.rows import place_of
from domain.notifications import outbox, rows
from domain.notifications.addressing import close_telegram
from domain.notifications.outcomes import Blocked, Dead, Later, Obsolete, Outcome, Postponed, Sent
from domain.notifications.ports import AfterSent, OutboxItem, Urgency

log = structlog.get_logger("forma.outbox")

_RENEW_S = 2.0
_GATHER_S = 0.02
"""How long what was sent waits to be noted together with what is being sent."""
_MARGIN_S = 1.0
"""Closer to the end of its lease than this, a row is not started."""
_NOTING_S = 5.0
"""After a time without the database: longer than `_mark_all` takes to note what was sent meanwhile."""
Lane = tuple[str, int]


class Delivery(Protocol):
    """One channel."""

    @property
    def resting_s(self) -> float: ...

    async def deliver(self, item: OutboxItem, now: datetime) -> Outcome: ...


class Sender:
    """Sends for the channels it is given. Any number of processes may run one.

    Rows for one person or group leave one after another, the most urgent first. `room` rows per channel are in hand at
    a time; `parallel` calls are made at once for answers, as many again for everything else.
    """

    def __init__(
        self,
        channels: Mapping[str, Delivery],
        *,
        clock: Callable[[], datetime],
        after_sent: Mapping[str, AfterSent] | None = None,
        parallel: int = 16,
        room: int = 64,
    ) -> None:
        self._channels = channels
        self._clock = clock
        self._after_sent = after_sent or {}
        self._room = room
        self._free = {True: asyncio.Semaphore(parallel), False: asyncio.Semaphore(parallel)}
        self._queues: dict[Lane, list[tuple[int, int, OutboxItem]]] = {}
        self._leases: dict[int, float] = {}
        self._sent: list[tuple[int, int | None]] = []
        self._marking: asyncio.Task[None] | None = None
        self._more: asyncio.Task[int] | None = None
        self._renewing: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._half_empty = asyncio.Event()
        self._noted_at = 0.0
        self._stopping = False

    def start(self) -> None:
        """From now on what this process says is sent by it at commit."""
        for channel in self._channels:
            outbox.send_here(channel, self.offer)

    def offer(self, item: OutboxItem, leased_until: float) -> None:
        """Send a row that is leased to this process; returns at once."""
        self._take_in([item], leased_until)

    async def sweep(self) -> int:
        """Claim what is due and has no sender, as far as there is room. Returns how many rows."""
        found = 0
        for channel, delivery in self._channels.items():
            room = self._room - len(self._leases)
            if room <= 0 or delivery.resting_s > 0 or self._stopping:
                continue
            leased_until = time.monotonic() + outbox.LEASE_S
            claimed = await self._claim(channel, room)
            self._take_in(claimed, leased_until)
            found += len(claimed)
        return found

    async def _claim(self, channel: str, room: int) -> list[OutboxItem]:
        """Where a lease ran out while the database was away, its holder may have sent the row: it is let note that."""
        try:
            return await rows.claim(channel, self._clock(), room, held_before=time.monotonic() >= self._noted_at)
        except Exception:
            self._noted_at = time.monotonic() + _NOTING_S
            raise

    async def look(self) -> int:
        """A sweep that goes on, while rows are found, as fast as they leave."""
        found = await self.sweep()
        if found:
            self.wake()
        return found

    def wake(self) -> None:
        """A hint that something is due."""
        if (self._more is None or self._more.done()) and not self._stopping:
            self._more = self._spawn(self._sweep_until_dry())

    async def settle(self) -> None:
        """Wait until nothing is in hand."""
        while waiting := [task for task in self._tasks if task is not self._renewing]:
            await asyncio.wait(waiting)

    async def stop(self, *, grace_s: float = 10.0) -> None:
        """Finish the calls under way; what is only in hand goes back when its lease ends."""
        self._stopping = True
        for channel in self._channels:
            outbox.send_here(channel, None)
        waiting = [task for task in self._tasks if task is not self._renewing]
        if waiting:
            await asyncio.wait(waiting, timeout=grace_s)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _sweep_until_dry(self) -> int:
        found = 0
        try:
            while (now_found := await self.sweep()) and not self._stopping:
                found += now_found
                await self._half_empty.wait()
        except Exception as error:
            log.warning("sweep interrupted", error=place_of(error))
        return found

    def _take_in(self, items: Iterable[OutboxItem], leased_until: float) -> None:
        ends = leased_until - _MARGIN_S
        for item in items:
            crash_point("outbox.after-claim")
            if item.id in self._leases:
                continue
            self._leases[item.id] = ends
            if len(self._leases) > self._room // 2:
                self._half_empty.clear()
            lane = _lane(item)
            if lane not in self._queues:
                self._queues[lane] = []
                self._spawn(self._work_lane(lane))
            heapq.heappush(self._queues[lane], (item.urgency, item.id, item))
        if self._leases and (self._renewing is None or self._renewing.done()):
            self._renewing = self._spawn(self._renew())

    def _release(self, row_id: int) -> None:
        self._leases.pop(row_id, None)
        if len(self._leases) <= self._room // 2:
            self._half_empty.set()

    async def _work_lane(self, lane: Lane) -> None:
        queue = self._queues[lane]
        try:
            while queue and not self._stopping:
                item = heapq.heappop(queue)[2]
                later = await self._send(item)
                if later is not None:
                    behind = [waiting for _, _, waiting in queue]
                    queue.clear()  # before the wait: what is said meanwhile joins the queue, and is not to be forgotten
                    await self._put_back(item, behind, later)
        finally:
            for _, row_id, _ in queue:
                self._release(row_id)
            del self._queues[lane]

    async def _send(self, item: OutboxItem) -> Later | None:
        """Deliver and note it. Later: everything for this recipient has to wait."""
        async with self._free[item.urgency is Urgency.INTERACTIVE]:
            if self._leases.get(item.id, 0.0) < time.monotonic():
                self._release(item.id)
                return None
            try:
                outcome = await self._channels[item.channel].deliver(item, self._clock())
                if isinstance(outcome, Later):
                    return outcome
                await self._note(item, outcome)
            except Exception as error:
                await self._failed(item, error)
            return None

    async def _note(self, item: OutboxItem, outcome: Outcome) -> None:
        now = self._clock()
        match outcome:
            case Sent():
                crash_point("outbox.after-send")
                await self._mark_sent(item, outcome, now)
                return
            case Blocked(reason):
                await self._block(item, reason, now)
            case Obsolete(reason):
                await rows.finish(item.id, "obsolete", reason, now)
            case Dead(reason):
                log.error("not delivered", outbox_id=item.id, kind=item.kind)
                await rows.finish(item.id, "dead", reason, now)
            case Postponed(until):
                await rows.postpone(item.id, until)
        self._release(item.id)

    async def _mark_sent(self, item: OutboxItem, sent: Sent, now: datetime) -> None:
        hook = self._after_sent.get(item.kind)
        if hook is not None and await self._marked_with(hook, item, sent, now):
            self._release(item.id)
            return
        self._sent.append((item.id, sent.message_id))
        if self._marking is None or self._marking.done():
            self._marking = self._spawn(self._mark_all())

    async def _marked_with(self, hook: AfterSent, item: OutboxItem, sent: Sent, now: datetime) -> bool:
        """Mark and act on the result together; a hook that is broken does not make us say it again."""
        for wait_s in (0.1, 0.5, 1.0, 2.0):
            try:
                async with database.transaction():
                    await rows.mark_sent([(item.id, sent.message_id)], now)
                    await hook(item, sent.result)
                return True
            except Exception as error:
                log.error("after sending", outbox_id=item.id, kind=item.kind, error=place_of(error))
                if not is_outage(error):
                    return False
            await asyncio.sleep(wait_s)
        return False

    async def _mark_all(self) -> None:
        """One statement for all that were sent while the last one ran. Repeats until the database takes it."""
        wait_s = 0.05
        while self._sent:
            if len(self._leases) > len(self._sent):
                await asyncio.sleep(_GATHER_S)
            batch = self._sent[:500]
            try:
                await rows.mark_sent(batch, self._clock())
            except Exception as error:
                log.warning("sent but not noted yet", rows=len(batch), error=place_of(error))
                await asyncio.sleep(wait_s)
                wait_s = min(wait_s * 2, 2.0)
                continue
            del self._sent[: len(batch)]
            for row_id, _ in batch:
                self._release(row_id)

    async def _block(self, item: OutboxItem, reason: str, now: datetime) -> None:
        async with database.transaction():
            if await close_telegram(item, now):
                database.publish(outbox.HINT)
            await rows.finish(item.id, "blocked", reason, now)

    async def _failed(self, item: OutboxItem, error: Exception) -> None:
        self._release(item.id)
        if is_outage(error):
            log.warning("something is away", outbox_id=item.id, error=type(error).__name__)
            return
        log.error("row failed", outbox_id=item.id, kind=item.kind, error=place_of(error))
        try:
            await rows.fail(item.id, place_of(error), self._clock())
        except Exception as second:
            log.warning("failure not noted", outbox_id=item.id, error=type(second).__name__)

    async def _put_back(self, interrupted: OutboxItem, behind: list[OutboxItem], later: Later) -> None:
        ids = [interrupted.id, *(item.id for item in behind)]
        try:
            if later.said:
                await rows.note_said(interrupted.id, later.said)
            await rows.put_back(ids, later.wait_s)
        except Exception as error:
            log.warning("left to the lease", rows=len(ids), error=type(error).__name__)
        for row_id in ids:
            self._release(row_id)

    async def _renew(self) -> None:
        while self._leases and not self._stopping:
            await asyncio.sleep(_RENEW_S)
            mine, asked_at = list(self._leases), time.monotonic()
            try:
                kept = await rows.renew(mine) if mine else set()
            except Exception as error:
                log.warning("leases not renewed", error=type(error).__name__)
                continue
            ends = asked_at + outbox.LEASE_S - _MARGIN_S
            self._leases.update((row_id, ends) for row_id in kept if row_id in self._leases)


def _lane(item: OutboxItem) -> Lane:
    """Private messages by person, group messages by chat; what one member alone sees goes with what is private."""
    if outbox.ALONE in item.params:
        return (item.channel, item.user_id or 0)
    if item.chat_id is not None and (item.chat_id < 0 or item.user_id is None):
        return ("chat", item.chat_id)
    return (item.channel, item.user_id or 0)
