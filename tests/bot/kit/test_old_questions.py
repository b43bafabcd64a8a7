"""Buttons under questions of before: they say so, show what is open now, and touch no other form."""

from __future__ import annotations

from typing import Any

import pytest

from domain import database
from tests.kit.town import Town

LINE = "/newevent Забег; через 5 дней; Сокольники"


async def draft() -> Any:
    return await database.fetchrow("SELECT form, subject, step, answers::text FROM form_drafts")


def buttons(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message.get("keyboard", ()) for button in row]


async def asked_twice(town: Town, *, first: str, then: str) -> int:
    """Two forms, one after the other; the message that still shows a question of the first."""
    olya = await town.person("olya")
    await town.do("start", as_="olya")
    await town.event(olya, "Забег", capacity=20)
    await town.say("olya", first)
    older = (await town.seen("olya"))[-1]["message_id"]
    await town.say("olya", then)
    return int(older)


@pytest.mark.parametrize("then", ["/newevent", LINE], ids=["the same form again", "another form"])
async def test_cancel_under_a_form_of_before_cancels_nothing(town: Town, then: str) -> None:
    older = await asked_twice(town, first="/newevent", then=then)
    open_now = await draft()
    told = await town.press("olya", "Отмена", message_id=older)
    assert told["alert"] and "Эта анкета уже закрыта" in told["text"]
    assert await draft() == open_now
    seen = [line for line in await town.seen("olya") if line["message_id"] == older]
    assert "Отмена" in buttons(seen[0]), "the question that is open now"


@pytest.mark.parametrize("button", ["Марафон", "Назад"])
async def test_choices_and_the_way_back_of_a_form_of_before_answer_nothing(town: Town, button: str) -> None:
    await town.person("olya")
    await town.do("start", as_="olya")
    for title, day in (("Рассвет", "через 5 дней 10:00"), ("Закат", "через 6 дней 11:00")):
        await town.say("olya", "/newevent")
        await town.say("olya", title)
        await town.say("olya", day)
    older, _ = [line for line in await town.seen("olya") if "Марафон" in " ".join(buttons(line))]
    open_now = await draft()
    assert open_now["step"] == "kind"
    words = next(one for one in buttons(older) if button in one)
    told = await town.press("olya", words, message_id=older["message_id"])
    assert "Эта анкета уже закрыта" in told["text"] and await draft() == open_now


async def test_an_older_question_of_the_open_form_shows_the_present_one(town: Town) -> None:
    await town.person("olya")
    await town.do("start", as_="olya")
    await town.say("olya", "/newevent")
    await town.say("olya", "Марафон")
    second = (await town.seen("olya"))[-1]["message_id"]
    await town.say("olya", "через 5 дней 10:00")
    open_now = await draft()
    told = await town.press("olya", "Назад", message_id=second)
    assert "уже ответили" in told["text"] and await draft() == open_now
    await town.press("olya", "Назад", message_id=second)
    assert (await draft())["step"] == "when", "now it is the present one"


async def test_when_nothing_is_open_the_press_says_that_it_is_closed(town: Town) -> None:
    await town.person("olya")
    await town.do("start", as_="olya")
    await town.say("olya", "/newevent")
    older = (await town.seen("olya"))[-1]["message_id"]
    await town.say("olya", "/newevent")
    await town.press("olya", "Отмена")
    assert await draft() is None
    told = await town.press("olya", "Отмена", message_id=older)
    assert told["alert"] and told["text"] == "Эта анкета уже закрыта."
