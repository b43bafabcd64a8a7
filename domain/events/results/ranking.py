"""Who is where. Pure arithmetic: marks in, sort keys and places out; the database only sorts by the keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from domain.events.results.scoring import Scoring

Marks = Sequence[int | None]
Key = tuple[int, ...]
CLASSIFIED, REST = 0, 1
WORST = 2**62
"""What is missing is behind everything that is there."""
POINT = 1000
"""Points are kept in thousandths."""
_AFTER = {"ok": 0, "review": 1, "dnf": 2, "dq": 3, "dns": 4}
"""In which order those stand who have no place."""


def total_of(scoring: Scoring, marks: Marks) -> int | None:
    """What the marks of one person come to; for points by place see `standings`. None: no place (yet)."""
    there = [mark for mark in marks if mark is not None]
    if not there:
        return None
    if scoring.in_tries:
        return min(there) if scoring.less_is_better else max(there)
    if scoring.measure == "time" and len(there) < scoring.stages:
        return None
    return sum(there)


def stands_for(scoring: Scoring, marks: Marks) -> int | None:
    """One mark for all: their total; the last one where places give points, or where a stage is still missing."""
    there = [mark for mark in marks if mark is not None]
    total = None if scoring.measure == "places" else total_of(scoring, marks)
    return there[-1] if there and total is None else total


def key_of(scoring: Scoring, state: str, marks: Marks, total: int | None, number: int | None) -> Key:
    """Smaller is better; equal keys share a place."""
    if state != "ok" or total is None:
        return (REST, _AFTER[state], number or 0)
    sign = 1 if scoring.less_is_better else -1
    return (CLASSIFIED, sign * total, *(_tie(scoring, rule, marks, sign) for rule in scoring.ties))


def _tie(scoring: Scoring, rule: str, marks: Marks, sign: int) -> int:
    keys = [sign * mark for mark in marks if mark is not None]
    if rule == "last":
        last = marks[scoring.stages - 1] if len(marks) >= scoring.stages else None
        return WORST if last is None else sign * last
    if not scoring.in_tries:
        return min(keys, default=WORST)
    return sorted(keys)[1] if len(keys) > 1 else WORST  # the best one is the total itself


def places(keys: Sequence[Key], *, better: int = 0, before: int = 0) -> list[int | None]:
    """The places of rows that are sorted; those who have none come last.

    `before` stand in front of the first row, `better` of them with a smaller key.
    """
    found: list[int | None] = []
    for index, key in enumerate(keys):
        if key[0] != CLASSIFIED:
            found.append(None)
        elif index and keys[index - 1] == key:
            found.append(found[-1])
        else:
            found.append((better if index == 0 else before + index) + 1)
    return found


def standings(
    scoring: Scoring, entries: Mapping[int, tuple[str, Marks, int | None]]
) -> dict[int, tuple[int | None, Key]]:
    """Total and key of everybody: registration → (state, marks, number) comes in.

    Where places give points, a stage's points depend on everybody who was in it.
    """
    if scoring.measure != "places":
        totals = {one: total_of(scoring, marks) for one, (_, marks, _) in entries.items()}
        return {
            one: (totals[one], key_of(scoring, state, marks, totals[one], number))
            for one, (state, marks, number) in entries.items()
        }
    points = stage_points(scoring, {one: marks for one, (state, marks, _) in entries.items() if state == "ok"})
    return {one: _by_points(scoring, points.get(one, ()), *entry) for one, entry in entries.items()}


def _by_points(scoring: Scoring, points: Marks, state: str, _: Marks, number: int | None) -> tuple[int | None, Key]:
    there = [one for one in points if one is not None]
    total = sum(there) if there else None
    return total, key_of(scoring, state, points, total, number)


def stage_points(scoring: Scoring, marks: Mapping[int, Marks]) -> dict[int, list[int | None]]:
    """What each place of each stage gave; who shares a place has its points, who was not there has none."""
    points: dict[int, list[int | None]] = {one: [None] * scoring.stages for one in marks}
    for stage in range(scoring.stages):
        groups: dict[int, list[int]] = defaultdict(list)
        for one, theirs in marks.items():
            mark = theirs[stage] if stage < len(theirs) else None
            if mark is not None:
                groups[mark].append(one)
        place = 1
        for mark in sorted(groups):
            for one in groups[mark]:
                points[one][stage] = scoring.points_for(place) * POINT
            place += len(groups[mark])
    return points
