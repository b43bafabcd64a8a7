"""Who is where, counted a second time by other arithmetic from the same points: what a board is held against.

It shares no line with `domain/events/live`: vectors instead of haversines, seconds instead of moments, whole lists
instead of indexes. It knows only honest telephones: nothing is laid aside here.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

EARTH_M = 6_371_008.8
NOISE_M = 30.0
GUESSED_S, SLOWEST_S = 30.0, 60.0
NEAR_M = 0.01
"""Who is nearer to another one than this may stand before or behind them."""
Place = tuple[float, float, float]


def _on_globe(latitude: float, longitude: float) -> Place:
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def metres_between(one: Place, two: Place) -> float:
    return 2 * EARTH_M * math.asin(math.dist(one, two) / 2)


@dataclass(slots=True)
class Way:
    """One runner's, in seconds after the gun; the first point is heard before it."""

    goal_m: float
    last: Place | None = None
    last_s: float = 0.0
    counted_m: float = 0.0
    shown_m: float = 0.0
    heard_s: float = 0.0
    arrived_s: float | None = None

    def hear(self, at_s: float, latitude: float, longitude: float) -> None:
        if self.arrived_s is not None:
            return
        here = _on_globe(latitude, longitude)
        self.heard_s = at_s
        if self.last is None or at_s < 0:
            self.last = here
            return
        step_m = metres_between(self.last, here)
        if step_m > NOISE_M:
            if self.counted_m + step_m >= self.goal_m:
                part = (self.goal_m - self.counted_m) / step_m
                self.arrived_s = self.last_s + (at_s - self.last_s) * part
            self.last, self.last_s, self.counted_m = here, at_s, self.counted_m + step_m
            step_m = 0.0
        self.shown_m = max(self.shown_m, min(self.counted_m + step_m, self.goal_m))

    def metres_at(self, now_s: float) -> float:
        """With what the runner is taken to have gone on since the last point."""
        return self.shown_m * (1 + min(max(now_s - self.heard_s, 0.0), GUESSED_S) / max(self.heard_s, SLOWEST_S))


def rank_errors(
    shown: Iterable[tuple[int, int | None]], counted: Mapping[int, float], *, before: int = 0, near: float = 0.0
) -> int:
    """Rows whose place is not what it should be, and those that are missing or strange.

    `shown`: somebody and their place; `counted`: more is better; `before`: so many stand in front of all of these.
    """
    ordered = sorted(-value for value in counted.values())
    wrong, found = 0, set()
    for one, place in shown:
        found.add(one)
        if one not in counted or place is None:
            wrong += 1
            continue
        first = before + 1 + bisect_left(ordered, -counted[one] - near)
        last = before + max(1, bisect_right(ordered, -counted[one] + near))
        wrong += not first <= place <= last
    return wrong + len(counted.keys() - found)
