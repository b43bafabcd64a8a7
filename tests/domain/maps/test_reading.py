"""GPX files of courses: tracks, routes, and what strangers send instead."""

from __future__ import annotations

import pytest

from domain.maps.lines import Line
from domain.maps.reading import MAX_BYTES, MAX_POINTS, UnreadableCourse, gpx_of, read_course
from tests.kit.clock import START
from tests.kit.tracks import gpx, run

HEAD = '<?xml version="1.0"?><gpx version="1.1" creator="w" xmlns="http://www.topografix.com/GPX/1/1">'
BOMB = b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><gpx><name>&b;</name></gpx>'
STRANGER = b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><name>&x;</name></gpx>'


def points(tag: str, *places: tuple[object, object]) -> str:
    return "".join(f'<{tag} lat="{lat}" lon="{lon}"/>' for lat, lon in places)


def file(body: str) -> bytes:
    return f"{HEAD}{body}</gpx>".encode()


def track(*places: tuple[object, object]) -> str:
    return f"<trk><trkseg>{points('trkpt', *places)}</trkseg></trk>"


def refused(data: bytes, name: str = "a.gpx") -> str:
    with pytest.raises(UnreadableCourse) as caught:
        read_course(name, data)
    return caught.value.problem


def test_a_track_is_a_course_and_its_times_are_not_read() -> None:
    line = read_course("Парк.GPX", gpx(run(START, 5_020, 1_506)))
    assert line.length_m == pytest.approx(5_020, abs=5)
    assert line.climb_m == 0  # the watch wrote one height throughout
    assert b"time" not in gpx_of(line, "x")


def test_a_planned_route_is_one_too_and_the_longest_track_counts() -> None:
    route = f"<rte>{points('rtept', (55.79, 37.67), (55.80, 37.67))}</rte>"
    assert read_course("a.gpx", file(route)).length_m == pytest.approx(1_112, abs=2)
    two = track((55.0, 37.0), (55.001, 37.0)) + track((55.0, 37.0), (55.05, 37.0))
    assert read_course("a.gpx", file(two)).length_m == pytest.approx(5_560, abs=5)


def test_what_is_written_is_read_again_whatever_the_event_is_called() -> None:
    line = read_course("a.gpx", file(track((55.79, 37.67), (55.80, 37.68))))
    again = read_course("b.gpx", gpx_of(line, "Забег <b>&\x00\x0b ]]> 5 км"))
    assert isinstance(again, Line) and again == line


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "broken"),
        (b"not xml", "broken"),
        (BOMB, "broken"),
        (STRANGER, "broken"),
        (BOMB.decode().encode("utf-16"), "broken"),
        (b"\xff\xfe\x00", "broken"),
        (file(""), "empty"),
        (file(track()), "empty"),
        (file(track((55.79, 37.67))), "empty"),
        (file(track((55.79, 37.67), (55.79, 37.67))), "empty"),
        (file(track(("nan", 37.67), (91, 37.67), (55.79, "inf"))), "empty"),
        (file(track((55.79, "east"), (55.80, 37.67))), "broken"),
        (file(track((55.79, 37.67), (55.7901, 37.67))), "short"),
        (file(track((0, 0), (60, 170))), "long"),
        (b"x" * (MAX_BYTES + 1), "big"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}-bytes",
)
def test_a_hostile_or_empty_file_is_one_word(data: bytes, problem: str) -> None:
    assert refused(data) == problem


def test_other_files_are_not_opened_and_too_many_points_are_not_kept() -> None:
    assert refused(gpx(run(START, 5_000, 1_500)), "a.fit") == "type"
    many = [(55 + n * 1e-6, 37) for n in range(MAX_POINTS + 1)]
    assert refused(file(track(*many))) == "big"


def test_heights_that_cannot_be_are_left_out() -> None:
    heights = ((55, "1e308"), (55.1, "-9999"))
    high = "".join(f'<trkpt lat="{lat}" lon="37"><ele>{height}</ele></trkpt>' for lat, height in heights)
    line = read_course("a.gpx", file(f"<trk><trkseg>{high}</trkseg></trk>"))
    assert line.climb_m is None and {one.height for one in line.vertices} == {None}
