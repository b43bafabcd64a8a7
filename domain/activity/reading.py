"""Files of watches and telephones, GPX, FIT and TCX, into a track. Slow: to be called in a thread.

What a file holds beside places and times (heart, names, devices) is not read.
"""

from __future__ import annotations

import asyncio
import io
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice

import defusedxml
import defusedxml.ElementTree

from domain.activity.track import Point, Track

SUFFIXES = (".gpx", ".fit", ".tcx")
MAX_BYTES = 20 << 20
MAX_POINTS = 200_000
_SEMICIRCLE = 180 / 2**31
_SPORTS = {
    "running": "running", "run": "running", "trail_running": "running", "street_running": "running",
    "cycling": "cycling", "biking": "cycling", "bike": "cycling", "ride": "cycling", "e_biking": "cycling",
    "swimming": "swimming", "swim": "swimming", "walking": "walking", "walk": "walking", "hiking": "walking",
    "cross_country_skiing": "skiing", "nordicski": "skiing",
}  # fmt: skip
_TCX = "{http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2}"


class UnreadableTrack(Exception):
    """`problem` is the tail of the sentence's key: type, big, bomb, broken, empty."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


async def read_in_thread(name: str, data: bytes) -> Track:
    """While it is read, everybody else is answered. Raises UnreadableTrack."""
    return await asyncio.to_thread(read_track, name, data)


def read_track(name: str, data: bytes) -> Track:
    """Raises UnreadableTrack."""
    if len(data) > MAX_BYTES:
        raise UnreadableTrack("big")
    reader = _READERS.get(name.lower().rpartition(".")[2])
    if reader is None:
        raise UnreadableTrack("type")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sport, points = reader(data)
    except UnreadableTrack:
        raise
    except defusedxml.DefusedXmlException as error:
        raise UnreadableTrack("bomb") from error
    except Exception as error:  # whatever a broken or hostile file makes of a reader
        raise UnreadableTrack("broken") from error
    return _whole(sport, points)


def _whole(sport: str, points: Iterable[Point]) -> Track:
    """In the order of time, one point a moment."""
    by_time = {point.at: point for point in points}
    ordered = tuple(by_time[at] for at in sorted(by_time))
    if len(ordered) < 2:
        raise UnreadableTrack("empty")
    return Track(_SPORTS.get(sport.strip().lower().replace(" ", "_"), ""), ordered)


def _gpx(data: bytes) -> tuple[str, list[Point]]:
    refuse_dtd(data)
    import gpxpy  # here: only who reads tracks needs it

    found = gpxpy.parse(data.decode("utf-8-sig"))
    sport = next((track.type for track in found.tracks if track.type), "") or ""
    walked = (
        Point(_in_utc(point.time), point.latitude, point.longitude)
        for track in found.tracks
        for segment in track.segments
        for point in segment.points
        if point.time is not None and _on_earth(point.latitude, point.longitude)
    )
    return sport, _few(walked)


def _tcx(data: bytes) -> tuple[str, list[Point]]:
    root = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    activity = root.find(f".//{_TCX}Activity")
    sport = activity.get("Sport", "") if activity is not None else ""

    def walked() -> Iterator[Point]:
        for point in root.iter(f"{_TCX}Trackpoint"):
            moment = point.findtext(f"{_TCX}Time")
            latitude = _number(point.findtext(f"{_TCX}Position/{_TCX}LatitudeDegrees"))
            longitude = _number(point.findtext(f"{_TCX}Position/{_TCX}LongitudeDegrees"))
            counted = _number(point.findtext(f"{_TCX}DistanceMeters"))
            if moment and (counted is not None or _on_earth(latitude, longitude)):
                at = _in_utc(datetime.fromisoformat(moment.replace("Z", "+00:00")))
                yield Point(at, latitude, longitude, counted)

    return sport, _few(walked())


def _fit(data: bytes) -> tuple[str, list[Point]]:
    import fitdecode  # here: only who reads tracks needs it

    sport, points = "", []
    how = {"check_crc": fitdecode.CrcCheck.RAISE, "error_handling": fitdecode.ErrorHandling.RAISE}
    with fitdecode.FitReader(io.BytesIO(data), **how) as frames:
        for frame in frames:
            if not isinstance(frame, fitdecode.FitDataMessage):
                continue
            if frame.name in ("sport", "session") and frame.has_field("sport"):
                sport = str(frame.get_value("sport", fallback="") or "")
            if frame.name == "record" and (point := _recorded(frame)):
                points.append(point)
                if len(points) > MAX_POINTS:
                    raise UnreadableTrack("big")
    return sport, points


def _recorded(frame: object) -> Point | None:
    def value(name: str) -> object:
        return frame.get_value(name, fallback=None) if frame.has_field(name) else None  # type: ignore[attr-defined]  # fitdecode publishes no types

    at, latitude, longitude, counted = (value(n) for n in ("timestamp", "position_lat", "position_long", "distance"))
    if not isinstance(at, datetime):
        return None
    north = latitude * _SEMICIRCLE if isinstance(latitude, int) else None
    east = longitude * _SEMICIRCLE if isinstance(longitude, int) else None
    metres = float(counted) if isinstance(counted, int | float) else None
    if metres is None and not _on_earth(north, east):
        return None
    return Point(_in_utc(at), north, east, metres)


def _few(points: Iterable[Point]) -> list[Point]:
    found = list(islice(points, MAX_POINTS + 1))
    if len(found) > MAX_POINTS:
        raise UnreadableTrack("big")
    return found


def refuse_dtd(data: bytes) -> None:
    """No track needs one; the bombs do."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableTrack("bomb")


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _on_earth(latitude: float | None, longitude: float | None) -> bool:
    return latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


_READERS = {"gpx": _gpx, "fit": _fit, "tcx": _tcx}
