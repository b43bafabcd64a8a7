"""What map services have answered, kept for a time in Valkey; and their pace, kept by all processes together.

Without Valkey a process remembers a little by itself.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import orjson
import redis.asyncio
import redis.exceptions

from domain.maps.ports import MapsAway, Paced

PREFIX = "maps:"
PATIENCE_S = 3.0
"""So long a question waits for its turn."""
BREAK_S = 15.0
"""A service that failed is left alone for so long: nobody waits for it in vain."""
_MOST = 2_000
_REST_S = 0.05
T = TypeVar("T")


class Kept:
    """`client` None: this process alone remembers."""

    def __init__(self, client: redis.asyncio.Redis | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._own: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._turns: dict[str, float] = {}
        self._resting: dict[str, float] = {}

    async def find(self, *question: object) -> Any:
        """None: it was not asked, or is forgotten."""
        key = _key(question)
        if self._client is not None:
            try:
                found = await self._client.get(key)
                return orjson.loads(found) if found else None
            except (redis.exceptions.RedisError, OSError, ValueError):
                pass  # as if there were none
        until, value = self._own.get(key, (0.0, b""))
        return orjson.loads(value) if until > self._clock() else None

    async def keep(self, answer: Any, seconds: int, *question: object) -> None:
        key, value = _key(question), orjson.dumps(answer)
        if self._client is not None:
            try:
                await self._client.set(key, value, ex=seconds)
                return
            except (redis.exceptions.RedisError, OSError):
                pass
        self._own[key] = (self._clock() + seconds, value)
        self._own.move_to_end(key)
        while len(self._own) > _MOST:
            self._own.popitem(last=False)

    async def ask(self, service: Paced, question: Callable[[], Awaitable[T]]) -> T:
        """In its turn. A service that failed is left alone for a while. Raises MapsAway."""
        await self._turn(service.name, service.each_s)
        try:
            return await question()
        except MapsAway:
            self._resting[service.name] = self._clock() + BREAK_S
            raise

    async def _turn(self, name: str, each_s: float) -> None:
        if self._resting.get(name, 0.0) > self._clock():
            raise MapsAway("left alone for a while")
        if each_s <= 0:
            return
        until = self._clock() + PATIENCE_S
        while not await self._granted(name, each_s):
            if self._clock() >= until:
                raise MapsAway("too many questions at once")
            await asyncio.sleep(_REST_S)

    async def _granted(self, name: str, each_s: float) -> bool:
        if self._client is not None:
            try:
                key = f"{PREFIX}turn:{name}"
                return bool(await self._client.set(key, 1, nx=True, px=max(1, round(each_s * 1000))))
            except (redis.exceptions.RedisError, OSError):
                pass
        now = self._clock()
        if self._turns.get(name, 0.0) > now:
            return False
        self._turns[name] = now + each_s
        return True


def _key(question: tuple[object, ...]) -> str:
    """What people asked for is not to be read in the cache's keys."""
    return PREFIX + hashlib.sha256(orjson.dumps(question)).hexdigest()
