"""What plain words mean. It is Monday 23 November 2026, 12:00 in Moscow."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.intent.intents import (
    EventLineIntent,
    GreetingOrHelp,
    Intent,
    Question,
    SearchIntent,
    Unknown,
    WeightLine,
    WorkoutLine,
)
from domain.intent.measures import metres_in, seconds_in
from domain.intent.understanding import search, understand

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SATURDAY, SUNDAY = date(2026, 11, 28), date(2026, 11, 29)
TOMORROW = date(2026, 11, 24)


def meant(text: str) -> Intent:
    return understand(text, now=NOW, zone="Europe/Moscow", lang="ru")


@pytest.mark.parametrize("text", ["привет", "Привет!", "Добрый день", "здравствуйте", "hi", "Hello!"])
def test_greetings(text: str) -> None:
    assert meant(text) == GreetingOrHelp(help=False)


@pytest.mark.parametrize("text", ["помощь", "help", "Что ты умеешь?", "/help", "привет, помоги", "What can you do?"])
def test_help(text: str) -> None:
    assert meant(text) == GreetingOrHelp(help=True)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("бег в субботу", SearchIntent(("бег",), SATURDAY, SATURDAY)),
        ("Привет! Какие забеги в субботу?", SearchIntent(("забеги",), SATURDAY, SATURDAY)),
        ("забеги сокольники", SearchIntent(("забеги", "сокольники"))),
        ("марафон", SearchIntent(("марафон",))),
        ("йога на выходных", SearchIntent(("йога",), SATURDAY, SUNDAY)),
        ("где побегать завтра", SearchIntent(("побегать",), TOMORROW, TOMORROW)),
        ("races this weekend in Moscow", SearchIntent(("races", "moscow"), SATURDAY, SUNDAY)),
        ("тренировки на этой неделе", SearchIntent(("тренировки",), date(2026, 11, 23), SUNDAY)),
        ("yoga tomorrow", SearchIntent(("yoga",), TOMORROW, TOMORROW)),
        ("в субботу", SearchIntent((), SATURDAY, SATURDAY)),
        ("что завтра?", SearchIntent((), TOMORROW, TOMORROW)),
        ("найди парк", SearchIntent(("парк",))),
    ],
)
def test_searches(text: str, intent: Intent) -> None:
    assert meant(text) == intent


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("бег суббота", SearchIntent(("бег",), SATURDAY, SATURDAY)),
        ("Сокольники в субботу", SearchIntent(("сокольники",), SATURDAY, SATURDAY)),
        ("парк на выходных", SearchIntent(("парк",), SATURDAY, SUNDAY)),
        ("забег 5 км", SearchIntent(("забег", "5", "км"))),
        ("", SearchIntent(())),
    ],
)
def test_what_is_typed_where_one_searches(text: str, wanted: SearchIntent) -> None:
    assert search(text, now=NOW, zone="Europe/Moscow") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Забег 5 км; 7 дек 10:00; Сокольники; 50 мест",
        "Забег 5 км, 7 дек 10:00, Сокольники, 50 мест",
        "Тренировка\nзавтра, 19:00\nстадион",
        "5k run; Dec 7 10:00; Hyde Park",
        "Йога; завтра; парк",
    ],
)
def test_event_lines(text: str) -> None:
    assert meant(text) == EventLineIntent(text)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("пробежал 10 км за 52:30", WorkoutLine("run", 10_000, 3150)),
        ("Пробежала 5 км", WorkoutLine("run", 5000, None)),
        ("сегодня пробежал 21,1 км за 1:45:00", WorkoutLine("run", 21_100, 6300)),
        ("ran 10k in 52:30", WorkoutLine("run", 10_000, 3150)),
        ("I ran 5 km", WorkoutLine("run", 5000, None)),
        ("бег 10 км 52:30", WorkoutLine("run", 10_000, 3150)),
        ("проехал 40 км за 1 час 30 минут", WorkoutLine("ride", 40_000, 5400)),
        ("проплыл 1500 м за 30 мин", WorkoutLine("swim", 1500, 1800)),
        ("прошла 5 км пешком", WorkoutLine("walk", 5000, None)),
        ("прошел на лыжах 15 км за час", WorkoutLine("ski", 15_000, 3600)),
        ("вес 72.4", WeightLine(72.4)),
        ("Мой вес 72,4 кг", WeightLine(72.4)),
        ("72,4 кг", WeightLine(72.4)),
        ("вешу 80", WeightLine(80.0)),
        ("I weigh 72 kg", WeightLine(72.0)),
    ],
)
def test_workouts_and_weight(text: str, intent: Intent) -> None:
    assert meant(text) == intent


@pytest.mark.parametrize("text", ["Во сколько старт?", "сколько стоит забег?", "how do I cancel", "можно ли с собакой"])
def test_questions(text: str) -> None:
    assert meant(text) == Question(text)


@pytest.mark.parametrize("text", ["", "  ", "асдф", "Спасибо", "вешу 500", "ок", "Пойдём, завтра, в кино", "😀"])
def test_nothing_is_guessed(text: str) -> None:
    assert meant(text) == Unknown(text.strip())


def test_a_bare_sport_with_a_distance_is_a_search_and_no_workout() -> None:
    assert isinstance(meant("забег 10 км"), SearchIntent)
    assert isinstance(meant("бег 10 км"), SearchIntent)


@pytest.mark.parametrize(
    ("text", "metres", "seconds"),
    [("10 км за 52:30", 10_000, 3150), ("1:05:10", None, 3910), ("1 час 5 минут", None, 3900), ("5 miles", 8047, None),
     ("5 км, из них 400 м быстро", 5000, None), ("50:99", None, None), ("1,5 часа", None, 5400)],
)  # fmt: skip
def test_measures(text: str, metres: int | None, seconds: int | None) -> None:
    assert (metres_in(text), seconds_in(text)) == (metres, seconds)


@given(st.text(max_size=200))
def test_any_text_means_something(text: str) -> None:
    assert meant(text) is not None
