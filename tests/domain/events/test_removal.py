"""EV-26: who is taken out is told why, gets all of their money back, and the place goes on; one decision wins."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle, queries
from domain.events.entry import leaving, own_events
from domain.events.entry.errors import AlreadyRegistered
from domain.events.errors import MoveNotAllowed, ReasonNeeded
from domain.events.money import fees
from domain.events.people import removal
from domain.events.people.errors import AlreadyOut, NobodyThere, NoFreePlace, NoSuchNumber
from tests.domain.events.test_entries import FEE, end_holds, order_of, paid_event, pay, register, returned, status
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many, published

pytestmark = pytest.mark.usefixtures("telegram_takes_money")


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def remove(actor: Person, registration_id: int, reason: str = "no-show") -> None:
    await in_transaction(lambda: removal.remove(actor, registration_id, reason, now=START))


async def told(person: Person, kind: str = "event-removed") -> list[str]:
    rows = await forma_database.fetch(
        "SELECT params ->> 'reason' AS reason FROM outbox WHERE user_id = $1 AND kind = $2", person.id, kind
    )
    return [row["reason"] for row in rows]


async def test_the_place_goes_on_and_the_person_reads_why(igor: Person) -> None:
    event, olya, masha = await published(igor, capacity=1), await meet("Оля"), await meet("Маша")
    first, queued = await register(olya, event), await register(masha, event)
    for nothing in ("", "  \n "):
        with pytest.raises(ReasonNeeded):
            await remove(igor, first.registration_id, nothing)
    await remove(igor, first.registration_id, "Нет <b>справки</b>\u202e" + "!" * 900)
    assert (await status(first), await status(queued)) == ("withdrawn", "offered")
    (reason,) = await told(olya)
    assert reason.startswith("Нет <b>справки</b>!") and len(reason) == removal.REASON_LENGTH
    reminders = await forma_database.fetchval(
        "SELECT count(*) FROM outbox WHERE user_id = $1 AND kind = 'event-reminder' AND state = 'waiting'", olya.id
    )
    assert reminders == 0
    with pytest.raises(AlreadyOut):
        await remove(igor, first.registration_id)
    details = await forma_database.fetchval("SELECT details::text FROM audit_entries WHERE action ~ 'person-removed'")
    assert "справки" not in details, "the journal holds no words about people"


async def test_all_of_the_money_goes_back_whatever_was_promised(igor: Person) -> None:
    event, olya = await paid_event(igor, refunds="none"), await meet("Оля")
    entry = await register(olya, event)
    await pay(await order_of(entry))
    await remove(igor, entry.registration_id)
    assert await returned() == [FEE]
    asked = await forma_database.fetchrow("SELECT reason, asked_by FROM refunds")
    assert asked is not None and tuple(asked) == ("removed", igor.id)
    back = await forma_database.fetchval("SELECT params ->> 'back_minor' FROM outbox WHERE kind = 'event-removed'")
    assert int(back) == FEE


async def test_money_that_is_still_on_its_way_finds_no_place_and_goes_back(igor: Person) -> None:
    event, olya = await paid_event(igor, capacity=5), await meet("Оля")
    entry = await register(olya, event)
    order = await order_of(entry)
    await remove(igor, entry.registration_id)
    await pay(order)
    assert await status(entry) == "withdrawn" and await returned() == [FEE]


async def test_two_organizers_at_once_decide_once(igor: Person) -> None:
    event, anna, olya = await published(igor), await administrator(), await meet("Оля")
    entry = await register(olya, event)
    both = [remove(igor, entry.registration_id, "rules"), remove(anna, entry.registration_id, "no-show")]
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["AlreadyOut", "NoneType"]
    assert len(await told(olya)) == 1
    assert (await queries.get_shared_card(event.id)).taken == 0


async def test_several_at_once_those_who_are_still_in_it(igor: Person) -> None:
    event, other = await published(igor, capacity=3), await published(igor, "Лыжня")
    people = await meet_many(5)
    came = [await register(person, event) for person in people]
    elsewhere = await register(people[0], other)
    await remove(igor, came[0].registration_id)
    ids = [one.registration_id for one in (*came[:3], elsewhere)]
    count = await in_transaction(lambda: removal.remove_several(igor, event.id, ids, "rules", now=START))
    assert count == 2, "one was out already, one is in another event"
    assert await status(elsewhere) == "confirmed"
    assert [await status(one) for one in came[3:]] == ["offered", "offered"]
    with pytest.raises(NobodyThere):
        await in_transaction(lambda: removal.remove_several(igor, event.id, ids, "rules", now=START))


async def test_who_has_not_paid_is_let_in_by_hand(igor: Person) -> None:
    event, olya = await paid_event(igor), await meet("Оля")
    entry = await register(olya, event)
    await in_transaction(lambda: removal.admit(igor, entry.registration_id, now=START))
    assert await status(entry) == "confirmed" and (await order_of(entry)).state == "closed"
    assert (await own_events.get_ticket(entry.registration_id, olya.id)).number == 1
    await end_holds(event, START + fees.PAYING + timedelta(hours=1))
    assert await status(entry) == "confirmed", "the hold is over, the place is not"
    with pytest.raises(MoveNotAllowed):
        await in_transaction(lambda: removal.admit(igor, entry.registration_id, now=START))


async def test_a_mistake_is_taken_back_with_the_same_number(igor: Person) -> None:
    event, olya, masha = await published(igor, capacity=2), await meet("Оля"), await meet("Маша")
    first, second = await register(olya, event), await register(masha, event)
    await remove(igor, first.registration_id)
    assert await removal.choices(first.registration_id) == {"restore"}
    await in_transaction(lambda: removal.restore(igor, first.registration_id, now=START))
    assert await status(first) == "confirmed"
    assert (await own_events.get_ticket(first.registration_id, olya.id)).number == 1
    assert len(await told(olya, "event-restored")) == 1
    await in_transaction(lambda: leaving.leave(masha, event.id, now=START))
    with pytest.raises(MoveNotAllowed):
        await in_transaction(lambda: removal.restore(igor, second.registration_id, now=START))


async def test_who_is_back_by_themselves_or_has_lost_the_place_is_not_taken_back(igor: Person) -> None:
    event, olya, masha = await published(igor, capacity=1), await meet("Оля"), await meet("Маша")
    first = await register(olya, event)
    await remove(igor, first.registration_id)
    again = await register(olya, event)
    with pytest.raises(AlreadyRegistered):
        await in_transaction(lambda: removal.restore(igor, first.registration_id, now=START))
    await remove(igor, again.registration_id)
    await register(masha, event)
    with pytest.raises(NoFreePlace):
        await in_transaction(lambda: removal.restore(igor, again.registration_id, now=START))


async def test_only_who_manages_the_event_decides_and_only_while_it_goes_on(igor: Person) -> None:
    event, olya, masha = await published(igor), await meet("Оля"), await meet("Маша")
    entry = await register(olya, event)
    for act in (removal.admit, removal.restore):
        with pytest.raises(NotAllowed):
            await in_transaction(lambda act=act: act(masha, entry.registration_id, now=START))  # type: ignore[misc]
    with pytest.raises(NotAllowed):
        await remove(masha, entry.registration_id)
    with pytest.raises(NotFound):
        await remove(igor, 10**9)
    with pytest.raises(NoSuchNumber):
        await removal.registration_numbered(event.id, 77)
    await in_transaction(lambda: lifecycle.start(igor, event.id, now=START))
    await in_transaction(lambda: lifecycle.finish(igor, event.id, now=START))
    assert await removal.choices(entry.registration_id) == frozenset()
    with pytest.raises(MoveNotAllowed):
        await remove(igor, entry.registration_id)
