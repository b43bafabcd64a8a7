"""A line on a sheet of paper: its points, kilometre marks and scale. For pictures and pages alike."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.maps.lines import Line, Vertex, along, turned

A_DEGREE_M = 111_320.0
SMALLEST_M = 300.0
"""So much of the world is shown at least."""
_MARKS_M = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
MOST_MARKS = 12
_BAR_SHARE = 0.28
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A kilometre mark: `number` of kilometres from the start."""

    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """In units of the sheet, from its upper left; north is up. `bar`: the length of `bar_m` metres."""

    width: float
    height: float
    points: tuple[Place, ...]
    marks: tuple[Mark, ...]
    bar: float
    bar_m: int
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    @property
    def path(self) -> str:
        """For the `d` of an SVG path."""
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Profile:
    """Heights along the way; `points` in units of the sheet, `low` and `high` in metres."""

    points: tuple[Place, ...]
    low: int
    high: int

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in self.points)


def scheme_of(line: Line, width: float, height: float, *, pad: float) -> Scheme:
    """The grid's lines are as far apart as the bar is long."""
    flat = _flat(line.vertices)
    xs, ys = [x for x, _ in flat], [y for _, y in flat]
    wide, high = max(max(xs) - min(xs), SMALLEST_M), max(max(ys) - min(ys), SMALLEST_M)
    a_metre = min((width - 2 * pad) / wide, (height - 2 * pad) / high)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    points = [(width / 2 + (x - middle_x) * a_metre, height / 2 - (y - middle_y) * a_metre) for x, y in flat]
    bar_m = round_metres(_BAR_SHARE * width / a_metre)
    bar = bar_m * a_metre
    return Scheme(
        *(width, height, tuple(points), _marks(line, points), bar, bar_m),
        columns=_grid(width / 2 - middle_x * a_metre, bar, width),
        rows=_grid(height / 2 + middle_y * a_metre, bar, height),
    )


def profile_of(line: Line, width: float, height: float) -> Profile | None:
    """None where the heights are not known, or of fewer than two of the points that were kept.

    A flat land is drawn flat: ten metres at least are shown.
    """
    walked = along(line.vertices)
    known = [(at, one.height) for at, one in zip(walked, line.vertices, strict=True) if one.height is not None]
    if not line.has_heights or len(known) < 2:
        return None
    lowest, highest = min(one for _, one in known), max(one for _, one in known)
    span = max(highest - lowest, 10.0)
    whole = walked[-1] or 1.0
    points = [(at / whole * width, height - (one - lowest) / span * height) for at, one in known]
    return Profile(tuple(points), round(lowest), round(highest))


def round_metres(at_most: float) -> int:
    """1, 2 or 5 and zeros."""
    ten = 10.0 ** math.floor(math.log10(max(at_most, 1.0)))
    return int(next(step * ten for step in (5, 2, 1) if step * ten <= max(at_most, 1.0)))


def _flat(vertices: Sequence[Vertex]) -> list[Place]:
    """Metres east and north of the first vertex, along the middle latitude."""
    first = vertices[0]
    latitudes = [one.latitude for one in vertices]
    across = A_DEGREE_M * max(0.01, math.cos(math.radians((min(latitudes) + max(latitudes)) / 2)))
    return [
        (turned(one.longitude - first.longitude) * across, (one.latitude - first.latitude) * A_DEGREE_M)
        for one in vertices
    ]


def _grid(origin: float, step: float, size: float) -> tuple[float, ...]:
    first = origin % step
    return tuple(round(first + number * step, 1) for number in range(int((size - first) // step) + 1))


def _marks(line: Line, points: Sequence[Place]) -> tuple[Mark, ...]:
    """Counted as long as the whole way was measured; none where the finish stands anyway."""
    walked = along(line.vertices)
    if line.length_m <= 0 or walked[-1] <= 0:
        return ()
    step = next((one for one in _MARKS_M if line.length_m / one <= MOST_MARKS), _MARKS_M[-1])
    share = walked[-1] / line.length_m
    marks = []
    for metres in range(step, line.length_m - step // 4, step):
        x, y = _at(walked, points, metres * share)
        marks.append(Mark(round(x, 1), round(y, 1), metres // 1_000))
    return tuple(marks)


def _at(walked: Sequence[float], points: Sequence[Place], metres: float) -> Place:
    after = min(max(bisect_left(walked, metres), 1), len(walked) - 1)
    before = after - 1
    step = walked[after] - walked[before]
    share = (metres - walked[before]) / step if step else 0.0
    (x, y), (to_x, to_y) = points[before], points[after]
    return x + (to_x - x) * share, y + (to_y - y) * share


def directions(points: Sequence[Place], every: float) -> list[tuple[float, float, float]]:
    """Where small arrows say which way it goes: x, y and the angle in radians."""
    found, walked, due = [], 0.0, every / 2
    for (x, y), (to_x, to_y) in pairwise(points):
        step = math.hypot(to_x - x, to_y - y)
        while step and walked + step >= due:
            share = (due - walked) / step
            found.append((x + (to_x - x) * share, y + (to_y - y) * share, math.atan2(to_y - y, to_x - x)))
            due += every
        walked += step
    return found
