"""EV-28: how the organizer hears of registrations: a digest or at once, numbers in the group, names in private."""

from __future__ import annotations

from domain import database
from domain.accounts.people import Person
from domain.events.entry import registration
from domain.events.talking import talk
from tests.bot.spaces.test_linked_group import GROUP, join, linked_group
from tests.kit.people import meet_many
from tests.kit.town import Town


async def register(town: Town, people: list[Person], event_id: int) -> None:
    async with database.transaction():
        for person in people:
            await registration.register(person, event_id, {}, now=town.clock.now())
    await town.settle()


def topic(town: Town, name: str = "Организаторам") -> int:
    chat = town.world.chat(GROUP, town.world.person("igor"))
    return next(one.id for one in chat.topics.values() if one.name == name)


async def told_in_topic(town: Town) -> list[str]:
    return [line["text"] for line in await town.seen("pasha", chat=GROUP, thread=topic(town)) if "нов" in line["text"]]


async def test_thirty_registrations_in_five_minutes_are_one_digest_of_numbers(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    await database.execute("UPDATE place_pools SET capacity = NULL")
    await town.do("start", as_="igor")
    people = await meet_many(30)
    for at in range(0, 30, 6):
        await register(town, people[at : at + 6], event_id)
        await town.wait(minutes=1)
    assert await told_in_topic(town) == []
    await town.wait(minutes=5)
    (digest,) = await told_in_topic(town)
    assert "30 новых записей" in digest and "Бегун" not in digest
    assert not any("новы" in line["text"] for line in await town.seen("igor"))
    await town.wait(minutes=20)
    assert len(await told_in_topic(town)) == 1
    await register(town, await meet_many(1), event_id)
    await town.wait(minutes=10)
    assert "1 новая запись" in (await told_in_topic(town))[-1], "nobody is counted twice"


async def test_without_a_group_the_digest_has_names(town: Town) -> None:
    event_id = await town.event(await town.person("igor"))
    await town.do("start", as_="igor")
    await register(town, await meet_many(12), event_id)
    await town.wait(minutes=10)
    said = await town.last("igor")
    assert "12 новых записей" in said and "Бегун 0" in said and "и ещё 2 человека" in said


async def test_the_organizer_chooses_private_and_at_once(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Уведомления")
    assert "только числа" in await town.last("igor")
    await town.press("igor", "Сводкой, только мне лично")
    assert "пишу вам лично" in await town.last("igor")
    await join(town, "olya", event_id)
    await town.wait(minutes=10)
    assert "Оля" in await town.last("igor")
    assert await told_in_topic(town) == []
    await town.say("igor", f"/event {event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Уведомления")
    await town.press("igor", "Сразу")
    await join(town, "pasha", event_id)
    await town.wait(seconds=5)
    (said,) = await told_in_topic(town)
    assert "1 новая запись" in said and "Pa" not in said


async def test_at_once_without_a_group_names_each(town: Town) -> None:
    event_id = await town.event(await town.person("igor"))
    await town.do("start", as_="igor")
    await database.execute("UPDATE events SET notices = 'instant' WHERE id = $1", event_id)
    await join(town, "olya", event_id)
    assert "1 новая запись" in await town.last("igor") and "Оля" in await town.last("igor")


async def test_a_private_choice_takes_questions_out_of_the_group(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    assert await talk.question_place(event_id) is not None
    await database.execute("UPDATE events SET notices = 'private' WHERE id = $1", event_id)
    assert await talk.question_place(event_id) is None


async def test_only_who_manages_chooses(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    olya = await town.person("olya")
    maker = town.app.calls.signer
    data = maker.sign("ev.notify", (event_id, "instant"), person=olya.telegram_id, chat=olya.telegram_id)
    await town.do("start", as_="olya")
    await town.take_in(_press(olya, data))
    assert await database.fetchval("SELECT notices FROM events WHERE id = $1", event_id) == "digest"


def _press(person: Person, data: str) -> dict[str, object]:
    chat = {"id": person.telegram_id, "type": "private", "first_name": person.name}
    message = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "text": "old"}
    sender = {"id": person.telegram_id, "is_bot": False, "first_name": person.name}
    query = {"id": "7", "from": sender, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": 900_001, "callback_query": query}
