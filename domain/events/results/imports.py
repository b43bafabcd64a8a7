"""A list of results: read, looked at, applied in steps, taken back in steps. Nothing changes before it is applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import orjson

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.lifecycle import load
from domain.events.policy import require_timer
from domain.events.results.boards import hold_board, hold_open, require_open
from domain.events.results.entering import current_of
from domain.events.results.errors import ListBusy, ListNotReady
from domain.events.results.lists import ListCard, get_list
from domain.events.results.planning import merged, planned
from domain.events.results.sheets import Row
from domain.events.results.writing import Entry, read_entry, write
from domain.forms.texts import clean_line
from domain.jobs import jobs
from domain.notifications import outbox

READ, APPLY, UNDO = "result-list-read", "result-list-apply", "result-list-undo"
"""The jobs; their subject is the list's id."""
BATCH = 500
NAME_LENGTH = 120
_APPLIED = ("new", "conflict")
BUSY = "EXISTS (SELECT 1 FROM result_imports WHERE event_id = $1 AND state IN ('applying', 'undoing'))"
"""A list of the event is being applied, or taken back."""


async def receive(actor: Person, event_id: int, name: str, telegram_file_id: str | None, *, now: datetime) -> int:
    """A list has come; a job reads it where its bytes are with Telegram. Raises as who enters a result."""
    event, _ = await hold_open(actor, event_id)
    import_id: int = await database.fetchval(
        "INSERT INTO result_imports (event_id, actor_id, state, name, telegram_file_id, total, done, kept, overwrite, "
        "created_at) VALUES ($1, $2, 'reading', $3, $4, 0, 0, 0, TRUE, $5) RETURNING id",
        *(event.id, actor.id, clean_line(name)[:NAME_LENGTH], telegram_file_id, now),
    )
    if telegram_file_id:
        await jobs.enqueue(READ, str(import_id))
    return import_id


@dataclass(frozen=True, slots=True)
class SentFile:
    name: str
    telegram_file_id: str


async def sent_file(import_id: int) -> SentFile | None:
    """What is still to be read; None: it was, or nobody wants it any more."""
    row = await database.fetchrow(
        "SELECT name, telegram_file_id FROM result_imports WHERE id = $1 AND state = 'reading' "
        "AND telegram_file_id IS NOT NULL",
        import_id,
    )
    return SentFile(row["name"], row["telegram_file_id"]) if row else None


async def take_rows(import_id: int, rows: Sequence[Row], *, now: datetime) -> None:
    """What the file says, line by line, beside what stands there. Read twice, it is one."""
    row = await _hold(import_id)
    if row["state"] != "reading":
        return
    event = await load(row["event_id"], lock=False)
    lines = await planned(event, await hold_board(event), rows)
    await database.execute(
        "INSERT INTO result_lines (import_id, line, number, registration_id, kind, wanted, applied, said) "
        "SELECT $1, line, number, registration_id, kind, wanted::jsonb, FALSE, said "
        "FROM unnest($2::int[], $3::int[], $4::bigint[], $5::text[], $6::text[], $7::text[]) "
        "AS lines(line, number, registration_id, kind, wanted, said)",
        import_id,
        *map(list, zip(*lines, strict=True)),
    )
    await database.execute("UPDATE result_imports SET state = 'ready' WHERE id = $1", import_id)
    await _shown(import_id, row["actor_id"], now=now, told=row["telegram_file_id"] is not None)


async def refuse(import_id: int, problem: str, *, now: datetime) -> None:
    """It cannot be read; whoever sent it is told why."""
    row = await _hold(import_id)
    if row["state"] != "reading":
        return
    await database.execute(
        "UPDATE result_imports SET state = 'refused', problem = $2, ended_at = $3 WHERE id = $1",
        *(import_id, problem, now),
    )
    await _shown(import_id, row["actor_id"], now=now, told=row["telegram_file_id"] is not None)


async def _shown(import_id: int, actor_id: int, *, now: datetime, told: bool) -> None:
    database.publish(f"list:{import_id}")
    if told:
        key = f"result-list:{import_id}"
        await outbox.notify(actor_id, "result-list", params={"import_id": import_id}, dedupe_key=key, now=now)


async def _hold(import_id: int) -> asyncpg.Record:
    row = await database.fetchrow("SELECT * FROM result_imports WHERE id = $1 FOR UPDATE", import_id)
    if row is None:
        raise NotFound
    return row


async def apply(actor: Person, import_id: int, *, overwrite: bool = True, now: datetime) -> ListCard:
    """Begin to put the lines in place. `overwrite`: also where another result stands.

    Raises NotFound, NotAllowed, ResultsNotYet, ResultsFinal, ListNotReady, ListBusy.
    """
    row = await _managed(actor, import_id)
    event = await load(row["event_id"], lock=False)
    require_open(event, await hold_board(event))
    if row["state"] != "ready":
        raise ListNotReady
    kinds = list(_APPLIED) if overwrite else ["new"]
    await _refuse_busy(event.id)
    await database.execute(
        "UPDATE result_imports SET state = 'applying', overwrite = $2, done = 0, total = (SELECT count(*) FROM "
        "result_lines l WHERE l.import_id = $1 AND l.kind = ANY($3)) WHERE id = $1",
        *(import_id, overwrite, kinds),
    )
    await jobs.enqueue(APPLY, str(import_id))
    details = {"list": import_id}
    await trail.record(actor.id, "event-results-imported", f"event:{event.id}", now=now, details=details)
    return await get_list(actor, import_id)


