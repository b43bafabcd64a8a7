"""J-01: /start, language, consent, three questions, home. Skippable, resumable, never repeated."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from domain import database
from tests.kit.town import Town, buttons


async def start(town: Town, who: str, payload: str = "") -> list[Any]:
    await town.do("start", as_=who, payload=payload)
    return await town.seen(who)


async def pin(town: Town, who: str, lat: float, lon: float) -> None:
    await town.do("send", as_=who, kind="location", lat=lat, lon=lon)


async def profile(who_name: str) -> Any:
    return await database.fetchrow("SELECT * FROM profiles WHERE first_name = $1", who_name)


async def test_olya_is_at_home_after_six_taps(town: Town) -> None:
    igor = await town.person("igor")
    await town.event(igor, "Пробежка в парке")
    await start(town, "olya")
    await town.press("olya", "Принимаю, начнём")
    await town.press("olya", "Бег")
    await town.press("olya", "Готово")
    await town.press("olya", "Любитель")
    await pin(town, "olya", 55.79, 49.12)
    seen = await town.seen("olya")
    home = seen[-1]
    assert "Привет, Оля" in home["text"] and "Пробежка в парке" in home["text"]
    assert {"Найти событие", "Мои события", "Создать событие", "Профиль", "Открыть приложение"} <= set(buttons(home))
    row = await profile("Оля")
    assert (row["interests"], row["level"], row["city"], row["zone"]) == (
        ["running"],
        "amateur",
        "kazan",
        "Europe/Moscow",
    )
    assert await database.fetchval("SELECT count(*) FROM consents WHERE user_id = $1", row["user_id"]) == 1


async def test_a_second_start_is_home_and_asks_nothing(town: Town) -> None:
    await start(town, "olya")
    await town.press("olya", "Принимаю, начнём")
    home = (await start(town, "olya"))[-1]
    assert "Привет, Оля!" in home["text"] and "Ответить на оставшиеся вопросы" in buttons(home)


async def test_what_was_left_is_resumed_where_it_was_left(town: Town) -> None:
    await start(town, "olya")
    await town.press("olya", "Принимаю, начнём")
    await town.press("olya", "Пропустить")
    await start(town, "olya")
    await town.say("olya", "/resume")
    assert "Какой у вас уровень?" in await town.last("olya")
    await town.press("olya", "Любитель")
    await town.say("olya", "Пропустить")
    assert "Привет, Оля" in await town.last("olya")
    row = await profile("Оля")
    assert (row["interests"], row["level"], row["city"]) == ([], "amateur", None)


async def test_a_city_is_understood_by_name_and_brings_its_zone(town: Town) -> None:
    await start(town, "olya")
    await town.press("olya", "Принимаю, начнём")
    await town.press("olya", "Пропустить")
    await town.press("olya", "Пропустить")
    await town.say("olya", "Атлантида")
    assert "Казань" in await town.last("olya")
    await town.say("olya", "екб")
    assert (await profile("Оля"))["zone"] == "Asia/Yekaterinburg"


async def test_an_english_speaker_sees_no_russian_but_the_name_of_the_language(town: Town) -> None:
    greeting = (await start(town, "pasha"))[-1]
    assert "I am Forma" in greeting["text"]
    assert buttons(greeting) == ["Русский", "✓ English", "I agree, let’s start", "I will look around first"]
    await town.press("pasha", "Русский")
    assert "Я Forma" in await town.last("pasha")
    await town.press("pasha", "English")
    await town.press("pasha", "I agree, let’s start")
    assert "What do you like to do?" in await town.last("pasha")


async def test_looking_around_first_is_home_without_consent(town: Town) -> None:
    await start(town, "olya")
    await town.press("olya", "Сначала осмотрюсь")
    assert "Привет, Оля!" in await town.last("olya")
    assert await database.fetchval("SELECT count(*) FROM consents") == 0
    assert "Привет, Оля!" in (await start(town, "olya"))[-1]["text"]


async def test_two_starts_at_once_make_one_account(town: Town) -> None:
    await asyncio.gather(*(town.sim("start", as_="olya", payload="") for _ in range(2)))
    await town.settle()
    assert await database.fetchval("SELECT count(*) FROM users") == 1
    assert len([line for line in await town.seen("olya") if "Я Forma" in line["text"]]) == 2


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("сколько стоит слон?", "ответа я не знаю"),
        ("пробежал 5 км за 27:30", "Понял так: бег, 5 км, 27:30"),
        ("вес 72,5", "вес 72,5 кг"),
        ("абракадабра", "Не понял вас"),
        ("/nonsense", "Команды /nonsense нет"),
        ("помощь", "Что я умею"),
        ("привет", "Привет, Оля!"),
        ("йога в субботу", "йога"),
    ],
)
async def test_free_words_are_never_met_with_silence(town: Town, words: str, answer: str) -> None:
    await start(town, "olya")
    await town.say("olya", words)
    assert answer in await town.last("olya")


async def test_a_line_becomes_an_event_to_look_at(town: Town) -> None:
    await start(town, "igor")
    await town.say("igor", "Забег 5 км; 7 дек 10:00; Сокольники; 50 мест")
    assert "Забег 5 км" in await town.last("igor")


async def test_a_pin_that_nobody_asked_for_is_answered(town: Town) -> None:
    await start(town, "olya")
    await pin(town, "olya", 55.0, 37.0)
    assert "/profile" in await town.last("olya")
