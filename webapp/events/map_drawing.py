"""The map of the catalogue without anybody's tiles: marks, the names of cities, a grid, a scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.events.finding.on_map import Mark
from domain.maps.mercator import Cell, Sheet
from domain.maps.scheme import round_metres
from domain.time.cities import City, all_cities

WIDTH, HEIGHT = 360, 320
_BAR_SHARE = 0.28
_LETTER, _LINE, _AIR = 6.6, 15.0, 9.0
"""How wide and high the words of a city are, about, and how far they stand from its dot."""
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
    return Drawn(
        sheet,
        tuple(_shown(sheet, one) for one in sorted(marks, key=lambda one: one.count)),
        tuple(cities_of(sheet)),
        tuple(at for name, at in lines if name == "x"),
        tuple(at for name, at in lines if name == "y"),
        *(bar_m * sheet.a_metre, bar_m, sheet.at(*own) if own else None),
    )


def address(cell: Cell) -> str:
    return f"{cell.level}-{cell.x}-{cell.y}"


def _shown(sheet: Sheet, mark: Mark) -> Shown:
    x, y = sheet.at(mark.latitude, mark.longitude)
    return Shown(x, y, radius(mark.count), mark.count, address(mark.cell), mark.latitude, mark.longitude)


def radius(count: int) -> float:
    if count == 1:
        return _ONE_R
    return round(min(_MOST_R, _LEAST_R + 3 * math.log10(count)), 1)


def cities_of(sheet: Sheet) -> Iterable[Named]:
    """The larger first; a name that would lie on another one, or over the edge, is left out."""
    taken: list[tuple[float, float, float, float]] = []
    for city in all_cities():
        x, y = sheet.at(city.lat, city.lon)
        if not sheet.shows(x, y):
            continue
        wide = _LETTER * max(len(city.ru), len(city.en))
        for anchor, text_x, left in (("start", x + _AIR, x - _AIR), ("end", x - _AIR, x - _AIR - wide)):
            area = (left, y - _LINE, left + wide + 2 * _AIR, y + _LINE)
            is_free = all(_apart(area, other) for other in taken)
            if is_free and area[0] >= 0 and area[2] <= sheet.width:
                taken.append(area)
                yield Named(x, y, city, anchor, round(text_x, 1))
                break


def _apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
