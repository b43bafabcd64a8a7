"""The web's projection, its cells, and what of the world a sheet shows."""

from __future__ import annotations

from random import Random

import pytest

from domain import database
from domain.maps.mercator import FINEST, Box, Cell, Sheet, cell_of, cells_of, degrees, stretches, world

MOSCOW = (55.7558, 37.6173)


def test_a_point_is_found_again_and_the_edges_are_the_edges() -> None:
    assert degrees(*world(*MOSCOW)) == pytest.approx(MOSCOW)
    assert world(0, 0) == (0.5, pytest.approx(0.5))
    assert world(85.05, -180) == (0, pytest.approx(0, abs=1e-4))


def test_a_cell_has_one_key_and_all_finer_cells_within_follow_one_another() -> None:
    cell = Cell(5, 19, 9)
    assert cell_of(5, cell.key) == cell
    inner = [Cell(6, 38 + dx, 18 + dy) for dx in (0, 1) for dy in (0, 1)]
    assert stretches(inner) == [cell.finest]
    assert len(cell.finest) == 4 ** (FINEST - 5)
    assert stretches([Cell(5, 0, 0), Cell(5, 3, 3)]) == [Cell(5, 0, 0).finest, Cell(5, 3, 3).finest]


def test_cells_of_a_box_are_few_however_large_it_is() -> None:
    whole = Box(-85, -180, 85, 180)
    assert len(cells_of(whole, 20, most=200)) <= 200
    assert {one.level for one in cells_of(whole, 20, most=200)} == {3}
    assert cells_of(Box(55.7, 37.6, 55.71, 37.61), 4, most=200) == [Cell(4, 9, 5)]


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(Box(10, 20, 10, 30), id="no height"),
        pytest.param(Box(20, 20, 10, 30), id="upside down"),
        pytest.param(Box(10, 170, 20, -170), id="across the date line"),
        pytest.param(Box(10, 20, 91, 30), id="beyond the pole"),
        pytest.param(Box(10, 20, float("nan"), 30), id="no number"),
        pytest.param(Box(10, 20, 20, float("inf")), id="without end"),
    ],
)
def test_what_is_no_box(box: Box) -> None:
    assert not box.is_one


def test_a_sheet_shows_its_box_and_never_lies_beyond_the_world() -> None:
    sheet = Sheet(*MOSCOW, 9, 360, 320)
    box = sheet.box
    assert sheet.at(*MOSCOW) == (180, 160)
    assert sheet.at(box.north, box.west) == (0, 0) and sheet.at(box.south, box.east) == (360, 320)
    assert box.middle == pytest.approx(MOSCOW)
    assert 1 / sheet.a_metre == pytest.approx(172, abs=2), "metres to a point, as every map at this zoom has them"
    assert Sheet(89, 180, 3, 360, 320).within_world().box.is_one
    assert Sheet(0, 0, 0, 360, 320).within_world().box.west == -180


async def test_the_database_counts_cells_as_we_do(database: str) -> None:
    dice = Random(3)
    for _ in range(50):
        latitude, longitude = dice.uniform(-84, 84), dice.uniform(-180, 180)
        x, y = world(latitude, longitude)
        cell = Cell(FINEST, int(x * 2**FINEST), int(y * 2**FINEST))
        assert await _cell(latitude, longitude) == cell.key
    assert cell_of(FINEST, await _cell(90, 180)).is_one, "the pole and the date line are in a cell too"


async def _cell(latitude: float, longitude: float) -> int:
    key: int = await database.fetchval("SELECT map_cell($1, $2)", latitude, longitude)
    return key
