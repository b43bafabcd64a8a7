"""Where everybody is along the way, as a drawing: a line, its kilometres, a dot for each. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events.live.standings import LiveCard, LiveRow

WIDTH, HEIGHT = 358, 112
LEFT, RIGHT, LINE_Y = 14, 344, 84
LANES, LANE_PX, DOT_PX = 5, 14, 9
NUMBERED = 3
DENSE = 60
"""More people are drawn as a hill."""
HILL_PX = 44
_STEPS = (100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000, 100_000, 250_000)
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Dot:
    """`place` only for those in front."""

    x: float
    y: float
    registration_id: int
    place: int | None
    silent: bool


@dataclass(frozen=True, slots=True)
class LiveDrawing:
    dots: tuple[Dot, ...]
    hill: str
    """The path of how many are where; empty where each has a dot."""
    ticks: tuple[tuple[float, float], ...]
    """Metres and where they are."""

    @property
    def top(self) -> int:
        """Above this nothing is drawn."""
        highest = min((dot.y - 12 for dot in self.dots), default=LINE_Y)
        return int(max(0, min(highest, LINE_Y - HILL_PX - 6 if self.hill else LINE_Y - 30)))


def drawn(card: LiveCard, rows: Sequence[LiveRow], people: Sequence[int] = ()) -> LiveDrawing:
    """`people`: how many are in each of equal parts of the way, where they are too many for dots."""
    return LiveDrawing(tuple(_dots(card, rows)), _hill(people), tuple(_ticks(card.scale_m)))


def _x(metres: float, scale_m: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * min(max(metres / scale_m, 0.0), 1.0), 1)


def _dots(card: LiveCard, rows: Sequence[LiveRow]) -> list[Dot]:
    """Who is near another one stands above them."""
    ends = [float("inf")] * LANES
    dots = []
    for index, row in enumerate(rows):
        x = _x(row.metres, card.scale_m)
        free = next(
            (lane for lane, end in enumerate(ends) if end - x >= (16 if index < NUMBERED else DOT_PX)), LANES - 1
        )
        ends[free] = x
        place = row.place if index < NUMBERED else None
        dots.append(Dot(x, LINE_Y - LANE_PX * (free + 1), row.registration_id, place, row.silent is not None))
    return dots


def _hill(people: Sequence[int]) -> str:
    if not any(people):
        return ""
    most, step = max(people), (RIGHT - LEFT) / len(people)
    points = [f"{LEFT + step * (at + 0.5):.1f} {LINE_Y - HILL_PX * one / most:.1f}" for at, one in enumerate(people)]
    return f"M{LEFT} {LINE_Y}L{'L'.join(points)}L{RIGHT} {LINE_Y}Z"


def _ticks(scale_m: float) -> list[tuple[float, float]]:
    step = next((one for one in _STEPS if scale_m / one <= _MOST_TICKS), scale_m)
    metres = [step * n for n in range(1, int(scale_m // step) + 1)]
    whole = [one for one in metres if one < scale_m - step * 0.4]
    return [(one, _x(one, scale_m)) for one in [*whole, scale_m]]
