"""EV-15: three events a week for who wants them, and a word about what is new near by; each once, and not at night."""

from __future__ import annotations

import asyncio
from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.events.entry import registration
from domain.events.finding import nearby, weekly
from domain.events.finding.errors import MomentUnknown, PlaceNotSaid, RadiusUnknown
from domain.events.making import creation
from domain.notifications import preferences
from domain.notifications.rules import Channel, Topic
from domain.organizations import follows
from domain.organizations.follows import Organizer
from scheduler.events import AGENDA, plan_looks
from tests.domain.events.test_recommendations import KAZAN, MOSCOW, at, runner
from tests.kit.clock import START
from tests.kit.people import meet
from tests.kit.waiting import OTHERS_WAIT, until

THURSDAY = datetime(2026, 12, 3, 15, 0, tzinfo=UTC)
"""Six in the evening in Moscow."""


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def told(kind: str) -> list[tuple[int, list[int]]]:
    rows = await forma_database.fetch("SELECT user_id, params FROM outbox WHERE kind = $1 ORDER BY id", kind)
    said = [(row["user_id"], orjson.loads(row["params"])) for row in rows]
    return [(user_id, one.get("events") or [one["event_id"]]) for user_id, one in said]


async def due(now: datetime) -> None:
    """Everything that is due by then, and what that plans."""
    while await agenda.work_due(AGENDA, now):
        pass


def test_a_week_has_one_such_hour_where_the_person_lives() -> None:
    assert weekly.next_moment(START, "Europe/Moscow", 3, 18) == THURSDAY
    assert weekly.next_moment(THURSDAY, "Europe/Moscow", 3, 18) == THURSDAY + timedelta(days=7)
    assert weekly.next_moment(THURSDAY - timedelta(seconds=1), "Europe/Moscow", 3, 18) == THURSDAY
    assert weekly.next_moment(START, "Asia/Vladivostok", 3, 18) == datetime(2026, 12, 3, 8, tzinfo=UTC)
    before_change = datetime(2026, 3, 27, 12, tzinfo=UTC)
    assert weekly.next_moment(before_change, "Europe/Berlin", 6, 2).astimezone(UTC) == datetime(
        2026, 3, 29, 1, tzinfo=UTC
    )


async def test_the_week_brings_three_to_who_wants_them_and_never_the_same_again(igor: Person) -> None:
    olya, _ = await runner(), await runner("Лена")
    events = [await at(igor, f"Забег {n}", KAZAN, 20 + n, categories=("running",)) for n in range(5)]
    await in_transaction(lambda: weekly.subscribe(olya, now=START))
    assert (await weekly.get_wish(olya)).wanted
    await in_transaction(lambda: plan_looks(START))
    await due(THURSDAY - timedelta(minutes=15))
    assert await told("event-weekly") == []
    await due(THURSDAY + timedelta(minutes=10))
    assert await told("event-weekly") == [(olya.id, [one.id for one in events[:3]])]
    row = await forma_database.fetchrow(
        "SELECT topic, subject, urgency, expires_at FROM outbox WHERE kind = 'event-weekly'"
    )
    assert row is not None and tuple(row)[:3] == ("marketing", "weekly:1", 3)
    await due(THURSDAY + timedelta(days=7, minutes=20))
    assert (await told("event-weekly"))[1:] == [(olya.id, [one.id for one in events[3:]])]
    await due(THURSDAY + timedelta(days=14, minutes=30))
    assert len(await told("event-weekly")) == 2, "nothing to offer, nothing sent"


async def test_who_switched_the_type_on_elsewhere_is_in_it_and_who_muted_it_is_not(igor: Person) -> None:
    await at(igor, "Забег", KAZAN, 20)
    anya, olya, pasha = await runner("Анна"), await runner(), await runner("Паша")
    for person in (anya, olya):
        await in_transaction(
            lambda person=person: preferences.set_preference(person.id, Topic.MARKETING, Channel.EMAIL, True)  # type: ignore[misc]
        )
    await in_transaction(lambda: weekly.subscribe(pasha, weekday=0, hour=7, now=START))
    await in_transaction(lambda: weekly.stop(olya))
    assert not (await weekly.get_wish(olya)).wanted and (await weekly.get_wish(anya)).wanted
    await in_transaction(lambda: plan_looks(START))
    await due(START + timedelta(minutes=10))
    await due(THURSDAY + timedelta(minutes=10))
    assert {one[0] for one in await told("event-weekly")} == {anya.id}
    await in_transaction(lambda: weekly.subscribe(olya, now=THURSDAY + timedelta(hours=1)))
    await due(THURSDAY + timedelta(days=8))
    assert {one[0] for one in await told("event-weekly")} == {anya.id, olya.id, pasha.id}
    with pytest.raises(MomentUnknown):
        await in_transaction(lambda: weekly.subscribe(olya, weekday=7, now=START))


