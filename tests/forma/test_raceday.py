"""`forma simulate raceday`: a small day is held to every promise, and what breaks one is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from domain import database
from forma.cli import main
from forma.simulation.counting import Way, rank_errors
from forma.simulation.grounds import Grounds, Servers, children
from forma.simulation.looks import judge
from forma.simulation.outcome import Checkpoint, Outcome, most_in_a_minute, table
from forma.simulation.raceday import Plan, hold

SMALL = Plan(runners=30, spectators=5, distance_m=1000, every_s=10, speed=40)


@pytest.mark.long
async def test_a_small_day_keeps_its_promises(database_url: str, redis_url: str, tmp_path: Path) -> None:
    said: list[str] = []
    servers = Servers(database_url, redis_url, tmp_path)
    with children(servers) as (ports, product):
        await database.connect(database_url, pool_size=12)
        try:
            async with aiohttp.ClientSession() as http:
                day = await hold(SMALL, Grounds(servers, ports, product, http), said.append)
                wrong = await database.fetchval("SELECT count(*) FROM results WHERE state <> 'ok'")
                sources = await database.fetch("SELECT source, count(*) AS n FROM results GROUP BY 1 ORDER BY 1")
        finally:
            await database.close()
    assert day.broken() == [], said
    assert [(one.way_errors, one.board_errors) for one in day.checkpoints] == [(0, 0)] * len(day.checkpoints)
    assert len(day.checkpoints) >= 4 and any(one.running and one.arrived for one in day.checkpoints)
    assert wrong == 0 and {row["source"] for row in sources} == {"live", "typing"}, "both ways to come in were used"
    assert day.points == len(day.took_s) > 30 * 10
    assert day.looks.viewers == 5 and day.looks.changes > 5
    assert len(day.looks.delays_s) == 5 * day.looks.changes
    assert any("0:" in line for line in said) and len(list(table(day))) == 12


def test_wrong_places_are_counted() -> None:
    counted = {1: 900.0, 2: 800.0, 3: 800.005, 4: 100.0}
    assert rank_errors([(1, 1), (2, 2), (3, 3), (4, 4)], counted, near=0.01) == 0, "who is as near may stand either way"
    assert rank_errors([(1, 1), (3, 2), (2, 3), (4, 4)], counted, near=0.01) == 0
    assert rank_errors([(2, 1), (1, 2), (3, 3), (4, 4)], counted, near=0.01) == 2
    assert rank_errors([(1, 1), (2, 2), (3, 3)], counted, near=0.01) == 1, "one is missing"
    assert rank_errors([(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)], counted, near=0.01) == 1, "one is nobody of ours"
    assert rank_errors([(1, 6), (2, 7), (3, 8), (4, 9)], counted, before=5, near=0.01) == 0
    assert rank_errors([(1, 1), (2, None)], {1: -1.0, 2: -2.0}) == 1
    assert rank_errors([(1, 1), (2, 1), (3, 3)], {1: -60.0, 2: -60.0, 3: -61.0}) == 0, "equal times share a place"


def test_a_way_is_counted_from_point_to_point() -> None:
    way = Way(goal_m=300.0)
    for second, latitude in ((-5, 55.0), (20, 55.0001), (40, 55.001), (60, 55.002)):
        way.hear(second, latitude, 37.0)
    metres = way.metres_at(60)
    assert 222 < metres < 223 and way.arrived_s is None, "eleven metres of the first step are noise"
    assert metres < way.metres_at(75) < way.metres_at(90) == way.metres_at(500)
    way.hear(80, 55.003, 37.0)
    assert way.arrived_s is not None and 73 < way.arrived_s < 75


KEPT = Outcome(
    2,
    checkpoints=[Checkpoint(60, 1, 1, 0, 0, 3.0), Checkpoint(120, 0, 2, 0, 0, 0.0)],
    edits=[5.0 * n for n in range(20)],
    card_is_right=True,
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({}, None, id="kept"),
        pytest.param({"checkpoints": [Checkpoint(9, 0, 2, 1, 0, 0.0)]}, "wrong at 1 of 1", id="the way"),
        pytest.param({"checkpoints": [Checkpoint(9, 0, 2, 0, 1, 0.0)]}, "wrong at 1 of 1", id="the results"),
        pytest.param({"checkpoints": [Checkpoint(9, 1, 1, 0, 0, 0.0)]}, "1 runners have no result", id="one is lost"),
        pytest.param({"edits": [4.5 * n for n in range(20)]}, "14 edits in one minute", id="edits"),
        pytest.param({"refused": 1}, "refused 1 calls", id="refused"),
        pytest.param({"card_is_right": False}, "who won", id="the card"),
    ],
)
def test_a_broken_promise_is_said(change: dict[str, object], words: str | None) -> None:
    broken = replace(KEPT, **change).broken()  # type: ignore[arg-type]
    assert broken == [] if words is None else len(broken) == 1 and words in broken[0]


def test_edits_are_counted_in_any_minute() -> None:
    assert most_in_a_minute([]) == 0
    assert most_in_a_minute([5.0 * n for n in range(100)]) == 12
    assert most_in_a_minute([0, 1, 2, 100, 101, 102, 103]) == 4


def test_a_change_has_come_with_the_first_version_that_holds_it() -> None:
    changes = [[10.0, [1, 1]], [11.0, [1, 2]], [12.0, [2, 2]], [12.5, [2, 2]]]
    quick = [[9.0, [1, 0]], [10.1, [1, 1]], [11.2, [1, 2]], [12.3, [2, 3]]]
    slow = [[9.0, [1, 0]], [11.5, [1, 2]]]
    looks = judge({"changes": changes, "arrivals": [quick, slow], "streams": 2, "received": 9})
    assert looks.changes == 3 and looks.unseen == 1
    assert [round(one, 1) for one in looks.delays_s] == [0.1, 0.2, 0.3, 0.5, 1.5]


def test_nobody_is_no_race(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "raceday", "--runners", "0"]) == 2
    assert "more than nothing" in capsys.readouterr().err
