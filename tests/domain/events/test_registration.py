"""EV-18, EV-19, EV-23, EV-E3: taking part, the questions, the waiting list and its offers."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import orjson
import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction, transaction
from domain.events import queries
from domain.events.entry import admitting, answering, leaving, own_events, registration, registration_form
from domain.events.entry.errors import AlreadyRegistered, AnswersIncomplete, NotRegistered, RequirementsNotMet
from domain.events.entry.fitting import misfit
from domain.events.entry.holds import HOLD
from domain.events.entry.requirements import age_on, unmet
from domain.events.errors import EventNotOpen
from domain.events.making import creation
from domain.events.models import Event
from domain.events.people import roster
from domain.events.people.roster import PeopleFilter
from domain.forms.form import JsonValue
from domain.places.errors import CapacityBelowTaken, OfferGone
from scheduler.events import AGENDA
from tests.kit.clock import START
from tests.kit.people import heard, meet, meet_many, plan, published

SHIRT: dict[str, Any] = {
    "key": "shirt",
    "kind": "choice",
    "label": "Футболка",
    "choices": [{"key": "m", "label": "M"}, {"key": "l", "label": "L"}],
    "prefill": "shirt",
}
PHONE: dict[str, Any] = {"key": "emergency", "kind": "phone", "label": "Кому звонить", "prefill": "phone"}


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def join(
    event: Event, person: Person, answers: dict[str, JsonValue] | None = None, *, now: datetime = START
) -> admitting.Outcome:
    return await in_transaction(lambda: registration.register(person, event.id, answers or {}, now=now))


async def leave(event: Event, person: Person, *, now: datetime = START) -> None:
    await in_transaction(lambda: leaving.leave(person, event.id, now=now))


async def own(event: Event, person: Person) -> tuple[str | None, int | None]:
    card = await queries.get_event_card(event.id, person)
    return card.own_status, card.own_position


async def test_thirty_people_and_five_places(igor: Person) -> None:
    event = await published(igor, capacity=5)
    outcomes = [await join(event, person) for person in await meet_many(30)]
    assert [one.status for one in outcomes] == ["confirmed"] * 5 + ["waitlisted"] * 25
    assert [one.position for one in outcomes] == [None] * 5 + list(range(1, 26))
    card = await queries.get_event_card(event.id, igor)
    assert (card.taken, card.waiting, card.places_left, card.is_full) == (5, 25, 0, True)
    numbers = [row.number for row in await roster.list_people(event.id, PeopleFilter(group="going"))]
    assert numbers == [1, 2, 3, 4, 5]


async def test_a_double_tap_is_one_registration(igor: Person) -> None:
    event, olya = await published(igor, capacity=5), await meet("Оля")
    both = await asyncio.gather(join(event, olya), join(event, olya), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["AlreadyRegistered", "Outcome"]
    assert (await queries.get_event_card(event.id, olya)).taken == 1
    assert await heard(olya, "event-ticket") == 1


async def test_one_person_goes_to_two_events(igor: Person) -> None:
    first, second, olya = await published(igor), await published(igor, "Лыжня"), await meet("Оля")
    await join(first, olya)
    await join(second, olya)
    assert len(await own_events.list_my_events(olya.id, "upcoming")) == 2
    assert len(await own_events.list_tickets(olya.id)) == 2


async def test_a_freed_place_goes_down_the_line_until_somebody_takes_it(igor: Person) -> None:
    event = await published(igor, capacity=1)
    olya, pasha, masha, lena = [await meet(name) for name in ("Оля", "Паша", "Маша", "Лена")]
    for person in (olya, pasha, masha, lena):
        await join(event, person)
    await leave(event, olya)
    assert await own(event, pasha) == ("offered", None)
    assert await own(event, masha) == ("waitlisted", 1)
    newcomer = await meet("Катя")
    assert (await join(event, newcomer)).status == "waitlisted"
    almost = START + HOLD - timedelta(seconds=1)
    await agenda.work_due(AGENDA, almost)
    assert (await own(event, pasha))[0] == "offered"
    await agenda.work_due(AGENDA, START + HOLD)
    assert await own(event, pasha) == (None, None)
    assert (await heard(pasha, "event-offer"), await heard(pasha, "event-offer-ended")) == (1, 1)
    assert (await own(event, masha))[0] == "offered"
    await leave(event, masha, now=START + HOLD)
    assert (await own(event, lena))[0] == "offered"
    outcome = await in_transaction(lambda: admitting.take_offer(lena, event.id, now=START + HOLD))
    assert outcome.status == "confirmed"
    assert await own(event, lena) == ("confirmed", None)
    assert await heard(lena, "event-ticket") == 1
    assert await agenda.work_due(AGENDA, START + 3 * HOLD) == 0
    assert await own(event, newcomer) == ("waitlisted", 1)


async def test_an_offer_is_over_exactly_at_its_end_even_before_the_agenda_says_so(igor: Person) -> None:
    event = await published(igor, capacity=1)
    olya, pasha = await meet("Оля"), await meet("Паша")
    await join(event, olya)
    await join(event, pasha)
    await leave(event, olya)
    ends_at = (await queries.get_event_card(event.id, pasha)).own_offer_ends_at
    assert ends_at == START + HOLD
    with pytest.raises(OfferGone):
        await in_transaction(lambda: admitting.take_offer(pasha, event.id, now=START + HOLD))


async def test_more_places_are_offered_in_order(igor: Person) -> None:
    event = await published(igor, capacity=1)
    people = await meet_many(4)
    for person in people:
        await join(event, person)
    with pytest.raises(CapacityBelowTaken):
        await in_transaction(lambda: creation.edit_event(igor, event.id, plan(capacity=0), version=None, now=START))
    await in_transaction(lambda: creation.edit_event(igor, event.id, plan(capacity=3), version=None, now=START))
    assert [(await own(event, person))[0] for person in people] == ["confirmed", "offered", "offered", "waitlisted"]
    await in_transaction(lambda: creation.edit_event(igor, event.id, plan(capacity=None), version=None, now=START))
    assert (await own(event, people[3]))[0] == "offered"


async def test_who_is_not_in_it_cannot_leave_or_accept(igor: Person) -> None:
    event, olya = await published(igor), await meet("Оля")
    for reach in (leaving.leave, admitting.take_offer):
        with pytest.raises(NotRegistered):
            async with transaction():
                await reach(olya, event.id, now=START)
    await join(event, olya)
    with pytest.raises(AlreadyRegistered):
        async with transaction():
            await registration.prepare(olya, event.id, now=START)


async def test_nobody_leaves_what_has_begun(igor: Person) -> None:
    event, olya = await published(igor), await meet("Оля")
    await join(event, olya)
    await agenda.work_due(AGENDA, event.starts_at)
    with pytest.raises(EventNotOpen):
        await leave(event, olya, now=event.starts_at)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 12, 8), date(2026, 12, 8), 18),
        (date(2008, 12, 9), date(2026, 12, 8), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_is_counted_on_the_day(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_what_is_not_known_does_not_fit() -> None:
    asked = {"min_age": 18, "max_age": 60, "gender": "female"}
    reasons = unmet(asked, birth_date=None, gender=None, level=None, weight=None, event_day=date(2026, 12, 8))
    assert [(one.code, one.value) for one in reasons] == [("min-age", 18), ("max-age", 60), ("gender", "female")]


def test_the_first_and_the_last_age_are_within() -> None:
    asked, day = {"min_age": 18, "max_age": 60}, date(2026, 12, 8)
    for age, why in ((17, ["min-age"]), (18, []), (60, []), (61, ["max-age"])):
        born = date(day.year - age, day.month, day.day)
        found = unmet(asked, birth_date=born, gender=None, level=None, weight=None, event_day=day)
        assert [one.code for one in found] == why, age
        refusal = misfit(Event(starts_at=START.replace(day=8), zone="UTC", requirements=asked), "birth_date", str(born))
        assert (refusal is None) == (not why), age


async def test_age_is_that_of_the_events_day_where_it_is(igor: Person) -> None:
    """It starts on the 8th at 22:30 UTC: in Moscow that is the 9th already, and a birthday."""
    starts_at = START.replace(day=8, hour=22, minute=30)
    event = await published(igor, starts_at=starts_at, requirements={"min_age": 18})
    olya, pasha = await meet("Оля"), await meet("Паша")
    assert (await join(event, olya, {"birth_date": "2008-12-09"})).status == "confirmed"
    with pytest.raises(RequirementsNotMet) as refused:
        await join(event, pasha, {"birth_date": "2008-12-10"})
    assert refused.value.params == {"reasons": [("min-age", 18)]}


async def test_every_question_must_be_answered_and_consents_given(igor: Person) -> None:
    hidden = {**SHIRT, "key": "size2", "only_if": {"key": "shirt", "values": ["l"]}}
    event = await published(igor, questions=[SHIRT, hidden], requirements={"confirm": ["Здоров"]})
    olya = await meet("Оля")
    with pytest.raises(AnswersIncomplete) as refused:
        await join(event, olya, {"shirt": "l", "confirm_0": False})
    assert refused.value.params == {"missing": ["size2", "confirm_0"]}
    assert (await join(event, olya, {"shirt": "m", "confirm_0": True})).status == "confirmed"


async def test_answers_are_offered_at_the_next_event(igor: Person) -> None:
    first = await published(igor, questions=[SHIRT, PHONE], requirements={"min_age": 18})
    olya = await meet("Оля")
    said: dict[str, JsonValue] = {"shirt": "l", "emergency": "+79161234567", "birth_date": "1990-05-01"}
    await join(first, olya, said)
    known = await registration_form.prefill(olya.id, await registration_form.build(first))
    assert known == {"shirt": "l", "emergency": "+79161234567", "birth_date": "1990-05-01"}


async def test_changed_answers_leave_a_history(igor: Person) -> None:
    event, olya = await published(igor, questions=[SHIRT]), await meet("Оля")
    await join(event, olya, {"shirt": "l"})
    async with transaction():
        await answering.change_answers(olya, event.id, {"shirt": "m"}, now=START)
    _, answers = await answering.current_answers(olya, event.id, now=START)
    assert answers == {"shirt": "m"}
    rows = await forma_database.fetch("SELECT to_status, details FROM registration_changes ORDER BY id")
    assert [(row["to_status"], orjson.loads(row["details"])) for row in rows] == [
        ("confirmed", {}),
        ("confirmed", {"answers_before": {"shirt": "l"}}),
    ]
    known = await registration_form.prefill(olya.id, await registration_form.build(event))
    assert known["shirt"] == "m"
    with pytest.raises(EventNotOpen):
        async with transaction():
            await answering.change_answers(olya, event.id, {"shirt": "l"}, now=event.starts_at)


async def test_the_history_tells_every_status(igor: Person) -> None:
    event = await published(igor, capacity=1)
    olya, pasha = await meet("Оля"), await meet("Паша")
    await join(event, olya)
    await join(event, pasha)
    await leave(event, olya)
    await in_transaction(lambda: admitting.take_offer(pasha, event.id, now=START))
    rows = await forma_database.fetch(
        "SELECT c.from_status, c.to_status FROM registration_changes c "
        "JOIN registrations r ON r.id = c.registration_id WHERE r.user_id = $1 ORDER BY c.id",
        pasha.id,
    )
    assert [tuple(row) for row in rows] == [
        (None, "waitlisted"),
        ("waitlisted", "offered"),
        ("offered", "confirmed"),
    ]
