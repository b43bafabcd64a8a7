"""Lists of results as they are looked at: what each would change, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

import asyncpg
import orjson

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.lifecycle import load
from domain.events.policy import require_timer
from domain.events.results.boards import read_board
from domain.events.results.entering import current
from domain.events.results.planning import merged
from domain.events.results.writing import Entry


@dataclass(frozen=True, slots=True)
class ListCard:
    """A list as it is looked at: how many lines of each kind, and how far applying it, or taking it back, has come."""

    id: int
    event_id: int
    actor_id: int
    state: str
    name: str
    problem: str | None
    total: int
    done: int
    kept: int
    counts: dict[str, int]

    @property
    def to_apply(self) -> int:
        return self.counts.get("new", 0) + self.counts.get("conflict", 0)


@dataclass(frozen=True, slots=True)
class ListLine:
    """`said` is what stands in the file; `number` as it was read."""

    line: int
    number: int | None
    said: str


async def get_list(actor: Person, import_id: int) -> ListCard:
    """Raises NotFound, NotAllowed."""
    row = await database.fetchrow("SELECT * FROM result_imports WHERE id = $1", import_id)
    if row is None:
        raise NotFound
    require_timer(actor, await load(row["event_id"], lock=False))
    return await _card(row)


async def find_list(import_id: int) -> ListCard | None:
    """For who has been let in already."""
    row = await database.fetchrow("SELECT * FROM result_imports WHERE id = $1", import_id)
    return await _card(row) if row else None


async def _card(row: asyncpg.Record) -> ListCard:
    counted = await database.fetch(
        "SELECT kind, count(*) AS count FROM result_lines WHERE import_id = $1 GROUP BY kind", row["id"]
    )
    names = ("id", "event_id", "actor_id", "state", "name", "problem", "total", "done", "kept")
    counts = {one["kind"]: one["count"] for one in counted}
    return ListCard(**{name: row[name] for name in names}, counts=counts)


async def lines_of(import_id: int, kind: str, *, limit: int = 20) -> list[ListLine]:
    """In the file's order."""
    rows = await database.fetch(
        "SELECT line, number, said FROM result_lines WHERE import_id = $1 AND kind = $2 ORDER BY line LIMIT $3",
        *(import_id, kind, limit),
    )
    return [ListLine(**dict(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands there, and what the list says."""

    number: int
    before: Entry
    after: Entry


async def conflicts_of(import_id: int, *, limit: int = 10) -> list[Conflict]:
    event_id = await database.fetchval("SELECT event_id FROM result_imports WHERE id = $1", import_id)
    board = await read_board(event_id, "")
    rows = await database.fetch(
        "SELECT number, registration_id, wanted FROM result_lines WHERE import_id = $1 AND kind = 'conflict' "
        "ORDER BY line LIMIT $2",
        *(import_id, limit),
    )
    found = []
    for row in rows:
        before = await current(row["registration_id"])
        if before is not None:
            found.append(Conflict(row["number"], before, merged(board, before, orjson.loads(row["wanted"]))))
    return found


async def lists_of(event_id: int, *, limit: int = 5) -> list[ListCard]:
    """The newest first."""
    rows = await database.fetch(
        "SELECT * FROM result_imports WHERE event_id = $1 AND state <> 'dropped' ORDER BY id DESC LIMIT $2",
        *(event_id, limit),
    )
    return [await _card(row) for row in rows]
