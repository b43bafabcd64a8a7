"""EV-26: whom the organizer brings is in at once, or invited to answer; the capacity holds whoever comes meanwhile."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.onboarding import give_consent
from domain.accounts.people import Person
from domain.audit import trail
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle, queries
from domain.events.entry import admitting, leaving, registration
from domain.events.entry.errors import AlreadyRegistered
from domain.events.errors import EventNotOpen
from domain.events.models import Event
from domain.events.people import adding, statuses
from domain.events.people.adding import Added
from domain.events.people.errors import InvitedAlready, NoFreePlace
from tests.domain.events.test_roster import TEAM
from tests.kit.clock import START
from tests.kit.people import administrator, meet, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def known(name: str) -> Person:
    """Somebody who has agreed to what we keep."""
    person = await meet(name)
    await in_transaction(lambda: give_consent(person.id, now=START))
    return person


async def add(actor: Person, event: Event, person: Person, **more: Any) -> Added:
    return await in_transaction(lambda: adding.add(actor, event.id, person, **{"now": START} | more))


async def join(person: Person, event: Event) -> admitting.Outcome:
    return await in_transaction(lambda: registration.register(person, event.id, {}, now=START))


async def said_to(person: Person) -> list[str]:
    rows = await forma_database.fetch("SELECT kind FROM outbox WHERE user_id = $1 ORDER BY id", person.id)
    return [row["kind"] for row in rows if row["kind"] != "event-reminder"]


async def taken(event: Event) -> int:
    return (await queries.get_shared_card(event.id)).taken


async def test_who_is_asked_nothing_is_in_with_a_number_and_a_ticket(igor: Person) -> None:
    event, olya = await published(igor, capacity=2), await known("Оля")
    done = await add(igor, event, olya)
    assert done.is_in
    card = await queries.get_event_card(event.id, olya)
    assert (card.own_status, card.taken) == ("confirmed", 1)
    assert await said_to(olya) == ["event-ticket", "event-added"]
    by = await forma_database.fetchval("SELECT actor_id FROM registration_changes")
    assert by == igor.id
    with pytest.raises(AlreadyRegistered):
        await add(igor, event, olya)
    audited = await forma_database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'event-person-added'")
    assert audited == 1 and await trail.first_broken_entry() is None


@pytest.mark.parametrize(
    "plan",
    [
        {"questions": [TEAM]},
        {"fee_minor": 50_000, "payment": "transfer"},
        {"format": "hybrid"},
        {"visibility": "private"},
    ],
    ids=["asks", "costs", "two ways", "private, no consent"],
)
async def test_who_has_something_to_say_is_invited_and_may_see_the_event(igor: Person, plan: dict[str, Any]) -> None:
    event = await published(igor, **plan)
    olya = await meet("Оля") if "visibility" in plan else await known("Оля")
    done = await add(igor, event, olya)
    assert not done.is_in and await taken(event) == 0
    assert await said_to(olya) == ["event-invitation"]
    assert (await queries.get_event_card(event.id, olya)).own_status is None
    with pytest.raises(InvitedAlready):
        await add(igor, event, olya)
    await add(igor, event, olya, now=START + timedelta(days=1))
    assert await said_to(olya) == ["event-invitation"] * 2


async def test_a_no_is_told_to_who_invited_once_and_not_by_who_came(igor: Person) -> None:
    event, olya, masha = await published(igor, questions=[TEAM]), await known("Оля"), await known("Маша")
    for person in (olya, masha):
        await add(igor, event, person)
    for _ in range(2):
        await in_transaction(lambda: adding.decline(olya, event.id, igor.id, now=START))
    await in_transaction(lambda: registration.register(masha, event.id, {"team": "dinamo"}, now=START))
    await in_transaction(lambda: adding.decline(masha, event.id, igor.id, now=START))
    assert (await said_to(igor)).count("event-declined") == 1


async def test_nobody_is_added_above_the_capacity_or_before_the_queue(igor: Person) -> None:
    event, olya, masha, lena = await published(igor, capacity=1), *[await known(n) for n in ("Оля", "Маша", "Лена")]
    await join(olya, event)
    with pytest.raises(NoFreePlace):
        await add(igor, event, masha)
    await join(masha, event)
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    with pytest.raises(NoFreePlace):
        await add(igor, event, lena)
    assert (await queries.get_event_card(event.id, masha)).own_status == "offered"


async def test_the_last_place_goes_to_one_of_all_who_want_it_at_once(igor: Person) -> None:
    """Two organizers add while others register by themselves: places and people agree in the end."""
    anna = await administrator()
    event = await published(igor, capacity=3)
    people = [await known(f"Бегун {number}") for number in range(12)]
    wanted = [
        *(add(actor, event, person) for actor, person in zip((igor, anna) * 3, people[:6], strict=True)),
        *(join(person, event) for person in people[6:]),
        *(add(actor, event, people[0]) for actor in (igor, anna)),
    ]
    done = await asyncio.gather(*wanted, return_exceptions=True)
    refused = {type(one) for one in done if isinstance(one, BaseException)}
    assert refused <= {NoFreePlace, AlreadyRegistered}, refused
    by_status = await statuses.count_by_status(event.id)
    assert by_status["confirmed"] == 3 == await taken(event)
    rows = await forma_database.fetch("SELECT user_id, number FROM registrations WHERE status = 'confirmed'")
    assert sorted(row["number"] for row in rows) == [1, 2, 3] and len({row["user_id"] for row in rows}) == 3


async def test_late_entries_are_the_organizers_until_it_is_over(igor: Person) -> None:
    event, olya, masha = await published(igor), await known("Оля"), await known("Маша")
    await in_transaction(lambda: lifecycle.start(igor, event.id, now=START))
    assert (await add(igor, event, olya)).is_in
    await in_transaction(lambda: lifecycle.finish(igor, event.id, now=START))
    with pytest.raises(EventNotOpen):
        await add(igor, event, masha)


async def test_strangers_add_nobody(igor: Person) -> None:
    event, hidden = await published(igor), await published(igor, visibility="private")
    olya, masha = await known("Оля"), await known("Маша")
    with pytest.raises(NotAllowed):
        await add(olya, event, masha)
    with pytest.raises(NotFound):
        await add(olya, hidden, masha)
    assert await said_to(masha) == []
