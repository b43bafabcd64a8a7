"""Work that goes on until a process ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import AsyncExitStack

from domain.inbox.rows import place_of
from forma.clock import Clock
from forma.runtime import log
from scheduler.timetable import Look, Timetable

_END_AGAIN_S = 12.0
"""Longer than a job may take to finish, so that none is broken off by it."""


def start(stack: AsyncExitStack, looks: dict[str, Look], clock: Clock) -> None:
    timetable = Timetable(looks)
    timetable.start()
    clock.when_moved(timetable.look_now)
    stack.callback(timetable.stop)


def in_background(stack: AsyncExitStack, work: Awaitable[None]) -> None:
    task = asyncio.ensure_future(work)
    task.add_done_callback(_notice)

    async def end() -> None:
        """A connection that is lost at this moment may complain in place of the cancellation: then it is said again."""
        while not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=_END_AGAIN_S)

    stack.push_async_callback(end)


def _notice(task: asyncio.Future[None]) -> None:
    """What runs for ever must not end unseen."""
    if not task.cancelled() and (error := task.exception()):
        log.error("background work ended", error=place_of(error))
