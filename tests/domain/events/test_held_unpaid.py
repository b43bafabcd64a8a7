"""F53: nobody keeps many places from others without paying for them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person, get_person
from domain.database import in_transaction
from domain.events import lifecycle
from domain.events.entry import admitting, entries, leaving, registration, waiting
from domain.events.models import Event
from domain.events.money.errors import TooManyUnpaid
from domain.events.money.held_unpaid import MOST
from tests.kit.clock import START
from tests.kit.people import meet, published

pytestmark = pytest.mark.usefixtures("telegram_takes_money")


async def paid_events(count: int, **changes: Any) -> list[Event]:
    igor = await meet("Игорь")
    wanted: dict[str, Any] = {"fee_minor": 50_000, "payment": "online", "capacity": 5} | changes
    return [await published(igor, title=f"Забег {number}", **wanted) for number in range(1, count + 1)]


async def register(person: Person, event: Event) -> admitting.Outcome:
    return await in_transaction(lambda: registration.register(person, event.id, {}, now=START))


async def test_a_third_place_waits_until_one_of_two_is_paid_or_given_up(database: str) -> None:
    first, second, third = await paid_events(3)
    olya, pasha = await meet("Оля"), await meet("Паша")
    for event in (first, second):
        assert (await register(olya, event)).status == "unpaid"
    with pytest.raises(TooManyUnpaid) as before_asking:
        await registration.prepare(olya, third.id, now=START)
    with pytest.raises(TooManyUnpaid) as refused:
        await register(olya, third)
    assert refused.value.params == before_asking.value.params == {"titles": ["Забег 1", "Забег 2"]}
    assert (await register(pasha, third)).status == "unpaid", "it is each person's own"
    await in_transaction(lambda: leaving.leave(olya, first.id, now=START))
    assert (await register(olya, third)).status == "unpaid"


async def test_a_hold_that_has_ended_a_free_event_and_a_queue_are_no_place_kept(database: str) -> None:
    first, second, third, full = await paid_events(4)
    free = await published(await meet("Лена"), title="Йога")
    olya = await meet("Оля")
    for event in (first, second):
        await register(olya, event)
    assert (await register(olya, free)).status == "confirmed"
    for _ in range(5):
        await register(await meet("Кто-то"), full)
    assert (await registration.prepare(olya, full.id, now=START)).fields == ()
    assert (await register(olya, full)).status == "waitlisted"
    late = START + timedelta(minutes=16)
    held = await _held_by(olya)
    for place_id in held:
        await in_transaction(lambda place_id=place_id: waiting.end_offer(place_id, now=late))  # type: ignore[misc]
    assert len(held) == MOST
    assert (await register(olya, third)).status == "unpaid"


async def test_a_transfer_that_the_organizer_looks_for_is_paid_as_far_as_its_person_goes(database: str) -> None:
    first, second, third = await paid_events(3, payment="transfer")
    olya = await meet("Оля")
    for event in (first, second):
        outcome = await register(olya, event)
        await in_transaction(lambda own=outcome: entries.claim_transfer(olya, own.registration_id, now=START))  # type: ignore[misc]
    assert (await register(olya, third)).status == "unpaid"


async def test_what_is_called_off_before_it_was_paid_keeps_nobody_out(database: str) -> None:
    first, second, third = await paid_events(3)
    olya, igor = await meet("Оля"), await get_person(first.organizer_id)
    for event in (first, second):
        await register(olya, event)
        await in_transaction(lambda event=event: lifecycle.cancel(igor, event.id, "Гроза", now=START))  # type: ignore[misc]
        while await in_transaction(lambda event=event: entries.call_off(event.id, now=START)):  # type: ignore[misc]
            pass
    assert (await register(olya, third)).status == "unpaid"


async def test_ten_places_asked_for_at_once_are_two(database: str) -> None:
    olya, events = await meet("Оля"), await paid_events(10)
    said = await asyncio.gather(*(register(olya, event) for event in events), return_exceptions=True)
    assert sum(isinstance(one, TooManyUnpaid) for one in said) == len(events) - MOST, said
    assert len(await _held_by(olya)) == MOST


async def _held_by(person: Person) -> list[int]:
    rows = await database.fetch("SELECT id FROM places WHERE user_id = $1 AND state = 'held'", person.id)
    return [row["id"] for row in rows]
