"""One line of an organizer. It is Monday 23 November 2026, 12:00 in Moscow."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events.making.line import EventLine, distance_in, kind_in, parse_event_line
from domain.time import AmbiguousMoment, NeedTime, PastMoment, local

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOSCOW = "Europe/Moscow"


def read(text: str, zone: str = MOSCOW) -> EventLine:
    return parse_event_line(text, now=NOW, zone=zone, lang="ru")


def start(line: EventLine) -> str | None:
    return f"{local(line.when.start, MOSCOW):%d.%m.%Y %H:%M}" if line.when else None


@pytest.mark.parametrize(
    "text",
    [
        "Забег 5 км; 7 дек 10:00; Сокольники; 50 мест",
        "Забег 5 км\n7 дек 10:00\nСокольники\n50 мест",
        "Забег 5 км, 7 дек 10:00, Сокольники, 50 мест",
        "Забег 5 км, 7 дек, 10:00, Сокольники, 50 мест",
        "Забег 5 км, пн, 7 декабря, 10:00, Сокольники, 50 мест",
        "Забег 5 км 7 дек 10:00 Сокольники 50 мест",
        "7.12 10:00; Забег 5 км; Сокольники; до 50",
        "50 мест; Забег 5 км; Сокольники; 07.12.2026 в 10:00",
        "Название: Забег 5 км; когда: 7 дек 10:00; где: Сокольники; max 50",
        "Забег 5 км; 7 дек 10:00; Сокольники; до 50 человек;;",
        "  Забег   5 км ;7 дек 10:00;\u202eСокольники; 50 участников",
    ],
)
def test_one_event_in_many_ways(text: str) -> None:
    line = read(text)
    assert (line.title, start(line), line.place, line.capacity) == (
        "Забег 5 км",
        "07.12.2026 10:00",
        "Сокольники",
        50,
    )
    assert (line.kind, line.distance_m, line.missing, line.unknown) == ("race", 5000, (), [])


@pytest.mark.parametrize(
    "said", ["каждую среду 19:00", "по средам 19:00", "every Wednesday 19:00", "Wednesdays at 19:00"]
)
def test_a_day_that_comes_every_week_is_the_first_of_them(said: str) -> None:
    line = read(f"Каждый вторник бежит; {said}; Holidays Park; 15 мест")
    assert (line.title, start(line), line.place) == ("Каждый вторник бежит", "25.11.2026 19:00", "Holidays Park")


def test_any_day_may_come_every_week() -> None:
    days = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")
    for at, day in enumerate(days):
        assert start(read(f"Бег; по {day} 19:00; Парк")) == f"{23 + at}.11.2026 19:00"
    assert start(read("Бег; каждое воскресенье 19:00; Парк")) == "29.11.2026 19:00"


def test_in_english() -> None:
    line = read("5k run; Dec 7 10:00–12:00; Hyde Park; 50 places; fee 500")
    assert (line.title, line.place, line.capacity, line.fee_minor) == ("5k run", "Hyde Park", 50, 50_000)
    assert line.when and line.when.end and (line.when.end - line.when.start).total_seconds() == 7200


@pytest.mark.parametrize(
    ("said", "fee"),
    [("взнос 500", 50_000), ("500 ₽", 50_000), ("1 500 руб.", 150_000), ("499,90 руб", 49_990),
     ("взнос: 99.5 р", 9_950),
     ("бесплатно", 0), ("free", 0), ("fee 500", 50_000), ("цена 500 рублей", 50_000)],
)  # fmt: skip
def test_fees(said: str, fee: int) -> None:
    line = read(f"Забег; завтра 7:00; Парк; 50 мест; {said}")
    assert (line.fee_minor, line.capacity, line.place, line.unknown) == (fee, 50, "Парк", [])


@pytest.mark.parametrize("said", ["онлайн", "Online"])
def test_online_needs_no_place(said: str) -> None:
    line = read(f"Йога; завтра 7:00; {said}; без ограничений")
    assert (line.online, line.place, line.unlimited, line.missing) == (True, None, True, ())


@pytest.mark.parametrize(
    ("said", "place", "onsite", "online"),
    [
        ("Сокольники и онлайн; 20 мест, онлайн 100", "Сокольники", 20, 100),
        ("Сокольники и онлайн; очно 20, онлайн 100 человек", "Сокольники", 20, 100),
        ("Сокольники; 20 мест и 100 онлайн", "Сокольники", 20, 100),
        ("онлайн и Сокольники; 20 мест; онлайн: 100", "Сокольники", 20, 100),
        ("где: Сокольники и онлайн; 20 очно; 100 онлайн", "Сокольники", 20, 100),
        ("Сокольники; гибрид; 20 мест, онлайн без ограничений", "Сокольники", 20, None),
        ("очно и онлайн; 20 мест", None, 20, None),
        ("Hyde Park, gate 3 and online; 20 places, online 100", "Hyde Park, gate 3", 20, 100),
        ("Hyde Park + online; 20 in person, up to 100 online", "Hyde Park", 20, 100),
        ("Hyde Park; hybrid; on site 20, online unlimited", "Hyde Park", 20, None),
    ],
)
def test_on_site_and_online_each_with_its_places(said: str, place: str | None, onsite: int, online: int | None) -> None:
    line = read(f"Забег 5 км; 7 дек 10:00; {said}")
    assert (line.title, start(line), line.format) == ("Забег 5 км", "07.12.2026 10:00", "hybrid")
    assert (line.place, line.capacity, line.online_capacity, line.unknown) == (place, onsite, online, [])


def test_between_commas_too() -> None:
    line = read("Забег 5 км, 7 дек 10:00, Сокольники и онлайн, 20 мест, онлайн 100")
    assert (line.format, line.place, line.capacity, line.online_capacity) == ("hybrid", "Сокольники", 20, 100)


@pytest.mark.parametrize(
    ("said", "address", "places"),
    [
        ("онлайн; 30 мест", None, 30),
        ("30 мест онлайн", None, 30),
        ("Zoom; онлайн; 30 мест", "Zoom", 30),
        ("https://meet.example.org/yoga; 30 мест", "https://meet.example.org/yoga", 30),
    ],
)
def test_online_alone_may_say_where_to_join(said: str, address: str | None, places: int) -> None:
    line = read(f"Йога; завтра 7:00; {said}")
    assert (line.format, line.place, line.online_address) == ("online", None, address)
    assert (line.capacity or line.online_capacity) == places and line.unknown == []


def test_a_distance_is_no_number_of_places_online() -> None:
    line = read("Онлайн 10 км; завтра 7:00; Парк Онлайнский; 20 мест")
    assert (line.format, line.title, line.distance_m, line.capacity) == ("onsite", "Онлайн 10 км", 10_000, 20)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Турнир по теннису", ("when", "place", "capacity")),
        ("7 дек 10:00", ("title", "place", "capacity")),
        ("Забег; завтра 7:00", ("place", "capacity")),
        ("Забег; завтра 7:00; Парк", ("capacity",)),
        ("", ("title", "when", "place", "capacity")),
        (" ; ; ", ("title", "when", "place", "capacity")),
        ("20 мест", ("title", "when", "place")),
    ],
)
def test_what_is_not_said_is_missing(text: str, missing: tuple[str, ...]) -> None:
    assert read(text).missing == missing


def test_a_date_that_cannot_be_is_told_of() -> None:
    assert isinstance(read("Забег; вчера 10:00; Парк").trouble, PastMoment)
    assert isinstance(read("Забег; 7 дек; Парк").trouble, NeedTime)
    assert isinstance(read("Lauf; 31.10.2027 02:30; Park", zone="Europe/Berlin").trouble, AmbiguousMoment)
    assert read("Забег; 7 дек 10:00; Парк").trouble is None


def test_what_cannot_be_placed_is_unknown() -> None:
    assert read("Забег; завтра 7:00; Парк; брать воду; 20 мест").unknown == ["брать воду"]


def test_a_place_may_have_commas() -> None:
    assert read("Забег, 7 дек 10:00, Парк Горького, главный вход, 50 мест").place == "Парк Горького, главный вход"
    assert read("Забег; 7 дек 10:00; Парк Горького, вход 3; 50 мест").place == "Парк Горького, вход 3"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Забег", "race"), ("Турнир по бегу", "tournament"), ("Московский марафон", "marathon"),
     ("Полумарафон", "marathon"),
     ("Онлайн-заезд", "ride"), ("Беговая тренировка", "training"), ("Йога в парке", "training"),
     ("Челлендж 100 км", "challenge"),
     ("Trail run", "race"), ("Gran Fondo ride", "ride"), ("Шахматы", "other"), ("10 км по набережной", "race")],
)  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    assert kind_in(text) == kind


@pytest.mark.parametrize(
    ("text", "metres"),
    [("5 км", 5000), ("10k", 10_000), ("21,1 км", 21_100), ("800 м", 800), ("марафон", 42_195), ("полумарафон", 21_098),
     ("half marathon", 21_098), ("1 mile", 1609), ("50 мест", None), ("5 минут", None), ("парк", None)],
)  # fmt: skip
def test_distances(text: str, metres: int | None) -> None:
    assert distance_in(text) == metres


def test_a_long_title_is_cut_and_places_are_positive() -> None:
    line = read(f"{'Забег ' * 60}; завтра 7:00; Парк; 0 мест")
    assert line.title is not None and len(line.title) <= 120
    assert line.capacity is None


_WORDS = "Забег 5 км ; , 7 дек 10:00 - 50 мест взнос 500 ₽ бесплатно онлайн очно и гибрид онлайн 100 до max вчера 31.02"
_PIECES = st.lists(st.sampled_from([*_WORDS.split(), "\n"]), max_size=14).map(" ".join)


@given(st.text(max_size=120) | _PIECES)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    line = read(text)
    assert line.capacity is None or line.capacity > 0
    assert line.fee_minor is None or line.fee_minor >= 0
    assert line.when is None or line.when.start > NOW
