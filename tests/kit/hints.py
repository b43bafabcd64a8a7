"""What open pages are told of, as any process hears it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from domain import hints as published

PATIENCE_S = 60


@asynccontextmanager
async def hints() -> AsyncIterator[Callable[[str], Awaitable[None]]]:
    """Yields what waits until a topic was published."""
    heard: list[str] = []

    async def until_heard(topic: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while topic not in heard:
                await asyncio.sleep(0.01)

    listening = asyncio.create_task(published.hear(heard.append))
    try:
        await until_heard("*")
        yield until_heard
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
