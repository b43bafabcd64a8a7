"""How far somebody has come, point by point. Pure arithmetic over what a telephone says of its place.

The way is counted from anchor to anchor: a point becomes the next anchor when it is farther from the last one than
noise reaches, so that who stands still stays where they are. What is too far to be true is laid aside until the next
point agrees with it; then the person really is there, but the way between is not counted, and somebody should look.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain.activity.track import (
    ANY_M_S,
    FASTEST_M_S,
    JUMP_M,
    JUMP_M_S,
    SILENCE,
    SILENT_WAY_M,
    SPURT,
    Point,
    step_m,
)

NOISE_M = 30.0
"""Shorter steps are lost in what satellites differ by, longer ones cut corners."""
WORST_M = 100.0
"""A place that is known no better than this says only that somebody is there."""
NOISE_AT_MOST_M = 60.0
MOST_SPLITS = 400
DOUBTS = ("jumps", "fast", "gap")


@dataclass(frozen=True, slots=True)
class Fix:
    """`accuracy_m`: the radius in which the telephone is sure to be, where it says so."""

    at: datetime
    latitude: float
    longitude: float
    accuracy_m: float | None = None

    @property
    def is_on_earth(self) -> bool:
        return -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180

    @property
    def is_vague(self) -> bool:
        return self.accuracy_m is not None and not self.accuracy_m <= WORST_M

    @property
    def noise_m(self) -> float:
        return min(max(NOISE_M, self.accuracy_m or 0.0), NOISE_AT_MOST_M)


class Course(Protocol):
    """The line on which an event is run: where there is one, metres are counted along it."""

    def along_m(self, before_m: float, fix: Fix) -> float | None:
        """How far along the course the fix is for who was at `before_m`; None: away from it."""


@dataclass(frozen=True, slots=True)
class Race:
    """`gun_at`: earlier nobody's way counts. `goal_m` None: whoever comes farther. `mark_m`: between two splits."""

    gun_at: datetime
    sport: str
    goal_m: int | None
    course: Course | None = None

    @property
    def mark_m(self) -> float:
        return mark_of(self.goal_m)

    @property
    def fastest_m_s(self) -> float:
        return FASTEST_M_S.get(self.sport, ANY_M_S) * SPURT


def mark_of(goal_m: int | None) -> float:
    """Every 250 m in a short race, forty times in a longer one; without a goal every 500 m."""
    return 500.0 if goal_m is None else max(250.0, goal_m / 40)


@dataclass(frozen=True, slots=True)
class Run:
    """Where somebody stands: see the columns of live_shares."""

    started_at: datetime | None = None
    anchor: Fix | None = None
    aside: Fix | None = None
    along_m: float = 0.0
    shown_m: float = 0.0
    splits: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()
    arrived_ms: int | None = None

    @property
    def nowhere(self) -> Run:
        """Without the places."""
        return replace(self, anchor=None, aside=None)

    def doubted(self, why: str) -> tuple[str, ...]:
        return self.doubts if why in self.doubts else (*self.doubts, why)


def advance(run: Run, fix: Fix, race: Race) -> Run:
    """The run with one more point, later than all before."""
    if fix.is_vague or not fix.is_on_earth or run.arrived_ms is not None:
        return run
    if fix.at < race.gun_at:
        return replace(run, anchor=fix)
    run = _started(run, fix, race)
    assert run.anchor is not None
    metres, seconds = _step(run, fix, race)
    if metres > fix.noise_m and metres / seconds > race.fastest_m_s:
        return _unlikely(run, fix, race)
    if metres <= fix.noise_m:
        return replace(run, aside=None, shown_m=_capped(max(run.shown_m, run.along_m + metres), race))
    return _moved(run, fix, metres, seconds, race)


def _started(run: Run, fix: Fix, race: Race) -> Run:
    """The clock starts with the gun for who was there before it, else with the first point."""
    if run.started_at is not None and run.anchor is not None:
        return run if run.started_at >= race.gun_at else _started_later(run, run.started_at, run.anchor, race)
    if run.anchor is None:
        return replace(run, anchor=fix, started_at=run.started_at or fix.at)
    return replace(run, anchor=replace(run.anchor, at=race.gun_at), started_at=race.gun_at)


