"""An open question has its buttons in one message; those of before lose theirs, say so when pressed, and do no harm."""

from __future__ import annotations

from typing import Any

import pytest

from domain import database
from tests.kit.town import Town, buttons
from tests.security.updates import Heard, press

LINE = "/newevent Забег; через 5 дней; Сокольники"


async def draft() -> Any:
    return await database.fetchrow("SELECT form, subject, step, answers::text FROM form_drafts")


async def message(town: Town, who: str, message_id: int) -> dict[str, Any]:
    return next(dict(line) for line in await town.seen(who) if line["message_id"] == message_id)


async def newest(town: Town, who: str) -> dict[str, Any]:
    return dict((await town.seen(who))[-1])


async def with_buttons(town: Town, who: str) -> list[int]:
    """The messages in which something of a form can be pressed."""
    names = {"Отмена", "Cancel"}
    return [line["message_id"] for line in await town.seen(who) if names & set(buttons(line))]


def data_of(line: dict[str, Any], words: str) -> str:
    found = [b["data"] for row in line["keyboard"] for b in row if words in b["text"]]
    return str(found[0])


async def late_press(town: Town, who: str, line: dict[str, Any], words: str) -> str:
    """A client that had not heard yet that the button has gone; what it was answered."""
    update, heard = press(town.world.person(who).id, data_of(line, words)), Heard(town)
    update["callback_query"]["message"]["message_id"] = line["message_id"]
    await town.take_in(update)
    await heard.listen()
    return heard.answers()[update["callback_query"]["id"]]


@pytest.fixture
async def olya(town: Town) -> str:
    await town.person("olya")
    await town.do("start", as_="olya")
    return "olya"


async def test_a_question_answered_in_words_loses_its_buttons(town: Town, olya: str) -> None:
    await town.say(olya, "/newevent")
    for words in ("Марафон", "через 5 дней 10:00"):
        first = await newest(town, olya)
        assert await with_buttons(town, olya) == [first["message_id"]]
        await town.say(olya, words)
        answered = await message(town, olya, first["message_id"])
        assert buttons(answered) == [] and answered["text"] == first["text"], "the words stay"
    assert len(await with_buttons(town, olya)) == 1


async def test_so_does_one_that_was_answered_wrongly_and_one_that_was_resumed(town: Town, olya: str) -> None:
    await town.say(olya, "/newevent")
    await town.say(olya, "Марафон")
    await town.say(olya, "когда-нибудь")
    assert len(await with_buttons(town, olya)) == 1, "the question with the reason under it"
    await town.say(olya, "/help")
    await town.say(olya, "/resume")
    assert await with_buttons(town, olya) == [(await newest(town, olya))["message_id"]]


async def test_the_last_question_and_a_cancelled_one_lose_theirs(town: Town) -> None:
    for who, words in (("igor", ("Отмена",)), ("pasha", ("Cancel",))):
        await town.person(who)
        await town.do("start", as_=who)
        await town.say(who, "/newevent")
        await town.say(who, *words)
        assert await with_buttons(town, who) == []
    igor = await town.person("igor")
    event = await town.event(igor, "Забег", requirements={"min_age": 18})
    await town.do("start", as_="pasha", payload=f"e_{event}")
    await town.press("pasha", "Take part")
    await town.say("pasha", "1 May 1990")
    assert await with_buttons(town, "pasha") == []
    assert await database.fetchval("SELECT count(*) FROM registrations") == 1


async def test_another_form_takes_the_buttons_from_the_one_before(town: Town, olya: str) -> None:
    await town.say(olya, "/newevent")
    first = await newest(town, olya)
    await town.say(olya, LINE)
    assert buttons(await message(town, olya, first["message_id"])) == []
    assert await with_buttons(town, olya) == [(await newest(town, olya))["message_id"]]


async def test_the_next_question_takes_the_place_of_one_that_was_pressed(town: Town, olya: str) -> None:
    await town.say(olya, "/newevent")
    await town.say(olya, "Марафон")
    await town.say(olya, "через 5 дней 10:00")
    asked = await newest(town, olya)
    await town.press(olya, "Марафон")
    assert (await newest(town, olya))["message_id"] == asked["message_id"], "one message"
    assert await with_buttons(town, olya) == [asked["message_id"]]


@pytest.mark.parametrize("then", ["/newevent", LINE], ids=["the same form again", "another form"])
async def test_a_late_cancel_under_a_form_of_before_cancels_nothing(town: Town, olya: str, then: str) -> None:
    await town.event(await town.person("olya"), "Забег", capacity=20)
    await town.say(olya, "/newevent")
    older = await newest(town, olya)
    await town.say(olya, then)
    open_now, seen = await draft(), len(await town.seen(olya))
    assert "Эта анкета уже закрыта" in await late_press(town, olya, older, "Отмена")
    assert await draft() == open_now
    assert len(await with_buttons(town, olya)) == 1, "no second copy of the open question"
    assert len(await town.seen(olya)) <= seen + 1


@pytest.mark.parametrize("button", ["Отмена", "Назад"])
async def test_a_late_press_under_an_older_question_of_the_open_form_answers_nothing(
    town: Town, olya: str, button: str
) -> None:
    await town.say(olya, "/newevent")
    await town.say(olya, "Марафон")
    second = await newest(town, olya)
    await town.say(olya, "через 5 дней 10:00")
    open_now, asked = await draft(), await newest(town, olya)
    told = await late_press(town, olya, second, button)
    if button == "Назад":
        assert "уже ответили" in told
        assert await draft() == open_now
        assert await with_buttons(town, olya) == [asked["message_id"]]
    else:
        assert await draft() is None, "cancelling means the form, whichever of its questions it was pressed under"
        assert await with_buttons(town, olya) == []


async def test_a_question_whose_place_is_not_known_is_shown_where_it_was_pressed(town: Town, olya: str) -> None:
    """As those that were asked before places were noted."""
    await town.say(olya, "/newevent")
    await town.say(olya, "Марафон")
    await database.execute("UPDATE form_drafts SET message_id = NULL")
    second = await newest(town, olya)
    await town.say(olya, "через 5 дней 10:00")
    await database.execute("UPDATE form_drafts SET message_id = NULL")
    told = await town.press(olya, "Назад", message_id=second["message_id"])
    assert "уже ответили" in told["text"]
    await town.press(olya, "Назад", message_id=second["message_id"])
    assert (await draft())["step"] == "when", "now it is the present one"


async def test_when_nothing_is_open_the_press_says_that_it_is_closed(town: Town, olya: str) -> None:
    await town.say(olya, "/newevent")
    older = await newest(town, olya)
    await town.press(olya, "Отмена")
    assert await draft() is None
    home, seen = await newest(town, olya), len(await town.seen(olya))
    assert await late_press(town, olya, older, "Отмена") == "Эта анкета уже закрыта."
    assert await draft() is None
    assert buttons(await message(town, olya, home["message_id"])) == buttons(home), "a double tap changes nothing"
    assert len(await with_buttons(town, olya)) == 0 and len(await town.seen(olya)) <= seen + 1
