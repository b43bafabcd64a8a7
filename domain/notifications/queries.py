"""What operators see of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database


@dataclass(frozen=True, slots=True)
class ChannelState:
    """`oldest_s`: how long the oldest due row has waited, in seconds of domain time. `late`: sent late in 24 hours."""

    channel: str
    due: int
    planned: int
    blocked: int
    dead: int
    late: int
    oldest_s: float


@dataclass(frozen=True, slots=True)
class FailedRow:
    id: int
    kind: str
    channel: str
    state: str
    user_id: int | None
    chat_id: int | None
    attempts: int
    error: str
    created_at: datetime


_STATE = """
SELECT channel,
       count(*) FILTER (WHERE state = 'waiting' AND not_before <= $1) AS due,
       count(*) FILTER (WHERE state = 'waiting' AND not_before > $1) AS planned,
       count(*) FILTER (WHERE state = 'blocked') AS blocked,
       count(*) FILTER (WHERE state = 'dead') AS dead,
       count(*) FILTER (WHERE late AND sent_at > $1::timestamptz - interval '24 hours') AS late,
       coalesce(extract(epoch FROM $1 - min(not_before) FILTER
                (WHERE state = 'waiting' AND not_before <= $1)), 0)::float8 AS oldest_s
FROM outbox WHERE state IN ('waiting', 'blocked', 'dead') OR late GROUP BY channel ORDER BY channel
"""


async def outbox_state(*, now: datetime) -> list[ChannelState]:
    return [ChannelState(**dict(row)) for row in await database.fetch(_STATE, now)]


async def failed_rows(*, after: int | None = None, limit: int = 20) -> list[FailedRow]:
    """Blocked and dead, newest first; `after` is the last id of the page before."""
    rows = await database.fetch(
        "SELECT id, kind, channel, state, user_id, chat_id, attempts, coalesce(error, '') AS error, created_at "
        "FROM outbox WHERE state IN ('dead', 'blocked') AND ($1::bigint IS NULL OR id < $1) "
        "ORDER BY id DESC LIMIT $2",
        after,
        limit,
    )
    return [FailedRow(**dict(row)) for row in rows]
