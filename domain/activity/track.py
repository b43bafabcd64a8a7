"""A recorded way: where somebody was when. Pure geometry: how far, when a mark was passed, whether it can be true."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from domain import globe

FASTEST_M_S = {"running": 7.2, "walking": 4.2, "cycling": 22.0, "swimming": 2.6, "skiing": 14.0}
"""Over a whole race: a little more than anybody has done."""
SPURT = 1.6
"""So many times faster may a minute be than the whole."""
ANY_M_S = 22.0
JUMP_M, JUMP_M_S = 100.0, 45.0
"""Farther than this between two points, and faster than this: the watch was somewhere else."""
SILENCE, SILENT_WAY_M = timedelta(minutes=10), 500.0
"""Who says nothing for so long and is so much farther then, may have gone another way."""


@dataclass(frozen=True, slots=True)
class Point:
    """`distance_m`: as the watch counted it from the start, where it did."""

    at: datetime
    latitude: float | None = None
    longitude: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """`sport` in our words, empty where the file does not say; points in the order of time, two at least."""

    sport: str
    points: tuple[Point, ...]

    @property
    def starts_at(self) -> datetime:
        return self.points[0].at

    @property
    def length_m(self) -> float:
        return distances(self.points)[-1]


def distances(points: Sequence[Point]) -> list[float]:
    """Metres from the start at each point: the watch's own count where it has one throughout, else along the ground."""
    counted = [point.distance_m for point in points]
    if all(one is not None for one in counted):
        first = counted[0] or 0.0
        return _never_back((one or 0.0) - first for one in counted)
    total, found = 0.0, [0.0]
    for before, after in pairwise(points):
        total += step_m(before, after)
        found.append(total)
    return found


def _never_back(values: Iterator[float]) -> list[float]:
    found: list[float] = []
    for value in values:
        found.append(max(value, found[-1]) if found else value)
    return found


def step_m(before: Point, after: Point) -> float:
    """0 where one of the two has no place."""
    if before.latitude is None or before.longitude is None or after.latitude is None or after.longitude is None:
        return 0.0
    return globe.metres(before.latitude, before.longitude, after.latitude, after.longitude)


def time_at(track: Track, metres: float) -> timedelta | None:
    """From the first point until so many metres were covered, between two points in proportion; None: never."""
    along = distances(track.points)
    for index in range(1, len(along)):
        if along[index] >= metres:
            before, after = track.points[index - 1], track.points[index]
            step = along[index] - along[index - 1]
            share = (metres - along[index - 1]) / step if step > 0 else 1.0
            return (before.at - track.starts_at) + (after.at - before.at) * share
    return None


def since(track: Track, at: datetime) -> Track:
    """The track from that moment on; at least its last two points."""
    first = next((index for index, one in enumerate(track.points) if one.at >= at), len(track.points))
    return Track(track.sport, track.points[min(first, len(track.points) - 2) :])


def likeness(track: Track) -> str:
    """The same for the same way, whatever it was written in and whenever it is said to have begun. Slow."""
    lines = (f"{(one.at - track.starts_at).total_seconds():.0f} {_about(one)}\n".encode() for one in track.points)
    return hashlib.sha256(b"".join(lines)).hexdigest()


def _about(point: Point) -> str:
    """Within a metre or so; metres of the watch's own where there is no place."""
    if point.latitude is None or point.longitude is None:
        return f"{point.distance_m or 0.0:.0f}"
    return f"{point.latitude:.5f} {point.longitude:.5f}"


def until(track: Track, metres: float) -> Track:
    """The track as far as the mark, with the point behind it."""
    along = distances(track.points)
    last = next((index for index, one in enumerate(along) if one >= metres), len(along) - 1)
    return Track(track.sport, track.points[: max(last, 1) + 1])


def doubts(track: Track, sport: str) -> list[str]:
    """Why somebody should look at it: jumps, fast, gap."""
    found = {"jumps": _jumps(track), "fast": _is_too_fast(track, sport), "gap": _is_silent(track)}
    return [why for why, is_so in found.items() if is_so]


def _jumps(track: Track) -> bool:
    for before, after in pairwise(track.points):
        seconds = max((after.at - before.at).total_seconds(), 0.001)
        step = step_m(before, after)
        if step > JUMP_M and step / seconds > JUMP_M_S:
            return True
    return False


def _is_silent(track: Track) -> bool:
    """A way was counted that nobody recorded."""
    moved = pairwise(zip(track.points, distances(track.points), strict=True))
    return any(
        after.at - before.at > SILENCE and to_m - from_m > SILENT_WAY_M for (before, from_m), (after, to_m) in moved
    )


def _is_too_fast(track: Track, sport: str) -> bool:
    most = FASTEST_M_S.get(sport, ANY_M_S)
    along = distances(track.points)
    whole = max((track.points[-1].at - track.starts_at).total_seconds(), 1.0)
    if along[-1] / whole > most:
        return True
    first = 0
    for index, point in enumerate(track.points):
        while (point.at - track.points[first].at).total_seconds() > 60:
            first += 1
        seconds = (point.at - track.points[first].at).total_seconds()
        if seconds >= 30 and (along[index] - along[first]) / seconds > most * SPURT:
            return True
    return False
