"""EV-28, EV-30: questions to the organizer, over HTTP against the sandbox."""

from __future__ import annotations

from typing import Any

from domain import database
from domain.events.talking import talk
from tests.kit.town import Town

GROUP = "бег"


async def ask(town: Town, who: str, event_id: int, text: str) -> None:
    person = await town.person(who)
    async with database.transaction():
        await talk.ask_organizer(person, event_id, text, now=town.clock.now())
    await town.settle()


async def started(town: Town, *who: str) -> None:
    """They have opened the private chat with the bot."""
    for one in who:
        await town.person(one)
        await town.do("start", as_=one)


async def event_with_group(town: Town) -> tuple[int, int]:
    await started(town, "igor", "olya")
    event_id = await town.event(await town.person("igor"))
    fields = {"title": "Бег", "key": GROUP, "kind": "forum", "members": ["olya", "pasha"]}
    made = await town.do("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    return event_id, int(made["id"])


def with_text(seen: list[Any], words: str) -> Any:
    (found,) = [line for line in seen if words in line["text"]]
    return found


async def test_asked_from_the_card_answered_by_button_and_read_by_the_asker_alone(town: Town) -> None:
    await started(town, "igor", "olya", "pasha")
    event_id = await town.event(await town.person("igor"))
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "Спросить")
    await town.say("olya", "Где раздевалка?")
    assert "Передал организатору" in await town.last("olya")
    asked = (await town.seen("igor"))[-1]
    assert "Где раздевалка?" in asked["text"] and "Оля" in asked["text"]
    await town.press("igor", "Ответить")
    await town.say("igor", "В школе рядом")
    assert "В школе рядом" in await town.last("olya")
    assert not any("В школе" in line["text"] for line in await town.seen("pasha"))


async def test_the_organizers_reply_in_the_topic_comes_back_to_the_asker(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    await ask(town, "olya", event_id, "Будет ли вода?")
    asked = with_text(await town.seen("igor", chat=GROUP), "Будет ли вода?")
    topic = [one for one in town.world.chat(GROUP, town.world.person("igor")).topics.values() if one.name == "Вопросы"]
    assert asked["thread"] == topic[0].id
    await town.say("igor", "Да, на 3-м км", chat=GROUP, thread=asked["thread"], reply_to=asked["message_id"])
    answer = await town.last("olya")
    assert "Да, на 3-м км" in answer and "Забег в парке" in answer


async def test_somebody_elses_reply_in_the_topic_is_not_the_organizers_answer(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    await ask(town, "olya", event_id, "Будет ли вода?")
    asked = with_text(await town.seen("igor", chat=GROUP), "Будет ли вода?")
    before = len(await town.seen("olya"))
    await town.say("pasha", "No water", chat=GROUP, thread=asked["thread"], reply_to=asked["message_id"])
    assert len(await town.seen("olya")) == before


async def test_the_button_in_the_group_is_for_the_organizer(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    await ask(town, "olya", event_id, "Будет ли вода?")
    asked = with_text(await town.seen("igor", chat=GROUP), "Будет ли вода?")
    where = {"chat": GROUP, "message_id": asked["message_id"]}
    told = await town.press("igor", "Ответить", **where)
    assert told["alert"] and "Ответьте" in told["text"]
    refused = await town.press("pasha", "Ответить", **where)
    assert refused["alert"] and "Ответьте" not in refused["text"]


async def test_a_private_reply_finds_its_question_after_a_restart(town: Town) -> None:
    await started(town, "igor", "olya")
    event_id = await town.event(await town.person("igor"))
    await ask(town, "olya", event_id, "Есть парковка?")
    asked = with_text(await town.seen("igor"), "Есть парковка?")
    await town.say("igor", "Есть, бесплатная", reply_to=asked["message_id"])
    answer = (await town.seen("olya"))[-1]
    assert "Есть, бесплатная" in answer["text"]
    await town.say("olya", "Спасибо!", reply_to=answer["message_id"])
    assert "Спасибо!" in await town.last("igor")


async def test_one_answer_is_one_message(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    await ask(town, "olya", event_id, "Будет ли вода?")
    asked = with_text(await town.seen("igor", chat=GROUP), "Будет ли вода?")
    await town.say("igor", "Да", chat=GROUP, thread=asked["thread"], reply_to=asked["message_id"])
    await town.settle()
    assert len([line for line in await town.seen("olya") if line["text"].startswith("Ответ")]) == 1
