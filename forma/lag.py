"""A loop that is held (somebody computes in it) answers nobody: that is said in the log."""

from __future__ import annotations

import asyncio

import structlog

LOOK_EVERY_S = 0.25
ALARM_S = 1.0

log = structlog.get_logger("forma")


async def watch_lag() -> None:
    """For ever."""
    loop = asyncio.get_running_loop()
    while True:
        expected = loop.time() + LOOK_EVERY_S
        await asyncio.sleep(LOOK_EVERY_S)
        late_s = loop.time() - expected
        if late_s >= ALARM_S:
            log.warning("the loop was held", seconds=round(late_s, 1))
