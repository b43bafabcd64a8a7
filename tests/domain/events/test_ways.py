"""EV-05: an event on site and online, each way with its own places, its own waiting list and its own messages."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import lifecycle, links, queries, ways
from domain.events.calendars.one_event import calendar_file
from domain.events.entry import admitting, changing_way, leaving, own_events, registration
from domain.events.entry.errors import AlreadyRegistered, WayFull
from domain.events.entry.holds import HOLD
from domain.events.errors import EventNotOpen, WayClosed, WayInUse, WayNeeded
from domain.events.finding import catalogue
from domain.events.finding.catalogue import EventFilter
from domain.events.making import copying, creation
from domain.events.models import Event
from domain.events.money import fees
from domain.events.people import roster
from domain.events.people.roster import PeopleFilter
from domain.events.talking import talk
from domain.places.errors import CapacityBelowTaken
from scheduler.events import AGENDA
from tests.kit.clock import START
from tests.kit.people import drafted, heard, meet, meet_many, plan, published

ADDRESS = "https://meet.example.org/zabeg"


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def hybrid(igor: Person, onsite: int | None = 1, online: int | None = 1, **changes: Any) -> Event:
    wanted: dict[str, Any] = {"format": "hybrid", "capacity": onsite, "online_capacity": online}
    return await published(igor, **wanted | {"online_address": ADDRESS} | changes)


async def join(event: Event, person: Person, way: str | None) -> admitting.Outcome:
    return await in_transaction(lambda: registration.register(person, event.id, {}, way=way, now=START))


async def change(event: Event, person: Person, way: str) -> admitting.Outcome:
    return await in_transaction(lambda: changing_way.change_way(person, event.id, way, now=START))


async def leave(event: Event, person: Person) -> None:
    await in_transaction(lambda: leaving.leave(person, event.id, now=START))


async def edit(igor: Person, event: Event, **changes: Any) -> Event:
    changed = plan(**{"online_address": ADDRESS} | changes)
    return await in_transaction(lambda: creation.edit_event(igor, event.id, changed, version=None, now=START))


async def own(event: Event, person: Person) -> tuple[str | None, str | None, int | None]:
    card = await queries.get_event_card(event.id, person)
    return card.own_status, card.own_way, card.own_position


async def counts(event: Event) -> list[tuple[str, int | None, int, int]]:
    card = await queries.get_shared_card(event.id)
    return [(way.name, way.capacity, way.taken, way.waiting) for way in card.ways]


async def test_two_counters(igor: Person) -> None:
    event = await hybrid(igor, 20, 100)
    people = await meet_many(52)
    for index, person in enumerate(people):
        await join(event, person, "onsite" if index < 12 else "online")
    assert await counts(event) == [("onsite", 20, 12, 0), ("online", 100, 40, 0)]
    card = await queries.get_event_card(event.id, igor)
    assert (card.capacity, card.taken, card.places_left, card.is_hybrid, card.is_online) == (120, 52, 68, True, False)
    online = await roster.list_people(event.id, PeopleFilter(way="online"), limit=100)
    assert {row.user_id for row in online} == {person.id for person in people[12:]}
    assert {row.way for row in online} == {"online"}


async def test_the_way_is_chosen_where_there_are_two(igor: Person) -> None:
    event, single, olya = await hybrid(igor), await published(igor, "Лыжня", capacity=1), await meet("Оля")
    with pytest.raises(WayNeeded):
        await join(event, olya, None)
    with pytest.raises(WayNeeded):
        await in_transaction(lambda: registration.prepare(olya, event.id, now=START))
    with pytest.raises(WayClosed):
        await join(single, olya, "online")
    assert (await join(single, olya, None)).status == "confirmed"
    assert (await join(event, olya, "online")).status == "confirmed"
    with pytest.raises(AlreadyRegistered):
        await join(event, olya, "onsite")
    assert await counts(event) == [("onsite", 1, 0, 0), ("online", 1, 1, 0)]


async def test_who_waits_for_one_way_is_never_offered_the_other(igor: Person) -> None:
    event = await hybrid(igor, 1, 1)
    olya, pasha, masha, lena = [await meet(name) for name in ("Оля", "Паша", "Маша", "Лена")]
    await join(event, olya, "onsite")
    await join(event, pasha, "online")
    assert (await join(event, masha, "onsite")).position == 1
    assert (await join(event, lena, "online")).position == 1
    await leave(event, pasha)
    assert await own(event, masha) == ("waitlisted", "onsite", 1)
    assert await own(event, lena) == ("offered", "online", None)
    await agenda.work_due(AGENDA, START + HOLD)
    assert (await own(event, lena))[0] is None
    assert await own(event, masha) == ("waitlisted", "onsite", 1)
    assert await counts(event) == [("onsite", 1, 1, 1), ("online", 1, 0, 0)]
    assert (await heard(masha, "event-offer"), await heard(lena, "event-offer")) == (0, 1)


async def test_a_place_is_changed_for_a_free_one_and_the_old_one_goes_on(igor: Person) -> None:
    event = await hybrid(igor, 1, 2)
    olya, pasha = await meet("Оля"), await meet("Паша")
    await join(event, olya, "onsite")
    await join(event, pasha, "onsite")
    number = (await own_events.list_tickets(olya.id))[0].number
    assert (await change(event, olya, "online")).status == "confirmed"
    assert await own(event, olya) == ("confirmed", "online", None)
    assert await own(event, pasha) == ("offered", "onsite", None)
    assert await counts(event) == [("onsite", 1, 1, 0), ("online", 2, 1, 0)]
    (ticket,) = await own_events.list_tickets(olya.id)
    assert (ticket.number, ticket.is_online, ticket.online_address) == (number, True, ADDRESS)
    assert (await heard(olya, "event-ticket"), await heard(olya, "event-reminder")) == (2, 2)
    again = await change(event, olya, "online")
    assert again.status == "confirmed" and await heard(olya, "event-ticket") == 2


async def test_nobody_loses_a_place_for_a_seat_in_a_queue(igor: Person) -> None:
    event = await hybrid(igor, 1, 1)
    olya, pasha, masha = [await meet(name) for name in ("Оля", "Паша", "Маша")]
    await join(event, olya, "onsite")
    await join(event, pasha, "online")
    with pytest.raises(WayFull):
        await change(event, olya, "online")
    await join(event, masha, "online")
    await leave(event, pasha)
    with pytest.raises(WayFull):
        await change(event, olya, "online")
    assert await own(event, olya) == ("confirmed", "onsite", None)
    assert await own(event, masha) == ("offered", "online", None)


async def test_who_waits_may_wait_elsewhere_or_find_a_free_place(igor: Person) -> None:
    event = await hybrid(igor, 1, 1)
    olya, pasha, masha, lena = [await meet(name) for name in ("Оля", "Паша", "Маша", "Лена")]
    await join(event, olya, "onsite")
    await join(event, masha, "onsite")
    await join(event, lena, "onsite")
    assert (await change(event, masha, "online")).status == "confirmed"
    assert await own(event, lena) == ("waitlisted", "onsite", 1)
    assert (await heard(masha, "event-ticket"), await heard(masha, "event-reminder")) == (1, 2)
    await join(event, pasha, "online")
    moved = await change(event, lena, "online")
    assert (moved.status, moved.position) == ("waitlisted", 2)
    assert await counts(event) == [("onsite", 1, 1, 0), ("online", 1, 1, 2)]


async def test_an_offer_is_passed_on_by_who_goes_the_other_way(igor: Person) -> None:
    event = await hybrid(igor, 1, 1)
    olya, pasha, masha = [await meet(name) for name in ("Оля", "Паша", "Маша")]
    for person in (olya, pasha, masha):
        await join(event, person, "onsite")
    await leave(event, olya)
    assert (await own(event, pasha))[0] == "offered"
    assert (await change(event, pasha, "online")).status == "confirmed"
    assert (await own(event, masha))[0] == "offered"
    ends = await forma_database.fetch("SELECT subject FROM agenda WHERE kind = $1", fees.HOLD_END)
    hers = await forma_database.fetchval("SELECT id FROM places WHERE user_id = $1", masha.id)
    assert [row["subject"] for row in ends] == [str(hers)]
    await agenda.work_due(AGENDA, START + HOLD)
    assert await own(event, pasha) == ("confirmed", "online", None)


async def test_the_way_is_changed_until_registration_closes(igor: Person) -> None:
    event, olya = await hybrid(igor, 1, 1, registration_closes_at=START + timedelta(days=1)), await meet("Оля")
    await join(event, olya, "onsite")
    late = START + timedelta(days=2)
    with pytest.raises(EventNotOpen):
        await in_transaction(lambda: changing_way.change_way(olya, event.id, "online", now=late))


async def test_many_at_once_for_the_last_place_of_each_way(igor: Person) -> None:
    event = await hybrid(igor, 2, 3)
    people = await meet_many(24)
    ways_of = ["onsite", "online"] * 12
    connections = asyncio.Semaphore(8)  # nobody is to fail for want of one, however slow the machine

    async def come(person: Person, way: str) -> admitting.Outcome:
        async with connections:
            return await join(event, person, way)

    outcomes = await asyncio.gather(*map(come, people, ways_of))
    got = Counter((way, one.status) for way, one in zip(ways_of, outcomes, strict=True))
    assert (got["onsite", "confirmed"], got["online", "confirmed"]) == (2, 3)
    picks = random.Random(5)
    errors = (WayFull, EventNotOpen)

    async def wander(person: Person) -> None:
        for _ in range(2):
            if picks.random() < 0.3:
                await leave(event, person)
                return
            try:
                await change(event, person, picks.choice(ways.WAYS))
            except errors:
                continue

    async def wander_when_there_is_room(person: Person) -> None:
        async with connections:
            await wander(person)

    await asyncio.gather(*map(wander_when_there_is_room, people))
    for name, capacity, taken, waiting in await counts(event):
        rows = await forma_database.fetch(
            "SELECT p.state, r.status FROM places p JOIN event_ways w ON w.pool_id = p.pool_id "
            "LEFT JOIN registrations r ON r.place_id = p.id WHERE w.event_id = $1 AND w.way = $2 "
            "AND p.state <> 'released'",
            *(event.id, name),
        )
        states = Counter(row["state"] for row in rows)
        assert capacity is not None and taken <= capacity
        assert (taken, waiting) == (states["confirmed"] + states["offered"], states["waiting"])
        assert taken == capacity or not waiting
        known = {"confirmed": "confirmed", "offered": "offered", "waiting": "waitlisted"}
        assert all(row["status"] == known[row["state"]] for row in rows)
    live = await forma_database.fetchval(
        "SELECT max(n) FROM (SELECT count(*) AS n FROM places WHERE state <> 'released' GROUP BY user_id) each"
    )
    assert live == 1


async def test_each_way_has_its_own_size(igor: Person) -> None:
    event = await hybrid(igor, 2, 2)
    people = await meet_many(6)
    for index, person in enumerate(people):
        await join(event, person, "onsite" if index < 3 else "online")
    with pytest.raises(CapacityBelowTaken):
        await edit(igor, event, format="hybrid", capacity=2, online_capacity=1)
    await edit(igor, event, format="hybrid", capacity=2, online_capacity=3)
    assert (await own(event, people[2]))[0] == "waitlisted"
    assert (await own(event, people[5]))[0] == "offered"


async def test_a_way_is_opened_and_is_closed_only_when_it_is_empty(igor: Person) -> None:
    event, olya, pasha = await published(igor, capacity=1), await meet("Оля"), await meet("Паша")
    await join(event, olya, None)
    await edit(igor, event, format="hybrid", capacity=1, online_capacity=5)
    await join(event, pasha, "online")
    with pytest.raises(WayInUse) as refused:
        await edit(igor, event, format="onsite", capacity=1)
    assert (refused.value.params["way"], refused.value.params["count"]) == ("online", 1)
    await leave(event, pasha)
    await edit(igor, event, format="onsite", capacity=1)
    assert await counts(event) == [("onsite", 1, 1, 0)]
    left = [(row.user_id, row.way) for row in await roster.list_people(event.id, PeopleFilter(group="left"))]
    assert left == [(pasha.id, None)]
    await edit(igor, event, format="online", online_capacity=3)
    assert await counts(event) == [("online", 3, 1, 0)]
    assert await own(event, olya) == ("confirmed", "online", None)


async def test_the_address_is_for_who_takes_part_online_and_for_the_organizer(igor: Person) -> None:
    event = await hybrid(igor, 1, 1)
    olya, pasha, lena, katya = [await meet(name) for name in ("Оля", "Паша", "Лена", "Катя")]
    await join(event, olya, "onsite")
    await join(event, pasha, "online")
    await join(event, lena, "online")
    seen = {who.id: (await queries.get_event_card(event.id, who)) for who in (igor, olya, pasha, lena, katya)}
    assert {who for who, card in seen.items() if card.online_address} == {igor.id, pasha.id}
    assert (await queries.get_shared_card(event.id)).online_address == ""
    tickets = [(await own_events.list_tickets(who.id))[0].online_address for who in (olya, pasha)]
    assert tickets == ["", ADDRESS]
    files = {who: calendar_file(seen[who], url="https://t.me/x", now=START) for who in (olya.id, pasha.id)}
    assert "Сокольники".encode() in files[olya.id] and ADDRESS.encode() not in files[olya.id]
    assert ADDRESS.encode() in files[pasha.id]
    await forma_database.execute("UPDATE registrations SET status = 'pending' WHERE user_id = $1", pasha.id)
    assert (await queries.get_event_card(event.id, pasha)).online_address == "", "nobody has let them in yet"


async def test_it_is_found_online_and_on_site(igor: Person) -> None:
    await hybrid(igor, title="Обоими путями")
    await published(igor, "Только в парке")
    await published(igor, "Только в сети", format="online", place="")

    async def titles(*, is_online: bool) -> set[str]:
        found = await catalogue.find_events(EventFilter(is_online=is_online), now=START)
        assert len(found) == await catalogue.count_events(EventFilter(is_online=is_online), now=START)
        return {row.title for row in found}

    assert await titles(is_online=True) == {"Обоими путями", "Только в сети"}
    assert await titles(is_online=False) == {"Обоими путями", "Только в парке"}


async def test_a_copy_and_a_deleted_draft_have_both_ways(igor: Person) -> None:
    event, olya = await hybrid(igor, 20, 100), await meet("Оля")
    await join(event, olya, "online")
    copy = await in_transaction(lambda: copying.clone_event(igor, event.id, now=START))
    assert (await ways.capacities_of(copy.id), copy.online_address) == ({"onsite": 20, "online": 100}, ADDRESS)
    draft = await drafted(igor, format="hybrid", capacity=1)
    before = await forma_database.fetchval("SELECT count(*) FROM place_pools")
    await in_transaction(lambda: lifecycle.delete_draft(igor, draft.id, now=START))
    assert await forma_database.fetchval("SELECT count(*) FROM place_pools") == before - 2


async def test_cancelling_tells_both_and_who_waits(igor: Person) -> None:
    event = await hybrid(igor, 1, 1)
    people = await meet_many(4)
    for person, way in zip(people, ["onsite", "onsite", "online", "online"], strict=True):
        await join(event, person, way)
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "Шторм", now=START))
    assert [await heard(person, "event-cancelled") for person in people] == [1, 1, 1, 1]


async def test_a_word_to_one_way_alone(igor: Person) -> None:
    event = await hybrid(igor, 2, 2)
    olya, pasha = await meet("Оля"), await meet("Паша")
    await join(event, olya, "onsite")
    await join(event, pasha, "online")
    said = await in_transaction(lambda: talk.announce(igor, event.id, "Камеры включаем в 9:55", now=START))

    async def tell(way: str | None) -> tuple[int, int, int]:
        sent = await in_transaction(lambda: talk.send_to_participants(igor, said, way=way, now=START))
        return sent, await heard(olya, "chat-said"), await heard(pasha, "chat-said")

    assert await tell("online") == (1, 0, 1)
    assert await tell(None) == (2, 1, 1), "nobody hears the same twice"


async def test_a_private_hybrid_is_no_more_open_than_another(igor: Person) -> None:
    event = await hybrid(igor, visibility="private")
    olya = await meet("Оля")
    with pytest.raises(NotFound):
        await change(event, olya, "online")
    token = (await queries.get_event_card(event.id, igor)).link_token
    assert token is not None
    await in_transaction(lambda: links.open_link(olya.id, token))
    assert (await join(event, olya, "online")).status == "confirmed"
