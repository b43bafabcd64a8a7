"""What is due: one row per kind and subject. Planning happens in the transaction of the change that causes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import structlog

from domain import database
from domain.crash import crash_point
from domain.inbox.outages import is_outage
from domain.inbox.rows import DIED, place_of

log = structlog.get_logger("forma.agenda")

LEASE_S = 30
TRIES = 5
Handler: TypeAlias = Callable[[str, datetime], Awaitable[datetime | None]]
"""Called with the subject and `now`, in a transaction of its own; answers when to look again, or None: that was all."""

_PLAN = """
INSERT INTO agenda (kind, subject, due_at) VALUES ($1, $2, $3)
ON CONFLICT (kind, subject) DO UPDATE
    SET due_at = excluded.due_at, attempts = 0, leased_until = NULL, error = NULL, dead = FALSE
"""
_CLAIM = """
WITH due AS MATERIALIZED (
    SELECT id, leased_until IS NOT NULL AS left_behind FROM agenda WHERE NOT dead AND due_at <= $1 AND kind = ANY($3)
      AND (leased_until IS NULL OR leased_until <= now())
    ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
UPDATE agenda SET leased_until = clock_timestamp() + make_interval(secs => $4)
FROM due WHERE agenda.id = due.id
RETURNING agenda.id, kind, subject, due_at, agenda.leased_until, left_behind
"""
_BEGIN = """
UPDATE agenda SET attempts = attempts + (attempts < $3)::int, dead = attempts >= $3,
    error = CASE WHEN attempts >= $3 THEN $4 ELSE error END
WHERE id = $1 AND leased_until = $2
RETURNING dead
"""
_CLOSE = "DELETE FROM agenda WHERE id = $1 AND leased_until = $2"
_AGAIN = """
UPDATE agenda SET due_at = $3, attempts = 0, leased_until = NULL, error = NULL WHERE id = $1 AND leased_until = $2
"""
_REPLANNED = "SELECT xmin = pg_current_xact_id()::xid FROM agenda WHERE id = $1"
_FAIL = """
UPDATE agenda SET attempts = attempts + $5, error = $3, dead = attempts + $5 >= $4,
    leased_until = now() + make_interval(secs => power(2, attempts + $5 - 1))
WHERE id = $1 AND leased_until = $2
"""
_UNCOUNT = "UPDATE agenda SET attempts = attempts - 1 WHERE id = $1 AND leased_until = $2 AND attempts > 0"


@dataclass(frozen=True, slots=True)
class DueRow:
    """`leased_until` is the proof that the row is still ours. `left_behind`: somebody had it in hand before us."""

    id: int
    kind: str
    subject: str
    due_at: datetime
    leased_until: datetime
    left_behind: bool


class _TakenFromUs(Exception):
    """The lease ran out, or the row was cancelled or planned anew while we worked: undo what we did."""


async def plan(kind: str, subject: str, due_at: datetime) -> None:
    """Once; planning again moves it."""
    await database.execute(_PLAN, kind, subject, due_at)


async def plan_once(kind: str, subject: str, due_at: datetime) -> None:
    """Unless it is planned already, whenever that is."""
    await database.execute(
        "INSERT INTO agenda (kind, subject, due_at) VALUES ($1, $2, $3) ON CONFLICT (kind, subject) DO NOTHING",
        *(kind, subject, due_at),
    )


async def cancel(kind: str, subject: str) -> bool:
    return await database.execute("DELETE FROM agenda WHERE kind = $1 AND subject = $2", kind, subject) == "DELETE 1"


async def next_due() -> datetime | None:
    moment: datetime | None = await database.fetchval("SELECT min(due_at) FROM agenda WHERE NOT dead")
    return moment


async def claim_due(now: datetime, limit: int, kinds: list[str]) -> list[DueRow]:
    """Lease due rows, oldest first, of one moment the one that came to be first; nobody else gets them for 30 real
    seconds.
    """
    rows = await database.fetch(_CLAIM, now, limit, kinds, LEASE_S)
    return sorted((DueRow(**dict(row)) for row in rows), key=lambda row: (row.due_at, row.id))


async def work_due(handlers: Mapping[str, Handler], now: datetime, *, limit: int = 50) -> int:
    """Do what is due, each row in a transaction of its own. Returns how many rows were claimed."""
    due = await claim_due(now, limit, list(handlers))
    if due:
        crash_point("agenda.after-claim")
    for row in due:
        await _work(row, handlers[row.kind], now)
    return len(due)


async def _work(row: DueRow, handler: Handler, now: datetime) -> None:
    counted = False
    try:
        counted = row.left_behind and await _begin(row)
        await database.in_transaction(lambda: _unit(row, handler, now))
        crash_point("agenda.after-commit")
    except _TakenFromUs:
        log.info("no longer ours", kind=row.kind, subject=row.subject)
    except Exception as error:
        await _failed(row, error, counted=counted)


async def _begin(row: DueRow) -> bool:
    """Count a try before it begins, at once durable, so that a row which kills its process is not tried for ever.

    Raises _TakenFromUs also for one that has killed too often, and is dead now.
    """
    dead = await database.fetchval(_BEGIN, row.id, row.leased_until, TRIES, DIED)
    if dead:
        log.error("set aside: its process died each time", kind=row.kind, subject=row.subject)
    if dead is not False:
        raise _TakenFromUs
    return True


async def _unit(row: DueRow, handler: Handler, now: datetime) -> None:
    """The handler's locks come first and the agenda row last: the order of everybody who plans or cancels."""
    again = await handler(row.subject, now)
    if again is None:
        closed = await database.execute(_CLOSE, row.id, row.leased_until)
    else:
        closed = await database.execute(_AGAIN, row.id, row.leased_until, again)
    if closed.endswith(" 0") and not await database.fetchval(_REPLANNED, row.id):
        raise _TakenFromUs
    crash_point("agenda.before-commit")


async def _failed(row: DueRow, error: Exception, *, counted: bool) -> None:
    away = is_outage(error) or isinstance(error, database.RIVALS)
    if away:
        log.warning("later", kind=row.kind, subject=row.subject, error=type(error).__name__)
    else:
        log.error("due work failed", kind=row.kind, subject=row.subject, error=place_of(error))
    try:
        if not away:
            fresh = 0 if counted else 1
            await database.execute(_FAIL, row.id, row.leased_until, place_of(error), TRIES, fresh)
        elif counted:
            await database.execute(_UNCOUNT, row.id, row.leased_until)
    except Exception as second:
        log.warning("failure not noted", kind=row.kind, subject=row.subject, error=type(second).__name__)


async def retry_dead(row_id: int) -> bool:
    tag = await database.execute(
        "UPDATE agenda SET dead = FALSE, attempts = 0, leased_until = NULL WHERE id = $1 AND dead", row_id
    )
    return tag == "UPDATE 1"


async def drop_dead(row_id: int) -> bool:
    return await database.execute("DELETE FROM agenda WHERE id = $1 AND dead", row_id) == "DELETE 1"