def _started_later(run: Run, started_at: datetime, anchor: Fix, race: Race) -> Run:
    """The gun was given later than planned, and we were told of it only now."""
    if anchor.at <= race.gun_at:
        return Run(race.gun_at, replace(anchor, at=race.gun_at))
    late_s = round((race.gun_at - started_at).total_seconds())
    return replace(run, started_at=race.gun_at, splits=tuple(max(0, one - late_s) for one in run.splits))


def _step(run: Run, fix: Fix, race: Race) -> tuple[float, float]:
    """Metres and seconds from the anchor."""
    assert run.anchor is not None
    seconds = max((fix.at - run.anchor.at).total_seconds(), 1.0)
    along = race.course.along_m(run.along_m, fix) if race.course else None
    if along is not None:
        return max(0.0, along - run.along_m), seconds
    return _between(run.anchor, fix), seconds


def _between(before: Fix, after: Fix) -> float:
    one, two = (Point(fix.at, fix.latitude, fix.longitude) for fix in (before, after))
    return step_m(one, two)


def _unlikely(run: Run, fix: Fix, race: Race) -> Run:
    before, anchor = run.aside, run.anchor
    assert anchor is not None
    if before is None or not _is_likely(before, fix, race):
        return replace(run, aside=fix)
    why = "jumps" if _is_jump(anchor, before) else "fast"
    return replace(run, anchor=fix, aside=None, doubts=run.doubted(why))


def _is_likely(before: Fix, after: Fix, race: Race) -> bool:
    seconds = max((after.at - before.at).total_seconds(), 1.0)
    metres = _between(before, after)
    return metres <= after.noise_m or metres / seconds <= race.fastest_m_s


def _is_jump(before: Fix, after: Fix) -> bool:
    metres, seconds = _between(before, after), max((after.at - before.at).total_seconds(), 1.0)
    return metres > JUMP_M and metres / seconds > JUMP_M_S


def _moved(run: Run, fix: Fix, metres: float, seconds: float, race: Race) -> Run:
    assert run.anchor is not None and run.started_at is not None
    on_clock = (run.anchor.at - run.started_at).total_seconds()

    def clock_at(mark: float) -> float:
        return max(0.0, on_clock + seconds * (mark - run.along_m) / metres)

    along = run.along_m + metres
    splits = list(run.splits)
    while (mark := race.mark_m * (len(splits) + 1)) <= along and len(splits) < MOST_SPLITS:
        splits.append(round(clock_at(mark)))
    arrived_ms = None
    if race.goal_m is not None and along >= race.goal_m:
        arrived_ms = max(1, round(clock_at(race.goal_m))) * 1000  # satellites know no fractions
    silent = fix.at - run.anchor.at > SILENCE and metres > SILENT_WAY_M
    return replace(
        run,
        anchor=fix,
        aside=None,
        along_m=along,
        shown_m=_capped(max(run.shown_m, along), race),
        splits=tuple(splits),
        doubts=run.doubted("gap") if silent else run.doubts,
        arrived_ms=arrived_ms,
    )


def _capped(metres: float, race: Race) -> float:
    return metres if race.goal_m is None else min(metres, float(race.goal_m))


def doubt_of(run: Run, race: Race) -> str | None:
    """Why somebody should look at what it came to."""
    if run.arrived_ms and race.goal_m and race.goal_m / (run.arrived_ms / 1000) > race.fastest_m_s / SPURT:
        return "fast"
    return next((one for one in DOUBTS if one in run.doubts), None)


def clock_at(splits: tuple[int, ...], mark_m: float, metres: float, *, last: tuple[float, float]) -> float | None:
    """Seconds on somebody's clock when they were so far, between two splits in proportion; None: not yet.

    `last`: how far they have come, and their clock there.
    """
    passed = int(metres // mark_m)
    if passed > len(splits) or metres > last[0]:
        return None
    before = (mark_m * passed, float(splits[passed - 1]) if passed else 0.0)
    after = (mark_m * (passed + 1), float(splits[passed])) if passed < len(splits) else last
    if after[0] <= before[0]:
        return after[1]
    return before[1] + (after[1] - before[1]) * (metres - before[0]) / (after[0] - before[0])
