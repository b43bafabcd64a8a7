"""The statements that move an inbox row: take, set back, set aside, pick up, purge. Times here are real, not domain."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from domain import database
from domain.inbox.receiving import OWNED_S, InboxItem

TRIES = 5
DIED = "process-died"
"""Instead of an error's place: the process ended while it handled the row, each time."""
_BACK_OFF_S = (0.5, 1.0, 2.0, 4.0)
KEPT_HOURS = 48
DEAD_KEPT_DAYS = 14
_COLUMNS = "id, source, external_id, lane, payload, received_at, attempts"

_TAKE = """
UPDATE inbox SET state = 'done', worked_at = now()
WHERE id = (SELECT id FROM inbox WHERE id = $1 AND state = 'new' FOR UPDATE SKIP LOCKED)
  AND NOT EXISTS (SELECT 1 FROM inbox before WHERE before.source = $2 AND before.lane = $3
                  AND before.state = 'new' AND before.id < $1)
RETURNING id
"""
_TAKE_TOGETHER = """
UPDATE inbox SET state = 'done', worked_at = now()
WHERE id = ANY (ARRAY(SELECT id FROM inbox WHERE id = ANY($1) AND state = 'new' ORDER BY id FOR UPDATE SKIP LOCKED))
  AND NOT EXISTS (SELECT 1 FROM inbox before WHERE before.source = inbox.source AND before.lane = inbox.lane
                  AND before.state = 'new' AND before.id < inbox.id)
RETURNING id
"""
_BEGIN = """
UPDATE inbox SET attempts = attempts + (attempts < $4)::int, error = CASE WHEN attempts >= $4 THEN $5 ELSE error END,
    state = CASE WHEN attempts >= $4 THEN 'dead' ELSE 'new' END, worked_at = CASE WHEN attempts >= $4 THEN now() END
WHERE id = (SELECT id FROM inbox WHERE id = $1 AND state = 'new' FOR UPDATE SKIP LOCKED)
  AND NOT EXISTS (SELECT 1 FROM inbox before WHERE before.source = $2 AND before.lane = $3
                  AND before.state = 'new' AND before.id < $1)
RETURNING state
"""
_STAND = """
SELECT state, coalesce(extract(epoch FROM not_before - now()), 0)::float8 AS wait_s, error,
       (SELECT min(first.id) FROM inbox first
        WHERE first.source = inbox.source AND first.lane = inbox.lane AND first.state = 'new') AS first
FROM inbox WHERE id = $1
"""
_FAIL = """
UPDATE inbox SET attempts = attempts + $5, error = $2,
    state = CASE WHEN attempts + $5 >= $3 THEN 'dead' ELSE 'new' END,
    worked_at = CASE WHEN attempts + $5 >= $3 THEN now() END,
    not_before = now() + make_interval(secs => ($4::float8[])[attempts + $5])
WHERE id = $1 AND state = 'new'
RETURNING state, attempts
"""
_LEFT = f"""
UPDATE inbox SET not_before = now() + make_interval(secs => {OWNED_S})
WHERE id = ANY (ARRAY(
    SELECT id FROM inbox WHERE state = 'new' AND source = ANY($1) AND (not_before IS NULL OR not_before <= now())
    ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))
RETURNING {_COLUMNS}
"""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a row is that could not be taken."""

    over: bool
    first: bool = False
    wait_s: float = 0.0
    """Until its next try."""


async def take(item: InboxItem) -> bool:
    """Mark it done, as part of the current transaction, if it is the first open row of its lane and in no other hands.

    Only the first row can be taken, and it stays first for everybody else until we commit: so a lane is worked in
    order and by one worker, in any number of processes, with no lock beside the row's own.
    """
    return await database.fetchval(_TAKE, item.id, item.source, item.lane) is not None


async def take_together(items: Sequence[InboxItem]) -> set[int]:
    """The same for rows of different lanes: those of them that are ours."""
    return {row["id"] for row in await database.fetch(_TAKE_TOGETHER, [item.id for item in items])}


async def put_back(row_ids: Sequence[int]) -> None:
    """In the transaction that took them: nothing was done for these."""
    if row_ids:
        await database.execute("UPDATE inbox SET state = 'new', worked_at = NULL WHERE id = ANY($1)", row_ids)


async def stand(item: InboxItem) -> Stand:
    row = await database.fetchrow(_STAND, item.id)
    if row is None or row["state"] != "new":
        return Stand(over=True)
    wait_s = max(0.0, row["wait_s"]) if row["error"] else 0.0
    return Stand(over=False, first=row["first"] == item.id, wait_s=wait_s)


async def begin(item: InboxItem) -> bool:
    """Count a try before it begins, at once durable, so that a row which kills its process is not tried for ever.

    False: it is not its turn, it is in other hands, or it has killed too often and is dead now.
    """
    begun: str | None = await database.fetchval(_BEGIN, item.id, item.source, item.lane, TRIES, DIED)
    return begun == "new"


async def uncount(row_ids: Sequence[int]) -> None:
    """Their tries were begun and it was not their fault that nothing came of it."""
    await database.execute(
        "UPDATE inbox SET attempts = attempts - 1 WHERE id = ANY($1) AND state = 'new' AND attempts > 0", row_ids
    )


async def fail(item: InboxItem, error: BaseException, *, counted: bool = False) -> float | None:
    """Count a failed try, unless `begin` did. Seconds until the next; None: dead, or finished by somebody else."""
    row = await database.fetchrow(_FAIL, item.id, place_of(error), TRIES, list(_BACK_OFF_S), 0 if counted else 1)
    if row is None or row["state"] == "dead":
        return None
    return _BACK_OFF_S[row["attempts"] - 1]


async def is_dead(row_id: int) -> bool:
    return bool(await database.fetchval("SELECT state = 'dead' FROM inbox WHERE id = $1", row_id))


async def left_behind(sources: list[str], limit: int) -> list[InboxItem]:
    """The oldest rows that their receivers did not work in time: they are now ours for a few seconds."""
    return [_item(row) for row in await database.fetch(_LEFT, sources, limit)]


async def forget_content(item: InboxItem) -> None:
    """In the transaction that works it: that it came is kept, not what it said."""
    await database.execute("UPDATE inbox SET payload = '{}' WHERE id = $1", item.id)


async def purge(limit: int = 10_000) -> int:
    """Forget what was worked 48 real hours ago, and what was set aside two weeks ago."""
    tag = await database.execute(
        "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE state <> 'new' AND worked_at < now() - "
        "CASE state WHEN 'dead' THEN make_interval(days => $1) ELSE make_interval(hours => $2) END LIMIT $3)",
        DEAD_KEPT_DAYS,
        KEPT_HOURS,
        limit,
    )
    return int(tag.split()[-1])


async def retry_dead(row_id: int) -> bool:
    """Give a dead row five more tries; a sweep takes it up within seconds."""
    tag = await database.execute(
        "UPDATE inbox SET state = 'new', attempts = 0, worked_at = NULL, not_before = NULL "
        "WHERE id = $1 AND state = 'dead'",
        row_id,
    )
    return tag == "UPDATE 1"


async def drop_dead(row_id: int) -> bool:
    """Give a dead row up: it counts as done, and is forgotten with the rest."""
    tag = await database.execute("UPDATE inbox SET state = 'done' WHERE id = $1 AND state = 'dead'", row_id)
    return tag == "UPDATE 1"


def place_of(error: BaseException) -> str:
    """Type and place of an error; never its message, which may quote what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    at = [f"{frame.filename.rsplit('/', 2)[-2]}/{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames]
    return f"{type(error).__qualname__} at {' > '.join(at[-3:])}"[:500]


def _item(row: asyncpg.Record) -> InboxItem:
    return InboxItem(
        id=row["id"],
        source=row["source"],
        external_id=row["external_id"],
        lane=row["lane"],
        payload=row["payload"],
        received_at=row["received_at"],
        attempts=row["attempts"],
        left_behind=True,
    )
