"""A form that is left for another one, or for a command, is not lost: it waits, and there is a way back to it."""

from __future__ import annotations

from typing import Any

import pytest

from domain import database
from domain.events.talking import talk
from tests.kit.town import Town, buttons


async def half_an_event(town: Town) -> None:
    await town.say("igor", "/newevent")
    await town.say("igor", "Рассвет")
    await town.say("igor", "через 5 дней 10:00")


async def asked(town: Town) -> None:
    """Оля's question comes while Игорь is at his form."""
    event_id = await town.event(await town.person("igor"))
    olya = await town.person("olya")
    await half_an_event(town)
    async with database.transaction():
        await talk.ask_organizer(olya, event_id, "Можно с собакой?", now=town.clock.now())
    await town.settle()


async def test_an_answer_given_in_between_costs_nothing_of_a_long_form(town: Town) -> None:
    await asked(town)
    await town.press("igor", "Ответить")
    await town.say("igor", "Можно, на поводке.")
    passed_on, question = (await town.seen("igor"))[-2:]
    assert "Ответ передан" in passed_on["text"] and "В частые вопросы" in buttons(passed_on)
    assert "Продолжим с того же места" in question["text"] and "Шаг 3" in question["text"]
    await town.press("igor", "Тренировка")
    kept = await database.fetchrow("SELECT step, answers::text FROM form_drafts")
    assert kept and kept["step"] == "format" and "Рассвет" in kept["answers"]


async def test_what_was_given_up_in_between_leads_back_too(town: Town) -> None:
    await asked(town)
    await town.press("igor", "Ответить")
    await town.press("igor", "Отмена")
    assert "Шаг 3" in await town.last("igor")
    await town.press("igor", "Отмена")
    assert await database.fetchval("SELECT count(*) FROM form_drafts") == 0


async def test_the_same_form_begun_anew_takes_the_place_of_the_old_one(town: Town) -> None:
    await town.person("igor")
    await half_an_event(town)
    await town.say("igor", "/newevent")
    await town.press("igor", "Отмена")
    assert await database.fetchval("SELECT count(*) FROM form_drafts") == 0


@pytest.mark.parametrize("turned_to", ["/my", "Бег в Казани"])
async def test_who_turned_to_something_else_finds_the_way_back_under_it(town: Town, turned_to: str) -> None:
    await town.person("igor")
    await half_an_event(town)
    if turned_to != "/my":
        await town.say("igor", "/profile")
    await town.say("igor", turned_to)
    seen = (await town.seen("igor"))[-1]
    assert buttons(seen).count("Вернуться к анкете") == 1
    await town.press("igor", "Вернуться к анкете")
    assert "Шаг 3" in (await town.seen("igor"))[-1]["text"]
    assert await database.fetchval("SELECT paused FROM form_drafts") is False


@pytest.mark.parametrize("kind", ["sticker", "voice", "document"])
async def test_what_says_no_words_leaves_no_question_out(town: Town, kind: str) -> None:
    await town.person("igor")
    await half_an_event(town)
    await town.press("igor", "Тренировка")
    await town.press("igor", "Онлайн")
    assert "Сколько мест онлайн" in await town.last("igor")
    await town.do("send", as_="igor", kind=kind)
    said = await town.last("igor")
    assert "Сколько мест онлайн" in said and "Не получилось прочитать ответ" in said
    await town.press("igor", "Пропустить")
    assert "Пришлите ссылку" in await town.last("igor")


async def test_who_is_to_pay_is_not_asked_about_something_else_meanwhile(town: Town) -> None:
    asked_for = [{"key": "size", "kind": "text", "label": "Размер футболки"}]
    plan: dict[str, Any] = {"fee_minor": 50_000, "payment": "transfer", "questions": asked_for}
    event_id = await town.event(await town.person("olya"), **plan)
    await town.person("igor")
    await half_an_event(town)
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    await town.press("igor", "Участвовать · 500 ₽")
    await town.say("igor", "L")
    to_pay = (await town.seen("igor"))[-1]
    assert "Место держим до" in to_pay["text"] and buttons(to_pay).count("Вернуться к анкете") == 1
    await town.press("igor", "Вернуться к анкете")
    assert "Шаг 3" in await town.last("igor")
