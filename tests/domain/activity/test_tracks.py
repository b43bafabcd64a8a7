"""EV-32: files of watches are read, whatever wrote them; hostile ones are refused in a word; marks are interpolated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activity.reading import MAX_BYTES, UnreadableTrack, read_track
from domain.activity.track import Point, Track, distances, doubts, time_at, until
from tests.kit.clock import START
from tests.kit.tracks import fit, gpx, run, tcx

BOMB = b"""<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<gpx><name>&b;</name></gpx>"""


@pytest.mark.parametrize(("name", "write"), [("a.gpx", gpx), ("a.FIT", fit), ("a.tcx", tcx)])
def test_five_kilometres_and_a_little_more_come_to_the_time_at_the_mark(name: str, write: object) -> None:
    """EV-32: a file of 5.02 km gives the time at 5.00 km."""
    track = read_track(name, write(run(START, 5020, 1506)))  # type: ignore[operator]
    assert track.sport == "running" and track.starts_at == START
    assert track.length_m == pytest.approx(5020, abs=1)
    taken = time_at(track, 5000)
    assert taken is not None and taken.total_seconds() == pytest.approx(1500, abs=0.5)
    assert time_at(track, 5100) is None
    assert doubts(until(track, 5000), "running") == []


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.txt", b"", "type"),
        ("a.gpx", b"", "broken"),
        ("a.gpx", b"<gpx", "broken"),
        ("a.gpx", gpx([]), "empty"),
        ("a.gpx", BOMB, "bomb"),
        ("a.tcx", BOMB, "bomb"),
        ("a.tcx", b"<a/>", "empty"),
        ("a.fit", b"\x0e\x10 nothing", "broken"),
        ("a.fit", fit(run(START, 5000, 1500))[:-40], "broken"),
        ("a.fit", fit(run(START, 5000, 1500))[:60] + b"\xff\x07" + fit(run(START, 5000, 1500))[62:], "broken"),
        ("a.gpx", b"x" * (MAX_BYTES + 1), "big"),
        ("a.gpx", b"\xff\xfe" + "<gpx/>".encode("utf-16-le"), "bomb"),
    ],
    ids=[
        *("name", "nothing", "cut", "no-points", "bomb", "tcx-bomb", "tcx-else", "no-fit", "fit-cut", "fit-crc"),
        *("big", "wide"),
    ],
)  # fmt: skip
def test_what_is_no_track_is_refused_in_a_word(name: str, data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableTrack) as refused:
        read_track(name, data)
    assert refused.value.problem == problem


@given(st.binary(max_size=300), st.sampled_from(["a.gpx", "a.fit", "a.tcx"]))
def test_whatever_comes_is_read_or_refused(data: bytes, name: str) -> None:
    try:
        track = read_track(name, data)
    except UnreadableTrack:
        return
    assert len(track.points) >= 2


def test_a_watch_that_was_elsewhere_or_on_a_bicycle_is_doubted() -> None:
    slow = read_track("a.gpx", gpx(run(START, 5000, 1500)))
    assert doubts(slow, "running") == []
    assert doubts(read_track("a.gpx", gpx(run(START, 5000, 500))), "running") == ["fast"]
    assert doubts(read_track("a.gpx", gpx(run(START, 20_000, 1200))), "cycling") == []
    away = [*run(START, 1000, 300), (START + timedelta(seconds=301), 4000.0), (START + timedelta(seconds=1500), 5000.0)]
    assert "jumps" in doubts(read_track("a.gpx", gpx(away)), "running")
    sprint = [*run(START, 1000, 400), *run(START + timedelta(seconds=401), 900, 60)]
    sprint = [*sprint[:41], *((at, 1000 + metres) for at, metres in sprint[41:])]
    assert doubts(read_track("a.gpx", gpx(sprint)), "running") == ["fast"]


@given(
    st.lists(st.tuples(st.integers(1, 60), st.floats(0, 300)), min_size=2, max_size=30),
    st.floats(1, 2000),
)
def test_the_mark_is_passed_between_its_two_points(steps: list[tuple[int, float]], mark: float) -> None:
    at, metres, points = START, 0.0, []
    for seconds, step in steps:
        points.append(Point(at, None, None, metres))
        at, metres = at + timedelta(seconds=seconds), metres + step
    points.append(Point(at, None, None, metres))
    track = Track("", tuple(points))
    taken, along = time_at(track, mark), distances(track.points)
    if taken is None:
        assert along[-1] < mark
        return
    after = next(index for index, one in enumerate(along) if one >= mark)
    low, high = (points[index].at - START for index in (max(after - 1, 0), after))
    assert low <= taken <= high
