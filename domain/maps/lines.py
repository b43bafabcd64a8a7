"""A way across the land: how long, how high, and the few points that draw it as well as all of them. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from domain.maps.points import Spot, metres

MOST_POINTS = 600
"""Of a line that is kept."""
_FIRST_THINNED = 4_000
_FINEST_M = 2.0
_STEADY_M = 3.0
"""Heights of watches waver by as much: less is neither up nor down."""
LOOP_M = 120.0
"""Start and finish as near as this are one place."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """`height`: metres above the sea, where it is known."""

    latitude: float
    longitude: float
    height: float | None = None

    @property
    def spot(self) -> Spot:
        return Spot(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Line:
    """`length_m` and `climb_m` were measured along all the points that there were; `climb_m` None: no heights."""

    vertices: tuple[Vertex, ...]
    length_m: int
    climb_m: int | None

    @property
    def is_loop(self) -> bool:
        return metres(self.vertices[0].spot, self.vertices[-1].spot) < LOOP_M

    @property
    def has_heights(self) -> bool:
        return self.climb_m is not None


def line_of(vertices: Sequence[Vertex]) -> Line:
    """Two vertices at least."""
    return Line(tuple(simplified(vertices)), round(along(vertices)[-1]), climb_of(vertices))


def along(vertices: Sequence[Vertex]) -> list[float]:
    """Metres from the start at each vertex."""
    steps = (metres(before.spot, after.spot) for before, after in pairwise(vertices))
    return list(accumulate(steps, initial=0.0))


def climb_of(vertices: Sequence[Vertex]) -> int | None:
    """None where fewer than half of the vertices know their height."""
    heights = [one.height for one in vertices if one.height is not None]
    if len(heights) * 2 < len(vertices) or len(heights) < 2:
        return None
    climb, stood = 0.0, heights[0]
    for height in heights:
        if height - stood >= _STEADY_M:
            climb, stood = climb + height - stood, height
        elif stood - height >= _STEADY_M:
            stood = height
    return round(climb)


def simplified(vertices: Sequence[Vertex], most: int = MOST_POINTS) -> list[Vertex]:
    """Ramer, Douglas and Peucker, coarser until it is few enough; the ends stay."""
    few = _thinned(vertices)
    flat = _flat(few)
    tolerance = _FINEST_M
    while True:
        kept = _kept(flat, tolerance)
        if len(kept) <= most:
            return [few[at] for at in kept]
        tolerance *= 1.6


def _thinned(vertices: Sequence[Vertex]) -> list[Vertex]:
    if len(vertices) <= _FIRST_THINNED:
        return list(vertices)
    step = len(vertices) / (_FIRST_THINNED - 1)
    chosen = [vertices[int(number * step)] for number in range(_FIRST_THINNED - 1)]
    return [*chosen, vertices[-1]]


def _flat(vertices: Sequence[Vertex]) -> list[tuple[float, float]]:
    first = vertices[0]
    a_degree = 111_320.0
    across = a_degree * math.cos(math.radians(first.latitude))
    return [
        (turned(one.longitude - first.longitude) * across, (one.latitude - first.latitude) * a_degree)
        for one in vertices
    ]


def turned(degrees: float) -> float:
    """The shorter way around the globe."""
    return (degrees + 180.0) % 360.0 - 180.0


def _kept(points: Sequence[tuple[float, float]], tolerance: float) -> list[int]:
    kept, pieces = {0, len(points) - 1}, [(0, len(points) - 1)]
    while pieces:
        first, last = pieces.pop()
        at, far = _farthest(points, first, last)
        if far > tolerance:
            kept.add(at)
            pieces += [(first, at), (at, last)]
    return sorted(kept)


def _farthest(points: Sequence[tuple[float, float]], first: int, last: int) -> tuple[int, float]:
    (x, y), (to_x, to_y) = points[first], points[last]
    dx, dy = to_x - x, to_y - y
    length = dx * dx + dy * dy
    found, far = first, 0.0
    for at in range(first + 1, last):
        px, py = points[at][0] - x, points[at][1] - y
        share = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
        off = math.hypot(px - share * dx, py - share * dy)
        if off > far:
            found, far = at, off
    return found, far
