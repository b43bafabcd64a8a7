"""What a telephone's own recording is made of: which of its points are good, and how far they lead. Pure.

The way is counted from anchor to anchor, so that who stands still stays where they are. A point that nobody can have
reached is laid aside until the next one agrees with it: then the person is there, but the way between is not counted.
The page that records shows what `RULE` makes of the points by then (static/js/recorder_counting.js, the same steps);
what counts is what is made of them here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from domain import globe
from domain.activity.track import ANY_M_S, SPURT

WORST_M = 50.0
"""A place that is known no better than this is dropped."""
STEP_M, STEP_AT_MOST_M = 20.0, 40.0
"""Shorter steps are lost in what satellites differ by, longer ones cut corners."""
FASTEST_M_S = ANY_M_S * SPURT
"""Faster is nobody, in whatever sport: the telephone was somewhere else."""
RULE = {"worst": WORST_M, "step": STEP_M, "most": STEP_AT_MOST_M, "fastest": FASTEST_M_S, "earth": globe.EARTH_M}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a telephone was. `anew`: the first after a pause, so that the way to it is not counted."""

    at: datetime
    latitude: float
    longitude: float
    accuracy_m: float | None = None
    anew: bool = False

    @property
    def reach_m(self) -> float:
        return min(max(STEP_M, self.accuracy_m or 0.0), STEP_AT_MOST_M)


Counted: TypeAlias = tuple[Spot, float]
"""A good point, and metres from the start."""


@dataclass(frozen=True, slots=True)
class Count:
    """`along_m` as far as the anchor, `shown_m` with the way from there."""

    anchor: Spot | None = None
    aside: Spot | None = None
    last_at: datetime | None = None
    along_m: float = 0.0
    shown_m: float = 0.0


def counted(spots: Iterable[Spot]) -> list[Counted]:
    """The good ones of these, in the order of time."""
    count, found = Count(), []
    for spot in sorted(spots, key=lambda one: one.at):
        count, is_good = step(count, spot)
        if is_good:
            found.append((spot, count.shown_m))
    return found


def step(count: Count, spot: Spot) -> tuple[Count, bool]:
    """The count with one more point, and whether it was good."""
    if spot.accuracy_m is not None and not spot.accuracy_m <= WORST_M:
        return count, False
    if count.last_at is not None and spot.at <= count.last_at:
        return count, False
    if count.anchor is None or spot.anew:
        return _from(count, spot), True
    metres = _between(count.anchor, spot)
    if not _is_likely(count.anchor, spot):
        if count.aside is None or not _is_likely(count.aside, spot):
            return replace(count, aside=spot), False
        return _from(count, spot), True
    count = replace(count, aside=None, last_at=spot.at)
    if metres <= spot.reach_m:
        return replace(count, shown_m=max(count.shown_m, count.along_m + metres)), True
    along = count.along_m + metres
    return replace(count, anchor=spot, along_m=along, shown_m=max(count.shown_m, along)), True


def _from(count: Count, spot: Spot) -> Count:
    """Here, however they came here."""
    return Count(spot, None, spot.at, count.shown_m, count.shown_m)


def _is_likely(before: Spot, after: Spot) -> bool:
    metres = _between(before, after)
    return metres <= after.reach_m or metres / max((after.at - before.at).total_seconds(), 1.0) <= FASTEST_M_S


def _between(before: Spot, after: Spot) -> float:
    return globe.metres(before.latitude, before.longitude, after.latitude, after.longitude)


def since(spots: Iterable[Spot], gun_at: datetime) -> list[Spot]:
    """From the gun on; who recorded already then stood where they were last seen before it."""
    ordered = sorted(spots, key=lambda one: one.at)
    before = [one for one in ordered if one.at <= gun_at and not (one.accuracy_m or 0.0) > WORST_M]
    after = [one for one in ordered if one.at > gun_at]
    return [*([replace(before[-1], at=gun_at)] if before else []), *after]
