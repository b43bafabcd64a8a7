"""A believable track: a loop around home, a pace that breathes, a pulse that drifts, hills, a red light."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from random import Random

from sandbox.providers.tracker.records import Workout

M_PER_DEGREE = 111_320
LOOP_M = 8_000
LOOP_POINTS = 360
HILLS = 3
MOST_POINTS = 3_000
LIGHT_AFTER_S = 1_200
LIGHT_S = 35
MAP_POINTS = 150


@dataclass(frozen=True)
class Sport:
    """`speed` in metres a second; `steps` as Strava counts them: of one leg, or turns of the crank."""

    type: str
    speed: float
    pulse: int
    steps: int
    outside: bool = True


SPORTS = {
    "Run": Sport("Run", 2.9, 152, 84),
    "TrailRun": Sport("Run", 2.3, 155, 80),
    "VirtualRun": Sport("VirtualRun", 2.9, 150, 84, outside=False),
    "Ride": Sport("Ride", 7.2, 138, 82),
    "EBikeRide": Sport("EBikeRide", 7.8, 118, 70),
    "VirtualRide": Sport("VirtualRide", 8.6, 145, 86, outside=False),
    "Walk": Sport("Walk", 1.5, 102, 56),
    "Hike": Sport("Hike", 1.2, 118, 50),
    "NordicSki": Sport("NordicSki", 3.6, 148, 0),
    "Swim": Sport("Swim", 0.9, 136, 28, outside=False),
    "WeightTraining": Sport("WeightTraining", 0, 112, 0, outside=False),
    "Yoga": Sport("Yoga", 0, 88, 0, outside=False),
    "HighIntensityIntervalTraining": Sport("Workout", 0, 158, 0, outside=False),
    "Workout": Sport("Workout", 0, 125, 0, outside=False),
}


@dataclass
class Track:
    time: list[int] = field(default_factory=list)
    distance: list[float] = field(default_factory=list)
    latlng: list[list[float]] = field(default_factory=list)
    altitude: list[float] = field(default_factory=list)
    velocity_smooth: list[float] = field(default_factory=list)
    heartrate: list[int] = field(default_factory=list)
    cadence: list[int] = field(default_factory=list)
    moving: list[bool] = field(default_factory=list)
    grade_smooth: list[float] = field(default_factory=list)


def track_of(workout: Workout) -> Track:
    """Always the same for the same workout."""
    chance, sport, track = Random(workout.seed), SPORTS[workout.sport], Track()
    track.time, track.moving = _times(workout, outside=sport.outside)
    _run(workout, sport, chance, track)
    if workout.metres and sport.outside:
        _lay(workout, chance, track)
    return track


def finish(workout: Workout) -> None:
    """Puts down what follows from the track."""
    track = track_of(workout)
    workout.elapsed_s = track.time[-1]
    workout.pulse = round(sum(track.heartrate) / len(track.heartrate), 1)
    workout.top_pulse = max(track.heartrate)
    workout.top_speed = max(track.velocity_smooth, default=0.0)
    step = max(1, len(track.latlng) // MAP_POINTS)
    workout.polyline = encoded(track.latlng[::step])


def _times(workout: Workout, *, outside: bool) -> tuple[list[int], list[bool]]:
    """Seconds at which there is a point, and whether one moved: a red light stands in a longer way."""
    step = max(1, workout.moving_s // MOST_POINTS)
    moving = list(range(0, workout.moving_s + 1, step))
    if moving[-1] != workout.moving_s:
        moving.append(workout.moving_s)
    if not outside or workout.moving_s < LIGHT_AFTER_S:
        return moving, [True] * len(moving)
    at = len(moving) // 2
    stood = [moving[at] + LIGHT_S]
    times = [*moving[: at + 1], *stood, *(one + LIGHT_S for one in moving[at + 1 :])]
    return times, [*[True] * (at + 1), False, *[True] * (len(moving) - at - 1)]


def _run(workout: Workout, sport: Sport, chance: Random, track: Track) -> None:
    phase, length = chance.uniform(0, math.tau), len(track.time)
    shares = [
        (1 + 0.07 * math.sin(phase + 14 * at / length) + chance.uniform(-0.04, 0.04)) * moved
        for at, moved in enumerate(track.moving)
    ]
    spent = [0, *(b - a for a, b in pairwise(track.time))]
    whole = sum(share * seconds for share, seconds in zip(shares, spent, strict=True)) or 1
    usual = workout.metres / whole
    speeds = [round(usual * share, 2) for share in shares]
    ways = accumulate(usual * share * seconds for share, seconds in zip(shares, spent, strict=True))
    for at, (speed, way) in enumerate(zip(speeds, ways, strict=True)):
        warm, drift = min(1.0, 0.62 + track.time[at] / 600), 1 + 0.06 * at / length
        track.distance.append(round(way, 1))
        track.velocity_smooth.append(speed)
        track.heartrate.append(round(sport.pulse * warm * drift + chance.uniform(-2, 2) - 8 * (not track.moving[at])))
        track.cadence.append(round(sport.steps * track.moving[at] + chance.choice((-1, 0, 0, 1)) * bool(sport.steps)))
    track.cadence = [max(0, one) for one in track.cadence]


def _lay(workout: Workout, chance: Random, track: Track) -> None:
    """Onto a loop around the start, as often as it takes, over hills that add up to the climb."""
    laps = max(1, round(workout.metres / LOOP_M))
    loop = _loop(chance)
    lengths = list(accumulate((math.dist(a, b) for a, b in pairwise(loop)), initial=0.0))
    scale = workout.metres / laps / lengths[-1]
    height = workout.climb / laps / HILLS / 2
    for way in track.distance:
        share = (way / scale) % lengths[-1] if way < workout.metres else lengths[-1]
        at = min(bisect_right(lengths, share), len(lengths) - 1)
        part = (share - lengths[at - 1]) / (lengths[at] - lengths[at - 1])
        east = (loop[at - 1][0] + part * (loop[at][0] - loop[at - 1][0])) * scale
        north = (loop[at - 1][1] + part * (loop[at][1] - loop[at - 1][1])) * scale
        lon = workout.lon + east / (M_PER_DEGREE * math.cos(math.radians(workout.lat)))
        track.latlng.append([round(workout.lat + north / M_PER_DEGREE, 6), round(lon, 6)])
        track.altitude.append(round(140 + height * (1 - math.cos(math.tau * HILLS * share / lengths[-1])), 1))
    rises = zip(track.altitude, track.altitude[1:], track.distance, track.distance[1:], strict=False)
    track.grade_smooth = [0.0, *(round(100 * (b - a) / (d - c), 1) if d > c else 0.0 for a, b, c, d in rises)]


def _loop(chance: Random) -> list[tuple[float, float]]:
    """A closed line that begins and ends at nought, with dents, so that it is no circle."""
    dents = [(times, chance.uniform(0.05, 0.16), chance.uniform(0, math.tau)) for times in (2, 3, 5)]

    def point(angle: float) -> tuple[float, float]:
        far = 1 + sum(deep * math.cos(times * angle + phase) for times, deep, phase in dents)
        return far * math.cos(angle), far * math.sin(angle)

    start = point(0)
    around = [point(math.tau * at / LOOP_POINTS) for at in range(LOOP_POINTS + 1)]
    return [(east - start[0], north - start[1]) for east, north in around]


def encoded(points: list[list[float]]) -> str:
    """Google's polyline, of five digits after the point."""
    said, before = [], (0, 0)
    for lat, lon in points:
        now = (round(lat * 1e5), round(lon * 1e5))
        said += [_letters(now[0] - before[0]), _letters(now[1] - before[1])]
        before = now
    return "".join(said)


def _letters(step: int) -> str:
    rest, text = (~(step << 1) if step < 0 else step << 1), ""
    while rest >= 0x20:
        text += chr((0x20 | (rest & 0x1F)) + 63)
        rest >>= 5
    return text + chr(rest + 63)
