"""EV-30: the room of the mini-app and the group's topic are one talk."""

from __future__ import annotations

from domain import database
from domain.chat.mirror import SLOT_S
from domain.events import talk
from domain.events.registration import register
from tests.bot.chat.test_questions import GROUP, event_with_group
from tests.kit.town import Town


async def write(town: Town, who: str, event_id: int, *texts: str) -> None:
    person = await town.person(who)
    for text in texts:
        async with database.transaction():
            await talk.post_to_room(person, event_id, text, now=town.clock.now())


async def in_topic(town: Town, name: str) -> list[str]:
    """What stands in a topic, as another member sees it."""
    chat = town.world.chat(GROUP, town.world.person("pasha"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == name]
    return [line["text"] for line in await town.seen("pasha", chat=GROUP, thread=thread)]


async def takes_part(town: Town, who: str, event_id: int) -> None:
    person = await town.person(who)
    async with database.transaction():
        await register(person, event_id, {}, now=town.clock.now())
    await town.settle()


async def test_lines_from_the_app_come_to_the_topic_together_and_once(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    await takes_part(town, "olya", event_id)
    await write(town, "olya", event_id, "Кто едет с севера?", "Есть место в машине")
    await write(town, "igor", event_id, "Я еду")
    await town.wait(seconds=6)
    (posted,) = await in_topic(town, "Попутчики")
    assert posted.endswith("Оля Смирнова: Кто едет с севера?\nОля Смирнова: Есть место в машине\nИгорь Орлов: Я еду")
    await write(town, "olya", event_id, "Выезжаем в 8")
    await town.wait(seconds=6)
    assert (await in_topic(town, "Попутчики"))[1].endswith("Оля Смирнова: Выезжаем в 8")


async def test_a_talk_without_pause_stays_within_the_groups_limit(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    for second in range(30):
        await write(town, "igor", event_id, f"строка {second}")
        town.clock.advance(seconds=1)
        if second % 10 == 9:
            await town.settle()
    await town.wait(seconds=6)
    posted = await in_topic(town, "Попутчики")
    assert len(posted) <= 30 / SLOT_S + 1
    said = "\n".join(posted)
    assert [line for line in said.splitlines() if "строка" in line] == [
        f"Игорь Орлов: строка {number}" for number in range(30)
    ]


async def test_the_topic_appears_in_the_room_and_does_not_echo(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    igor = await town.person("igor")
    chat = town.world.chat(GROUP, town.world.person("pasha"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == "Попутчики"]
    await town.say("pasha", "I can drive", chat=GROUP, thread=thread)
    await town.say("pasha", "elsewhere", chat=GROUP)
    await town.wait(seconds=6)
    page = await talk.room_page(event_id, igor)
    assert [(one.author_name, one.text, one.origin) for one in page.messages] == [
        ("Pasha Ivanov", "I can drive", "group")
    ]
    assert await in_topic(town, "Попутчики") == ["I can drive"]


async def test_a_card_shared_by_inline_mode_is_no_line_of_the_room(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    igor, pasha = await town.person("igor"), town.world.person("pasha")
    chat = town.world.chat(GROUP, pasha)
    (thread,) = [one.id for one in chat.topics.values() if one.name == "Попутчики"]
    who = {"id": pasha.id, "is_bot": False, "first_name": "Pasha", "language_code": "en"}
    where = {"id": chat.id, "type": "supergroup", "title": "Club", "is_forum": True}
    said = {"message_id": 9001, "date": 1, "chat": where, "from": who, "message_thread_id": thread, "text": "Run 5 km"}
    bot = {"id": 1, "is_bot": True, "first_name": "Forma"}
    await town.take_in({"update_id": 900_001, "message": {**said, "is_topic_message": True, "via_bot": bot}})
    assert not (await talk.room_page(event_id, igor)).messages
    plain = {**said, "message_id": 9002, "is_topic_message": True}
    await town.take_in({"update_id": 900_002, "message": plain})
    assert [one.text for one in (await talk.room_page(event_id, igor)).messages] == ["Run 5 km"]


async def test_what_was_written_before_the_link_stays_in_the_app(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    await write(town, "igor", event_id, "раньше")
    town.clock.advance(minutes=1)
    fields = {"title": "Бег", "key": GROUP, "kind": "supergroup", "members": ["pasha"]}
    await town.do("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    await write(town, "igor", event_id, "теперь")
    await town.wait(seconds=6)
    said = [line["text"] for line in await town.seen("pasha", chat=GROUP)]
    assert any(text.endswith("теперь") for text in said) and not any("раньше" in text for text in said)
