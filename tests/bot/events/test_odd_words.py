"""What is answered to words that make no sense after a command, to people with odd names, to presses that come late."""

from __future__ import annotations

import asyncio

import pytest

from domain import database
from tests.kit.town import Town
from tests.security.updates import Heard, dead_rows, press, signed


async def last(town: Town, who: str, words: str) -> str:
    await town.say(who, words)
    return await town.last(who)


@pytest.mark.parametrize("who", ["igor", "pasha"])
async def test_an_answer_names_the_command_that_was_asked(town: Town, who: str) -> None:
    await town.person(who)
    await town.event(await town.person("igor"))
    assert "/rules 17" in await last(town, who, "/rules чушь")
    assert "/event 17" in await last(town, who, "/event чушь")
    assert "/verify" in await last(town, who, "/verify 1 2 3") and "1 2 3" not in await town.last(who)
    assert await last(town, who, "/verify 1 2 3") == (await last(town, who, "/pin 1 2")).replace("/pin", "/verify")


async def test_a_number_is_said_as_it_is_worn_and_words_are_echoed_as_they_can_be_shown(town: Town) -> None:
    await town.event(await town.person("igor"))
    assert "1234" in await last(town, "igor", "/remove 1234 нет")
    assert "«плавание»" in await last(town, "igor", "/events \u202eплавание")


async def test_two_at_once_and_old_buttons_after_all_has_changed(town: Town) -> None:
    """One place for two who press at the same moment; what their old screens still offer is answered as it is now."""
    event_id = await town.event(await town.person("igor"), capacity=1)
    for who in ("olya", "pasha"):
        await town.person(who)
        await town.do("start", as_=who, payload=f"e_{event_id}")
    pressing = [
        asyncio.create_task(town.sim("press", as_=who, button=button))
        for who, button in (("olya", "Участвовать"), ("pasha", "Take part"))
    ]
    while not all(one.done() for one in pressing):
        await town.settle()
        await asyncio.sleep(0.01)
    await town.settle()
    rows = await database.fetch("SELECT status FROM registrations ORDER BY status")
    assert [row["status"] for row in rows] == ["confirmed", "waitlisted"]
    await database.execute("UPDATE events SET status = 'cancelled', cancel_reason = 'Гроза' WHERE id = $1", event_id)
    heard = Heard(town)
    await heard.listen()
    heard.calls.clear()
    late = await town.person("katya")
    for person in (late, await town.person("olya")):
        data = signed("ev.join", (event_id,), person.telegram_id, person.telegram_id)
        await town.take_in(press(person.telegram_id, data))
    await heard.listen()
    answers = " ".join(heard.answers().values())
    assert answers.count("Событие отменено") == 2, answers
    assert await database.fetchval("SELECT count(*) FROM registrations") == 2 and await dead_rows() == []
