"""No moment is shifted in silence: every hour of two years in twenty zones is exact, refused or asked about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from domain.time import AmbiguousMoment, NoSuchMoment, instants, local, parse_when, to_utc

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZONES = [
    "Europe/Moscow", "Europe/Berlin", "Europe/London", "Europe/Kyiv", "America/New_York", "America/Los_Angeles",
    "America/Sao_Paulo", "America/Santiago", "America/St_Johns", "Africa/Cairo", "Africa/Casablanca", "Asia/Jerusalem",
    "Asia/Beirut", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Almaty", "Australia/Lord_Howe", "Australia/Sydney",
    "Pacific/Auckland", "Pacific/Chatham",
]  # fmt: skip


def test_a_jumped_hour_is_refused_with_its_neighbours() -> None:
    with pytest.raises(NoSuchMoment) as refused:
        parse_when("28.03.2027 02:30", now=NOW, zone="Europe/Berlin")
    assert refused.value.params == {
        "moment": "28.03.2027 02:30",
        "earlier": "28.03.2027 01:30",
        "later": "28.03.2027 03:30",
    }


def test_an_hour_shown_twice_is_asked_about_and_the_answer_is_exact() -> None:
    with pytest.raises(AmbiguousMoment) as refused:
        parse_when("31.10.2027 02:30", now=NOW, zone="Europe/Berlin")
    earlier, later = refused.value.earlier, refused.value.later
    assert later - earlier.astimezone(UTC) == timedelta(hours=1)
    for answer in (earlier, later):
        assert parse_when(answer.isoformat(), now=NOW, zone="Europe/Berlin").start == answer.astimezone(UTC)


def test_an_end_that_does_not_exist_is_refused_too() -> None:
    with pytest.raises(NoSuchMoment):
        parse_when("28.03.2027 01:00-02:30", now=NOW, zone="Europe/Berlin")


@pytest.mark.parametrize("zone", ZONES)
def test_two_years_of_half_hours(zone: str) -> None:
    """The truth is read off the clocks: what they show at each UTC half hour of the days around a change."""
    for first in _days_to_look_at(zone):
        moments = [first + timedelta(minutes=30 * step) for step in range(-48, 4 * 48)]
        shown: dict[datetime, list[datetime]] = {}
        for moment in moments:
            shown.setdefault(moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0), []).append(moment)
        for naive in _half_hours(min(shown) + timedelta(hours=3), max(shown) - timedelta(hours=3)):
            assert instants(naive, zone) == tuple(shown.get(naive, ()))
            if naive not in shown:
                _assert_refused_with_neighbours(naive, zone)


def _days_to_look_at(zone: str) -> list[datetime]:
    """Each day on which the offset changes, and the first day of each month."""
    days = [datetime(2026, 12, 1, tzinfo=UTC) + timedelta(days=number) for number in range(2 * 366)]
    offset = {day: day.astimezone(ZoneInfo(zone)).utcoffset() for day in days}
    return [day for day, following in pairwise(days) if day.day == 1 or offset[day] != offset[following]]


def _assert_refused_with_neighbours(naive: datetime, zone: str) -> None:
    with pytest.raises(NoSuchMoment) as refused:
        to_utc(naive, zone)
    earlier, later = refused.value.earlier, refused.value.later
    assert earlier.replace(tzinfo=None) < naive < later.replace(tzinfo=None)
    assert local(earlier, zone) == earlier


def _half_hours(first: datetime, last: datetime) -> list[datetime]:
    return [first + timedelta(minutes=30 * step) for step in range(int((last - first) / timedelta(minutes=30)))]
