"""What is nobody's fault in here: something we depend on is away and will come back. Such tries are never counted."""

from __future__ import annotations

import asyncpg
import redis.exceptions

from domain.database import Unavailable


class Outage(Exception):
    """Something outside is away for now. Integrations raise kinds of it."""


_AWAY = (
    Outage,
    Unavailable,
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InsufficientResourcesError,  # its disk is full, its memory, its connections
    asyncpg.IdleInTransactionSessionTimeoutError,  # we were frozen, and it gave our locks to others
    asyncpg.LockNotAvailableError,
    asyncpg.InternalClientError,  # it died between two steps of its protocol
    TimeoutError,
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
)


_ENDED = ("connection is closed", "released back to the pool")
"""What is said of a connection that ended between two statements, by us or by the pool, which had it back by then."""


def is_outage(error: BaseException) -> bool:
    """Also when another library has wrapped the cause."""
    if isinstance(error, _AWAY):
        return True
    if isinstance(error, asyncpg.InterfaceError) and any(words in str(error) for words in _ENDED):
        return True
    return error.__cause__ is not None and is_outage(error.__cause__)
