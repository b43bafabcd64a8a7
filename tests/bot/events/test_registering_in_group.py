"""M-05, EV-18: registering inside a group, seen by nobody but the one who does it."""

from __future__ import annotations

from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person
from domain.events.entry import in_group
from domain.forms import drafts
from tests.kit.town import Town, buttons

GROUP = "бег"
SIZE = {
    "key": "size",
    "kind": "choice",
    "label": "Размер футболки",
    "choices": [{"key": "s", "label": "S"}, {"key": "m", "label": "M"}],
}
PACE = {"key": "pace", "kind": "text", "label": "Целевой темп"}
PHONE = {"key": "phone", "kind": "phone", "label": "Телефон близких"}
CERTIFICATE = {"key": "paper", "kind": "document", "label": "Медицинская справка"}


async def grouped(town: Town, key: str = GROUP, *, bot_admin: bool = True, **plan: Any) -> tuple[int, int]:
    """A group linked to Igor's event; Olya and Pasha are in it, and Olya has never written to the bot."""
    igor = await town.person("igor")
    event_id = await town.event(igor, **plan)
    fields = {"title": "Бег", "key": key, "kind": "forum", "members": ["olya", "pasha"]}
    made = await town.do("chat", as_="igor", add_bot=True, bot_admin=bot_admin, **fields)
    await town.say("igor", f"/link {event_id}", chat=key)
    return int(made["id"]), event_id


async def alone(town: Town, who: str = "olya", chat: str = GROUP) -> list[Any]:
    """What that person alone sees of the bot's words."""
    return [one for one in await town.seen(who, chat=chat) if one["ephemeral"] and not one["out"]]


async def last(town: Town, who: str = "olya", chat: str = GROUP) -> Any:
    return (await alone(town, who, chat))[-1]


async def reply(town: Town, text: str, who: str = "olya", chat: str = GROUP) -> None:
    await town.say(who, text, chat=chat, reply_to=(await last(town, who, chat))["message_id"])


async def begin(town: Town, who: str = "olya", chat: str = GROUP) -> None:
    """The press on the pinned card, with the consent that a newcomer is asked for."""
    await town.press(who, "Участвовать", chat=chat)
    if "Принимаю" in buttons(await last(town, who, chat)):
        await town.press(who, "Принимаю", chat=chat)


async def status_of(event_id: int) -> list[tuple[str, Any]]:
    rows = await database.fetch("SELECT status, answers::text FROM registrations WHERE event_id = $1", event_id)
    return [(row["status"], row["answers"]) for row in rows]


async def test_everything_is_asked_and_answered_there_and_others_see_the_counter_alone(town: Town) -> None:
    _, event_id = await grouped(town, capacity=3, questions=[SIZE, PACE])
    before = {who: await town.seen(who, chat=GROUP) for who in ("pasha", "igor")}
    await begin(town)
    asked = await last(town)
    assert "Размер футболки" in asked["text"] and buttons(asked)[:2] == ["S", "M"]
    await town.press("olya", "M", chat=GROUP)
    asked = await last(town)
    assert "Целевой темп" in asked["text"] and "ответом на это сообщение" in asked["text"]
    assert len(await alone(town)) == 1, "what cannot be changed into it makes way for it"
    await reply(town, "5:30")
    done = await last(town)
    assert "Вы участвуете" in done["text"] and "Мой билет" in buttons(done)
    assert await status_of(event_id) == [("confirmed", '{"pace": "5:30", "size": "m"}')]
    for who, was in before.items():
        now = await town.seen(who, chat=GROUP)
        changed = [new for old, new in zip(was, now, strict=True) if old != new]
        assert [("1 из 3" in one["text"], "Оля" in one["text"]) for one in changed] == [(True, True)]


async def test_the_ticket_comes_into_the_group_for_its_owner_alone(town: Town) -> None:
    await grouped(town)
    await begin(town)
    before = len(await town.look("/sim/transcript", as_="pasha", chat=GROUP))
    await town.press("olya", "Мой билет", chat=GROUP)
    shown = (await town.look("/sim/transcript", as_="olya", chat=GROUP))[-1]
    assert shown["kind"] == "photo" and shown["ephemeral"] and "Номер 1" in shown["text"]
    assert len(await town.look("/sim/transcript", as_="pasha", chat=GROUP)) == before
    sent = (await town.look("/sim/calls", method="sendPhoto"))[-1]
    assert sent["params"]["protect_content"], "a ticket is not passed on"


async def test_a_double_tap_is_one_registration_and_one_open_question(town: Town) -> None:
    _, event_id = await grouped(town, questions=[SIZE])
    await begin(town)
    await town.press("olya", "Участвовать", chat=GROUP)
    asked = await alone(town)
    assert [bool(buttons(one)) for one in asked] == [False, True], "the older one has lost its buttons"
    await town.press("olya", "M", chat=GROUP)
    await town.press("olya", "Участвовать", chat=GROUP)
    assert "Вы участвуете" in (await last(town))["text"]
    assert len(await status_of(event_id)) == 1


