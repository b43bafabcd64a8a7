"""AD-08: an account is closed, opened and spoken for by one at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import database as forma_database
from domain.accounts import sanctions
from domain.accounts.people import Person, get_person
from domain.database import in_transaction
from domain.moderation import appeals
from domain.moderation.errors import AppealSentAlready
from tests.kit.clock import START
from tests.kit.meeting import meet_with
from tests.kit.people import administrator, meet

LATER = START + timedelta(days=8)


@pytest.fixture
async def anna(database: str) -> Person:
    return await administrator()


async def blocked(by: Person) -> Person:
    katya = await meet("Катя")
    until = START + timedelta(days=7)
    await in_transaction(lambda: sanctions.block(by, katya.id, "реклама", until=until, now=START))
    return katya


@pytest.mark.parametrize("who", ["its person looks", "its time comes"])
async def test_who_is_blocked_anew_at_the_end_of_a_block_stays_blocked(anna: Person, who: str) -> None:
    katya = await blocked(anna)
    ending = sanctions.restore_if_over if who == "its person looks" else sanctions.end_by_time
    await meet_with(
        lambda: sanctions.block(anna, katya.id, "опять", until=None, now=LATER),
        lambda: ending(katya.id, now=LATER),
    )
    found = await sanctions.find_block(katya.id, now=LATER)
    assert found is not None and found.reason == "опять"
    assert (await get_person(katya.id)).status == "blocked"


async def test_an_appeal_from_two_telephones_is_one(anna: Person) -> None:
    katya = await blocked(anna)
    with pytest.raises(AppealSentAlready):
        await meet_with(
            lambda: appeals.appeal(katya.id, "Это не я", now=START),
            lambda: appeals.appeal(katya.id, "Это не я!", now=START),
        )


async def test_an_appeal_that_comes_while_the_block_is_lifted_is_answered_by_that(anna: Person) -> None:
    katya, igor = await blocked(anna), await administrator("Игорь")
    await meet_with(
        lambda: appeals.appeal(katya.id, "Это не я", now=START), lambda: appeals.lift(igor, katya.id, now=START)
    )
    rows = await forma_database.fetch("SELECT decision, decided_by FROM appeals")
    assert [tuple(row) for row in rows] == [("lifted", igor.id)]
