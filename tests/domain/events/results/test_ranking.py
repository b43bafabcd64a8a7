"""EV-E5, EV-08: places are what anybody would count by hand, whatever was entered in whatever order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events.results.marks import Mark, read_mark
from domain.events.results.ranking import POINT, Key, places, stage_points, standings
from domain.events.results.scoring import MOST_STAGES, Scoring, read_ages, read_scoring

STATES = ("ok", "ok", "ok", "ok", "dnf", "dq", "dns", "review")


@st.composite
def fields(draw: st.DrawFn) -> tuple[Scoring, dict[int, tuple[str, list[int | None], int | None]]]:
    measure = draw(st.sampled_from(("time", "distance", "points", "places")))
    stages = draw(st.integers(1, 4))
    ties = tuple(draw(st.lists(st.sampled_from(("last", "best")), unique=True)))
    scoring = Scoring(measure, stages, table=(25, 18, 15, 12), ties=ties)
    mark = st.none() | st.integers(1, 6)
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
    worst, sign = -(10**9), -1 if scoring.measure == "time" else 1
    score = [max(there) if scoring.measure == "distance" else sign * sum(there)]
    for rule in scoring.ties:
        best_first = sorted((sign * mark for mark in there), reverse=True)
        if rule == "last":
            last = marks[scoring.stages - 1] if len(marks) == scoring.stages else None
            score.append(worst if last is None else sign * last)
        elif scoring.measure == "distance":
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
        "-21:43": None,
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
        ("сошёл", "time", Mark("dnf")), ("DNF", "points", Mark("dnf")), ("н/с", "time", Mark("dns")),
        ("DQ", "time", Mark("dq")),
    ],
)  # fmt: skip
def test_other_marks(said: str, measure: str, mark: Mark | None) -> None:
    assert read_mark(said, measure) == mark


def test_rules_come_back_from_the_database_as_they_went() -> None:
    scoring = Scoring("places", 3, (10, 5), ("last",), by_sex=False, ages=(16, 40), division="weight")
    assert read_scoring(scoring.to_json()) == scoring
    assert scoring.age_group(15) == 0 and scoring.age_group(16) == 16 and scoring.age_group(70) == 40
    assert scoring.age_group(None) is None
    assert read_ages("40, 16; 40") == (16, 40)
    assert MOST_STAGES > 3
