"""Two hands at the same moment: F23, F26. Whoever is second is told so; counters and rows agree afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest

from domain import database
from domain.accounts.people import Person
from domain.errors import Refusal
from domain.events import lifecycle
from domain.events.entry import admitting, leaving, registration
from domain.events.making import creation
from tests.kit import people
from tests.kit.clock import START

Deed = Callable[[], Awaitable[object]]


def joining(person: Person, event_id: int) -> Deed:
    return partial(registration.register, person, event_id, {}, now=START)


def leaves(person: Person, event_id: int) -> Deed:
    return partial(leaving.leave, person, event_id, now=START)


async def at_once(*deeds: Deed) -> list[str]:
    """Each in a transaction of its own, as the doors do it; how each ended."""

    async def do(deed: Deed) -> str:
        try:
            await database.in_transaction(deed)
        except Refusal as refusal:
            return refusal.code
        return "done"

    return list(await asyncio.gather(*map(do, deeds)))


async def agree(event_id: int) -> None:
    """The pool's counters are what its rows say."""
    row = await database.fetchrow(
        "SELECT p.capacity, p.taken, p.waiting, "
        "(SELECT count(*) FROM places x WHERE x.pool_id = p.id AND x.state IN ('confirmed', 'offered')) AS held, "
        "(SELECT count(*) FROM places x WHERE x.pool_id = p.id AND x.state = 'waiting') AS queued "
        "FROM place_pools p JOIN event_ways w ON w.pool_id = p.id WHERE w.event_id = $1",
        event_id,
    )
    assert row is not None
    assert (row["taken"], row["waiting"]) == (row["held"], row["queued"])


@pytest.fixture
async def crowd(database: str) -> list[Person]:
    return await people.meet_many(8)


async def test_one_person_registers_from_the_chat_and_the_app_at_once(crowd: list[Person]) -> None:
    igor, olya, *_ = crowd
    event = await people.published(igor, capacity=5)
    told = await at_once(*[joining(olya, event.id)] * 4)
    assert told.count("done") == 1
    assert await database.fetchval("SELECT count(*) FROM registrations") == 1
    await agree(event.id)


async def test_the_organizer_cancels_while_people_come_and_go(crowd: list[Person]) -> None:
    igor, *others = crowd
    for _ in range(5):
        event = await people.published(igor, capacity=3)
        await at_once(*[joining(one, event.id) for one in others[:4]])
        await at_once(
            partial(lifecycle.cancel, igor, event.id, "гроза", now=START),
            *[leaves(one, event.id) for one in others[:2]],
            *[joining(one, event.id) for one in others[4:]],
        )
        assert await database.fetchval("SELECT status FROM events WHERE id = $1", event.id) == "cancelled"
        late = await at_once(joining(others[5], event.id))
        assert late != ["done"]
        await agree(event.id)


async def test_capacity_is_lowered_while_people_register(crowd: list[Person]) -> None:
    igor, *others = crowd
    for _ in range(5):
        event = await people.published(igor, capacity=6)
        less = people.plan(capacity=2)
        await at_once(
            *[joining(one, event.id) for one in others],
            partial(creation.edit_event, igor, event.id, less, version=None, now=START),
        )
        await agree(event.id)
        late = await people.meet("Лена")
        assert await at_once(joining(late, event.id)) == ["done"]
        status = await database.fetchval("SELECT status FROM registrations WHERE user_id = $1", late.id)
        assert status == ("waitlisted" if await _is_full(event.id) else "confirmed")


async def _is_full(event_id: int) -> bool:
    return bool(
        await database.fetchval(
            "SELECT p.taken >= p.capacity FROM place_pools p JOIN event_ways w ON w.pool_id = p.id "
            "WHERE w.event_id = $1",
            event_id,
        )
    )


async def test_an_offer_is_taken_at_the_second_it_ends(crowd: list[Person]) -> None:
    igor, olya, pasha, lena, *_ = crowd
    event = await people.published(igor, capacity=1)
    for one in (olya, pasha, lena):
        await at_once(joining(one, event.id))
    await at_once(leaves(olya, event.id))
    ends_at = await database.fetchval("SELECT offer_ends_at FROM places WHERE state = 'offered'")
    assert ends_at > START
    told = await at_once(partial(admitting.take_offer, pasha, event.id, now=ends_at + timedelta(seconds=1)))
    assert told != ["done"]
    both = await at_once(*[partial(admitting.take_offer, pasha, event.id, now=ends_at - timedelta(seconds=1))] * 3)
    assert both.count("done") == 1
    await agree(event.id)
