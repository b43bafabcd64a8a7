"""EV-28, EV-30, X-05, X-06: a group linked to an event, over HTTP against the sandbox."""

from __future__ import annotations

from typing import Any

from bot.kit.signing import ButtonSigner
from bot.menus import command_menus
from domain import database
from domain.accounts.people import Person
from domain.events import announcements
from domain.events.entry import registration
from domain.spaces.queries import get_space
from locales import translator
from tests.kit.town import SECRET, Town

GROUP = "бег"
TOPICS = ["Объявления", "Вопросы", "Попутчики", "Фото", "Результаты", "Организаторам"]


async def made_group(town: Town, kind: str = "forum", *, bot_admin: bool = True) -> int:
    fields = {"title": "Бег", "key": GROUP, "kind": kind, "members": ["olya", "pasha"]}
    made = await town.do("chat", as_="igor", add_bot=True, bot_admin=bot_admin, **fields)
    return int(made["id"])


async def linked_group(town: Town, kind: str = "forum", **plan: Any) -> tuple[int, int, Person]:
    igor = await town.person("igor")
    event_id = await town.event(igor, capacity=3, **plan)
    chat_id = await made_group(town, kind)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    return chat_id, event_id, igor


async def join(town: Town, who: str, event_id: int) -> None:
    person = await town.person(who)
    async with database.transaction():
        await registration.register(person, event_id, {}, now=town.clock.now())
    await town.settle()


def cards(seen: list[Any]) -> list[Any]:
    return [line for line in seen if any("Участвовать" in button["text"] for button in line["buttons"])]


async def test_the_bot_says_the_next_step_when_it_is_taken_into_a_group(town: Town) -> None:
    await made_group(town)
    said = [line["text"] for line in await town.seen("olya", chat=GROUP)]
    assert len(said) == 1 and "/link" in said[0]


async def test_link_makes_topics_and_a_pinned_card(town: Town) -> None:
    chat_id, event_id, _ = await linked_group(town)
    made = [topic.name for topic in town.world.records.chats[chat_id].topics.values()]
    assert made[1:] == TOPICS
    (card,) = cards(await town.seen("olya", chat=GROUP))
    assert "Забег в парке" in card["text"] and "0" in card["text"]
    space = await get_space(chat_id)
    assert space is not None and space.event_id == event_id and space.card_message_id == card["message_id"]
    (pinned,) = await town.look("/sim/calls", method="pinChatMessage")
    assert pinned["ok"] and pinned["params"]["message_id"] == card["message_id"]


async def test_the_organizer_chooses_among_their_events_and_nobody_else_sees_it(town: Town) -> None:
    igor, olya = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor)
    await town.event(olya, "Чужой забег")
    chat_id = await made_group(town)
    await town.say("igor", "/link", chat=GROUP)
    offered = (await town.seen("igor", chat=GROUP))[-1]
    assert [button["text"].split(" · ")[0] for button in offered["buttons"]] == ["Забег в парке"]
    assert offered["ephemeral"]
    await town.press("igor", offered["buttons"][0]["text"], chat=GROUP)
    space = await get_space(chat_id)
    assert space is not None and space.event_id == event_id
    assert not any("С каким событием" in line["text"] for line in await town.seen("olya", chat=GROUP))


async def test_who_does_not_run_the_group_is_refused(town: Town) -> None:
    olya = await town.person("olya")
    event_id = await town.event(olya)
    chat_id = await made_group(town)
    await town.say("olya", f"/link {event_id}", chat=GROUP)
    assert "администраторы" in await town.last("olya", chat=GROUP)
    space = await get_space(chat_id)
    assert space is not None and space.subject is None


async def test_another_persons_event_cannot_be_linked(town: Town) -> None:
    event_id = await town.event(await town.person("olya"))
    chat_id = await made_group(town)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    assert "нет доступа" in await town.last("igor", chat=GROUP)
    space = await get_space(chat_id)
    assert space is not None and space.subject is None


