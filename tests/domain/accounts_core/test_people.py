"""AC-15…: who people are, and who may give and take roles."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain import database as forma_database
from domain.accounts import people, roles, sanctions
from domain.accounts.errors import AlreadyBlocked, PersonNotKnown
from domain.accounts.people import Person, TelegramPerson
from domain.agenda import agenda
from domain.audit import trail
from domain.database import in_transaction, transaction
from domain.errors import NotAllowed
from scheduler.accounts import AGENDA
from tests.kit.clock import START
from tests.kit.meeting import meets
from tests.kit.people import administrator, meet

LARGEST = 2**52 - 1


async def come(known: TelegramPerson) -> Person:
    return await in_transaction(lambda: people.meet(known, now=START, language="ru"))


async def test_a_person_is_met_once_however_often_they_write_at_once(database: str) -> None:
    olya = TelegramPerson(LARGEST, "Оля", "Белова", "olya")
    met = await asyncio.gather(*(come(olya) for _ in range(8)))
    assert len({person.id for person in met}) == 1
    assert await forma_database.fetchval("SELECT count(*) FROM profiles") == 1
    assert (met[0].telegram_id, met[0].name) == (LARGEST, "Оля Белова")


async def test_names_of_any_length_and_none_are_taken(database: str) -> None:
    assert len((await come(TelegramPerson(1, "Я" * 300, "Ю" * 300))).name) == 129
    assert (await come(TelegramPerson(2, "", username="petr"))).name == "petr"


async def test_a_name_that_changed_hands_leads_to_who_has_it_now(database: str) -> None:
    """An administrator who blocks or appoints @anna means today's Anna."""
    first = await come(TelegramPerson(1, "Анна", username="Anna"))
    second = await come(TelegramPerson(2, "Другая", username="anna"))
    assert (await people.find_by_username("@ANNA")).id == second.id
    await come(TelegramPerson(1, "Анна", username="anna_new"))
    assert (await people.find_by_username("anna_new")).id == first.id
    await come(TelegramPerson(2, "Другая", username="ANNA_NEW"))
    assert (await people.find_by_username("anna_new")).id == second.id
    with pytest.raises(PersonNotKnown):
        await people.find_by_username("@anna")


async def test_of_two_administrators_who_dismiss_each_other_one_remains(database: str) -> None:
    anna, lena = await administrator("Анна"), await administrator("Лена")
    both = await asyncio.gather(
        in_transaction(lambda: roles.revoke_role(anna, lena.id, "administrator", now=START)),
        in_transaction(lambda: roles.revoke_role(lena, anna.id, "administrator", now=START)),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in both) == ["NotAllowed", "bool"]
    assert len(await roles.administrators()) == 1


async def test_only_administrators_give_roles_and_each_time_it_is_written_down(database: str) -> None:
    anna, olya = await administrator("Анна"), await meet("Оля")
    with pytest.raises(NotAllowed):
        async with transaction():
            await roles.grant_role(olya, olya.id, "administrator", now=START)
    async with transaction():
        assert await roles.grant_role(anna, olya.id, "analyst", now=START)
        assert not await roles.grant_role(anna, olya.id, "analyst", now=START)
        assert await roles.revoke_role(anna, olya.id, "analyst", now=START)
    rows = await forma_database.fetch("SELECT actor_id, action, subject FROM audit_entries ORDER BY id")
    assert [tuple(row) for row in rows] == [
        (None, "role-granted", f"user:{anna.id}"),
        (anna.id, "role-granted", f"user:{olya.id}"),
        (anna.id, "role-revoked", f"user:{olya.id}"),
    ]


async def test_a_block_ends_by_itself_and_its_person_is_told_once(database: str) -> None:
    anna, olya, lev = await administrator("Анна"), await meet("Оля"), await meet("Лев")
    tomorrow = START + timedelta(days=1)
    for person in (olya, lev):
        await in_transaction(lambda who=person: sanctions.block(anna, who.id, "Спам", until=tomorrow, now=START))  # type: ignore[misc]
    await in_transaction(lambda: sanctions.lift_block(anna, lev.id, now=START))
    await in_transaction(lambda: sanctions.block(anna, lev.id, "Снова", until=None, now=START))
    assert await agenda.work_due(AGENDA, tomorrow - timedelta(seconds=1)) == 0
    assert await agenda.work_due(AGENDA, tomorrow) == 2
    assert (await people.get_person(olya.id)).status == "active"
    assert (await people.get_person(lev.id)).status == "blocked", "another block without an end"
    await in_transaction(lambda: sanctions.end_by_time(olya.id, now=tomorrow))
    told = await forma_database.fetch(
        "SELECT user_id FROM outbox WHERE kind = 'account-unblocked' AND created_at >= $1", tomorrow
    )
    assert [row["user_id"] for row in told] == [olya.id]


@pytest.mark.parametrize("opens", ["by time", "when they come"])
async def test_a_block_that_ends_while_another_one_comes_opens_nothing(database: str, opens: str) -> None:
    anna, olya = await administrator("Анна"), await meet("Оля")
    tomorrow = START + timedelta(days=1)
    await in_transaction(lambda: sanctions.block(anna, olya.id, "Спам", until=tomorrow, now=START))
    end = sanctions.end_by_time if opens == "by time" else sanctions.restore_if_over
    _, said = await meets(
        lambda: sanctions.block(anna, olya.id, "Снова", until=None, now=tomorrow),
        lambda: end(olya.id, now=tomorrow),
    )
    assert not said and (await people.get_person(olya.id)).status == "blocked"
    assert not await forma_database.fetch("SELECT 1 FROM outbox WHERE kind = 'account-unblocked'")


async def test_a_block_ends_at_its_end_and_there_is_one_at_a_time(database: str) -> None:
    anna, olya = await administrator("Анна"), await meet("Оля")
    tomorrow = START + timedelta(days=1)
    async with transaction():
        await sanctions.block(anna, olya.id, "Спам", until=tomorrow, now=START)
    with pytest.raises(AlreadyBlocked):
        async with transaction():
            await sanctions.block(anna, olya.id, "Спам", until=None, now=START)
    assert await sanctions.find_block(olya.id, now=tomorrow - timedelta(seconds=1))
    assert await sanctions.find_block(olya.id, now=tomorrow) is None
    async with transaction():
        await sanctions.restore_if_over(olya.id, now=tomorrow)
    assert (await people.get_person(olya.id)).status == "active"
    async with transaction():
        assert (await sanctions.block(anna, olya.id, "Снова", until=None, now=tomorrow)).until is None
    assert await trail.first_broken_entry() is None
