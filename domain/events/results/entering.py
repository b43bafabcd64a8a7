"""The organizer enters results, one by one or a few lines at once, and takes them back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import orjson

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.entry.statuses import PLACED
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.organized import HELD
from domain.events.results.boards import Board, hold_open
from domain.events.results.errors import (
    ChangedSince,
    MarkUnreadable,
    NumberUnknown,
    ResultReasonNeeded,
    StageUnknown,
)
from domain.events.results.marks import NO_MARK, Mark, read_mark
from domain.events.results.scoring import Scoring
from domain.events.results.writing import Entry, entry_of, read_entry, write
from domain.forms.texts import clean_lines
from domain.organizations.policy import timed_by

REASON_LENGTH = 300
_THOUSANDS = 3
"""Digits after a gap in «1 250» are of the number; fewer of them name a stage or a try."""


@dataclass(frozen=True, slots=True)
class Entered:
    """`change_id` is what to take back; None: it stood there already."""

    event_id: int
    registration_id: int
    number: int
    change_id: int | None


async def enter(actor: Person, event_id: int, number: int, said: str, *, now: datetime) -> Entered:
    """«0:21:43», «сошёл»; in an event of several stages «21:43 2» names the stage, else it is the next one.

    Raises NotFound, NotAllowed, ResultsNotYet, ResultsFinal, NumberUnknown, MarkUnreadable, StageUnknown.
    """
    event, board = await hold_open(actor, event_id)
    registration_id = await _who(event.id, number)
    entry = await _entry(board, registration_id, said)
    noted = await write(event, board, {registration_id: entry}, actor_id=actor.id, now=now)
    return Entered(event.id, registration_id, number, noted[0] if noted else None)


async def _entry(board: Board, registration_id: int, said: str) -> Entry:
    before = await current(registration_id)
    mark, stage = read_said(board, said, before)
    if mark.state != "ok":
        return Entry(mark.state, before.marks if before else ())
    return Entry("ok", with_mark(before.marks if before else (), stage, mark.value))


def read_said(board: Board, said: str, before: Entry | None) -> tuple[Mark, int]:
    """The mark, and the stage it is for, counted from 0. Raises MarkUnreadable, StageUnknown."""
    scoring, words = board.scoring, " ".join(said.split())
    head, _, tail = words.rpartition(" ")
    if scoring.stages > 1 and tail.isdecimal() and len(tail) < _THOUSANDS:
        mark = _read(head, scoring)
        if mark is not None:
            if not 1 <= int(tail) <= scoring.stages:
                raise StageUnknown(most=scoring.stages, what="tries" if scoring.in_tries else "stages")
            return mark, int(tail) - 1
    mark = _read(words, scoring)
    if mark is None:
        raise MarkUnreadable(said=words[:40], measure=said_of(scoring))
    return mark, next_stage(scoring, before)


def _read(said: str, scoring: Scoring) -> Mark | None:
    """Also of a try that has failed: it is over, and there is nothing to keep of it."""
    has_failed = scoring.in_tries and scoring.stages > 1 and said.lower() in NO_MARK
    return Mark() if has_failed else read_mark(said, scoring.entered)


def said_of(scoring: Scoring) -> str:
    """What is to be written, as the example of a refusal says it: also that a try has its number."""
    return f"tries-{scoring.entered}" if scoring.measure == "best" and scoring.stages > 1 else scoring.entered


def next_stage(scoring: Scoring, before: Entry | None) -> int:
    """The first that has no mark; of tries the one behind those that were. With all of them, the last."""
    marks, stages = before.marks if before else (), scoring.stages
    if scoring.in_tries and len(marks) < stages:
        return len(marks)
    empty = (stage for stage in range(stages) if stage >= len(marks) or marks[stage] is None)
    return next(empty, stages - 1)


def with_mark(marks: tuple[int | None, ...], stage: int, value: int | None) -> tuple[int | None, ...]:
    long_enough = [*marks, *[None] * (stage + 1 - len(marks))]
    long_enough[stage] = value
    return tuple(long_enough)


async def disqualify(actor: Person, event_id: int, number: int, reason: str, *, now: datetime) -> Entered:
    """With a reason, which the person is told. Raises as `enter`, and ResultReasonNeeded."""
    words = " ".join(clean_lines(reason).split())[:REASON_LENGTH]
    event, board = await hold_open(actor, event_id)
    registration_id = await _who(event.id, number)
    if not words:
        raise ResultReasonNeeded
    before = await current(registration_id)
    entry = replace(before or Entry(), state="dq", reason=words, source="organizer", verified=True)
    noted = await write(event, board, {registration_id: entry}, actor_id=actor.id, now=now)
    if noted:
        details = {"registration": registration_id}
        await trail.record(actor.id, "result-disqualified", f"event:{event.id}", now=now, details=details)
    return Entered(event.id, registration_id, number, noted[0] if noted else None)


async def take_back(actor: Person, change_id: int, *, now: datetime) -> Entered:
    """What stood there before stands there again. Raises NotFound, NotAllowed, ChangedSince, ResultsFinal."""
    row = await database.fetchrow(
        "SELECT c.*, g.number FROM result_changes c JOIN registrations g ON g.id = c.registration_id WHERE c.id = $1",
        change_id,
    )
    if row is None:
        raise NotFound
    event, board = await hold_open(actor, row["event_id"])
    before, after = [orjson.loads(row[name]) if row[name] else None for name in ("before", "after")]
    if await current(row["registration_id"]) != (read_entry(after) if after else None):
        raise ChangedSince
    wanted = {row["registration_id"]: read_entry(before) if before else None}
    noted = await write(event, board, wanted, actor_id=actor.id, now=now)
    return Entered(event.id, row["registration_id"], row["number"] or 0, noted[0] if noted else None)


async def current(registration_id: int) -> Entry | None:
    return (await current_of([registration_id])).get(registration_id)


async def current_of(registration_ids: list[int]) -> dict[int, Entry]:
    """What stands for each of those that have a result."""
    rows = await database.fetch(
        "SELECT registration_id, state, marks, reason, source, verified FROM results "
        "WHERE registration_id = ANY($1::bigint[])",
        registration_ids,
    )
    return {row["registration_id"]: entry for row in rows if (entry := entry_of(row))}


async def _who(event_id: int, number: int) -> int:
    found = (await registrations_by_number(event_id, [number])).get(number)
    if found is None:
        raise NumberUnknown(number=str(number))
    return found


async def registrations_by_number(event_id: int, numbers: list[int]) -> dict[int, int]:
    """Of those who take part."""
    rows = await database.fetch(
        "SELECT number, id FROM registrations WHERE event_id = $1 AND number = ANY($2::int[]) AND status = ANY($3)",
        *(event_id, numbers, list(PLACED)),
    )
    return {row["number"]: row["id"] for row in rows}


async def events_with_number(actor: Person, number: int) -> list[Event]:
    """Of the events that the person holds and that take results, those in which somebody has this number."""
    rows = await database.fetch(
        f"SELECT e.id FROM events e WHERE {HELD} AND e.status IN ('running', 'finished') "
        "AND e.archived_at IS NULL AND e.kind <> 'tournament' "
        "AND EXISTS (SELECT 1 FROM registrations g WHERE g.event_id = e.id AND g.number = $3 AND g.status = ANY($4)) "
        "ORDER BY e.status = 'running' DESC, e.starts_at DESC LIMIT 6",
        *(actor.id, timed_by(actor), number, list(PLACED)),
    )
    return [await load(row["id"], lock=False) for row in rows]


async def events_for_results(actor: Person, *, with_tournaments: bool = False) -> list[Event]:
    """Of the person's events, those that take results, the running ones first.

    Tournaments, whose scores are entered by their matches, where they are asked for too.
    """
    rows = await database.fetch(
        f"SELECT e.id FROM events e WHERE {HELD} AND e.status IN ('running', 'finished') AND e.archived_at IS NULL "
        "AND ($3 OR e.kind <> 'tournament') ORDER BY e.status = 'running' DESC, e.starts_at DESC, e.id LIMIT 6",
        *(actor.id, timed_by(actor), with_tournaments),
    )
    return [await load(row["id"], lock=False) for row in rows]
