"""A letter to an address that is not confirmed yet: the one with the code that confirms it. Nothing else goes there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from domain import database
from domain.notifications.outbox import HINT

TO = "unconfirmed_address"
"""The parameter of such a row that holds its address."""


async def write_to(
    address: str, user_id: int, kind: str, *, params: dict[str, Any], now: datetime, expires_at: datetime
) -> None:
    """Runs inside a door's transaction."""
    await database.execute(
        "INSERT INTO outbox (kind, params, user_id, channel, urgency, not_before, expires_at, created_at) "
        "VALUES ($1, $2::text::jsonb, $3, 'email', 1, $4, $5, $4)",
        *(kind, orjson.dumps({TO: address, **params}).decode(), user_id, now, expires_at),
    )
    database.publish(HINT)


async def forget_content(row_id: int) -> None:
    """What was said must not stay readable in the table: a code is worth something for minutes."""
    await database.execute("UPDATE outbox SET params = '{}' WHERE id = $1", row_id)
