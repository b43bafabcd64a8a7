"""Telegram's published speed limits, when switched on: 1/s a chat, 20/min a group, 30/s overall."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque

from sandbox.telegram.errors import too_many_requests

EVERYWHERE = 0


class Flood:
    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._sent: dict[int, deque[float]] = defaultdict(deque)

    def check(self, chat_id: int) -> None:
        """Counts one message to the chat; raises 429 with the seconds to wait."""
        if not self.on:
            return
        limits = [(chat_id, 20, 60.0)] if chat_id < 0 else [(chat_id, 3, 3.0)]
        now = time.monotonic()
        for key, count, seconds in [*limits, (EVERYWHERE, 30, 1.0)]:
            self._check_window(key, count, seconds, now)
        for key in {chat_id, EVERYWHERE}:
            self._sent[key].append(now)

    def _check_window(self, key: int, count: int, seconds: float, now: float) -> None:
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        if len(sent) >= count:
            raise too_many_requests(max(1, math.ceil(sent[0] + seconds - now)))
