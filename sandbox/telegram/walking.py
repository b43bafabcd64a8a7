"""A person's live location: moved by hand, or along a track at so many times the pace of the world's clock."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin
from xml.etree import ElementTree

from sandbox.telegram.errors import ApiError, SimError
from sandbox.telegram.messages import replace_body, tell_bot
from sandbox.telegram.places import is_live, location_of, still_location
from sandbox.telegram.records import Fields, Post
from sandbox.telegram.world import World

STEP_S = 1.0
LONGEST_NAP_S = 5.0
MOST_POINTS = 20_000


@dataclass(frozen=True)
class TrackPoint:
    """`at`: seconds since the beginning of the track."""

    latitude: float
    longitude: float
    at: float


def read_gpx(gpx: str) -> list[TrackPoint]:
    """The track's points with their own times; one a second where it has none. Raises SimError."""
    try:
        root = ElementTree.fromstring(gpx)
    except ElementTree.ParseError as problem:
        raise SimError("gpx cannot be read", str(problem)) from problem
    items = [item for item in root.iter() if item.tag.rpartition("}")[2] in ("trkpt", "rtept", "wpt")]
    if not items or len(items) > MOST_POINTS:
        raise SimError("the gpx has no points" if not items else f"the gpx has more than {MOST_POINTS} points")
    try:
        places = [(float(item.attrib["lat"]), float(item.attrib["lon"])) for item in items]
        times = [_time_of(item) for item in items]
    except (KeyError, ValueError) as problem:
        raise SimError("a point of the gpx cannot be read", str(problem)) from problem
    if any(not (-90 <= lat <= 90 and -180 <= lon <= 180) for lat, lon in places):
        raise SimError("a point of the gpx is not on the Earth")
    return [TrackPoint(lat, lon, at) for (lat, lon), at in zip(places, _offsets(times), strict=True)]


def _time_of(item: ElementTree.Element) -> float | None:
    for child in item:
        if child.tag.rpartition("}")[2] == "time" and child.text:
            return datetime.fromisoformat(child.text.strip().replace("Z", "+00:00")).timestamp()
    return None


def _offsets(times: list[float | None]) -> list[float]:
    known = [moment for moment in times if moment is not None]
    if len(known) < len(times) or any(later < earlier for earlier, later in pairwise(known)):
        return [number * STEP_S for number in range(len(times))]
    return [moment - known[0] for moment in known]


def move(world: World, post: Post, fields: Fields) -> None:
    """`fields`: latitude, longitude and what goes with them. The bot gets an edited_message."""
    if not is_live(world, post):
        raise SimError("this is not a live location, or it has been stopped")
    try:
        location = location_of(fields)
    except ApiError as problem:
        raise SimError(problem.description.removeprefix("Bad Request: ")) from problem
    period = {"live_period": post.body["location"]["live_period"]}
    replace_body(world, post, {"location": location | period}, post.markup)
    tell_bot(world, post, edited=True)


def stop_moving(world: World, post: Post) -> None:
    """The last edited_message has no live_period."""
    stop_walk(world, post)
    if "live_period" not in post.body.get("location", {}):
        raise SimError("this is not a live location, or it has been stopped")
    post.live_until = world.clock.unix()
    replace_body(world, post, {"location": still_location(post)}, post.markup)
    tell_bot(world, post, edited=True)


def start_walk(world: World, post: Post, points: list[TrackPoint], speed: float, *, stop: bool) -> asyncio.Task[None]:
    """Goes on by itself; a new walk ends the old one. With `stop` the location is still at the end."""
    if not is_live(world, post):
        raise SimError("this is not a live location, or it has been stopped")
    if speed <= 0:
        raise SimError("speed is above zero")
    stop_walk(world, post)
    task = asyncio.create_task(_walk(world, post, points, speed, stop=stop))
    world.walks[post.seq] = task
    return task


def stop_walk(world: World, post: Post) -> None:
    task = world.walks.pop(post.seq, None)
    if task is not None and task is not asyncio.current_task():
        task.cancel()


async def _walk(world: World, post: Post, points: list[TrackPoint], speed: float, *, stop: bool) -> None:
    begun = _moment(world)
    for before, point in zip([None, *points], points, strict=False):
        await _until(world, begun + point.at / speed)
        if post.deleted or not is_live(world, post):
            return
        heading = {} if before is None else {"heading": bearing(before, point)}
        move(world, post, {"latitude": point.latitude, "longitude": point.longitude, **heading})
    if stop:
        stop_moving(world, post)
    world.walks.pop(post.seq, None)


def _moment(world: World) -> float:
    return world.clock.now().timestamp()


async def _until(world: World, moment: float) -> None:
    """By the world's clock: moved forward, it brings the walker along at once."""
    while (left := moment - _moment(world)) > 0:
        await world.clock.bell.wait(min(left, LONGEST_NAP_S))


def bearing(start: TrackPoint, end: TrackPoint) -> int:
    """Where one is heading, in whole degrees from north, 1 to 360."""
    lat1, lat2 = radians(start.latitude), radians(end.latitude)
    step = radians(end.longitude - start.longitude)
    east = sin(step) * cos(lat2)
    north = cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(step)
    return round(degrees(atan2(east, north))) % 360 or 360
