"""Durable jobs: long work that nobody waits for, asked for in the transaction of the change that causes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias, cast

from domain import database

if TYPE_CHECKING:
    import asyncpg

Handler: TypeAlias = Callable[[str], Awaitable[None]]
"""Called with the subject, outside any transaction, perhaps more than once: it opens its own and is idempotent."""


class Hopeless(Exception):
    """Trying again cannot help: the job is set aside at once, with this reason, for the operators."""


async def enqueue(kind: str, subject: str) -> bool:
    """Ask for work on `subject`; False if the same is waiting or being worked already. Undone by a rollback."""
    from pgqueuer.db import AsyncpgDriver  # here: half a second of start that most processes never need
    from pgqueuer.queries import Queries

    async with database.connection() as on:
        queries = Queries(AsyncpgDriver(cast("asyncpg.Connection[asyncpg.Record]", on)))
        ids = await queries.enqueue(kind, subject.encode(), dedupe_key=f"{kind}:{subject}", on_conflict="skip")
    return ids != [None]
