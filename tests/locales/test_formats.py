from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from locales import translator

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
START = datetime(2026, 12, 5, 7, 0, tzinfo=UTC)
ru, en = translator("ru"), translator("en")


def test_a_moment_is_told_with_its_city() -> None:
    assert ru.when(START, "Europe/Moscow", now=NOW) == "сб, 5 декабря, 10:00 (Москва)"
    assert en.when(START, "Europe/Moscow", now=NOW) == "Sat, 5 Dec, 10:00 (Moscow)"


def test_the_same_moment_in_two_cities() -> None:
    assert ru.when(START, "Asia/Vladivostok", now=NOW) == "сб, 5 декабря, 17:00 (Владивосток)"


def test_the_year_is_said_when_it_is_another() -> None:
    assert ru.when(START.replace(year=2027), "Europe/Moscow", now=NOW) == "вс, 5 декабря 2027, 10:00 (Москва)"
    new_year = datetime(2026, 12, 31, 21, 30, tzinfo=UTC)
    assert ru.when(new_year, "Europe/Moscow", now=NOW) == "пт, 1 января 2027, 00:30 (Москва)"


def test_spans() -> None:
    assert ru.span(START, START + timedelta(hours=2), "Europe/Moscow", now=NOW) == "сб, 5 декабря, 10:00–12:00 (Москва)"
    assert (
        en.span(START, START + timedelta(hours=26), "Europe/Moscow", now=NOW)
        == "Sat, 5 Dec, 10:00 – Sun, 6 Dec, 12:00 (Moscow)"
    )
    assert ru.span(START, None, "Europe/Moscow", now=NOW) == ru.when(START, "Europe/Moscow", now=NOW)


def test_days_and_times() -> None:
    assert ru.day(date(2026, 12, 5), now=NOW) == "сб, 5 декабря"
    assert ru.day(datetime(2026, 12, 4, 22, 0, tzinfo=UTC), "Europe/Moscow", now=NOW) == "сб, 5 декабря"
    assert ru.date(date(1990, 12, 7)) == "7 декабря 1990"
    assert en.date(date(1990, 12, 7)) == "7 December 1990"
    assert ru.time(START, "Europe/Moscow") == "10:00"
    assert ru.time(time(7, 5)) == "07:05"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        ru.when(datetime(2026, 12, 5, 7, 0), "Europe/Moscow", now=NOW)  # noqa: DTZ001  # the very mistake


@pytest.mark.parametrize(
    ("zone", "russian", "english"),
    [
        ("Europe/Kyiv", "Киев", "Kyiv"),
        ("America/Argentina/Buenos_Aires", "Буэнос-Айрес", "Buenos Aires"),
        ("America/New_York", "Нью-Йорк", "New York"),
        ("UTC", "UTC", "UTC"),
    ],
)
def test_zones_are_named_by_their_city(zone: str, russian: str, english: str) -> None:
    assert (ru.city(zone), en.city(zone)) == (russian, english)


@pytest.mark.parametrize(
    ("metres", "russian", "english"),
    [(800, "800 м", "800 m"), (5000, "5 км", "5 km"), (42_195, "42,2 км", "42.2 km"), (21_098, "21,1 км", "21.1 km")],
)
def test_distances(metres: int, russian: str, english: str) -> None:
    assert (ru.distance(metres), en.distance(metres)) == (russian, english)


@pytest.mark.parametrize(
    ("seconds", "russian", "english"),
    [
        (7500, "2 часа 5 минут", "2 hours 5 minutes"),
        (3600, "1 час", "1 hour"),
        (5 * 3600, "5 часов", "5 hours"),
        (2 * 86_400 + 3600, "2 дня 1 час", "2 days 1 hour"),
        (3605, "1 час", "1 hour"),
        (21 * 60, "21 минута", "21 minutes"),
        (0, "0 секунд", "0 seconds"),
    ],
)
def test_durations(seconds: int, russian: str, english: str) -> None:
    length = timedelta(seconds=seconds)
    assert (ru.duration(length), en.duration(length)) == (russian, english)


def test_results_numbers_and_lists() -> None:
    assert ru.clock(timedelta(seconds=3150)) == "52:30"
    assert ru.clock(timedelta(seconds=11_110)) == "3:05:10"
    assert ru.number(Decimal("12345.5")) == "12\u00a0345,5"
    assert en.number(12345.5) == "12,345.5"
    assert ru.listing(["а", "б", "в"]) == "а, б и в"
    assert ru.listing(["а"]) == "а"
    assert ru.listing([]) == ""
