"""EV-E5, EV-08: places are what anybody would count by hand, whatever was entered in whatever order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events.results.marks import LAP, NO_TIME_MS, Mark, read_mark
from domain.events.results.ranking import POINT, Key, places, stage_points, standings, stands_for
from domain.events.results.scoring import MOST_STAGES, TEMPLATES, TRIED, Scoring, read_ages, read_scoring

STATES = ("ok", "ok", "ok", "ok", "dnf", "dq", "dns", "review")


@st.composite
def fields(draw: st.DrawFn) -> tuple[Scoring, dict[int, tuple[str, list[int | None], int | None]]]:
    measure, tried = draw(st.sampled_from(TEMPLATES)), draw(st.sampled_from(TRIED))
    stages = draw(st.integers(1, 4))
    ties = tuple(draw(st.lists(st.sampled_from(("last", "best")), unique=True)))
    scoring = Scoring(measure, stages, table=(25, 18, 15, 12), ties=ties, tried=tried)
    written = st.builds(lambda laps, late: laps * LAP - late, st.integers(0, 3), st.integers(1, 3))
    mark = st.none() | (written if measure == "laps" else st.integers(1, 6))
    entries = draw(
        st.dictionaries(
            st.integers(1, 60),
            st.tuples(st.sampled_from(STATES), st.lists(mark, max_size=stages), st.integers(1, 99)),
            max_size=24,
        )
    )
    return scoring, entries


def ranked(scoring: Scoring, entries: dict[int, tuple[str, list[int | None], int | None]]) -> dict[int, int | None]:
    keys = {one: key for one, (_, key) in standings(scoring, entries).items()}
    order = sorted(keys, key=lambda one: (keys[one], one))
    return dict(zip(order, places([keys[one] for one in order]), strict=True))


def naive(scoring: Scoring, entries: dict[int, tuple[str, list[int | None], int | None]]) -> dict[int, int | None]:
    """One more than how many are better, counted one by one."""
    good = {one: _score(scoring, entries, one) for one in entries}
    return {
        one: None if mine is None else 1 + sum(1 for theirs in good.values() if theirs is not None and theirs > mine)
        for one, mine in good.items()
    }


def _score(scoring: Scoring, entries: dict[int, tuple[str, list[int | None], int | None]], one: int) -> object:
    """More is better; None: no place."""
    state, marks, _ = entries[one]
    if scoring.measure == "places":
        marks = [_points(scoring, entries, one, stage) for stage in range(scoring.stages)]
    there = [mark for mark in marks if mark is not None]
    if state != "ok" or not there or (scoring.measure == "time" and len(there) < scoring.stages):
        return None
    less = scoring.measure == "time" or (scoring.measure == "best" and scoring.tried == "time")
    one_counts, worst, sign = scoring.measure in ("distance", "best"), -(10**15), -1 if less else 1
    score = [max(sign * mark for mark in there) if one_counts else sign * sum(there)]
    for rule in scoring.ties:
        best_first = sorted((sign * mark for mark in there), reverse=True)
        if rule == "last":
            last = marks[scoring.stages - 1] if len(marks) == scoring.stages else None
            score.append(worst if last is None else sign * last)
        elif one_counts:
            score.append(best_first[1] if len(best_first) > 1 else worst)
        else:
            score.append(best_first[0])
    return score


def _points(
    scoring: Scoring, entries: dict[int, tuple[str, list[int | None], int | None]], one: int, stage: int
) -> int | None:
    def mark_of(entry: tuple[str, list[int | None], int | None]) -> int | None:
        return entry[1][stage] if stage < len(entry[1]) else None

    mine = mark_of(entries[one])
    if mine is None or entries[one][0] != "ok":
        return None
    faster = [mark_of(entry) for entry in entries.values() if entry[0] == "ok"]
    return scoring.points_for(1 + sum(1 for mark in faster if mark is not None and mark < mine)) * POINT


@given(fields())
def test_places_are_what_one_would_count_by_hand(
    field: tuple[Scoring, dict[int, tuple[str, list[int | None], int | None]]],
) -> None:
    scoring, entries = field
    assert ranked(scoring, entries) == naive(scoring, entries)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=40))
def test_who_shares_a_place_shares_it_and_the_next_place_is_left_out(times: list[int]) -> None:
    found = places(sorted((0, time) for time in times))
    assert found[0] == 1
    for at in range(1, len(times)):
        same = sorted(times)[at] == sorted(times)[at - 1]
        assert found[at] == (found[at - 1] if same else at + 1)


@given(st.lists(st.integers(1, 8), min_size=2, max_size=40), st.data())
def test_a_page_further_down_goes_on_with_the_same_places(times: list[int], data: st.DataObject) -> None:
    keys: list[Key] = sorted((0, time) for time in times)
    first = data.draw(st.integers(0, len(keys) - 1))
    better = sum(1 for key in keys if key < keys[first])
    assert places(keys[first:], better=better, before=first) == places(keys)[first:]


@given(fields(), st.data())
def test_a_change_of_one_moves_only_what_it_should(
    field: tuple[Scoring, dict[int, tuple[str, list[int | None], int | None]]], data: st.DataObject
) -> None:
    """Whoever gets worse never gains, and taking the change back gives the same places as before."""
    scoring, entries = field
    if not entries:
        return
    one = data.draw(st.sampled_from(sorted(entries)))
    before = ranked(scoring, entries)
    changed = ranked(scoring, entries | {one: ("dnf", *entries[one][1:])})
    assert changed[one] is None
    assert ranked(scoring, entries) == before
    if scoring.measure != "places":
        assert all(
            before[other] is None or (changed[other] or 0) <= (before[other] or 0) for other in entries if other != one
        )


def test_points_over_three_stages_are_parted_by_the_last_one() -> None:
    """EV-08: 25/18/15 over three stages, the tie broken by the last."""
    scoring = Scoring("places", 3, table=(25, 18, 15), ties=("last",))
    entries = {
        1: ("ok", [100, 300, 200], 1),  # 25 + 15 + 18 = 58
        2: ("ok", [200, 200, 100], 2),  # 18 + 18 + 25 = 61
        3: ("ok", [300, 100, 300], 3),  # 15 + 25 + 15 = 55
        4: ("ok", [400, 400, 50], 4),
    }
    del entries[4]
    assert ranked(scoring, entries) == {2: 1, 1: 2, 3: 3}
    level = {1: ("ok", [1, 2, 2], 1), 2: ("ok", [2, 2, 1], 2)}  # 25+25... who shares a place has its points
    assert stage_points(scoring, {one: entry[1] for one, entry in level.items()})[1] == [25000, 25000, 18000]
    assert ranked(scoring, level) == {2: 1, 1: 2}
    assert ranked(replace(scoring, ties=()), level) == {1: 1, 2: 1}


@pytest.mark.parametrize(
    ("said", "value"),
    {
        "21:43": 1_303_000, "0:21:43": 1_303_000,  "1:02:03.4": 3_723_400, "1:02:03,45": 3_723_450,
        "21'43\"": 1_303_000, "21′43″": 1_303_000, "21'43\"5": 1_303_500, "21'43.5\"": 1_303_500, "58.32": 58_320,
        "9,58": 9_580, "1ч 02м 03с": 3_723_000, "1h2m3s": 3_723_000, "21 мин 43 сек": 1_303_000, "95:10": 5_710_000,
        "": None, "0:00": None, "21:61": None, "1:75:03": None, "21": None, "=1+1": None, "21:43:": None,
        "-21:43": None, "1.02.03,5": 3_723_500, "62.03,5": 3_723_500, "1.02.03": None, "1.75.03,5": None,
        "999999:00": None, "вчера": None, "1:02:03:04": None, "²1:43": None,
    }.items(),
)  # fmt: skip
def test_times_as_people_write_them(said: str, value: int | None) -> None:
    assert read_mark(said, "time") == (Mark("ok", value) if value else None)


@pytest.mark.parametrize(
    ("said", "measure", "mark"),
    [
        ("8,95", "distance", Mark("ok", 895)), ("8.95 м", "distance", Mark("ok", 895)),
        ("5 020", "distance", Mark("ok", 502_000)), ("42,195 км", "distance", Mark("ok", 4_219_500)),
        ("8.955", "distance", None), ("семь", "distance", None), ("12,5", "points", Mark("ok", 12_500)),
        ("25", "points", Mark("ok", 25_000)), ("0", "points", Mark("ok", 0)), ("25 м", "points", None),
        ("сошёл", "time", Mark("dnf")), ("снята", "time", Mark("dnf")), ("Н/Я", "time", Mark("dns")),
        ("DNF", "points", Mark("dnf")), ("н/с", "time", Mark("dns")),
        ("DQ", "time", Mark("dq")),
    ],
)  # fmt: skip
def test_other_marks(said: str, measure: str, mark: Mark | None) -> None:
    assert read_mark(said, measure) == mark


@pytest.mark.parametrize(
    ("said", "laps", "late"),
    [
        ("12 кр 0:58:21", 12, 3_501_000), ("12 0:58:21", 12, 3_501_000), ("12кр.58:21", 12, 3_501_000),
        ("12 кругов, 58:21", 12, 3_501_000), ("1 lap 4:05.5", 1, 245_500), ("12; 58:21", 12, 3_501_000),
        ("12", 12, NO_TIME_MS), ("3 круга", 3, NO_TIME_MS), ("0 кр", 0, NO_TIME_MS),
    ],
)  # fmt: skip
def test_laps_with_the_time_of_the_last_one(said: str, laps: int, late: int) -> None:
    assert read_mark(said, "laps") == Mark("ok", laps * LAP - late)


@pytest.mark.parametrize("said", ["0:58:21", "58:21", "1258:21", "12:58", "12,5", "12 кр завтра", "12345", "кр 12", ""])
def test_what_are_no_laps(said: str) -> None:
    assert read_mark(said, "laps") is None


@given(st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(1, 360_000_000)), max_size=30))
def test_more_laps_come_first_and_of_as_many_the_earlier_end(field: list[tuple[int, int | None]]) -> None:
    """Two stages of laps: the laps are added up, and so is the time."""
    entries = {
        one: ("ok", [laps * LAP - (NO_TIME_MS if late is None else late)], one)
        for one, (laps, late) in enumerate(field)
    }
    found = ranked(Scoring("laps"), entries)
    order = [(-laps, late is None, late or 0) for laps, late in field]
    assert found == {one: 1 + sum(other < mine for other in order) for one, mine in enumerate(order)}


def test_laps_of_two_stages_are_added_up_with_their_time() -> None:
    entries = {
        1: ("ok", [5 * LAP - 100, 7 * LAP - 900], 1),
        2: ("ok", [7 * LAP - 200, 5 * LAP - 700], 2),
        3: ("ok", [12 * LAP - 50], 3),
    }
    totals = {one: total for one, (total, _) in standings(Scoring("laps", 2), entries).items()}
    assert totals == {1: 12 * LAP - 1000, 2: 12 * LAP - 900, 3: 12 * LAP - 50}
    assert ranked(Scoring("laps", 2), entries) == {3: 1, 2: 2, 1: 3}


@pytest.mark.parametrize(("tried", "first"), [("time", 1), ("distance", 2), ("points", 2)])
def test_the_best_try_counts_and_the_second_best_parts_those_alike(tried: str, first: int) -> None:
    scoring = Scoring("best", 3, ties=("best",), tried=tried)
    entries = {1: ("ok", [10, None, 30], 1), 2: ("ok", [30, 20, None], 2), 3: ("ok", [None, None, None], 3)}
    assert ranked(scoring, entries)[first] == 1 and ranked(scoring, entries)[3] is None
    alike = {1: ("ok", [30, 20, 10], 1), 2: ("ok", [10, 15, 30], 2)}
    assert ranked(replace(scoring, ties=()), alike) == {1: 1, 2: 1}
    assert ranked(scoring, alike) == ({1: 2, 2: 1} if tried == "time" else {1: 1, 2: 2})


def test_rules_come_back_from_the_database_as_they_went() -> None:
    scoring = Scoring("places", 3, (10, 5), ("last",), by_sex=False, ages=(16, 40), division="weight")
    assert read_scoring(scoring.to_json()) == scoring
    assert scoring.age_group(15) == 0 and scoring.age_group(16) == 16 and scoring.age_group(70) == 40
    assert scoring.age_group(None) is None
    assert read_ages("40, 16; 40") == (16, 40)
    assert MOST_STAGES > 3


def test_one_mark_stands_for_all_of_an_entry() -> None:
    time, points = Scoring("time", stages=2), Scoring("places", stages=2, table=(25, 18))
    assert stands_for(time, [60_000, 61_500]) == 121_500
    assert stands_for(time, [60_000, None]) == 60_000, "a stage is still missing"
    assert stands_for(points, [60_000, 61_500]) == 61_500, "its marks are times, which are not added up"
    assert stands_for(time, [None, None]) is None and stands_for(points, []) is None