async def test_two_answer_at_once_each_their_own_questions(town: Town) -> None:
    _, event_id = await grouped(town, questions=[SIZE, PACE])
    await town.person("pasha")
    await begin(town)
    await begin(town, "pasha")
    await town.press("olya", "M", chat=GROUP)
    await town.press("pasha", "S", chat=GROUP)
    await reply(town, "6:00", "pasha")
    await reply(town, "5:00")
    answers = sorted(said for _, said in await status_of(event_id))
    assert answers == ['{"pace": "5:00", "size": "m"}', '{"pace": "6:00", "size": "s"}']


async def test_the_same_person_answers_in_two_groups(town: Town) -> None:
    _, first = await grouped(town, questions=[PACE])
    _, second = await grouped(town, "клуб", questions=[PACE])
    await begin(town)
    await begin(town, chat="клуб")
    await reply(town, "5:00")
    await reply(town, "6:00", chat="клуб")
    assert await status_of(first) == [("confirmed", '{"pace": "5:00"}')]
    assert await status_of(second) == [("confirmed", '{"pace": "6:00"}')]


async def test_begun_in_one_group_and_then_in_another_it_is_shown_in_the_other_alone(town: Town) -> None:
    """What was on its way to the first comes when the person is elsewhere already."""
    here, event_id = await grouped(town)
    there, _ = await grouped(town, "клуб")
    olya, now = await town.person("olya"), town.clock.now()
    async with database.transaction():
        for chat_id in (here, there):
            await in_group.show(olya.id, event_id, in_group.GroupPlace(chat_id, None, None), now=now)
    await town.settle()
    assert [len(await alone(town, chat=chat)) for chat in (GROUP, "клуб")] == [0, 1]


async def test_words_said_to_everybody_are_no_answer(town: Town) -> None:
    _, event_id = await grouped(town, questions=[PACE])
    await begin(town)
    await town.say("olya", "5:30", chat=GROUP)
    assert await status_of(event_id) == []
    await reply(town, "5:30")
    assert [status for status, _ in await status_of(event_id)] == ["confirmed"]


async def test_what_is_whispered_is_not_talk_of_the_room(town: Town) -> None:
    await grouped(town, questions=[PACE])
    await begin(town)
    await reply(town, "секретный темп")
    heard = await database.fetchval("SELECT count(*) FROM messages WHERE text LIKE '%секретный%'")
    assert heard == 0


async def test_a_file_goes_to_the_private_chat_and_nothing_is_lost(town: Town) -> None:
    _, event_id = await grouped(town, questions=[SIZE, CERTIFICATE])
    await begin(town)
    await town.press("olya", "M", chat=GROUP)
    asked = await last(town)
    assert "личный чат" in asked["text"]
    (way,) = [one["url"] for one in asked["buttons"] if "личном чате" in one["text"]]
    payload = way.partition("start=")[2]
    await town.do("start", as_="olya", payload=payload)
    assert "Медицинская справка" in await town.last("olya")
    assert not any("личном чате" in label for label in buttons(await last(town))), (
        "the group's copy has lost its button"
    )
    await town.do("send", as_="olya", kind="photo")
    assert [(status, '"size": "m"' in said) for status, said in await status_of(event_id)] == [("confirmed", True)]


async def test_a_phone_may_be_typed_there_or_shared_in_private(town: Town) -> None:
    _, event_id = await grouped(town, questions=[PHONE])
    await begin(town)
    assert "Продолжить в личном чате" in buttons(await last(town))
    await reply(town, "8 912 345-67-89")
    assert await status_of(event_id) == [("confirmed", '{"phone": "+79123456789"}')]


async def test_where_nothing_can_be_shown_to_one_alone_it_goes_on_in_private(town: Town) -> None:
    """The person has left the group, or their client knows no such messages: Telegram refuses."""
    chat_id, event_id = await grouped(town, questions=[SIZE, PACE])
    await town.do("start", as_="olya")
    await town.person("olya")
    person = town.world.person("olya")
    town.world.records.chats[chat_id].members[person.id].status = "left"
    card = next(one for one in await town.seen("igor", chat=GROUP) if "Участвовать" in buttons(one))
    data = next(one["data"] for one in card["buttons"] if "Участвовать" in one["text"])
    sender = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    chat = {"id": chat_id, "type": "supergroup", "title": "Бег"}
    message = {"message_id": card["message_id"], "date": 1, "chat": chat, "text": "?"}
    query = {"id": "99", "from": sender, "chat_instance": "1", "message": message, "data": data}
    await town.take_in({"update_id": 20_001, "callback_query": query})
    said = (await town.seen("olya"))[-1]
    assert "показать не получилось" in said["text"] and buttons(said) == ["Продолжить"]
    await town.press("olya", "Продолжить")
    await town.press("olya", "M")
    await town.say("olya", "5:30")
    assert [status for status, _ in await status_of(event_id)] == ["confirmed"]


