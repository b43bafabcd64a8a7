"""What other processes publish (`database.publish`), as it is committed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from domain import database
from domain.borrowing import ACQUIRE_TIMEOUT_S

log = structlog.get_logger("forma.hints")

PING_S = 15.0


async def hear(on_hint: Callable[[str], None]) -> None:
    """Pass on every published topic until cancelled; reconnects, and says `*` after each gap: look at everything."""
    delay, own = 0.1, asyncio.current_task()
    assert own is not None
    while True:
        try:
            await _hear_once(on_hint)
            delay = 0.1
        except Exception as error:  # a connection that dies may complain in any way
            if own.cancelling():  # a lost connection complained while it was given back, in place of the cancellation
                raise asyncio.CancelledError from None
            log.warning("hints are not heard for a while", error=type(error).__name__)
            delay = min(delay * 2, 5.0)
        await asyncio.sleep(delay)


async def _hear_once(on_hint: Callable[[str], None]) -> None:
    gone = asyncio.Event()
    async with database.session() as on:
        on.add_termination_listener(lambda *_: gone.set())

        def told(*news: object) -> None:
            on_hint(str(news[-1]))

        await on.add_listener(database.HINTS, told)
        on_hint("*")
        await _until_gone(on, gone)


async def _until_gone(on: database.Connection, gone: asyncio.Event) -> None:
    """A connection may be dead without having been closed: it is asked now and then. Raises if it does not answer."""
    while not gone.is_set():
        try:
            async with asyncio.timeout(PING_S):  # wait_for would swallow a cancellation that meets the end
                await gone.wait()
        except TimeoutError:
            await on.execute("SELECT 1", timeout=ACQUIRE_TIMEOUT_S)
