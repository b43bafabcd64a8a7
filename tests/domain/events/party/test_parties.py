"""EV-23, EV-18: parties wait and come as one; nothing is oversold, no place is idle while it would do for who waits."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Iterable
from datetime import timedelta
from random import Random

import pytest

from domain import database, reactions
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, Refusal
from domain.events import queries, ways
from domain.events.entry import admitting, entries, leaving, registration, waiting
from domain.events.entry.admitting import Outcome
from domain.events.making import creation
from domain.events.models import Event
from domain.events.money import fees
from domain.events.money.errors import TransferClaimed
from domain.events.party import guests, rules
from domain.events.party.errors import GuestsPaidFor, NoPlaceForGuest, NoSuchGuest, TooManyGuests
from domain.events.people import removal, roster
from domain.events.people.roster import PeopleFilter
from domain.payments import orders
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, plan, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def of_parties(igor: Person, capacity: int | None, **changes: object) -> Event:
    event = await published(igor, capacity=capacity, **changes)  # type: ignore[arg-type]
    await in_transaction(lambda: rules.set_rule(igor, event.id, 3, now=START))
    return event


async def come(person: Person, event: Event, with_guests: int = 0) -> Outcome:
    return await in_transaction(lambda: registration.register(person, event.id, {}, guests=with_guests, now=START))


async def leave(person: Person, event: Event) -> None:
    await in_transaction(lambda: leaving.leave(person, event.id, now=START))


async def card(person: Person, event: Event) -> queries.EventCard:
    return await queries.get_event_card(event.id, person)


async def told(person: Person) -> list[str]:
    rows = await database.fetch(
        "SELECT kind FROM outbox WHERE user_id = $1 AND kind IN ('event-offer', 'event-party-passed-over') ORDER BY id",
        person.id,
    )
    return [row["kind"] for row in rows]


async def test_two_places_freed_the_head_wants_three_the_next_two_get_offers(igor: Person) -> None:
    event = await of_parties(igor, 4)
    first, second, head, third, fourth, last = await meet_many(6)
    for one in (first, second):
        assert (await come(one, event, 1)).status == "confirmed"
    assert await come(head, event, 2) == Outcome((await card(head, event)).own_registration_id or 0, "waitlisted", 1)
    assert [(await come(one, event)).position for one in (third, fourth, last)] == [2, 3, 4]
    await leave(first, event)
    assert [(await card(one, event)).own_status for one in (head, third, fourth, last)] == [
        *("waitlisted", "offered", "offered", "waitlisted")
    ]
    assert (await told(head), await told(third)) == (["event-party-passed-over"], ["event-offer"])
    assert (await card(head, event)).own_position == 1, "a party that is passed over keeps its rank"
    for one in (third, fourth):
        ended = await database.fetchval("SELECT place_id FROM registrations WHERE user_id = $1", one.id)
        await in_transaction(lambda ended=ended: waiting.end_offer(ended, now=START + timedelta(days=2)))  # type: ignore[misc]
    assert (await told(head), (await card(last, event)).own_status) == (["event-party-passed-over"], "offered")
    await leave(last, event)
    await leave(second, event)
    assert (await card(head, event)).own_status == "offered", "three are free: the head comes first"
    await in_transaction(lambda: admitting.take_offer(head, event.id, now=START))
    assert ((await card(head, event)).taken, (await card(head, event)).own_size) == (3, 3)
    await leave(head, event)
    assert (await card(head, event)).taken == 0


async def test_all_of_a_party_have_places_or_none_and_who_is_alone_is_not_kept_out_by_them(igor: Person) -> None:
    event = await of_parties(igor, 3)
    olya, masha, lena, anna = await meet_many(4)
    assert (await come(olya, event, 1)).status == "confirmed"
    assert (await come(masha, event, 1)).status == "waitlisted"
    assert (await come(lena, event)).status == "confirmed", "one place would not do for the two who wait"
    with pytest.raises(TooManyGuests):
        await come(anna, event, 4)
    await in_transaction(lambda: rules.set_rule(igor, event.id, 0, now=START))
    with pytest.raises(TooManyGuests):
        await come(anna, event, 1)
    assert (await card(olya, event)).own_size == 2, "who is in already stays"


async def test_one_more_guest_and_one_less(igor: Person) -> None:
    event = await of_parties(igor, 3)
    olya, masha, lena = await meet_many(3)
    await come(olya, event)
    await in_transaction(lambda: guests.bring(olya, event.id, now=START))
    await come(masha, event, 1)
    await in_transaction(lambda: guests.bring(masha, event.id, now=START))
    assert [one.size for one in await guests.line_of(igor, event.id, await pool_of(event))] == [3]
    await in_transaction(lambda: guests.bring(olya, event.id, now=START))
    with pytest.raises(NoPlaceForGuest):
        await in_transaction(lambda: guests.bring(olya, event.id, now=START))
    party = await guests.get_party(olya, event.id)
    first, second = party.guests
    await in_transaction(lambda: guests.call(olya, event.id, first.id, " Саша\u202e ", now=START))
    with pytest.raises(NoSuchGuest):
        await in_transaction(lambda: guests.call(masha, event.id, first.id, "Чужой", now=START))
    await in_transaction(lambda: guests.give_back(olya, event.id, second.id, now=START))
    assert [one.name for one in (await guests.get_party(olya, event.id)).guests] == ["Саша"]
    assert (await come(lena, event)).status == "confirmed"
    await leave(olya, event)
    assert (await card(masha, event)).own_status == "waitlisted", "two are free, they are three"
    theirs = (await guests.get_party(masha, event.id)).guests[0]
    await in_transaction(lambda: guests.give_back(masha, event.id, theirs.id, now=START))
    assert ((await card(masha, event)).own_status, (await card(masha, event)).own_size) == ("offered", 2)
    shown = await roster.get_roster(igor, event.id, PeopleFilter("waiting"))
    assert [row.guests for row in shown.rows] == [1]


async def pool_of(event: Event) -> int:
    return (await ways.pools_of(event.id))["onsite"]


async def test_the_fee_is_for_each_and_a_guests_part_goes_back(igor: Person) -> None:
    event = await of_parties(igor, 10, fee_minor=50_000, payment="transfer", transfer_to="карта")
    [olya] = await meet_many(1)
    done = await come(olya, event, 1)
    order = await orders.order_for(fees.PURPOSE, done.registration_id)
    assert order is not None and (done.status, order.price.amount_minor) == ("unpaid", 100_000)
    await in_transaction(lambda: guests.bring(olya, event.id, now=START))
    party = await guests.get_party(olya, event.id)
    assert (await orders.get(order.id)).price.amount_minor == 150_000
    await in_transaction(lambda: guests.give_back(olya, event.id, party.guests[0].id, now=START))
    assert (await orders.get(order.id)).price.amount_minor == 100_000
    await in_transaction(lambda: entries.claim_transfer(olya, done.registration_id, now=START))
    with pytest.raises(TransferClaimed):
        await in_transaction(lambda: guests.give_back(olya, event.id, party.guests[1].id, now=START))
    assert (await card(olya, event)).own_size == 2, "nothing of it was done"
    incoming = await in_transaction(lambda: entries.transfer_came(igor, done.registration_id, now=START))
    await in_transaction(lambda: reactions.charge_received(incoming, now=START))
    await in_transaction(lambda: guests.give_back(olya, event.id, party.guests[1].id, now=START))
    back = await database.fetch("SELECT amount_minor FROM refunds")
    assert [row["amount_minor"] for row in back] == [50_000]
    assert ((await card(olya, event)).own_status, (await card(olya, event)).taken) == ("paid", 1)


@pytest.mark.parametrize("by_hand", [False, True])
async def test_who_goes_one_by_one_gets_no_more_than_who_goes_at_once(igor: Person, by_hand: bool) -> None:
    wanted = {"fee_minor": 50_000, "payment": "transfer", "transfer_to": "карта", "refunds": "week"}
    event = await of_parties(igor, 10, **wanted)
    [olya] = await meet_many(1)
    done = await come(olya, event, 2)
    await in_transaction(lambda: entries.claim_transfer(olya, done.registration_id, now=START))
    incoming = await in_transaction(lambda: entries.transfer_came(igor, done.registration_id, now=START))
    await in_transaction(lambda: reactions.charge_received(incoming, now=START))
    late = event.starts_at - timedelta(days=2)
    assert fees.share_back(event, "RUB", now=late) == 50
    for one in (await guests.get_party(olya, event.id)).guests:
        await in_transaction(lambda one=one: guests.give_back(olya, event.id, one.id, now=late))  # type: ignore[misc]
    said = await in_transaction(lambda: fees.due_back(event, done.registration_id, now=late))
    assert said == (50_000, 25_000, "RUB"), "what is said before leaving is what goes back"
    if by_hand:
        await in_transaction(lambda: removal.remove(igor, done.registration_id, "нет", now=late))
    else:
        await in_transaction(lambda: leaving.leave(olya, event.id, now=late))
    back = await database.fetch("SELECT amount_minor FROM refunds ORDER BY id")
    assert [row["amount_minor"] for row in back] == [25_000, 25_000, 50_000 if by_hand else 25_000]


async def test_who_has_paid_brings_nobody_more(igor: Person) -> None:
    event = await of_parties(igor, 10, fee_minor=50_000, payment="transfer", transfer_to="карта")
    [olya] = await meet_many(1)
    done = await come(olya, event)
    await database.execute("UPDATE registrations SET status = 'confirmed' WHERE id = $1", done.registration_id)
    with pytest.raises(GuestsPaidFor):
        await in_transaction(lambda: guests.bring(olya, event.id, now=START))


async def test_the_organizer_changes_the_order_of_the_list_and_it_is_audited(igor: Person) -> None:
    event = await of_parties(igor, 1)
    people = await meet_many(5)
    ids = [(await come(one, event)).registration_id for one in people]
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: guests.move(people[4], ids[4], 1, now=START))
    await in_transaction(lambda: guests.move(igor, ids[4], 1, now=START))
    await in_transaction(lambda: guests.move(igor, ids[1], 99, now=START))
    await in_transaction(lambda: guests.move(igor, ids[0], 1, now=START))
    line = await guests.line_of(igor, event.id, await pool_of(event))
    assert [one.registration_id for one in line] == [ids[4], ids[2], ids[3], ids[1]]
    assert [(await card(people[at], event)).own_position for at in (4, 2, 3, 1)] == [1, 2, 3, 4]
    assert await database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'event-line-moved'") == 2
    assert (await come((await meet_many(1))[0], event)).position == 5, "who comes now stands at the end"
    await leave(people[0], event)
    assert (await card(people[4], event)).own_status == "offered"


async def test_thirty_parties_for_fifty_places_at_once(igor: Person) -> None:
    """Whoever comes, leaves, grows and shrinks at the same time: counters are the rows, nothing idle, nothing twice."""
    by_chance = Random(23)
    event = await of_parties(igor, 50)
    people = await meet_many(30)
    connected = asyncio.Semaphore(10)  # who waits for a connection longer than a busy machine allows is turned away

    async def together(deeds: Iterable[Awaitable[object]]) -> None:
        async def in_turn(deed: Awaitable[object]) -> None:
            async with connected:
                await deed

        await asyncio.gather(*map(in_turn, deeds))

    await together(come(one, event, by_chance.randint(0, 3)) for one in people)
    await _check(event)

    async def something(one: Person) -> None:
        with contextlib.suppress(Refusal):
            match by_chance.choice(["leave", "grow", "shrink", "take"]):
                case "leave":
                    await leave(one, event)
                case "grow":
                    await in_transaction(lambda: guests.bring(one, event.id, now=START))
                case "shrink":
                    party = await guests.get_party(one, event.id)
                    if party.guests:
                        await in_transaction(lambda: guests.give_back(one, event.id, party.guests[0].id, now=START))
                case _:
                    await in_transaction(lambda: admitting.take_offer(one, event.id, now=START))

    for _ in range(3):
        await together(map(something, people))
        await _check(event)
    await in_transaction(lambda: creation.edit_event(igor, event.id, plan(capacity=60), version=None, now=START))
    await _check(event)


async def _check(event: Event) -> None:
    pool = await database.fetchrow("SELECT * FROM place_pools WHERE id = $1", await pool_of(event))
    rows = await database.fetch("SELECT * FROM places WHERE pool_id = $1 AND state <> 'released'", await pool_of(event))
    assert pool is not None
    assert pool["taken"] == sum(row["size"] for row in rows if row["state"] != "waiting") <= pool["capacity"]
    queue = [row["size"] for row in rows if row["state"] == "waiting"]
    assert pool["waiting"] == len(queue)
    assert all(size > pool["capacity"] - pool["taken"] for size in queue), "idle while it would do for who waits"
    counted = await database.fetch(
        "SELECT h.size, (SELECT count(*) FROM party_guests p WHERE p.registration_id = g.id) AS guests "
        "FROM registrations g JOIN places h ON h.id = g.place_id WHERE g.event_id = $1 AND h.state <> 'released'",
        event.id,
    )
    assert all(row["size"] == row["guests"] + 1 for row in counted)
