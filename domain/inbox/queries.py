"""What operators see of the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database


@dataclass(frozen=True, slots=True)
class InboxState:
    """`oldest_s`: how long the oldest open row has waited, in seconds of domain time."""

    open: int
    lanes: int
    """In how many lanes something is open."""
    dead: int
    oldest_s: float


@dataclass(frozen=True, slots=True)
class DeadRow:
    id: int
    source: str
    external_id: str
    lane: int
    attempts: int
    error: str
    received_at: datetime


async def inbox_state(*, now: datetime) -> InboxState:
    row = await database.fetchrow(
        "SELECT count(*) FILTER (WHERE state = 'new') AS open, "
        "count(DISTINCT (source, lane)) FILTER (WHERE state = 'new') AS lanes, "
        "count(*) FILTER (WHERE state = 'dead') AS dead, "
        "min(received_at) FILTER (WHERE state = 'new') AS oldest FROM inbox WHERE state IN ('new', 'dead')"
    )
    assert row is not None  # an aggregate always has one row
    oldest = row["oldest"]
    waited_s = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    return InboxState(row["open"], row["lanes"], row["dead"], waited_s)


async def dead_rows(*, after: int | None = None, limit: int = 20) -> list[DeadRow]:
    """Set aside, newest first; `after` is the last id of the page before."""
    rows = await database.fetch(
        "SELECT id, source, external_id, lane, attempts, coalesce(error, '') AS error, received_at FROM inbox "
        "WHERE state = 'dead' AND ($1::bigint IS NULL OR id < $1) ORDER BY id DESC LIMIT $2",
        after,
        limit,
    )
    return [DeadRow(**dict(row)) for row in rows]
