"""A GPX file into a line, and a line into a GPX file. Slow: to be called in a thread.

Of a file only places and heights are read: no times, no names of people and devices.
"""

from __future__ import annotations

import asyncio
import math
import warnings
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from domain.activity.reading import UnreadableTrack, refuse_dtd
from domain.maps.lines import Line, Vertex, along, line_of
from domain.maps.points import is_on_earth

MAX_BYTES = 10 << 20
MAX_POINTS = 100_000
SHORTEST_M, LONGEST_M = 50, 1_000_000
_LOWEST, _HIGHEST = -500.0, 9_000.0


class UnreadableCourse(Exception):
    """`problem` is the tail of the sentence's key: type, big, broken, empty, short, long."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


async def read_in_thread(name: str, data: bytes) -> Line:
    """Raises UnreadableCourse."""
    return await asyncio.to_thread(read_course, name, data)


def read_course(name: str, data: bytes) -> Line:
    """The longest track of the file; where there is none, its longest route. Raises UnreadableCourse."""
    if len(data) > MAX_BYTES:
        raise UnreadableCourse("big")
    if not name.lower().endswith(".gpx"):
        raise UnreadableCourse("type")
    vertices = max(_ways(data), key=_length, default=[])
    if len(vertices) < 2:
        raise UnreadableCourse("empty")
    line = line_of(vertices)
    if not SHORTEST_M <= line.length_m <= LONGEST_M:
        raise UnreadableCourse("short" if line.length_m < SHORTEST_M else "long")
    return line


def _ways(data: bytes) -> list[list[Vertex]]:
    import gpxpy  # here: only who reads courses needs it

    try:
        refuse_dtd(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = gpxpy.parse(data.decode("utf-8-sig"))
    except UnreadableTrack as error:
        raise UnreadableCourse("broken") from error
    except Exception as error:  # whatever a broken or hostile file makes of a reader
        raise UnreadableCourse("broken") from error
    total = sum(len(part.points) for track in found.tracks for part in track.segments)
    if total + sum(len(route.points) for route in found.routes) > MAX_POINTS:
        raise UnreadableCourse("big")
    tracks = [_vertices(point for part in track.segments for point in part.points) for track in found.tracks]
    walked = [one for one in tracks if len(one) > 1]
    return walked or [_vertices(route.points) for route in found.routes]


def _length(vertices: Sequence[Vertex]) -> float:
    return along(vertices)[-1] if vertices else 0.0


def _vertices(points: Iterable[Any]) -> list[Vertex]:
    """One that stands where the one before stood says nothing new."""
    kept: list[Vertex] = []
    for point in points:
        latitude, longitude = point.latitude, point.longitude
        if latitude is None or longitude is None or not is_on_earth(latitude, longitude):
            continue
        if kept and (kept[-1].latitude, kept[-1].longitude) == (latitude, longitude):
            continue
        kept.append(Vertex(latitude, longitude, _height(point.elevation)))
    return kept


def _height(said: float | None) -> float | None:
    return said if said is not None and math.isfinite(said) and _LOWEST <= said <= _HIGHEST else None


def gpx_of(line: Line, name: str) -> bytes:
    """For watches: the line that is kept, under the event's name."""
    clean = "".join(letter for letter in name if letter.isprintable())
    points = "\n".join(_written(one) for one in line.vertices)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="Forma" xmlns="http://www.topografix.com/GPX/1/1">\n'
        f"<trk><name>{escape(clean)}</name><trkseg>\n{points}\n</trkseg></trk>\n</gpx>\n"
    ).encode()


def _written(vertex: Vertex) -> str:
    height = "" if vertex.height is None else f"<ele>{vertex.height:.1f}</ele>"
    return f'<trkpt lat="{vertex.latitude:.6f}" lon="{vertex.longitude:.6f}">{height}</trkpt>'
