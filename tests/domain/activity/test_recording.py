"""EV-32: which points of a telephone are good, and how far they lead."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from domain.activity.reading import read_track
from domain.activity.recording import Spot, counted, since
from domain.activity.track import Point, Track, doubts, time_at
from domain.activity.writing import tcx_of
from forma.simulation.walkers import place
from tests.kit.clock import START


def at(seconds: float, along_m: float, aside_m: float = 0.0, accuracy: float | None = 6, *, anew: bool = False) -> Spot:
    return Spot(START + timedelta(seconds=seconds), *place(along_m, aside_m), accuracy, anew)


def metres(*spots: Spot) -> float:
    return counted(spots)[-1][1]


def test_who_runs_is_counted_and_who_stands_is_not() -> None:
    chance = Random(3)
    run = [at(n, 3.0 * n, chance.gauss(0, 3)) for n in range(600)]
    assert metres(*run) == pytest.approx(1797, rel=0.02)
    stood = [at(n, chance.gauss(0, 3), chance.gauss(0, 3)) for n in range(600)]
    assert metres(*stood) < 60


def test_what_is_vague_late_doubled_or_far_off_is_dropped() -> None:
    run = [at(n, 3.0 * n) for n in range(100)]
    bad = [at(40.5, 400, accuracy=80), at(50.5, 900), at(60, 250), at(70.5, 210, accuracy=float("nan"))]
    kept = [spot for spot, _ in counted([*run, *bad])]
    assert kept == run
    assert metres(*run, *bad) == metres(*run)


def test_who_really_is_elsewhere_is_there_but_the_way_between_does_not_count() -> None:
    run = [at(n, 3.0 * n) for n in range(100)] + [at(n, 5000 + 3.0 * n) for n in range(100, 200)]
    assert metres(*run) == pytest.approx(594, abs=25)
    read = read_track("a.tcx", tcx_of(counted(run), "running"))
    assert doubts(read, "running") == ["jumps"]


def test_a_pause_is_not_counted() -> None:
    run = [at(n, 3.0 * n) for n in range(100)]
    rested = [at(400 + n, 1000 + 3.0 * n, anew=not n) for n in range(100)]
    assert metres(*run, *rested) == pytest.approx(594, abs=15)


def test_a_long_silence_on_the_way_is_looked_at() -> None:
    points = [
        Point(START + timedelta(seconds=s), *place(m)) for s, m in ((0, 0), (300, 900), (901, 1410), (1200, 2300))
    ]
    assert doubts(Track("running", tuple(points)), "running") == ["gap"]
    points[2] = Point(START + timedelta(seconds=900), *place(1410))
    assert doubts(Track("running", tuple(points)), "running") == []


def test_from_the_gun_on() -> None:
    spots = [at(n, 0 if n < 60 else 3.0 * (n - 60)) for n in range(200)]
    started = since(spots, START + timedelta(seconds=60))
    assert started[0].at == START + timedelta(seconds=60) and len(started) == 140
    slept = [spots[0], *spots[100:]]
    (first, second) = since(slept, START + timedelta(seconds=60))[:2]
    assert first.at == START + timedelta(seconds=60), "who was there before it starts with the gun"
    assert second.at == START + timedelta(seconds=100)
    vague = at(55, 900, accuracy=80)
    (first, *_) = since([spots[50], vague, *spots[60:]], START + timedelta(seconds=60))
    assert (first.latitude, first.longitude) == place(0), "where they were known well"
    assert since(spots[100:], START)[0] == spots[100]


def test_what_was_counted_is_what_is_read_from_the_file() -> None:
    run = counted([at(n + 0.25, 3.0 * n) for n in range(300)])
    read = read_track("recording.tcx", tcx_of(run, "cycling"))
    assert read.sport == "cycling" and len(read.points) == 300
    assert read.starts_at == START + timedelta(seconds=0.25)
    assert read.length_m == pytest.approx(run[-1][1], abs=0.01)
    assert time_at(read, 600) == pytest.approx(timedelta(seconds=200), abs=timedelta(seconds=1))
