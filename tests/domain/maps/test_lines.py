"""Lines across the land: measured, simplified, put on a sheet."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.maps.lines import MOST_POINTS, Vertex, climb_of, line_of, simplified
from domain.maps.points import Spot, metres, metres_to_line
from domain.maps.scheme import MOST_MARKS, SMALLEST_M, profile_of, round_metres, scheme_of

NORTH, EAST = 55.79, 37.67
A_DEGREE_M = 111_195.0


def straight(metres_long: float, count: int = 50, *, heights: bool = False) -> list[Vertex]:
    return [
        Vertex(NORTH + metres_long * n / (count - 1) / A_DEGREE_M, EAST, 100.0 + n if heights else None)
        for n in range(count)
    ]


def test_a_straight_line_needs_its_ends_alone_and_keeps_its_length() -> None:
    line = line_of(straight(5_000))
    assert len(line.vertices) == 2
    assert line.length_m == pytest.approx(5_000, abs=5)
    assert line.climb_m is None and not line.is_loop


def test_what_bends_keeps_its_bends_and_stays_beside_the_way() -> None:
    way = [Vertex(NORTH + 0.01 * math.sin(n / 40), EAST + n / 50_000) for n in range(2_000)]
    kept = simplified(way)
    assert 10 < len(kept) <= MOST_POINTS
    spots = tuple(one.spot for one in kept)
    assert max(metres_to_line(one.spot, spots) for one in way[::37]) < 25


def test_a_hundred_thousand_points_come_to_few() -> None:
    way = [Vertex(NORTH + 0.1 * math.sin(n / 900), EAST + 0.1 * math.cos(n / 1_100)) for n in range(100_000)]
    assert len(simplified(way)) <= MOST_POINTS


def test_wavering_heights_are_no_climb_and_a_hill_is() -> None:
    wavering = [Vertex(NORTH + n / 1e4, EAST, 100 + n % 2) for n in range(100)]
    assert climb_of(wavering) == 0
    hill = [Vertex(NORTH + n / 1e4, EAST, 100 + min(n, 100 - n)) for n in range(101)]
    assert climb_of(hill) == pytest.approx(50, abs=3)
    assert climb_of([Vertex(NORTH, EAST, 5.0), *straight(100)]) is None  # few heights are none


def test_where_the_points_that_are_kept_know_no_height_there_is_no_profile() -> None:
    """A straight way comes to its ends, and a watch may have begun without its height and ended without it."""
    begun, *between, ended = straight(5_000, heights=True)
    line = line_of([replace(begun, height=None), *between, replace(ended, height=None)])
    assert line.climb_m and profile_of(line, 300, 60) is None
    assert profile_of(line_of([begun, *between, replace(ended, height=None)]), 300, 60) is None
    assert profile_of(line_of([begun, *between, ended]), 300, 60) is not None


@given(
    st.lists(
        st.tuples(st.floats(-89, 89), st.floats(-180, 180), st.none() | st.floats(-500, 9_000)), min_size=2, max_size=40
    )
)
def test_whatever_way_it_is_it_stands_on_the_sheet(places: list[tuple[float, float, float | None]]) -> None:
    line = line_of([Vertex(*one) for one in places])
    scheme = scheme_of(line, 360, 300, pad=30)
    assert all(-1e-6 <= x <= 360 + 1e-6 and -1e-6 <= y <= 300 + 1e-6 for x, y in scheme.points)
    assert len(scheme.points) == len(line.vertices)
    assert 0 < scheme.bar <= 360 and len(scheme.columns) + len(scheme.rows) < 200
    hills = profile_of(line, 300, 60)
    assert hills is None or all(0 <= y <= 60.001 for _, y in hills.points)


def test_kilometre_marks_stand_a_kilometre_apart_and_are_never_many() -> None:
    line = line_of(straight(5_000))
    scheme = scheme_of(line, 360, 300, pad=30)
    assert [mark.number for mark in scheme.marks] == [1, 2, 3, 4]
    steps = [one.y - other.y for one, other in pairwise(scheme.marks)]
    assert max(steps) - min(steps) < 0.3
    assert len(scheme_of(line_of(straight(300_000)), 360, 300, pad=30).marks) <= MOST_MARKS


def test_the_scale_is_true() -> None:
    line = line_of(straight(5_000))
    scheme = scheme_of(line, 360, 300, pad=30)
    (_, low), (_, high) = scheme.points[0], scheme.points[-1]
    a_metre = (low - high) / metres(line.vertices[0].spot, line.vertices[-1].spot)
    assert scheme.bar == pytest.approx(scheme.bar_m * a_metre, rel=0.01)
    tiny = scheme_of(line_of(straight(60)), 360, 300, pad=30)
    assert tiny.bar_m <= SMALLEST_M


@pytest.mark.parametrize(("at_most", "found"), [(0.2, 1), (7, 5), (19, 10), (230, 200), (4_999, 2_000), (5_000, 5_000)])
def test_a_scale_has_a_round_length(at_most: float, found: int) -> None:
    assert round_metres(at_most) == found


def test_the_nearest_place_of_a_line_may_lie_between_its_points() -> None:
    line = (Spot(NORTH, EAST - 0.01), Spot(NORTH, EAST + 0.01))
    assert metres_to_line(Spot(NORTH + 100 / A_DEGREE_M, EAST), line) == pytest.approx(100, abs=1)
    assert metres_to_line(Spot(NORTH, EAST), ()) == math.inf
