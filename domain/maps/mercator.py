"""The web's own projection, its cells, and a sheet of it: where a place stands on a map at a zoom. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

TILE = 256
"""Units of the sheet: the whole world at zoom 0; each step of zoom doubles it."""
FINEST = 20
"""Cells at this level are the smallest, 2^20 along each side; `map_cell` in the database counts them alike."""
TOP = 85.05
"""Degrees of latitude at which the square world ends."""
_SHORTEST = 1e-6


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees; never across the date line."""

    south: float
    west: float
    north: float
    east: float

    @property
    def is_one(self) -> bool:
        """A NaN is in none."""
        return -90 <= self.south < self.north <= 90 and -180 <= self.west < self.east <= 180

    @property
    def middle(self) -> tuple[float, float]:
        """Of what is drawn, (latitude, longitude)."""
        _, top = world(self.north, self.west)
        _, bottom = world(self.south, self.east)
        return degrees((self.west + self.east) / 720 + 0.5, (top + bottom) / 2)


def world(latitude: float, longitude: float) -> tuple[float, float]:
    """From the upper left corner of the square world, whose sides are 1."""
    flat = math.radians(max(-TOP, min(TOP, latitude)))
    return (longitude + 180) / 360, 0.5 - math.log(math.tan(math.pi / 4 + flat / 2)) / (2 * math.pi)


def degrees(x: float, y: float) -> tuple[float, float]:
    """(latitude, longitude) of a point of the square world."""
    return math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2), x * 360 - 180


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the world: 2^level of them along each side, counted from the upper left."""

    level: int
    x: int
    y: int

    @property
    def is_one(self) -> bool:
        return 0 <= self.level <= FINEST and 0 <= self.x < 2**self.level and 0 <= self.y < 2**self.level

    @property
    def key(self) -> int:
        """The numbers' bits in turn, so that the cells within a larger one follow one another."""
        return sum((self.x >> bit & 1) << 2 * bit | (self.y >> bit & 1) << 2 * bit + 1 for bit in range(self.level))

    def within(self, latitude: float, longitude: float, *, margin: float) -> tuple[float, float]:
        """The point, or what is nearest to it among those that far from the cell's edges; a share of its side."""
        size = 2**self.level
        x, y = world(latitude, longitude)
        across = max(self.x + margin, min(self.x + 1 - margin, x * size))
        down = max(self.y + margin, min(self.y + 1 - margin, y * size))
        return degrees(across / size, down / size)

    @property
    def finest(self) -> range:
        """Keys of the smallest cells within."""
        step = 2 * (FINEST - self.level)
        return range(self.key << step, self.key + 1 << step)


def cell_of(level: int, key: int) -> Cell:
    x = sum((key >> 2 * bit & 1) << bit for bit in range(level))
    y = sum((key >> 2 * bit + 1 & 1) << bit for bit in range(level))
    return Cell(level, x, y)


def cells_of(box: Box, level: int, *, most: int) -> list[Cell]:
    """Those that the box touches, at the level or at the first coarser one at which they are few enough."""
    while True:
        size = 2**level
        (left, top), (right, bottom) = world(box.north, box.west), world(box.south, box.east)
        columns = range(int(left * size), min(size - 1, int(right * size)) + 1)
        rows = range(max(0, int(top * size)), min(size - 1, int(bottom * size)) + 1)
        if len(columns) * len(rows) <= most:
            return [Cell(level, x, y) for y in rows for x in columns]
        level -= 1


def stretches(cells: list[Cell]) -> list[range]:
    """Keys of the smallest cells within, those that follow one another together."""
    found: list[range] = []
    for one in sorted((cell.finest for cell in cells), key=lambda keys: keys.start):
        if found and found[-1].stop == one.start:
            found[-1] = range(found[-1].start, one.stop)
        else:
            found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """A piece of the world around a point, in units of the sheet from its upper left; north is up."""

    latitude: float
    longitude: float
    zoom: int
    width: int
    height: int

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        (x, y), (middle_x, middle_y) = world(latitude, longitude), world(self.latitude, self.longitude)
        across, down = (x - middle_x) * self._size, (y - middle_y) * self._size
        return round(self.width / 2 + across, 1), round(self.height / 2 + down, 1)

    def side(self, cell: Cell) -> float:
        """How long it is on the sheet."""
        return self._size / float(2**cell.level)

    def shows(self, x: float, y: float, *, margin: float = 0) -> bool:
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin

    def within_world(self) -> Sheet:
        """Moved as little as it takes to lie within the world."""
        x, y = world(self.latitude, self.longitude)
        across, down = min(0.5, self.width / 2 / self._size), min(0.5, self.height / 2 / self._size)
        middle = degrees(max(across, min(1 - across, x)), max(down, min(1 - down, y)))
        return Sheet(*middle, self.zoom, self.width, self.height)

    @property
    def box(self) -> Box:
        x, y = world(self.latitude, self.longitude)
        across, down = self.width / 2 / self._size, self.height / 2 / self._size
        north, west = degrees(max(0.0, x - across), max(0.0, y - down))
        south, east = degrees(min(1.0, x + across), min(1.0, y + down))
        return Box(south, max(-180.0, west), north, min(180.0, east))

    @property
    def a_metre(self) -> float:
        """How long it is in the middle."""
        around = 40_075_017.0 * max(_SHORTEST, math.cos(math.radians(self.latitude)))
        return self._size / around

    def grid(self, step: float) -> Iterator[tuple[str, float]]:
        """("x" or "y", where) of the lines that are a share `step` of the world apart, the world's own."""
        x, y = world(self.latitude, self.longitude)
        for name, middle, length in (("x", x, self.width), ("y", y, self.height)):
            first = math.ceil((middle - length / 2 / self._size) / step)
            last = math.floor((middle + length / 2 / self._size) / step)
            for number in range(first, last + 1):
                yield name, round(length / 2 + (number * step - middle) * self._size, 1)

    @property
    def _size(self) -> float:
        return float(TILE * 2**self.zoom)
