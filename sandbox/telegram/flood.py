"""Telegram's published speed limits, when switched on: about 1/s a chat, 20/min a group, 30/s overall."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque

from sandbox.telegram.errors import too_many_requests
from sandbox.telegram.switches import Switches

EVERYWHERE = 0
# Short bursts pass, as they do there: three messages in three seconds.
PRIVATE = ((3, 3.0),)
GROUP = ((20, 60.0), (3, 3.0))
OVERALL = ((30, 1.0),)


class Flood:
    def __init__(self, switches: Switches) -> None:
        self._switches = switches
        self._sent: dict[int, deque[float]] = defaultdict(deque)

    def check(self, chat_id: int) -> None:
        """Counts one message to the chat; raises 429 with the seconds to wait. A refused one is not counted."""
        if not self._switches.flood:
            return
        now = time.monotonic()
        waits = [self._wait(chat_id, limit, now) for limit in (GROUP if chat_id < 0 else PRIVATE)]
        waits += [self._wait(EVERYWHERE, limit, now) for limit in OVERALL]
        if max(waits) > 0:
            raise too_many_requests(max(1, math.ceil(max(waits))))
        for key in (chat_id, EVERYWHERE):
            self._sent[key].append(now)

    def _wait(self, key: int, limit: tuple[int, float], now: float) -> float:
        """Seconds until one more is allowed, not positive when it is."""
        count, seconds = limit
        sent = self._sent[key]
        while sent and sent[0] <= now - 60.0:
            sent.popleft()
        return sent[-count] + seconds - now if len(sent) >= count else 0.0
