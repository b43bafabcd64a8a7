"""Points of the globe: what was found there, and how far it is."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from domain import globe

TEXT_MAX = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """Degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Address:
    """An address in one line, and where it is."""

    text: str
    latitude: float
    longitude: float

    @property
    def spot(self) -> Spot:
        return Spot(self.latitude, self.longitude)


def is_on_earth(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180  # a NaN is neither


def metres(one: Spot, other: Spot) -> float:
    return globe.metres(one.latitude, one.longitude, other.latitude, other.longitude)


def metres_to_line(spot: Spot, line: tuple[Spot, ...]) -> float:
    """To the nearest place of the line, on a plane that touches the globe at the spot."""
    if len(line) < 2:
        return metres(spot, line[0]) if line else math.inf
    return min(_to_piece(spot, *piece) for piece in itertools.pairwise(line))


def _to_piece(spot: Spot, start: Spot, end: Spot) -> float:
    across = math.cos(math.radians(spot.latitude))

    def flat(one: Spot) -> tuple[float, float]:
        return (one.longitude - spot.longitude) * across, one.latitude - spot.latitude

    (x, y), (to_x, to_y) = flat(start), flat(end)
    dx, dy = to_x - x, to_y - y
    length = dx * dx + dy * dy
    share = min(1.0, max(0.0, -(x * dx + y * dy) / length)) if length else 0.0
    return math.radians(math.hypot(x + share * dx, y + share * dy)) * globe.EARTH_M
