"""What time it is: the world's, or the one a sandbox tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp
import structlog

LONG_POLL_S = 25
FIRST_ANSWER_S = 10.0
"""Of a sandbox that is there: whoever starts meanwhile with the real time would do what is not due yet."""
RETRY_S = 0.5

log = structlog.get_logger(__name__)


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""

    def when_moved(self, call: Callable[[], None]) -> None:
        """Call back whenever somebody moves the time."""


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def when_moved(self, call: Callable[[], None]) -> None:
        """Nobody moves it."""


class SandboxClock:
    """Real time plus the sandbox's offset; while the sandbox is away the last offset stays."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._when_moved: list[Callable[[], None]] = []
        self._offset = timedelta()
        self._version = -1

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def when_moved(self, call: Callable[[], None]) -> None:
        self._when_moved.append(call)

    async def follow(self, session: aiohttp.ClientSession) -> None:
        """For ever: ask for the next change and take it."""
        while True:
            try:
                await self.ask(session, wait=LONG_POLL_S)
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
                log.warning("clock-away", error=type(error).__name__)
                await asyncio.sleep(RETRY_S)

    async def ask(self, session: aiohttp.ClientSession, *, wait: float = 0) -> None:
        query = {"after": self._version, "wait": wait} if wait else {}
        patience = aiohttp.ClientTimeout(total=wait + FIRST_ANSWER_S)
        async with session.get(self._url, params=query, timeout=patience, raise_for_status=True) as answer:
            told = await answer.json()
        self._take(timedelta(seconds=float(told["offset_s"])), int(told["version"]))

    def _take(self, offset: timedelta, version: int) -> None:
        jumped = offset != self._offset
        self._offset, self._version = offset, version
        if jumped:
            for call in self._when_moved:
                call()


@asynccontextmanager
async def open_clock(url: str) -> AsyncIterator[Clock]:
    """The real clock when `url` is empty."""
    if not url:
        yield RealClock()
        return
    clock = SandboxClock(url)
    async with aiohttp.ClientSession() as session:
        with suppress(aiohttp.ClientError, TimeoutError):  # a sandbox that is still starting is asked again by follow()
            await clock.ask(session)
        following = asyncio.create_task(clock.follow(session))
        try:
            yield clock
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
