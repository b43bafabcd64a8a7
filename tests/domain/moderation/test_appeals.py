"""AD-08: who reads an appeal, who decides it, and that it is decided once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import database
from domain.accounts.people import Person, TelegramPerson, get_person, meet
from domain.accounts.sanctions import block, find_block
from domain.errors import NotAllowed, NotFound
from domain.moderation.appeals import appeal, decide, get_appeal
from domain.moderation.errors import AppealDecided, AppealSentAlready, OwnBlock
from domain.moderation.journal import list_entries
from tests.kit.clock import START

pytestmark = pytest.mark.usefixtures("database")


async def someone(number: int, name: str, *, administrator: bool = False) -> Person:
    async with database.transaction():
        person = await meet(TelegramPerson(number, name), now=START, language="ru")
        if administrator:
            await database.execute(
                "INSERT INTO role_grants (user_id, role, granted_at) VALUES ($1, 'administrator', $2)", person.id, START
            )
    return await get_person(person.id)


async def blocked_katya(by: Person) -> Person:
    katya = await someone(3, "Катя")
    async with database.transaction():
        await block(by, katya.id, "реклама", until=START + timedelta(days=7), rule="spam", now=START)
    return katya


async def sent_appeal(katya: Person) -> int:
    async with database.transaction():
        return await appeal(katya.id, "Это не я", now=START)


async def test_the_one_who_blocked_does_not_decide_while_there_is_another() -> None:
    anya, igor = await someone(1, "Аня", administrator=True), await someone(2, "Игорь", administrator=True)
    number = await sent_appeal(await blocked_katya(anya))
    with pytest.raises(OwnBlock):
        await decide(anya, number, "kept", None, now=START)
    await _decide(igor, number)


async def test_alone_the_one_who_blocked_decides() -> None:
    anya = await someone(1, "Аня", administrator=True)
    katya = await blocked_katya(anya)
    await _decide(anya, await sent_appeal(katya))
    assert await find_block(katya.id, now=START) is None
    assert (await get_person(katya.id)).status == "active"


async def test_an_appeal_is_decided_once_and_sent_once() -> None:
    anya = await someone(1, "Аня", administrator=True)
    katya = await blocked_katya(anya)
    number = await sent_appeal(katya)
    with pytest.raises(AppealSentAlready):
        await sent_appeal(katya)
    async with database.transaction():
        await decide(anya, number, "kept", "Это вы", now=START)
    with pytest.raises(AppealDecided):
        await _decide(anya, number)
    assert await find_block(katya.id, now=START)


async def test_strangers_read_neither_appeals_nor_the_journal() -> None:
    anya, olya = await someone(1, "Аня", administrator=True), await someone(4, "Оля")
    number = await sent_appeal(await blocked_katya(anya))
    with pytest.raises(NotFound):
        await get_appeal(olya, number)
    with pytest.raises(NotAllowed):
        await list_entries(olya, "user:1")


async def test_the_journal_is_paged_newest_first() -> None:
    anya = await someone(1, "Аня", administrator=True)
    katya = await blocked_katya(anya)
    await sent_appeal(katya)
    first = await list_entries(anya, f"user:{katya.id}", limit=1)
    older = await list_entries(anya, f"user:{katya.id}", before=first[0].id)
    assert [entry.action for entry in (*first, *older)] == ["appeal-sent", "user-blocked"]


async def _decide(actor: Person, number: int) -> None:
    async with database.transaction():
        await decide(actor, number, "lifted", None, now=START)
