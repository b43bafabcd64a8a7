"""Groups: linked to one subject, followed when their id changes, their topics made once."""

from __future__ import annotations

import pytest

from domain import database as db
from domain.spaces import cards, links, migration, topics
from domain.spaces.errors import LinkedAlready
from domain.spaces.membership import Group, enter, leave
from domain.spaces.queries import get_space, linked_spaces
from tests.kit.clock import START, FakeClock

OLD, NEW = -501, -1001000000501


async def group(chat_id: int = OLD, *, linked: bool = True) -> None:
    async with db.transaction():
        await enter(Group(chat_id, "Бег", "group", False), language="ru", now=START)
        if linked:
            await links.bind(chat_id, "event:17", 1, now=START)


async def test_a_group_is_welcomed_once_and_again_after_it_was_left(database: str) -> None:
    here = Group(OLD, "Бег", "group", False)
    async with db.transaction():
        assert await enter(here, language="ru", now=START)
        assert not await enter(here, language="en", now=START)
        await leave(OLD)
        assert await enter(here, language="en", now=START)
    space = await get_space(OLD)
    assert space is not None and space.present and space.language == "ru"


async def test_one_group_is_about_one_thing(database: str) -> None:
    await group()
    async with db.transaction():
        assert not await links.bind(OLD, "event:17", 1, now=START)
    with pytest.raises(LinkedAlready):
        async with db.transaction():
            await links.bind(OLD, "event:18", 1, now=START)
    async with db.transaction():
        assert await links.release(OLD) == "event:17"
        assert await links.release(OLD) is None


@pytest.mark.parametrize("seen_before", [False, True])
async def test_everything_moves_to_the_new_id_however_often_it_is_said(database: str, seen_before: bool) -> None:
    await group()
    async with db.transaction():
        await cards.note_shown(OLD, "event:17", 5, "digest", now=START)
    if seen_before:
        await group(NEW, linked=False)
    for _ in range(2):
        async with db.transaction():
            await migration.follow(OLD, NEW)
    (space,) = await linked_spaces("event:17")
    assert (space.chat_id, space.kind if not seen_before else "supergroup") == (NEW, "supergroup")
    assert space.card_message_id is None, "the new chat has message ids of its own"


async def test_topics_are_asked_for_once(database: str) -> None:
    clock = FakeClock()
    await group()
    for _ in range(2):
        async with db.transaction():
            await topics.plan_missing(OLD, now=clock.advance(seconds=1))
    rows = await db.fetch("SELECT params->>'purpose' AS purpose FROM outbox WHERE kind = 'space-topic' ORDER BY id")
    assert tuple(row["purpose"] for row in rows) == topics.PURPOSES
    async with db.transaction():
        await topics.remember(OLD, "photos", 7)
        await topics.remember(OLD, "photos", 8)
    assert await topics.thread_of(OLD, "photos") == 7


async def test_a_new_card_is_pinned_and_an_edited_one_is_not(database: str) -> None:
    await group()
    for message_id in (5, 5, 9):
        async with db.transaction():
            await cards.note_shown(OLD, "event:17", message_id, "digest", now=START)
    rows = await db.fetch("SELECT (params->>'message_id')::int AS id FROM outbox WHERE kind = 'space-pin' ORDER BY id")
    assert [row["id"] for row in rows] == [5, 9]
