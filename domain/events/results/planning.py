"""What the lines of a list would change: beside what stands there now, before anything is changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from domain.events.models import Event
from domain.events.results.boards import Board
from domain.events.results.entering import current_of, next_stage, registrations_by_number, with_mark
from domain.events.results.marks import NO_MARK, Mark, read_mark
from domain.events.results.scoring import Scoring
from domain.events.results.sheets import Row
from domain.events.results.writing import Entry

_OF_A_DAY = re.compile(r"0[.,]\d+|\d{1,2}[.,]\d{5,}")
_NOISE = 1e-9
"""9.579999999999998 are seconds that were reckoned out in a sheet, and no nine days."""
Planned = tuple[int, int | None, int | None, str, str | None, str]


async def planned(event: Event, board: Board, rows: Sequence[Row]) -> list[Planned]:
    numbers = {row.line: _number(row.number) for row in rows}
    known = await registrations_by_number(event.id, [one for one in numbers.values() if one is not None])
    standing = await current_of(list(known.values()))
    seen: set[int] = set()
    lines: list[Planned] = []
    for row in rows:
        number = numbers[row.line]
        wanted = _wanted(board, row)
        registration_id = known.get(number) if number is not None else None
        kind = _kind(number, wanted, registration_id, seen, standing, board)
        said = " · ".join(part for part in (row.number, row.laps, *row.marks.values(), row.state) if part)[:80]
        stored = orjson.dumps(wanted).decode() if wanted else None
        lines.append((row.line, number, registration_id, kind, stored, said))
    return [line for line in lines if line[3] != "blank"]


def _number(said: str) -> int | None:
    digits = said.strip().removeprefix("№").removeprefix("#").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 8 else None


def _wanted(board: Board, row: Row) -> dict[str, Any] | None:
    """State, marks by stage, reason; None: it cannot be read. {} : nothing is said."""
    scoring = board.scoring
    state = read_mark(row.state, scoring.entered) if row.state else None
    if state and state.state != "ok":
        return {"state": state.state, "stages": {}, "reason": row.reason[:300]}
    marks: dict[int, Mark] = {}
    for stage, said in _said(row, scoring).items():
        mark = read_mark(_clock_of(said) if scoring.entered == "time" else said, scoring.entered)
        if mark is None or stage >= scoring.stages:
            return None
        marks[stage] = mark
    if not marks:
        return {}
    out = next((one.state for one in marks.values() if one.state != "ok"), "ok")
    stages = {str(stage): one.value for stage, one in marks.items() if one.value is not None}
    return {"state": out, "stages": stages, "reason": row.reason[:300] if out == "dq" else ""}


def _clock_of(said: str) -> str:
    """Excel's own number for a time, a part of a day, where the cell has lost its look: nobody needs less than 1 s."""
    if not _OF_A_DAY.fullmatch(said):
        return said
    days = float(said.replace(",", "."))
    if days >= 1 and abs(days - round(days, 3)) < _NOISE:
        return f"{days:.3f}"
    seconds, part = divmod(round(days * 86_400_000), 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{part:03d}"


def _said(row: Row, scoring: Scoring) -> dict[int, str]:
    """Laps that stand in a column of their own belong to the time beside them; for other rules they say nothing.

    A try that has failed is one of which nothing is said.
    """
    if scoring.entered == "distance" and row.far and read_mark(row.far, "distance"):
        return {-1: row.far}
    if scoring.in_tries:
        return {stage: said for stage, said in row.marks.items() if said.strip().lower() not in NO_MARK}
    if scoring.entered != "laps" or not row.laps:
        return row.marks
    return {stage: f"{row.laps} {time}" for stage, time in row.marks.items()} or {-1: row.laps}


def _kind(
    number: int | None,
    wanted: dict[str, Any] | None,
    registration_id: int | None,
    seen: set[int],
    standing: Mapping[int, Entry],
    board: Board,
) -> str:
    if wanted == {} and number is not None:
        return "blank"
    if number is None or not wanted:
        return "unreadable"
    if number in seen:
        return "doubled"
    seen.add(number)
    if registration_id is None:
        return "unknown"
    before = standing.get(registration_id)
    if before is None:
        return "new"
    after = merged(board, before, wanted)
    if (after.state, after.marks) == (before.state, before.marks):
        return "same"
    fills = before.state == after.state == "ok" and all(
        mark is None or mark == after.marks[stage] for stage, mark in enumerate(before.marks)
    )
    return "new" if fills else "conflict"


def merged(board: Board, before: Entry | None, wanted: Mapping[str, Any]) -> Entry:
    """What stands after a line is applied: marks of other stages stay."""
    marks = before.marks if before else ()
    for said, value in wanted["stages"].items():
        stage = int(said)
        if stage < 0:
            stage = next_stage(board.scoring, before) if board.scoring.stages > 1 else 0
        marks = with_mark(marks, stage, value)
    return Entry(wanted["state"], marks, wanted["reason"], "import", verified=True)
