"""People who run with a telephone: where they truly are at a moment, and what their telephone says of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from domain.events.live.following import Fix
from domain.globe import EARTH_M

NORTH, EAST = 55.79, 37.67
RADIUS_M = 2000.0


def place(along_m: float, aside_m: float = 0.0) -> tuple[float, float]:
    """A wide bend: latitude and longitude so many metres along it, and so many to the north of it."""
    angle = along_m / RADIUS_M
    north, east = RADIUS_M * math.sin(angle) + aside_m, RADIUS_M * (1 - math.cos(angle))
    return (
        NORTH + math.degrees(north / EARTH_M),
        EAST + math.degrees(east / (EARTH_M * math.cos(math.radians(NORTH)))),
    )


@dataclass
class Runner:
    """`metres_a_second` varies slowly by `sway` around its mean; `noise_m` is how far the telephone is wrong."""

    begins: datetime
    metres_a_second: float
    sway: float = 0.05
    noise_m: float = 4.0
    seed: int = 1
    chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)

    def along(self, at: datetime) -> float:
        """Metres that the runner truly has come: the pace sways once in twenty minutes."""
        seconds = max(0.0, (at - self.begins).total_seconds())
        turn = 2 * math.pi / 1200
        return self.metres_a_second * (
            seconds
            + self.sway / turn * (1 - math.cos(turn * seconds + self.seed))
            - (self.sway / turn * (1 - math.cos(self.seed)))
        )

    def fix(self, at: datetime) -> Fix:
        latitude, longitude = place(self.along(at))
        north, east = (self.chance.gauss(0, self.noise_m) for _ in range(2))
        return Fix(
            at,
            latitude + math.degrees(north / EARTH_M),
            longitude + math.degrees(east / (EARTH_M * math.cos(math.radians(NORTH)))),
        )

    def fixes(self, until: datetime, *, every_s: float = 5.0) -> Iterator[Fix]:
        at = self.begins
        while at <= until:
            yield self.fix(at)
            at += timedelta(seconds=every_s)
