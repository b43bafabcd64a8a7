"""Connections of the pool, lent for one question or one transaction."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"

ACQUIRE_TIMEOUT_S = 2.0
COMPLAINTS = (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""Of a connection that dies while it is let go."""


class Unavailable(Exception):
    """The database did not give a connection in time."""


class Lender:
    """Keeps what comes back at hand for the next borrower.

    Through the pool, lending costs a task for its time-out and giving back another one: together more than a question.
    At most half of the pool is kept, and nothing while somebody waits for the pool, so that it goes round.
    """

    def __init__(self, pool: asyncpg.Pool[asyncpg.Record]) -> None:
        self._pool = pool
        self._most = pool.get_max_size() // 2
        self._at_hand: list[Connection] = []
        self._asking = 0

    async def lend(self) -> Connection:
        """Raises Unavailable."""
        while self._at_hand:
            kept = self._at_hand.pop()
            if is_open(kept):
                return kept
            await self._to_pool(kept)
        self._asking += 1
        try:
            async with asyncio.timeout(ACQUIRE_TIMEOUT_S):
                return await self._pool.acquire()
        except (TimeoutError, OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError) as error:
            raise Unavailable(str(error) or type(error).__name__) from error
        finally:
            self._asking -= 1

    async def take_back(self, lent: Connection, *, clean: bool = True) -> None:
        """`clean`: nothing of what was done with it is left open."""
        if clean and not self._asking and len(self._at_hand) < self._most and is_open(lent):
            self._at_hand.append(lent)
        else:
            await self._to_pool(lent)

    def lent(self) -> int:
        """How many connections are with a borrower."""
        return self._pool.get_size() - self._pool.get_idle_size() - len(self._at_hand)

    async def close(self) -> None:
        """To the pool with all of them: it waits for its own before it closes."""
        while self._at_hand:
            await self._to_pool(self._at_hand.pop())

    async def _to_pool(self, lent: Connection) -> None:
        """What was done with it is done, whatever becomes of it: the pool drops one that cannot be cleaned.

        The pool shields this from a cancellation itself, in a task; one that dies before that begins is free already.
        """
        with contextlib.suppress(*COMPLAINTS):
            await self._pool.release(lent, timeout=ACQUIRE_TIMEOUT_S)


def is_open(lent: Connection) -> bool:
    """The pool takes one out of our hands whose server is gone."""
    try:
        return not lent.is_closed()
    except asyncpg.InterfaceError:
        return False
