"""What operators see of the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database


@dataclass(frozen=True, slots=True)
class AgendaState:
    """`overdue_s`: how long the oldest due row has waited, in seconds of domain time."""

    planned: int
    due: int
    dead: int
    overdue_s: float


@dataclass(frozen=True, slots=True)
class DeadDue:
    id: int
    kind: str
    subject: str
    due_at: datetime
    attempts: int
    error: str


async def agenda_state(*, now: datetime) -> AgendaState:
    row = await database.fetchrow(
        "SELECT count(*) FILTER (WHERE NOT dead) AS planned, count(*) FILTER (WHERE NOT dead AND due_at <= $1) AS due, "
        "count(*) FILTER (WHERE dead) AS dead, min(due_at) FILTER (WHERE NOT dead AND due_at <= $1) AS oldest "
        "FROM agenda",
        now,
    )
    assert row is not None  # an aggregate always has one row
    overdue_s = (now - row["oldest"]).total_seconds() if row["oldest"] else 0.0
    return AgendaState(row["planned"], row["due"], row["dead"], overdue_s)


async def dead_due(*, after: int | None = None, limit: int = 20) -> list[DeadDue]:
    """Set aside, newest first; `after` is the last id of the page before."""
    rows = await database.fetch(
        "SELECT id, kind, subject, due_at, attempts, coalesce(error, '') AS error FROM agenda "
        "WHERE dead AND ($1::bigint IS NULL OR id < $1) ORDER BY id DESC LIMIT $2",
        after,
        limit,
    )
    return [DeadDue(**dict(row)) for row in rows]
