"""The queue of updates: numbering, filtering, expiry, and getUpdates exactly as Telegram's server does it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from aiogram.types import Update

from sandbox.telegram.bell import Bell
from sandbox.telegram.errors import conflict
from sandbox.telegram.records import Fields, PendingUpdate, Records

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset(Update.model_fields) - {"update_id"}
SHORT_LIVED = frozenset({"callback_query", "shipping_query", "pre_checkout_query", "inline_query"})
SHORT_LIFE_S = 150
LIFE_S = 24 * 3600
LONGEST_POLL_S = 50
KEPT_EXPIRED = 10_000
KEPT_HISTORY = 300
# An album comes as several updates: they go out together.
BATCH_S = 0.002
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class UpdateQueue:
    def __init__(self, records: Records) -> None:
        self.records = records
        self.bell = Bell()
        self.polls = 0
        self.history: deque[PendingUpdate] = deque(maxlen=KEPT_HISTORY)
        self.changed: Callable[[], None] = lambda: None
        self.expired: deque[int] = deque(maxlen=KEPT_EXPIRED)
        """Numbers of those that nobody fetched in their time."""
        self._last_offset: int | None = None
        self._last_poll_at = 0.0

    def push(self, kind: str, payload: Fields, lane: str) -> int | None:
        """Queues an update; None when the bot has not asked for this kind."""
        if not self.wanted(kind):
            return None
        self.records.last_update_id += 1
        update_id = self.records.last_update_id
        Update.model_validate({"update_id": update_id, kind: payload})
        self.put(PendingUpdate(id=update_id, kind=kind, payload=payload, lane=lane, born=time.time()))
        return update_id

    def put(self, update: PendingUpdate) -> None:
        self.records.queue.append(update)
        self.history.append(update)
        self.bell.ring()
        self.changed()

    def wanted(self, kind: str) -> bool:
        allowed = self.records.allowed_updates
        return kind not in NOT_BY_DEFAULT if allowed is None else kind in allowed

    def allow(self, names: list[str] | None) -> None:
        """None keeps what was asked before; an empty list, or one of unknown names, means the default."""
        if names is not None:
            self.records.allowed_updates = [name for name in names if name in KINDS] or None

    def waiting(self) -> list[PendingUpdate]:
        now = time.time()
        fresh = [update for update in self.records.queue if now - update.born < _life(update)]
        if len(fresh) != len(self.records.queue):
            kept = {update.id for update in fresh}
            self.expired.extend(update.id for update in self.records.queue if update.id not in kept)
            self.records.queue[:] = fresh
        return self.records.queue

    def remove(self, update: PendingUpdate) -> None:
        self.records.queue[:] = [other for other in self.records.queue if other is not update]
        self.bell.ring()
        self.changed()

    def drop_all(self) -> None:
        self.records.queue.clear()
        self.bell.ring()

    def confirm(self, offset: int) -> None:
        queue = self.records.queue
        before = len(queue)
        if offset > 0:
            queue[:] = [update for update in queue if update.id >= offset]
        elif offset < 0:
            queue[:] = queue[offset:]
        self.bell.ring()
        if len(queue) != before:
            self.changed()

    def shown(self) -> list[Fields]:
        """The last ones, oldest first, and what has become of them."""
        waiting, expired = {update.id for update in self.waiting()}, set(self.expired)
        return [
            as_json(update)
            | {
                "kind": update.kind,
                "born": update.born,
                "attempts": update.attempts,
                "state": "waiting" if update.id in waiting else "expired" if update.id in expired else "fetched",
            }
            for update in self.history
        ]

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Fields]:
        """Holds until something is queued; an older poll still held gets 409, as does any while a webhook is set."""
        self._refuse_webhook()
        self.polls += 1
        ticket = self.polls
        timeout, limit = self._tempered(offset, max(0.0, min(timeout, LONGEST_POLL_S)), max(1, min(limit, 100)))
        self.confirm(offset)
        until = time.monotonic() + timeout
        self.bell.ring()
        while not self.waiting():
            left = until - time.monotonic()
            if left <= 0 or not await self.bell.wait(left):
                break
            await asyncio.sleep(BATCH_S)
            if ticket != self.polls:
                raise conflict(TERMINATED)
            self._refuse_webhook()
        return [as_json(update) for update in self.waiting()[:limit]]

    def _tempered(self, offset: int, timeout: float, limit: int) -> tuple[float, int]:
        """A bot that asks the same offset in a tight loop is slowed down."""
        now = time.monotonic()
        if offset == self._last_offset:
            if timeout < 3 and now < self._last_poll_at + 3:
                timeout = 3.0
            if now < self._last_poll_at + 0.5:
                limit = 1
        self._last_offset, self._last_poll_at = offset, now
        return timeout, limit

    def _refuse_webhook(self) -> None:
        if self.records.webhook is not None:
            raise conflict(WEBHOOK_IS_SET)


def _life(update: PendingUpdate) -> int:
    return SHORT_LIFE_S if update.kind in SHORT_LIVED else LIFE_S


def as_json(update: PendingUpdate) -> dict[str, Any]:
    return {"update_id": update.id, update.kind: update.payload}
