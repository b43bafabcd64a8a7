"""EV-04, EV-05: the hours of an event are those of its place, wherever its organizer lives."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.events.making.clocks import zone_of_place
from domain.events.making.creation import EventPlan
from domain.events.making.form import answers_from_plan, plan_from_answers
from domain.forms.form import JsonValue
from domain.time import parse_when

MOSCOW, VLADIVOSTOK = "Europe/Moscow", "Asia/Vladivostok"
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TEN_IN_VLADIVOSTOK = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)
TEN_IN_MOSCOW = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)


def said(words: str, zone: str = MOSCOW) -> dict[str, JsonValue]:
    when = parse_when(words, now=NOW, zone=zone, lang="ru")
    answer: dict[str, JsonValue] = {"start": when.start.isoformat(), "end": None, "zone": when.zone}
    return answer | ({"fixed": True} if when.fixed else {})


def place(text: str, lat: float | None = None, lon: float | None = None) -> dict[str, JsonValue]:
    return {"text": text, "lat": lat, "lon": lon}


def made(words: str, where: dict[str, JsonValue], **more: JsonValue) -> EventPlan:
    answers: dict[str, JsonValue] = {"title": "Забег", "when": said(words), "place": where, "format": "onsite"}
    return plan_from_answers(answers | more)


@pytest.mark.parametrize(
    ("where", "zone", "starts_at"),
    [
        (place("Владивосток, Набережная 1"), VLADIVOSTOK, TEN_IN_VLADIVOSTOK),
        (place("Стадион «Динамо», г. Владивосток"), VLADIVOSTOK, TEN_IN_VLADIVOSTOK),
        (place("Москва, Владивосток"), VLADIVOSTOK, TEN_IN_VLADIVOSTOK),
        (place("у моря", 43.11, 131.88), VLADIVOSTOK, TEN_IN_VLADIVOSTOK),
        (place("Сокольники"), MOSCOW, TEN_IN_MOSCOW),
        (place("посреди океана", -40.0, -120.0), MOSCOW, TEN_IN_MOSCOW),
    ],
    ids=["city first", "city last", "two cities", "pin", "no city", "far from every city"],
)
def test_the_clock_is_that_of_the_place(where: dict[str, JsonValue], zone: str, starts_at: datetime) -> None:
    plan = made("7 дек 10:00", where)
    assert (plan.zone, plan.starts_at) == (zone, starts_at)


@pytest.mark.parametrize("words", ["7 дек 10:00 мск", "7 дек 17:00 Владивосток", "7 дек 17:00 (по Владивостоку)"])
def test_a_clock_that_is_named_is_believed(words: str) -> None:
    plan = made(words, place("Владивосток"))
    assert (plan.zone, plan.starts_at) == (VLADIVOSTOK, TEN_IN_MOSCOW)


def test_online_it_is_the_organizers_own_clock() -> None:
    plan = made("7 дек 10:00", place("Владивосток"), format="online")
    assert (plan.zone, plan.starts_at) == (MOSCOW, TEN_IN_MOSCOW)


def test_a_new_place_keeps_the_hours_and_its_window_with_them() -> None:
    plan = made("7 дек 10:00", place("Сокольники"), registration_closes=said("7 дек 09:00"))
    moved = plan_from_answers({"place": place("Владивосток")}, plan)
    assert moved.starts_at == TEN_IN_VLADIVOSTOK
    assert moved.registration_closes_at == datetime(2026, 12, 6, 23, 0, tzinfo=UTC)
    assert plan_from_answers(answers_from_plan(moved), moved) == moved, "nothing said, nothing changed"
    later = plan_from_answers({"when": said("7 дек 11:00")}, moved)
    assert later.starts_at == datetime(2026, 12, 7, 1, 0, tzinfo=UTC), "eleven there, whoever says it"


def test_a_city_is_not_guessed() -> None:
    assert zone_of_place("улица Владивостокская", None, None) is None
    assert zone_of_place("", None, None) is None