async def _refuse_busy(event_id: int) -> None:
    if await database.fetchval(f"SELECT {BUSY}", event_id):
        raise ListBusy


async def apply_some(import_id: int, *, now: datetime) -> bool:
    """The next lines, in a transaction of their own; False: all are done. Killed in between, it goes on from there."""
    row = await _hold(import_id)
    if row["state"] != "applying":
        return False
    event = await load(row["event_id"], lock=False)
    board = await hold_board(event)
    kinds = list(_APPLIED) if row["overwrite"] else ["new"]
    lines = await database.fetch(
        "SELECT id, registration_id, wanted FROM result_lines WHERE import_id = $1 AND kind = ANY($2) AND NOT applied "
        "ORDER BY line LIMIT $3",
        *(import_id, kinds, BATCH),
    )
    standing = await current_of([line["registration_id"] for line in lines])
    wanted: dict[int, Entry | None] = {
        line["registration_id"]: merged(board, standing.get(line["registration_id"]), orjson.loads(line["wanted"]))
        for line in lines
    }
    await write(event, board, wanted, actor_id=row["actor_id"], now=now, import_id=import_id)
    await _mark(import_id, [line["id"] for line in lines], applied=True)
    if len(lines) < BATCH:
        await _end(row, "applied", now=now)
    return len(lines) == BATCH


async def _mark(import_id: int, line_ids: list[int], *, applied: bool) -> None:
    await database.execute("UPDATE result_lines SET applied = $2 WHERE id = ANY($1::bigint[])", line_ids, applied)
    await database.execute("UPDATE result_imports SET done = done + $2 WHERE id = $1", import_id, len(line_ids))
    database.publish(f"list:{import_id}")


async def _end(row: asyncpg.Record, state: str, *, now: datetime) -> None:
    await database.execute("UPDATE result_imports SET state = $2, ended_at = $3 WHERE id = $1", row["id"], state, now)
    params, key = {"import_id": row["id"]}, f"result-list-{state}:{row['id']}"
    await outbox.notify(row["actor_id"], f"result-list-{state}", params=params, dedupe_key=key, now=now)


async def undo(actor: Person, import_id: int, *, now: datetime) -> ListCard:
    """Begin to take the list back. Raises as `apply`."""
    row = await _managed(actor, import_id)
    event = await load(row["event_id"], lock=False)
    require_open(event, await hold_board(event))
    if row["state"] != "applied":
        raise ListNotReady
    await _refuse_busy(event.id)
    await database.execute(
        "UPDATE result_imports SET state = 'undoing', done = 0, kept = 0, total = (SELECT count(*) FROM result_lines l "
        "WHERE l.import_id = $1 AND l.applied) WHERE id = $1",
        import_id,
    )
    await jobs.enqueue(UNDO, str(import_id))
    details = {"list": import_id}
    await trail.record(actor.id, "event-results-import-undone", f"event:{event.id}", now=now, details=details)
    return await get_list(actor, import_id)


async def undo_some(import_id: int, *, now: datetime) -> bool:
    """What was there before each line stands there again, unless somebody has changed it since."""
    row = await _hold(import_id)
    if row["state"] != "undoing":
        return False
    event = await load(row["event_id"], lock=False)
    board = await hold_board(event)
    lines = await database.fetch(
        "SELECT l.id, l.registration_id, c.before, c.after, c.id IS NOT NULL AS changed FROM result_lines l "
        "LEFT JOIN result_changes c ON c.import_id = $1 AND c.registration_id = l.registration_id "
        "WHERE l.import_id = $1 AND l.applied ORDER BY l.line LIMIT $2",
        *(import_id, BATCH),
    )
    standing = await current_of([line["registration_id"] for line in lines])
    wanted: dict[int, Entry | None] = {}
    kept = 0
    for line in lines:
        if not line["changed"]:
            continue
        if standing.get(line["registration_id"]) == _entry(line["after"]):
            wanted[line["registration_id"]] = _entry(line["before"])
        else:
            kept += 1
    await write(event, board, wanted, actor_id=row["actor_id"], now=now)
    await _mark(import_id, [line["id"] for line in lines], applied=False)
    await database.execute("UPDATE result_imports SET kept = kept + $2 WHERE id = $1", import_id, kept)
    if len(lines) < BATCH:
        await _end(row, "undone", now=now)
    return len(lines) == BATCH


def _entry(stored: str | None) -> Entry | None:
    return read_entry(orjson.loads(stored)) if stored else None


async def drop(actor: Person, import_id: int, *, now: datetime) -> ListCard:
    """[Не надо]: nothing was changed, and nothing will be. Raises NotFound, NotAllowed, ListNotReady."""
    row = await _managed(actor, import_id)
    if row["state"] not in ("ready", "reading", "refused"):
        raise ListNotReady
    await database.execute("DELETE FROM result_lines WHERE import_id = $1", import_id)
    await database.execute("UPDATE result_imports SET state = 'dropped', ended_at = $2 WHERE id = $1", import_id, now)
    return await get_list(actor, import_id)


async def _managed(actor: Person, import_id: int) -> asyncpg.Record:
    row = await _hold(import_id)
    require_timer(actor, await load(row["event_id"], lock=False))
    return row
