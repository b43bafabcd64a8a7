"""The map of the catalogue without anybody's tiles: marks, the names of cities, a grid, a scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.events.finding.on_map import Mark
from domain.maps.mercator import Cell, Sheet
from domain.maps.scheme import round_metres
from domain.time.cities import City, all_cities

WIDTH, HEIGHT = 360, 320
_BAR_SHARE = 0.28
_LETTER, _AIR = 6.6, 9.0
"""How wide a letter of a city's name is, about, and how far the name stands from its dot."""
_DOT, _CROWD = 2.5, 26.0
"""How large the dot of a city is, and how far such dots are apart at least."""
_ONE_R, _LEAST_R, _MOST_R = 8.0, 13.0, 22.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A mark on the sheet, with its place on the globe for maps with tiles."""

    x: float
    y: float
    r: float
    count: int
    cell: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Named:
    x: float
    y: float
    city: City
    anchor: str
    text_x: float
    text_y: float
    area: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    sheet: Sheet
    marks: tuple[Shown, ...]
    cities: tuple[Named, ...]
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    bar: float
    bar_m: int
    own: tuple[float, float] | None


def drawn(sheet: Sheet, marks: Sequence[Mark], own: tuple[float, float] | None) -> Drawn:
    lines = list(sheet.grid(0.5 ** (sheet.zoom + 1)))
    bar_m = round_metres(_BAR_SHARE * sheet.width / sheet.a_metre)
    shown = tuple(_shown(sheet, one) for one in sorted(marks, key=lambda one: one.count))
    return Drawn(
        sheet,
        shown,
        tuple(_cities(sheet, shown)),
        tuple(at for name, at in lines if name == "x"),
        tuple(at for name, at in lines if name == "y"),
        *(bar_m * sheet.a_metre, bar_m, sheet.at(*own) if own else None),
    )


def address(cell: Cell) -> str:
    return f"{cell.level}-{cell.x}-{cell.y}"


def _shown(sheet: Sheet, mark: Mark) -> Shown:
    """Within its cell, so that neighbours do not lie on one another; what it stands for is under it still."""
    r = radius(mark.count)
    at = mark.cell.within(mark.latitude, mark.longitude, margin=min(0.49, r / sheet.side(mark.cell)))
    return Shown(*sheet.at(*at), r, mark.count, address(mark.cell), *at)


def radius(count: int) -> float:
    if count == 1:
        return _ONE_R
    return round(min(_MOST_R, _LEAST_R + 3 * math.log10(count)), 1)


Area = tuple[float, float, float, float]


def _cities(sheet: Sheet, marks: Sequence[Shown]) -> Iterable[Named]:
    """The larger first; one whose name would lie on another, on a mark or over the edge is left out.

    Where a mark lies on the dot itself, the name stands clear of it.
    """
    taken: list[Area] = [(0, sheet.height - 40, 130, sheet.height), (sheet.width - 58, 0, sheet.width, 108)]
    spots = [(one.x - one.r, one.y - one.r, one.x + one.r, one.y + one.r) for one in marks]
    dots: list[tuple[float, float]] = []
    for city in all_cities():
        x, y = sheet.at(city.lat, city.lon)
        dot = (x - _DOT, y - _DOT, x + _DOT, y + _DOT)
        if any(math.dist((x, y), other) < _CROWD for other in dots) or not _fits(sheet, dot, taken):
            continue
        is_under = not _fits(sheet, dot, spots)
        named = next(
            (
                one
                for one in _places(city, x, y, _AIR + _MOST_R if is_under else _AIR)
                if _fits(sheet, one.area, [*taken, *spots])
            ),
            None,
        )
        if named:
            taken += [named.area, dot]
            dots.append((x, y))
            yield named


def _places(city: City, x: float, y: float, air: float) -> Iterator[Named]:
    """Beside its dot, above it and below, as the one or the other is free."""
    wide = _LETTER * max(len(city.ru), len(city.en))
    for anchor, dx, dy, left in (
        ("start", air, 4.0, 0.0),
        ("end", -air, 4.0, -wide),
        ("middle", 0.0, -air, -wide / 2),
        ("middle", 0.0, air + 9, -wide / 2),
    ):
        start, line = x + dx + left, y + dy
        area = (start, line - 11, start + wide, line + 4)
        yield Named(x, y, city, anchor, round(x + dx, 1), round(line, 1), area)


def _fits(sheet: Sheet, area: Area, taken: Iterable[Area]) -> bool:
    is_inside = area[0] >= 0 and area[2] <= sheet.width and area[1] >= 0 and area[3] <= sheet.height
    return is_inside and all(_apart(area, other) for other in taken)


def _apart(one: Area, other: Area) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
