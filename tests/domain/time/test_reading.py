"""What people type, and the moment they mean. It is Monday 23 November 2026, 12:00 in Moscow."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.time import (
    EndBeforeStart,
    FutureDay,
    NeedTime,
    NotADate,
    PastMoment,
    TooFarAway,
    When,
    WhenRefused,
    find_day,
    local,
    parse_day,
    parse_when,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOSCOW = "Europe/Moscow"


def test_a_day_that_has_been_is_not_asked_for_its_hour() -> None:
    with pytest.raises(PastMoment):
        read("вчера")


def read(text: str, lang: str | None = None, zone: str = MOSCOW) -> When:
    return parse_when(text, now=NOW, zone=zone, lang=lang)


def shown(moment: datetime | None) -> str | None:
    return f"{local(moment, MOSCOW):%Y-%m-%d %H:%M}" if moment else None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("завтра 7:00", "2026-11-24 07:00"),
        ("Завтра в 7", "2026-11-24 07:00"),
        ("завтра 7.30", "2026-11-24 07:30"),
        ("завтра 7-30", "2026-11-24 07:30"),
        ("завтра в 7 вечера", "2026-11-24 19:00"),
        ("завтра вечером в 7", "2026-11-24 19:00"),
        ("завтра в 9 утра", "2026-11-24 09:00"),
        ("завтра в 2 часа дня", "2026-11-24 14:00"),
        ("завтра в полдень", "2026-11-24 12:00"),
        ("послезавтра в 19", "2026-11-25 19:00"),
        ("в 7 вечера завтра", "2026-11-24 19:00"),
        ("сегодня вечером в 7", "2026-11-23 19:00"),
        ("в субботу 10:30", "2026-11-28 10:30"),
        ("сб 10", "2026-11-28 10:00"),
        ("сб. 10:00", "2026-11-28 10:00"),
        ("в эту субботу в 10", "2026-11-28 10:00"),
        ("в следующую пятницу в 18:30", "2026-12-04 18:30"),
        ("во вторник в 8", "2026-11-24 08:00"),
        ("пн 13:00", "2026-11-23 13:00"),
        ("пн 11:00", "2026-11-30 11:00"),
        ("7 дек 10:00", "2026-12-07 10:00"),
        ("7 дек. 10:00", "2026-12-07 10:00"),
        ("7 декабря в 10", "2026-12-07 10:00"),
        ("7-го декабря в 10:00", "2026-12-07 10:00"),
        ("10:00 7 декабря", "2026-12-07 10:00"),
        ("сб, 5 декабря, 10:00", "2026-12-05 10:00"),
        ("7 декабря 2027 г. в 10:00", "2027-12-07 10:00"),
        ("22 ноября 10:00", "2027-11-22 10:00"),
        ("29 февраля 10:00", "2028-02-29 10:00"),
        ("1 мая 9:00", "2027-05-01 09:00"),
        ("7.12 10:00", "2026-12-07 10:00"),
        ("07.12 в 10.30", "2026-12-07 10:30"),
        ("07.12.2026 10:00", "2026-12-07 10:00"),
        ("07.12.26 10:00", "2026-12-07 10:00"),
        ("7/12/2026 10:00", "2026-12-07 10:00"),
        ("2026-12-07 10:00", "2026-12-07 10:00"),
        ("2026-12-07T10:00", "2026-12-07 10:00"),
        ("2026-12-07T10:00+05:00", "2026-12-07 08:00"),
        ("2026-12-07T07:00:00Z", "2026-12-07 10:00"),
        ("через 2 часа", "2026-11-23 14:00"),
        ("через час", "2026-11-23 13:00"),
        ("через полчаса", "2026-11-23 12:30"),
        ("через полтора часа", "2026-11-23 13:30"),
        ("через 1 час 30 минут", "2026-11-23 13:30"),
        ("через 3 дня в 9:00", "2026-11-26 09:00"),
        ("через неделю в 10", "2026-11-30 10:00"),
        ("через 2 недели в 10", "2026-12-07 10:00"),
        ("19:00", "2026-11-23 19:00"),
        ("8:00", "2026-11-24 08:00"),
        ("завтра 10:00 мск", "2026-11-24 10:00"),
        ("tomorrow 7am", "2026-11-24 07:00"),
        ("Tomorrow at 7:30 pm", "2026-11-24 19:30"),
        ("tomorrow at noon", "2026-11-24 12:00"),
        ("day after tomorrow 6:30 p.m.", "2026-11-25 18:30"),
        ("tonight at 8", "2026-11-23 20:00"),
        ("Sat 10:30", "2026-11-28 10:30"),
        ("on Saturday at 9 am", "2026-11-28 09:00"),
        ("next friday 18:30", "2026-12-04 18:30"),
        ("Dec 7 10:00", "2026-12-07 10:00"),
        ("December 7th, 2026 at 10:00", "2026-12-07 10:00"),
        ("7 Dec at 10", "2026-12-07 10:00"),
        ("the 7th of December at 10", "2026-12-07 10:00"),
        ("in 3 days at 9:00", "2026-11-26 09:00"),
        ("in two hours", "2026-11-23 14:00"),
        ("in half an hour", "2026-11-23 12:30"),
    ],
)
def test_moments(text: str, start: str) -> None:
    when = read(text)
    assert (shown(when.start), when.end, when.zone) == (start, None, MOSCOW)
    assert when.start.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("7 дек 10:00–12:00", "2026-12-07 10:00", "2026-12-07 12:00"),
        ("7 дек 10:00 - 12:00", "2026-12-07 10:00", "2026-12-07 12:00"),
        ("10:00–12:00 7 дек", "2026-12-07 10:00", "2026-12-07 12:00"),
        ("10:00 до 12:00", "2026-11-24 10:00", "2026-11-24 12:00"),
        ("завтра 10:00 до 12:00", "2026-11-24 10:00", "2026-11-24 12:00"),
        ("завтра с 10 до 12", "2026-11-24 10:00", "2026-11-24 12:00"),
        ("завтра с 6 до 8 вечера", "2026-11-24 18:00", "2026-11-24 20:00"),
        ("завтра с 10 до 2 дня", "2026-11-24 10:00", "2026-11-24 14:00"),
        ("tomorrow 6-8pm", "2026-11-24 18:00", "2026-11-24 20:00"),
        ("tomorrow from 10 am to 2 pm", "2026-11-24 10:00", "2026-11-24 14:00"),
        ("tomorrow 10am-2pm", "2026-11-24 10:00", "2026-11-24 14:00"),
        ("сб 22:00-02:00", "2026-11-28 22:00", "2026-11-29 02:00"),
        ("сб 22:00-24:00", "2026-11-28 22:00", "2026-11-29 00:00"),
        ("7 дек 10:00 – 8 дек 18:00", "2026-12-07 10:00", "2026-12-08 18:00"),
        ("07.12.2026 22:30–08.12.2026 00:30", "2026-12-07 22:30", "2026-12-08 00:30"),
        ("2026-12-07 10:00-2026-12-08 18:00", "2026-12-07 10:00", "2026-12-08 18:00"),
        ("2026-12-07 10:00-12:00", "2026-12-07 10:00", "2026-12-07 12:00"),
        ("сб 10 до вс 18:00", "2026-11-28 10:00", "2026-11-29 18:00"),
        ("суббота 10-12 5 декабря", "2026-12-05 10:00", "2026-12-05 12:00"),
        ("сб 10:00 – 12:00 5 декабря", "2026-12-05 10:00", "2026-12-05 12:00"),
        ("5 дек 19:00–21:00 сб", "2026-12-05 19:00", "2026-12-05 21:00"),
        ("7 дек 22:00–8 дек 02:00", "2026-12-07 22:00", "2026-12-08 02:00"),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    when = read(text)
    assert (shown(when.start), shown(when.end)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "марафон", "забег 5", "10", "1", "май", "31 февраля 10:00", "40.12 10:00", "завтра 25:00",
        "завтра 10:75", "15 утра завтра", "завтра 13pm", "сб, 6 декабря 10:00", "7-8 декабря 10:00",
        "завтра 10:00 или 11:00", "7 дек 10:00 парк", "через месяц", "скоро", "когда-нибудь", "99999",
        "2026-13-01 10:00", "2026-12-07T25:00Z", "7/12 10:00", "0:00:00:00", "\x00", "😀", "завтра завтра 10:00",
        "next year", "-5", "10:00-12:00-14:00",
        "сб 5-6 дек 10:00", "сб 5-6.12 10:00", "в субботу 5-6 декабря в 10",
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotADate) as refused:
        read(text)
    assert read(str(refused.value.params["example"])).start > NOW


@pytest.mark.parametrize(
    "text", ["вчера 10:00", "сегодня 11:00", "today at 9", "1 декабря 2025 10:00", "23.11 11:59", "2026-11-23 12:00"]
)
def test_the_past_is_refused(text: str) -> None:
    with pytest.raises(PastMoment):
        read(text)


@pytest.mark.parametrize("text", ["сб", "завтра", "7 дек", "07.12.2026", "завтра утром", "tomorrow", "next friday"])
def test_a_day_without_an_hour_asks_for_the_hour(text: str) -> None:
    with pytest.raises(NeedTime) as refused:
        read(text)
    assert read(f"{refused.value.day:%d.%m.%Y} 10:00").start > NOW


def test_too_far_and_backwards() -> None:
    with pytest.raises(TooFarAway):
        read("07.12.2110 10:00")
    with pytest.raises(EndBeforeStart):
        read("8 дек 10:00 – 7 дек 10:00")


def test_slashes_are_two_readings_in_english() -> None:
    with pytest.raises(NotADate):
        read("7/12/2026 10:00", lang="en")
    assert shown(read("13/12/2026 10:00", lang="en").start) == "2026-12-13 10:00"


def test_moscow_time_said_far_away() -> None:
    when = read("завтра 10:00 мск", zone="Asia/Vladivostok")
    assert (shown(when.start), when.zone) == ("2026-11-24 10:00", MOSCOW)


def test_tomorrow_is_the_tomorrow_of_the_place() -> None:
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    in_moscow = parse_when("завтра 7:00", now=late, zone=MOSCOW).start
    in_london = parse_when("завтра 7:00", now=late, zone="Europe/London").start
    assert (in_moscow, in_london) == (
        datetime(2026, 11, 25, 4, 0, tzinfo=UTC),
        datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("07.12.1990", date(1990, 12, 7)),
        ("7.12.90", date(1990, 12, 7)),
        ("7.12.05", date(2005, 12, 7)),
        ("7 декабря 1990", date(1990, 12, 7)),
        ("December 7, 1990", date(1990, 12, 7)),
        ("1990-12-07", date(1990, 12, 7)),
        ("вчера", date(2026, 11, 22)),
        ("7 декабря", date(2025, 12, 7)),
        ("сегодня", date(2026, 11, 23)),
    ],
)
def test_days_that_have_been(text: str, day: date) -> None:
    assert parse_day(text, now=NOW, zone=MOSCOW) == day


def test_days_out_of_bounds() -> None:
    with pytest.raises(FutureDay):
        parse_day("завтра", now=NOW, zone=MOSCOW)
    with pytest.raises(PastMoment):
        parse_day("вчера", now=NOW, zone=MOSCOW, ahead=True)
    with pytest.raises(NotADate):
        parse_day("завтра 10:00", now=NOW, zone=MOSCOW, ahead=True)
    with pytest.raises(TooFarAway):
        parse_day("07.12.1700", now=NOW, zone=MOSCOW)
    assert parse_day("завтра", now=NOW, zone=MOSCOW, ahead=True) == date(2026, 11, 24)


def test_a_day_is_found_inside_a_sentence() -> None:
    assert find_day("бег в субботу сокольники", now=NOW, zone=MOSCOW) == (date(2026, 11, 28), "бег в сокольники")
    assert find_day("просто бег", now=NOW, zone=MOSCOW) == (None, "просто бег")
    assert find_day("31 февраля", now=NOW, zone=MOSCOW) == (None, "31 февраля")


_WORDS = "завтра сб 7 дек 10:00 - до с в через часа am вечера . 2026 31 next Dec 12 30.02 мск полтора : / —"
_PIECES = st.lists(st.sampled_from(_WORDS.split()), max_size=9).map(" ".join)


@given(st.text(max_size=60) | _PIECES)
def test_any_text_is_a_moment_ahead_or_a_refusal(text: str) -> None:
    try:
        when = read(text)
    except WhenRefused as refused:
        assert refused.params
    else:
        assert when.start > NOW
        assert when.end is None or when.end > when.start


@given(st.text(max_size=60) | _PIECES)
def test_any_text_is_a_day_or_a_refusal(text: str) -> None:
    find_day(text, now=NOW, zone=MOSCOW)
    try:
        day = parse_day(text, now=NOW, zone=MOSCOW)
    except WhenRefused:
        return
    assert day <= date(2026, 11, 23)
