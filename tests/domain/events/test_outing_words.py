"""M-07: what «кто завтра на 10 км в 7?» means, in both languages; what calls nobody is left to the search."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.events.outings.words import Unsaid, Wanted, hear
from domain.time import PastMoment

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def heard(text: str, lang: str = "ru", zone: str = "Europe/Moscow") -> Wanted | Unsaid | None:
    return hear(text, now=NOW, zone=zone, lang=lang)


@pytest.mark.parametrize(
    ("text", "lang", "what", "place", "moment"),
    [
        ("кто завтра на 10 км в 7?", "ru", "10 км", "", "27 04:00"),
        ("пробежка завтра 7:00", "ru", "пробежка", "", "27 04:00"),
        ("Кто со мной в субботу в 9 побегать в Сокольниках?", "ru", "побегать", "в Сокольниках", "28 06:00"),
        ("кто в 7 вечера на 5 км по 6:00/км, парк Горького", "ru", "5 км по 6:00/км", "парк Горького", "26 16:00"),
        ("кто играет в футбол завтра в 19:30 на 2 часа", "ru", "футбол на 2 часа", "", "27 16:30"),
        ("кто через 2 часа на 5 км", "ru", "5 км", "", "26 11:00"),
        ("нас 3 человека, кто ещё завтра в 8", "ru", None, None, None),
        ("забег 10 км; 7 дек 10:00; Сокольники", "ru", "забег 10 км", "Сокольники", "7 07:00"),
        ("who's in for 10k tomorrow at 7am in Hyde Park?", "en", "10k", "in Hyde Park", "27 04:00"),
        ("anyone up for a swim on Sunday 10:00, Serpentine", "en", "swim", "Serpentine", "29 07:00"),
        ("let's run tomorrow at 8", "en", "run", "", "27 05:00"),
    ],
)
def test_a_call_says_what_where_and_when(text: str, lang: str, what: str, place: str, moment: str) -> None:
    wanted = heard(text, lang)
    if what is None:
        assert isinstance(wanted, Wanted) and wanted.has_hour
        return
    assert isinstance(wanted, Wanted) and wanted.has_hour
    assert (wanted.what, wanted.place) == (what, place)
    assert f"{wanted.starts_at.day} {wanted.starts_at:%H:%M}" == moment


def test_the_asker_s_zone_counts() -> None:
    wanted = heard("кто завтра на 10 км в 7?", zone="Asia/Yekaterinburg")
    assert isinstance(wanted, Wanted) and wanted.starts_at == datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
    wanted = heard("кто завтра в 7 мск на 10 км", zone="Asia/Yekaterinburg")
    assert isinstance(wanted, Wanted) and wanted.starts_at == datetime(2026, 11, 27, 4, 0, tzinfo=UTC)


def test_a_day_without_an_hour_is_a_call_that_lasts_the_day() -> None:
    wanted = heard("кто завтра на 10 км")
    assert isinstance(wanted, Wanted) and not wanted.has_hour
    assert wanted.starts_at == datetime(2026, 11, 27, 20, 59, tzinfo=UTC) and wanted.what == "10 км"


@pytest.mark.parametrize("text", ["бег суббота", "найди забег завтра", "йога", "", "забег 5 км в парке", "который час"])
def test_what_calls_nobody_is_a_search(text: str) -> None:
    assert heard(text) is None


def test_a_call_that_does_not_say_when_is_asked_for_it() -> None:
    assert heard("кто на 10 км?") == Unsaid()
    assert heard("кто") == Unsaid()
    assert heard("who's in for 10k?", "en") == Unsaid()
    past = heard("кто сегодня в 6 утра на 10 км")
    assert isinstance(past, Unsaid) and isinstance(past.trouble, PastMoment)


@pytest.mark.parametrize(
    "text", ["кто " + "завтра " * 60, "кто 40.12 в 77:00", "кто\x00завтра в 7", "кто " + "1" * 190]
)
def test_whatever_comes_is_read(text: str) -> None:
    heard(text)
