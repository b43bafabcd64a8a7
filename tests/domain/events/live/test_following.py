"""M-01: metres out of points, whatever a telephone says between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import reduce

import pytest

from domain.events.live.following import Fix, Race, Run, advance, clock_at, doubt_of
from forma.simulation.walkers import Runner, place
from tests.kit.clock import START

GUN = START
RACE = Race(GUN, "running", 5000)


def _run(*fixes: Fix, race: Race = RACE) -> Run:
    return reduce(lambda run, fix: advance(run, fix, race), fixes, Run())


def _at(seconds: float, along_m: float, aside_m: float = 0.0, accuracy_m: float | None = None) -> Fix:
    return Fix(GUN + timedelta(seconds=seconds), *place(along_m, aside_m), accuracy_m)


@pytest.mark.parametrize(("every_s", "noise_m"), [(1, 2), (5, 4), (10, 5), (30, 5)])
def test_a_noisy_run_is_as_long_as_it_was(every_s: float, noise_m: float) -> None:
    runner = Runner(GUN, 3.2, noise_m=noise_m, seed=7)
    until = GUN + timedelta(minutes=20)
    run = _run(*runner.fixes(until, every_s=every_s))
    assert run.shown_m == pytest.approx(runner.along(until), rel=0.03)
    assert run.doubts == () and run.arrived_ms is None


def test_who_stands_still_stays_where_they_are() -> None:
    standing = Runner(GUN, 0.0, noise_m=5.0)
    run = _run(*standing.fixes(GUN + timedelta(minutes=30), every_s=3))
    assert run.along_m == 0.0 and run.shown_m < 30


def test_what_is_known_badly_says_nothing_of_the_way() -> None:
    run = _run(_at(0, 0), _at(30, 100, 90, accuracy_m=250), _at(60, 190, accuracy_m=20))
    assert run.along_m == pytest.approx(190, rel=0.02)
    blurred = _run(_at(0, 0), *(_at(60 + n, 50, accuracy_m=58) for n in range(9)))
    assert blurred.along_m == 0.0


def test_one_point_far_away_is_nothing() -> None:
    run = _run(_at(0, 0), _at(30, 100), _at(33, 100, 2500), _at(60, 200))
    assert run.along_m == pytest.approx(200, rel=0.02) and run.doubts == ()


def test_who_really_is_somewhere_else_goes_on_from_there_and_is_looked_at() -> None:
    run = _run(_at(0, 0), _at(30, 100), _at(35, 100, 3000), _at(40, 115, 3000), _at(70, 115 + 90, 3000))
    assert run.along_m < 600 and run.along_m > 100 and run.doubts == ("jumps",)


def test_a_ride_is_not_counted_and_is_looked_at() -> None:
    running = [_at(10 * n, 30 * n) for n in range(10)]
    riding = [_at(90 + 10 * n, 270 + 160 * n) for n in range(1, 10)]
    again = [_at(180 + 10 * n, 270 + 1440 + 30 * n) for n in range(1, 10)]
    run = _run(*running, *riding, *again)
    assert run.along_m == pytest.approx(270 + 240, abs=170) and run.doubts == ("fast",)
    cyclist = _run(*running, *riding, *again, race=replace(RACE, sport="cycling"))
    assert cyclist.along_m > 1900 and cyclist.doubts == ()


def test_only_from_the_gun() -> None:
    early = [_at(-600 + 60 * n, 40.0 * (n % 2)) for n in range(10)]
    run = _run(*early, _at(-5, 0), _at(20, 60))
    assert run.started_at == GUN and run.along_m == pytest.approx(60, abs=2)
    alone = _run(_at(300, 0), _at(400, 320))
    assert alone.started_at == GUN + timedelta(seconds=300)


def test_the_time_at_the_mark_lies_between_two_points() -> None:
    run = _run(*(_at(100 * n, 320 * n) for n in range(17)))
    assert run.arrived_ms == pytest.approx(1_562_000, abs=12_000)
    assert run.shown_m == 5000 and len(run.splits) == 20
    assert _run(*(_at(100 * n, 320 * n) for n in range(20))) == run
    assert doubt_of(run, RACE) is None
    flown = _run(*(_at(30 * n, 320 * n) for n in range(17)))
    assert doubt_of(flown, RACE) == "fast"


def test_a_long_silence_far_away_is_looked_at() -> None:
    run = _run(_at(0, 0), _at(60, 180), _at(1200, 3000))
    assert run.doubts == ("gap",) and run.along_m > 1000
    assert _run(_at(0, 0), _at(1200, 40)).doubts == ()


def test_the_gun_may_be_told_later() -> None:
    run = _run(*(_at(30 * n, 90 * n) for n in range(10)))
    later = advance(run, _at(300, 900), replace(RACE, gun_at=GUN + timedelta(seconds=20)))
    assert later.started_at == GUN + timedelta(seconds=20) and later.along_m == pytest.approx(900, rel=0.02)
    assert later.splits[0] == pytest.approx(run.splits[0] - 20, abs=1)


def test_a_clock_between_two_marks() -> None:
    assert clock_at((80, 170), 250.0, 375.0, last=(600.0, 210.0)) == 125
    assert clock_at((80, 170), 250.0, 550.0, last=(600.0, 210.0)) == pytest.approx(190)
    assert clock_at((), 250.0, 100.0, last=(200.0, 60.0)) == 30
    assert clock_at((80,), 250.0, 900.0, last=(300.0, 100.0)) is None


@pytest.mark.parametrize("latitude", [91.0, -91.0, float("nan"), float("inf")], ids=["north", "south", "nan", "inf"])
def test_not_on_earth(latitude: float) -> None:
    before = _run(_at(0, 0), _at(30, 90))
    assert advance(before, Fix(GUN + timedelta(seconds=60), latitude, 37.0), RACE) == before
    vague = Fix(GUN + timedelta(seconds=60), *place(200), float("nan"))
    assert advance(before, vague, RACE) == before