async def test_who_can_be_shown_nothing_anywhere_is_led_to_the_private_chat(town: Town) -> None:
    """Refused in the group, and the private chat was never begun: the next press opens it."""
    _, event_id = await grouped(town, questions=[SIZE])
    await town.press("olya", "Участвовать", chat=GROUP)
    await town.sim("fault", kind="400", method="editEphemeralMessageText", chat=GROUP, times=5)
    await town.sim("fault", kind="400", method="sendMessage", chat=GROUP, times=5)
    await town.press("olya", "Принимаю", chat=GROUP)
    town.clock.advance(seconds=11)
    answer = await town.press("olya", "Участвовать", chat=GROUP)
    assert answer and "start=form_" in answer["url"]
    await town.do("start", as_="olya", payload=answer["url"].partition("start=")[2])
    await town.press("olya", "M")
    assert [status for status, _ in await status_of(event_id)] == ["confirmed"]


@pytest.mark.parametrize("payload", ["form", "form_", "form_00000000", "form_" + "a" * 50])
async def test_a_link_to_no_questions_leads_nowhere(town: Town, payload: str) -> None:
    await grouped(town, questions=[SIZE])
    await begin(town)
    await town.do("start", as_="pasha", payload=payload)
    assert "closed" in await town.last("pasha")


async def test_what_has_vanished_is_asked_anew_at_the_same_question(town: Town) -> None:
    chat_id, event_id = await grouped(town, questions=[SIZE, PACE])
    await begin(town)
    await town.press("olya", "M", chat=GROUP)
    await town.do("delete", as_="olya", chat=GROUP, message_id=(await last(town))["message_id"])
    await town.press("olya", "Участвовать", chat=GROUP)
    assert "Целевой темп" in (await last(town))["text"]
    await reply(town, "5:30")
    assert await status_of(event_id) == [("confirmed", '{"pace": "5:30", "size": "m"}')]
    assert chat_id


async def test_begun_in_the_group_and_finished_in_private(town: Town) -> None:
    chat_id, event_id = await grouped(town, questions=[SIZE, PACE])
    await begin(town)
    await town.press("olya", "M", chat=GROUP)
    await town.do("start", as_="olya", payload=f"r_{event_id}")
    assert "Целевой темп" in await town.last("olya")
    olya = await database.fetchval("SELECT id FROM users WHERE telegram_id = $1", town.world.person("olya").id)
    assert await drafts.open_form(olya, chat_id) is None
    await town.say("olya", "5:30")
    assert await status_of(event_id) == [("confirmed", '{"pace": "5:30", "size": "m"}')]


async def test_who_is_too_young_is_told_why_and_shown_other_events(town: Town) -> None:
    _, event_id = await grouped(town, requirements={"min_age": 18})
    await begin(town)
    await reply(town, "01.02.2015")
    said = await last(town)
    assert "18" in said["text"] and "Найти другое событие" in " ".join(buttons(said))
    assert await status_of(event_id) == []


async def test_level_and_weight_are_asked_there_for_their_person_alone(town: Town) -> None:
    _, event_id = await grouped(town, requirements={"levels": ["amateur"], "weights": [60, None]})
    await begin(town)
    await town.press("olya", "Любитель", chat=GROUP)
    assert "Ваш вес в килограммах" in (await last(town))["text"]
    await reply(town, "63,5")
    assert await status_of(event_id) == [("confirmed", '{"level": "amateur", "weight": 63.5}')]
    assert all("63,5" not in line["text"] for line in await town.seen("pasha", chat=GROUP))


async def test_cancelled_questions_leave_the_way_back(town: Town) -> None:
    _, event_id = await grouped(town, questions=[SIZE])
    await begin(town)
    await town.press("olya", "Отмена", chat=GROUP)
    assert "Участвовать" in " ".join(buttons(await last(town)))
    await town.press("olya", "Участвовать", chat=GROUP, message_id=(await last(town))["message_id"])
    await town.press("olya", "M", chat=GROUP)
    assert [status for status, _ in await status_of(event_id)] == ["confirmed"]


@pytest.mark.parametrize("bot_admin", [True, False])
async def test_it_works_whether_or_not_the_bot_is_an_administrator(town: Town, bot_admin: bool) -> None:
    _, event_id = await grouped(town, bot_admin=bot_admin, questions=[SIZE, PACE])
    await begin(town)
    await town.press("olya", "M", chat=GROUP)
    await reply(town, "5:30")
    assert [status for status, _ in await status_of(event_id)] == ["confirmed"]
    assert "Вы участвуете" in (await last(town))["text"]


async def test_english_readers_answer_in_english(town: Town) -> None:
    _, event_id = await grouped(town, questions=[SIZE, PACE])
    pasha: Person = await town.person("pasha")
    assert pasha.language == "en"
    await begin(town, "pasha")
    await town.press("pasha", "M", chat=GROUP)
    assert "Write it as a reply" in (await last(town, "pasha"))["text"]
    await reply(town, "5:30", "pasha")
    assert "You are in" in (await last(town, "pasha"))["text"]
    assert [status for status, _ in await status_of(event_id)] == ["confirmed"]
