"""EV-22: a ticket goes on to another person by the organizer's rule; the old code lets nobody in."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from domain import database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound, Refusal
from domain.events.entrance import door
from domain.events.entrance.door import Scan
from domain.events.entry import handover, leaving, own_events, questions, registration
from domain.events.entry.errors import (
    AlreadyRegistered,
    AnswersIncomplete,
    HandoverForbidden,
    HandoverGone,
    HandoverOwn,
    HandoverTakerIn,
    HandoverTooOften,
    RequirementsNotMet,
)
from domain.events.errors import EventNotOpen
from domain.events.models import Event
from domain.events.people import numbers, participants
from domain.forms.form import JsonValue
from tests.domain.events.test_door import KEY, MORNING, answer, join, ticket_of
from tests.kit.clock import START
from tests.kit.hints import hints
from tests.kit.people import meet, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def allowing(igor: Person, **changes: object) -> Event:
    event = await published(igor, **changes)  # type: ignore[arg-type]
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    return event


async def offer(person: Person, registration_id: int) -> str:
    return await in_transaction(lambda: handover.offer(person, registration_id, now=START))


async def take(person: Person, token: str, **answers: str) -> int:
    return await in_transaction(lambda: handover.take(person, token, answers, now=START))


async def test_no_ticket_of_before_becomes_good_again_whatever_numbers_are_given(igor: Person) -> None:
    """Bibs are given anew from 1 between two hand-overs: a number comes back, a signed one does not."""
    event = await allowing(igor, capacity=2)
    people = [await meet(name) for name in ("Оля", "Маша", "Паша", "Лена")]
    await join(await meet("Аня"), event)
    given = await join(people[0], event)
    codes = [await ticket_of(given)]
    for giver, taker in pairwise(people):
        await in_transaction(lambda: numbers.renumber(igor, event.id, 1, "name", now=START))
        await take(taker, await offer(giver, given))
        codes.append(await ticket_of(given))
    assert len(set(codes)) == 4
    answers = [(await answer(igor, event, Scan(f"s{at}", MORNING, code))).answer for at, code in enumerate(codes)]
    assert answers == ["revoked", "revoked", "revoked", "in"]


async def test_who_takes_a_ticket_has_the_place_a_new_number_and_a_new_code(igor: Person) -> None:
    event = await allowing(igor, capacity=1)
    olya, masha = await meet("Оля"), await meet("Маша")
    given = await join(olya, event)
    old = await ticket_of(given)
    await database.execute('UPDATE registrations SET notes = \'{"note": "шумная"}\'')
    token = await offer(olya, given)
    assert token == await offer(olya, given)
    assert await take(masha, token) == event.id
    row = await database.fetchrow("SELECT * FROM registrations")
    place = await database.fetchrow("SELECT user_id, state FROM places")
    assert row is not None and (row["user_id"], row["number"], row["status"]) == (masha.id, 2, "confirmed")
    assert row["notes"] == "{}" and place is not None and tuple(place) == (masha.id, "confirmed")
    with pytest.raises(NotFound):
        await own_events.get_ticket(given, olya.id)
    assert (await own_events.get_ticket(given, masha.id)).number == 2
    said = await database.fetch(
        "SELECT kind, user_id FROM outbox WHERE kind IN ('event-handed-over', 'event-ticket') ORDER BY id"
    )
    assert [tuple(one) for one in said][-2:] == [("event-ticket", masha.id), ("event-handed-over", olya.id)]
    reminded = await database.fetch("SELECT user_id FROM outbox WHERE kind = 'event-reminder' AND state = 'waiting'")
    assert {one["user_id"] for one in reminded} == {masha.id}
    assert await database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'registration-handed-over'") == 1
    assert (await answer(igor, event, Scan("old", MORNING, old))).answer == "revoked"
    assert (await answer(igor, event, Scan("new", MORNING, await ticket_of(given)))).answer == "in"
    assert len((await participants.get_sheet(igor, given)).entries) >= 1


async def test_without_the_rule_after_the_close_and_for_the_wrong_people_it_does_not_go(igor: Person) -> None:
    event = await published(igor)
    olya, masha = await meet("Оля"), await meet("Маша")
    given = await join(olya, event)
    assert not await handover.may_give(given, now=START)
    with pytest.raises(HandoverForbidden):
        await offer(olya, given)
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    assert await handover.may_give(given, now=START)
    with pytest.raises(NotFound):
        await offer(masha, given)
    with pytest.raises(Refusal):
        await in_transaction(lambda: handover.set_rule(masha, event.id, allowed=False, now=START))
    token = await offer(olya, given)
    with pytest.raises(HandoverOwn):
        await take(olya, token)
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=False, now=START))
    with pytest.raises(HandoverForbidden):
        await take(masha, token)
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    late = START + timedelta(days=7)
    with pytest.raises(EventNotOpen):
        await in_transaction(lambda: handover.take(masha, token, {}, now=late))
    await in_transaction(lambda: handover.keep(olya, given, now=START))
    with pytest.raises(HandoverGone):
        await take(masha, token)
    second = await offer(olya, given)
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    with pytest.raises(HandoverGone):
        await take(masha, second)


async def test_the_taker_meets_the_requirements_and_answers_the_questions(igor: Person) -> None:
    event = await allowing(igor, requirements={"min_age": 18})
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    given = (
        await in_transaction(lambda: registration.register(olya, event.id, {"birth_date": "1990-01-01"}, now=START))
    ).registration_id
    asked: dict[str, JsonValue] = {"label": "Клуб", "kind": "text", "required": True}
    await in_transaction(lambda: questions.add_question(igor, event.id, asked, now=START))
    key = (await database.fetchval("SELECT questions->0->>'key' FROM events")) or ""
    token = await offer(olya, given)
    with pytest.raises(AnswersIncomplete):
        await take(masha, token, birth_date="1990-01-01")
    with pytest.raises(RequirementsNotMet):
        await take(masha, token, **{"birth_date": "2020-01-01", key: "Динамо"})
    other = await in_transaction(
        lambda: registration.register(lena, event.id, {"birth_date": "1990-01-01", key: "Спартак"}, now=START)
    )
    assert other.status == "confirmed"
    with pytest.raises(AlreadyRegistered):
        await take(lena, token, **{"birth_date": "1990-01-01", key: "Спартак"})
    await take(masha, token, **{"birth_date": "1991-02-02", key: "Динамо"})
    sheet = await participants.get_sheet(igor, given)
    assert [one.value for one in sheet.answers] == ["1991-02-02", "Динамо"]


async def test_of_two_who_take_it_at_once_one_has_it_and_who_came_in_gives_nothing_away(igor: Person) -> None:
    event = await allowing(igor)
    olya = await meet("Оля")
    given = await join(olya, event)
    token = await offer(olya, given)
    takers = [await meet("Маша"), await meet("Лена"), await meet("Паша")]
    said = await asyncio.gather(*(take(one, token) for one in takers), return_exceptions=True)
    assert sorted(type(one).__name__ for one in said) == ["HandoverGone", "HandoverGone", "int"]
    holder = takers[[type(one) for one in said].index(int)]
    second = await offer(holder, given)
    await in_transaction(
        lambda: door.check_in(
            igor, event.id, [Scan("s1", MORNING, registration_id=given)], key=KEY.public_key(), now=MORNING
        )
    )
    with pytest.raises(HandoverGone):
        await take(olya, second)


async def offer_to(giver: Person, registration_id: int, taker: Person, *, days: int = 0) -> None:
    now = START + timedelta(days=days)
    await in_transaction(lambda: handover.offer_to(giver, registration_id, taker, now=now))


async def token_for(person: Person) -> str:
    token: str = await database.fetchval(
        "SELECT params ->> 'token' FROM outbox WHERE user_id = $1 AND kind = $2 ORDER BY id DESC LIMIT 1",
        *(person.id, handover.OFFERED),
    )
    return token


async def heard(person: Person, kind: str) -> int:
    count: int = await database.fetchval(
        "SELECT count(*) FROM outbox WHERE user_id = $1 AND kind = $2", person.id, kind
    )
    return count


async def test_what_is_offered_by_name_is_theirs_alone_and_the_organizer_hears_of_it(igor: Person) -> None:
    event = await allowing(igor)
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    entry = await join(olya, event)
    by_link = await offer(olya, entry)
    await offer_to(olya, entry, masha)
    with pytest.raises(HandoverGone):
        await take(lena, by_link)
    token = await token_for(masha)
    for nobodys in (lena, igor):
        with pytest.raises(HandoverGone):
            await in_transaction(lambda who=nobodys: handover.prepare(who, token, now=START))  # type: ignore[misc]
        with pytest.raises(HandoverGone):
            await take(nobodys, token)
    with pytest.raises(HandoverGone):
        await in_transaction(lambda: handover.decline(lena, token, now=START))
    assert await handover.given(olya, entry) == handover.Given(token, "Маша")
    async with hints() as told:
        await take(masha, token)
        for person in (olya, masha):
            await told(f"person:{person.id}")
    assert (await own_events.get_ticket(entry, masha.id)).number
    assert (await heard(olya, "event-handed-over"), await heard(igor, "event-ticket-handed")) == (1, 1)


async def test_who_is_asked_may_say_no_and_another_be_asked_but_not_a_crowd(igor: Person) -> None:
    event = await allowing(igor)
    olya, masha, inside = await meet("Оля"), await meet("Маша"), await meet("Катя")
    entry = await join(olya, event)
    await join(inside, event)
    with pytest.raises(HandoverOwn):
        await offer_to(olya, entry, olya)
    with pytest.raises(HandoverTakerIn):
        await offer_to(olya, entry, inside)
    with pytest.raises(NotFound):
        await offer_to(inside, entry, masha)
    await offer_to(olya, entry, masha)
    token = await token_for(masha)
    await in_transaction(lambda: handover.decline(masha, token, now=START))
    with pytest.raises(HandoverGone):
        await take(masha, token)
    assert await heard(olya, "event-handover-declined") == 1 and await handover.given(olya, entry) is None
    for _ in range(handover.MOST_A_DAY - 1):
        await offer_to(olya, entry, masha)
    with pytest.raises(HandoverTooOften):
        await offer_to(olya, entry, masha)
    await offer_to(olya, entry, masha, days=1)


async def test_links_for_anybody_are_not_reckoned_among_those_who_were_asked(igor: Person) -> None:
    event = await allowing(igor)
    olya, masha = await meet("Оля"), await meet("Маша")
    entry = await join(olya, event)
    for _ in range(handover.MOST_A_DAY):
        await offer(olya, entry)
        await in_transaction(lambda: handover.keep(olya, entry, now=START))
    await offer_to(olya, entry, masha)
    assert await heard(masha, handover.OFFERED) == 1


async def test_of_a_yes_and_a_change_of_mind_at_once_one_holds(igor: Person) -> None:
    event = await allowing(igor)
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    entry = await join(olya, event)
    await offer_to(olya, entry, masha)
    token = await token_for(masha)
    said = await asyncio.gather(take(masha, token), offer_to(olya, entry, lena), return_exceptions=True)
    holder = await database.fetchval("SELECT user_id FROM registrations WHERE id = $1", entry)
    if holder == masha.id:
        assert isinstance(said[1], NotFound | HandoverForbidden), said
    else:
        assert isinstance(said[0], HandoverGone) and said[1] is None
