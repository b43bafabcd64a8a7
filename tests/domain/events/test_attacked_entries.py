"""Ways around what holds for places, letters and offers, each of which led somewhere once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events.entry import changing_way, entries, handover, leaving, registration
from domain.events.entry.errors import HandoverTooOften
from domain.events.live.standings import live_card
from domain.events.models import Event
from domain.events.money.errors import TooManyUnpaid
from tests.domain.events.live.test_sharing import at, send, standing, straight
from tests.domain.events.test_door import join
from tests.domain.events.test_handover import allowing
from tests.kit.clock import START
from tests.kit.followed import followed_race, result_of, share
from tests.kit.people import meet, published


async def register(person: Person, event: Event, way: str | None = None) -> str:
    made = await in_transaction(lambda: registration.register(person, event.id, {}, way=way, now=START))
    return made.status


async def test_a_seat_in_a_queue_leads_past_the_bound_to_no_third_unpaid_place(
    database: str, telegram_takes_money: None
) -> None:
    """She waits for a full way, which is free to all, and goes over to the other one, which has places."""
    igor, olya = await meet("Игорь"), await meet("Оля")
    paid: dict[str, Any] = {"fee_minor": 50_000, "payment": "online", "capacity": 1}
    for number in (1, 2):
        assert await register(olya, await published(igor, title=f"Забег {number}", **paid)) == "unpaid"
    third = await published(igor, title="Йога", format="hybrid", online_capacity=5, fee_stars=50, **paid)
    assert await register(await meet("Паша"), third, "onsite") == "unpaid"
    assert await register(olya, third, "onsite") == "waitlisted"
    with pytest.raises(TooManyUnpaid):
        await in_transaction(lambda: changing_way.change_way(olya, third.id, "online", now=START))


async def test_a_transfer_is_no_way_to_hold_what_is_paid_online(database: str, telegram_takes_money: None) -> None:
    """Said without paying, it would keep the place for three days instead of fifteen minutes, and count as paid."""
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, fee_minor=50_000, payment="online", capacity=1)
    made = await in_transaction(lambda: registration.register(olya, event.id, {}, now=START))
    with pytest.raises(NotFound):
        await in_transaction(lambda: entries.claim_transfer(olya, made.registration_id, now=START))
    assert (await entries.to_pay(olya, event.id)).claimed is False


async def test_who_asks_strangers_to_take_tickets_is_bound_whatever_tickets_they_are(database: str) -> None:
    """An event of one's own, entered, left and entered again: each time five more people hear of it."""
    igor = await meet("Игорь")
    first, second = await allowing(igor), await allowing(igor)
    people = [await meet(f"Человек {number}") for number in range(handover.MOST_A_DAY + 1)]
    entry = await join(igor, first)
    for person in people[:-1]:
        await in_transaction(lambda p=person: handover.offer_to(igor, entry, p, now=START))  # type: ignore[misc]
    await in_transaction(lambda: leaving.leave(igor, first.id, now=START))
    for event in (first, second):
        another = await join(igor, event)
        with pytest.raises(HandoverTooOften):
            await in_transaction(lambda a=another: handover.offer_to(igor, a, people[-1], now=START))  # type: ignore[misc]


async def test_whoever_hands_their_ticket_on_runs_for_nobody_else(database: str) -> None:
    """She shows where she is half an hour before the start, hands her ticket on, and runs all the same."""
    igor, masha = await meet("Игорь"), await meet("Маша")
    event_id, (olya, pasha) = await followed_race(igor, 2)
    await forma_database.execute(
        "UPDATE events SET status = 'registration_open', registration_closes_at = ends_at WHERE id = $1", event_id
    )
    await in_transaction(lambda: handover.set_rule(igor, event_id, allowed=True, now=START))
    for person in (olya, pasha):
        await share(person, event_id, now=START - timedelta(minutes=30))
    ticket = await forma_database.fetchval("SELECT id FROM registrations WHERE user_id = $1", olya.id)
    early = START - timedelta(minutes=10)
    token = await in_transaction(lambda: handover.offer(olya, ticket, now=early))
    await in_transaction(lambda: handover.take(masha, token, {}, now=early))
    await forma_database.execute("UPDATE events SET status = 'running' WHERE id = $1", event_id)
    for person in (olya, pasha):
        await send(person, *straight(600))
    now = START + timedelta(seconds=600)
    assert [metres for _, _, metres in await standing(event_id, now)] == [1920]
    await send(olya, *straight(1600, since_s=620))
    assert await result_of(masha) == () and await result_of(olya) == ()
    await share(masha, event_id, now=now)
    await send(masha, at(620, 0))
    card = await live_card(event_id, now=START + timedelta(seconds=620))
    assert card is not None and card.running == 2
    assert [metres for _, _, metres in await standing(event_id, now)] == [1920, 0], "hers begins with her"