async def test_many_are_chosen_for_part_by_part(igor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weekly, "AT_ONCE", 2)
    monkeypatch.setattr(weekly, "_CLAIM", weekly._CLAIM.replace("LIMIT 100", "LIMIT 2"))
    await at(igor, "Забег", KAZAN, 20)
    people = [await runner(name) for name in ("Оля", "Лена", "Маша", "Анна", "Паша")]
    for person in people:
        await in_transaction(lambda person=person: weekly.subscribe(person, now=START))  # type: ignore[misc]
    await in_transaction(lambda: plan_looks(START))
    await due(THURSDAY + timedelta(minutes=10))
    assert sorted(one[0] for one in await told("event-weekly")) == sorted(person.id for person in people)


async def test_something_new_near_by_is_told_once_a_day_at_most(igor: Person) -> None:
    olya, far, idle = await runner(), await runner("Маша", at=MOSCOW), await runner("Лена")
    yogi, tight = await runner("Анна", interests=("yoga",)), await runner("Паша")
    for person, km in ((olya, 50), (far, 50), (yogi, 50), (tight, 5)):
        await in_transaction(lambda person=person, km=km: nearby.set_radius(person, km))  # type: ignore[misc]
    assert await nearby.get_radius(olya) == 50 and await nearby.get_radius(idle) is None
    where = {"point": (55.95, 49.11), "categories": ("running",)}
    first = await at(igor, "Забег", days=7, **where)  # type: ignore[arg-type]
    second = await at(igor, "Ещё", days=8, **where)  # type: ignore[arg-type]
    await due(START)
    assert await told("event-nearby") == [(olya.id, [first.id])]
    third = await at(igor, "Завтра новое", now=START, days=9, **where)  # type: ignore[arg-type]
    await due(START + timedelta(days=1))
    assert await told("event-nearby") == [(olya.id, [first.id]), (olya.id, [third.id])]
    assert second.id not in [one[1][0] for one in await told("event-nearby")]
    assert await forma_database.fetchval("SELECT count(*) FROM agenda WHERE kind = 'event-nearby'") == 0


async def test_of_two_that_are_told_of_at_once_one_is(igor: Person) -> None:
    """Both are looked at before either is told; who comes second waits for the first, and finds the day used up."""
    olya = await runner()
    await in_transaction(lambda: nearby.set_radius(olya, 50))
    events = [await at(igor, name, KAZAN, 7, categories=("running",)) for name in ("Забег", "Ещё")]
    first, second = (f"{event.id}:0" for event in events)

    async def wait_for_the_first() -> None:
        await in_transaction(lambda: nearby.tell_some(second, START))

    async with forma_database.transaction():
        await nearby.tell_some(first, START)
        waiting = asyncio.create_task(wait_for_the_first(), context=Context())
        await until(lambda: forma_database.fetchval(OTHERS_WAIT))
    await waiting
    assert await told("event-nearby") == [(olya.id, [events[0].id])]


async def test_nothing_private_unfit_followed_or_asleep_is_told_as_near(igor: Person) -> None:
    olya = await runner()
    await in_transaction(lambda: nearby.set_radius(olya, 10))
    near = {"categories": ("running",)}
    private = await at(igor, "По ссылке", KAZAN, visibility="private", **near)
    await forma_database.execute("UPDATE profiles SET birth_date = '2012-01-01' WHERE user_id = $1", olya.id)
    await at(igor, "Взрослый", KAZAN, requirements={"min_age": 18}, **near)
    masha = await meet("Маша")
    await in_transaction(lambda: follows.follow(olya, Organizer(user_id=masha.id), now=START))
    await at(masha, "От Маши", KAZAN, **near)
    await at(olya, "Моё", KAZAN, **near)
    await due(START)
    assert await told("event-nearby") == []
    night = START.replace(hour=21)
    plan = await creation.plan_of(private)
    await in_transaction(
        lambda: creation.edit_event(igor, private.id, replace(plan, visibility="public"), version=None, now=night)
    )
    await due(night)
    assert await told("event-nearby") == [(olya.id, [private.id])], "it is for everybody now"
    assert await forma_database.fetchval("SELECT not_before FROM outbox WHERE kind = 'event-nearby'") == datetime(
        2026, 12, 2, 5, tzinfo=UTC
    ), "told in the morning"


async def test_a_radius_needs_a_place_and_is_one_of_four(igor: Person) -> None:
    nowhere = await runner("Лена", at=None)
    with pytest.raises(PlaceNotSaid):
        await in_transaction(lambda: nearby.set_radius(nowhere, 10))
    olya = await runner()
    with pytest.raises(RadiusUnknown):
        await in_transaction(lambda: nearby.set_radius(olya, 7))
    await in_transaction(lambda: nearby.set_radius(olya, 10))
    await in_transaction(lambda: nearby.set_radius(olya, None))
    assert await nearby.get_radius(olya) is None
    event = await at(igor, "Забег", KAZAN, categories=("running",))
    await in_transaction(lambda: registration.register(olya, event.id, {}, now=START))
    await due(START)
    assert await told("event-nearby") == []
