"""Who may read and write what, and in which order it is kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain import database as db
from domain.accounts.people import Person, TelegramPerson, meet
from domain.chat.errors import NothingSaid, RoomIsForParticipants, TooLong
from domain.chat.messages import LIMIT, settle
from domain.chat.queries import answered_questions, count_open_questions, open_questions
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle
from domain.events.entry.registration import register
from domain.events.making import creation
from domain.events.talking import talk
from tests.kit.clock import START


async def person(number: int, name: str) -> Person:
    async with db.transaction():
        return await meet(TelegramPerson(number, name), now=START, language="ru")


@pytest.fixture
async def igor(database: str) -> Person:
    return await person(1, "Игорь")


@pytest.fixture
async def olya(database: str) -> Person:
    return await person(2, "Оля")


@pytest.fixture
async def event_id(igor: Person) -> int:
    plan = creation.EventPlan("Забег", START + timedelta(days=7), "Europe/Moscow")
    async with db.transaction():
        event = await creation.create_event(igor, plan, now=START)
        await lifecycle.publish(igor, event.id, now=START)
        return int(event.id)


async def write(who: Person, event_id: int, text: str) -> int:
    async with db.transaction():
        return (await talk.post_to_room(who, event_id, text, now=START)).id


async def ask(who: Person, event_id: int, text: str) -> int:
    async with db.transaction():
        return await talk.ask_organizer(who, event_id, text, now=START)


async def reply(who: Person, message_id: int, text: str) -> str:
    async with db.transaction():
        return (await talk.reply(who, message_id, text, "private", now=START)).reader


async def test_the_room_is_for_who_takes_part_and_who_organizes(igor: Person, olya: Person, event_id: int) -> None:
    await write(igor, event_id, "Всем привет")
    with pytest.raises(RoomIsForParticipants):
        await write(olya, event_id, "И я")
    with pytest.raises(RoomIsForParticipants):
        await talk.room_page(event_id, olya)
    async with db.transaction():
        await register(olya, event_id, {}, now=START)
    await write(olya, event_id, "И я")
    page = await talk.room_page(event_id, olya)
    assert [one.text for one in page.messages] == ["Всем привет", "И я"]


async def test_pages_go_back_without_gaps(igor: Person, event_id: int) -> None:
    for number in range(7):
        await write(igor, event_id, str(number))
    said: list[str] = []
    before = None
    while True:
        page = await talk.room_page(event_id, igor, before=before, limit=3)
        said = [one.text for one in page.messages] + said
        if page.before is None:
            break
        before = page.before
    assert said == [str(number) for number in range(7)]


async def test_the_order_of_ids_is_the_order_of_commits(igor: Person, event_id: int) -> None:
    ids = await asyncio.gather(*(write(igor, event_id, str(number)) for number in range(8)))
    page = await talk.room_page(event_id, igor)
    assert [one.id for one in page.messages] == sorted(ids)


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
async def test_nothing_said_is_refused(igor: Person, event_id: int, text: str) -> None:
    with pytest.raises(NothingSaid):
        await write(igor, event_id, text)


async def test_what_does_not_fit_into_a_message_is_refused(igor: Person, event_id: int) -> None:
    with pytest.raises(TooLong):
        await write(igor, event_id, "я" * (LIMIT + 1))


async def test_a_question_is_open_until_the_organizer_has_the_last_word(
    igor: Person, olya: Person, event_id: int
) -> None:
    subject = f"event:{event_id}"
    asked = await ask(olya, event_id, "Где старт?")
    assert [one.text for one in await open_questions(subject)] == ["Где старт?"]
    assert await reply(igor, asked, "У фонтана") == "asker"
    assert await count_open_questions(subject) == 0
    assert await reply(olya, asked, "А финиш?") == "organizer"
    assert [one.text for one in await open_questions(subject)] == ["А финиш?"]


async def test_a_stranger_finds_no_question(igor: Person, olya: Person, event_id: int) -> None:
    asked = await ask(olya, event_id, "Где старт?")
    petya = await person(3, "Петя")
    with pytest.raises(NotFound):
        await reply(petya, asked, "Я знаю")
    with pytest.raises(NotFound):
        await talk.question_of(petya, asked)


async def test_only_the_organizer_sends_and_only_an_announcement(igor: Person, olya: Person, event_id: int) -> None:
    async with db.transaction():
        await register(olya, event_id, {}, now=START)
    written = await write(olya, event_id, "Куплю слот")
    with pytest.raises(NotAllowed):
        async with db.transaction():
            await talk.announce(olya, event_id, "Отмена", now=START)
    with pytest.raises(NotAllowed):
        async with db.transaction():
            await talk.send_to_participants(igor, written, now=START)
    async with db.transaction():
        said = await talk.announce(igor, event_id, "Старт в 10:30", now=START)
    for _ in range(2):
        async with db.transaction():
            assert await talk.send_to_participants(igor, said, now=START) == 1
    assert await db.fetchval("SELECT count(*) FROM outbox WHERE kind = 'chat-said'") == 1


async def test_what_is_settled_in_another_way_waits_no_more_and_hides_no_question(olya: Person, event_id: int) -> None:
    subject = f"event:{event_id}"
    protest = await ask(olya, event_id, "Протест")
    await db.in_transaction(lambda: settle(protest))
    assert await count_open_questions(subject) == 0 and await open_questions(subject) == []
    assert [one.text for one in await answered_questions(subject)] == ["Протест"], "it can still be answered"
    await ask(olya, event_id, "Где парковка?")
    another = await ask(olya, event_id, "Ещё протест")
    await db.in_transaction(lambda: settle(another))
    assert await count_open_questions(subject) == 1, "the car park was asked for before"
    await db.in_transaction(lambda: settle(protest))
    assert await count_open_questions(subject) == 1, "what is not the last word any more settles nothing"
