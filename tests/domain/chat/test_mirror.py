"""M-09: what is written in the app is read in the group, also what was held up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.chat import copies, mirror
from domain.chat.conversations import room_of
from domain.chat.photos import Shown
from domain.chat.queries import get_message
from domain.database import in_transaction
from domain.events.entry import registration
from domain.events.models import Event
from domain.events.talking import talk
from domain.notifications import rows
from domain.spaces import links
from domain.spaces.membership import Group, enter
from tests.kit.clock import START
from tests.kit.meeting import meet_with
from tests.kit.people import meet, published

GROUP = -1001
SLOT = timedelta(seconds=mirror.SLOT_S)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


@pytest.fixture
async def event(igor: Person) -> Event:
    event = await published(igor)
    await in_transaction(lambda: enter(Group(GROUP, "Бег", "group", False), language="ru", now=START))
    await in_transaction(lambda: links.bind(GROUP, f"event:{event.id}", igor.id, now=START))
    return event


async def write(person: Person, event: Event, text: str) -> None:
    await talk.post_to_room(person, event.id, text, now=START)


async def told() -> list[tuple[str, datetime]]:
    """State and slot of what the group is told."""
    found = await forma_database.fetch(
        "SELECT state, params->>'ends_at' AS ends_at FROM outbox WHERE kind = 'chat-room-lines' ORDER BY id"
    )
    return [(row["state"], datetime.fromisoformat(row["ends_at"])) for row in found]


async def test_a_line_that_comes_while_the_group_is_told_of_its_slot_is_told_with_the_next(
    igor: Person, event: Event
) -> None:
    olya = await meet("Оля")
    await in_transaction(lambda: registration.register(olya, event.id, {}, now=START))
    await in_transaction(lambda: write(olya, event, "Кто едет?"))
    room = await in_transaction(lambda: room_of(f"event:{event.id}", now=START))
    ((_, first_slot),) = await told()
    claimed = await rows.claim("telegram", first_slot + SLOT, 10)
    said = next(one for one in claimed if one.kind == "chat-room-lines")
    (line,) = await mirror.waiting_lines(GROUP, room.id, first_slot)

    async def stands() -> None:
        await rows.mark_sent([(said.id, 77)], START)
        (known,) = await mirror.waiting_lines(GROUP, room.id, first_slot)
        await copies.remember(known.id, GROUP, 77)

    await meet_with(stands, lambda: write(igor, event, "Я на машине"))
    assert line.text == "Кто едет?"
    assert await told() == [("sent", first_slot), ("waiting", first_slot + SLOT)]
    waiting = await mirror.waiting_lines(GROUP, room.id, first_slot + SLOT)
    assert [one.text for one in waiting] == ["Я на машине"]


async def test_a_line_that_comes_while_the_group_is_being_told_does_not_count_as_told(
    igor: Person, event: Event
) -> None:
    await in_transaction(lambda: write(igor, event, "Кто едет?"))
    room = await in_transaction(lambda: room_of(f"event:{event.id}", now=START))
    ((_, first_slot),) = await told()
    assert await rows.claim("telegram", first_slot + SLOT, 10)
    await in_transaction(lambda: write(igor, event, "Я на машине"))
    assert [one.text for one in await mirror.waiting_lines(GROUP, room.id, first_slot)] == ["Кто едет?"]
    assert [slot for _, slot in await told()] == [first_slot, first_slot + SLOT]


async def test_the_words_of_an_album_are_those_of_all_its_photos_also_where_one_comes_while_another_is_worded_anew(
    igor: Person, event: Event
) -> None:
    first, second = Shown("one", 5, "Старт", "album"), Shown("two", 6, "Финиш", "album")
    message_id = await in_transaction(lambda: talk.hear_photo(igor, event.id, first, now=START))
    await meet_with(
        lambda: talk.hear_photo(igor, event.id, second, now=START),
        lambda: talk.hear_change(igor, message_id, 5, "Разминка", now=START),
    )
    message = await get_message(message_id)
    assert message is not None and message.text == "Разминка\nФиниш"
