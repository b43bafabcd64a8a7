"""Many at once, and no more at a time than a busy machine gives connections to in time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


async def in_bunches(work: Sequence[Callable[[], Awaitable[T]]], size: int = 8) -> list[T]:
    found: list[T] = []
    for first in range(0, len(work), size):
        found += await asyncio.gather(*(one() for one in work[first : first + size]))
    return found
