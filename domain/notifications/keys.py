"""What is still to be said, and what was: rows of the outbox by how their key begins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from domain import database


def span(prefix: str) -> tuple[str, str]:
    """From where to where the keys lie that begin with it, compared byte by byte."""
    return prefix, prefix + chr(0x10FFFF)


async def is_waiting(*, prefix: str, later_than: datetime | None = None) -> bool:
    """Is anything still to be said under a key that begins with `prefix`, after that moment?"""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'waiting' AND dedupe_key ~>=~ $1 AND dedupe_key ~<~ $2 "
        "AND ($3::timestamptz IS NULL OR not_before > $3))",
        *(*span(prefix), later_than),
    )
    return found


async def hold_waiting(key: str) -> bool:
    """Is that still to be said? Until the transaction is over nobody begins to say it."""
    found = await database.fetchval(
        "SELECT TRUE FROM outbox WHERE dedupe_key = $1 AND channel = 'telegram' AND state = 'waiting' "
        "AND (leased_until IS NULL OR leased_until <= clock_timestamp()) FOR SHARE",
        key,
    )
    return found is not None


async def waiting_under(prefix: str) -> dict[str, Any] | None:
    """The params of the first that is still to be said under a key that begins with `prefix`."""
    found = await database.fetchval(
        "SELECT params::text FROM outbox WHERE state = 'waiting' AND dedupe_key ~>=~ $1 AND dedupe_key ~<~ $2 "
        "ORDER BY id LIMIT 1",
        *span(prefix),
    )
    return orjson.loads(found) if found else None


async def said_under(prefix: str) -> list[tuple[int, int]]:
    """Who was told in Telegram under a key that begins with `prefix`, and the message's id."""
    rows = await database.fetch(
        "SELECT user_id, message_id FROM outbox WHERE state = 'sent' AND channel = 'telegram' "
        "AND dedupe_key ~>=~ $1 AND dedupe_key ~<~ $2 AND message_id IS NOT NULL AND user_id IS NOT NULL ORDER BY id",
        *span(prefix),
    )
    return [(row["user_id"], row["message_id"]) for row in rows]


async def said_to(user_id: int, prefix: str, message_id: int) -> dict[str, Any] | None:
    """The params of what was said to that person in that message, under a key that begins with `prefix`."""
    found = await database.fetchval(
        "SELECT params::text FROM outbox WHERE state = 'sent' AND channel = 'telegram' AND user_id = $1 "
        "AND message_id = $4 AND dedupe_key ~>=~ $2 AND dedupe_key ~<~ $3",
        *(user_id, *span(prefix), message_id),
    )
    return orjson.loads(found) if found else None