async def test_the_card_counts_and_stays_one_message(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    for who in ("olya", "pasha", "katya"):
        await join(town, who, event_id)
    (card,) = [line for line in await town.seen("olya", chat=GROUP) if "Забег в парке" in line["text"]]
    assert "3" in card["text"] and "Оля, Pasha, Катя" in card["text"]
    assert len(await town.look("/sim/calls", method="pinChatMessage")) == 1


async def test_a_card_that_would_look_the_same_is_left_alone(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    async with database.transaction():
        await announcements.changed(event_id, now=town.clock.now())
    await town.settle()
    assert await town.look("/sim/calls", method="editMessageText") == []


async def test_a_deleted_card_comes_back_and_is_pinned(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    (card,) = cards(await town.seen("olya", chat=GROUP))
    await town.do("delete", as_="igor", chat=GROUP, message_id=card["message_id"])
    await join(town, "olya", event_id)
    (anew,) = cards(await town.seen("olya", chat=GROUP))
    assert anew["message_id"] != card["message_id"]
    assert len(await town.look("/sim/calls", method="pinChatMessage")) == 2


async def test_link_twice_makes_nothing_twice(town: Town) -> None:
    chat_id, event_id, _ = await linked_group(town)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    assert len(town.world.records.chats[chat_id].topics) == 1 + len(TOPICS)
    assert len(cards(await town.seen("olya", chat=GROUP))) == 1


async def test_a_second_event_waits_for_unlink(town: Town) -> None:
    chat_id, _, igor = await linked_group(town)
    other = await town.event(igor, "Другой забег")
    await town.say("igor", f"/link {other}", chat=GROUP)
    assert "/unlink" in await town.last("igor", chat=GROUP)
    await town.say("igor", "/unlink", chat=GROUP)
    await town.say("igor", f"/link {other}", chat=GROUP)
    space = await get_space(chat_id)
    assert space is not None and space.event_id == other


async def test_without_rights_link_says_what_is_missing(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    await made_group(town, "supergroup", bot_admin=False)
    for call in command_menus():  # of what is said to it alone it may speak, though it is no administrator
        await town.gateway.call(call)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    (said,) = [line["text"] for line in await town.seen("igor", chat=GROUP) if line["ephemeral"] and not line["out"]]
    assert "управлять тегами" in said and "Включите темы" in said and "не видны" in said and "закреплять" in said
    assert len(cards(await town.seen("olya", chat=GROUP))) == 1


async def test_promotion_makes_what_could_not_be_made_before(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    chat_id = await made_group(town, bot_admin=False)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    assert len(town.world.records.chats[chat_id].topics) == 1
    await town.do("promote", as_="igor", chat=GROUP, user="bot")
    assert len(town.world.records.chats[chat_id].topics) == 1 + len(TOPICS)


async def test_an_upgraded_group_keeps_its_event_and_gets_its_card(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    old = await made_group(town, "group")
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    new = int((await town.do("upgrade", as_="igor", chat=GROUP))["id"])
    space = await get_space(new)
    assert new != old and space is not None and space.event_id == event_id and space.card_message_id is not None
    assert len(cards(await town.seen("olya", chat=new))) >= 1


async def test_who_joins_is_offered_registration_alone(town: Town) -> None:
    await linked_group(town)
    await town.person("katya")
    await town.do("join", as_="katya", chat=GROUP)
    said = (await town.seen("katya", chat=GROUP))[-1]
    assert "добро пожаловать" in said["text"] and said["ephemeral"]
    assert any("Участвовать" in button["text"] for button in said["buttons"])


async def test_joining_from_the_card_moves_only_the_counter_for_others(town: Town) -> None:
    await linked_group(town)
    await town.person("olya")
    before = len(await town.seen("pasha", chat=GROUP))
    await town.press("olya", "Участвовать", chat=GROUP)
    seen = await town.seen("pasha", chat=GROUP)
    assert len(seen) == before
    assert "Оля" in cards(seen)[0]["text"]


async def test_put_out_and_taken_back_the_card_goes_on(town: Town) -> None:
    chat_id, event_id, _ = await linked_group(town)
    await town.do("expel", as_="igor", chat=GROUP, user="bot")
    await join(town, "olya", event_id)
    space = await get_space(chat_id)
    assert space is not None and not space.present
    await town.do("add_bot", as_="igor", chat=GROUP, admin=True)
    await join(town, "pasha", event_id)
    space = await get_space(chat_id)
    assert space is not None and space.present and space.subject == f"event:{event_id}"


async def test_english_group_reads_english(town: Town) -> None:
    pasha = await town.person("pasha")
    event_id = await town.event(pasha, "Park run")
    fields = {"title": "Run", "key": "run", "kind": "forum", "members": ["olya"]}
    await town.do("chat", as_="pasha", add_bot=True, bot_admin=True, **fields)
    await town.say("pasha", f"/link {event_id}", chat="run")
    chat = town.world.chat("run", town.world.person("pasha"))
    assert [topic.name for topic in chat.topics.values()][1] == "Announcements"
    labels = [button["text"] for line in await town.seen("olya", chat="run") for button in line["buttons"]]
    assert translator("en")("event-button-join") in labels


async def test_a_choice_made_for_one_person_is_nothing_in_other_hands(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    chat_id = await made_group(town)
    await town.say("igor", "/link", chat=GROUP)
    data = ButtonSigner(SECRET.encode()).sign(
        "sp.link", (event_id, chat_id), person=town.world.person("igor").id, chat=chat_id
    )
    await town.take_in(pressed(town, "olya", chat_id, data), pressed(town, "igor", chat_id, data + "x"))
    space = await get_space(chat_id)
    assert space is not None and space.subject is None
    noted = await database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'button-forged'")
    assert noted == 2


async def test_who_is_no_longer_an_administrator_cannot_use_the_choice(town: Town) -> None:
    olya = await town.person("olya")
    await town.event(olya)
    chat_id = await made_group(town)
    await town.do("promote", as_="igor", chat=GROUP, user="olya")
    await town.say("olya", "/link", chat=GROUP)
    offered = (await town.seen("olya", chat=GROUP))[-1]["buttons"][0]["text"]
    await town.do("promote", as_="igor", chat=GROUP, user="olya", admin=False)
    told = await town.press("olya", offered, chat=GROUP)
    assert "администраторы" in told["text"]
    space = await get_space(chat_id)
    assert space is not None and space.subject is None


async def test_an_administrator_who_hides_behind_the_group_is_told_why_it_cannot_be(town: Town) -> None:
    chat_id = await made_group(town)
    behind = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    chat = {"id": chat_id, "type": "supergroup", "title": "Бег"}
    message = {"message_id": 900, "date": 1, "chat": chat, "from": behind, "sender_chat": chat, "text": "/link"}
    await town.take_in({"update_id": 10_001, "message": message})
    assert "анонимность" in await town.last("olya", chat=GROUP)


def pressed(town: Town, who: str, chat_id: int, data: str) -> dict[str, Any]:
    """An update as Telegram makes it, with data that somebody has put together."""
    person = town.world.person(who)
    sender = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    chat = {"id": chat_id, "type": "supergroup", "title": "Бег"}
    message = {"message_id": 1, "date": 1, "chat": chat, "text": "?"}
    query = {"id": f"{person.id}1", "from": sender, "chat_instance": "1", "message": message, "data": data}
    return {"update_id": 10_000 + person.id % 1000, "callback_query": query}
