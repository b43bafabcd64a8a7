"""EV-x2: events that come every week; each date is an event of its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person, get_person
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import holders, lifecycle, queries
from domain.events.entry import questions, registration
from domain.events.errors import MoveNotAllowed
from domain.events.making import creation
from domain.events.making.creation import plan_of
from domain.events.models import Event
from domain.events.recurring import series, series_queries
from domain.events.recurring.errors import AlreadyInSeries, DateInTheWay, NoMoreDates, NotInSeries
from domain.events.recurring.series import MOST_DATES, Applied, Wanted
from domain.events.talking import faq
from domain.forms.form import JsonValue
from domain.organizations import founding
from domain.organizations.form import Said
from domain.time import local
from tests.kit.clock import START
from tests.kit.people import drafted, meet, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def weekly(igor: Person, dates: int = 4, *, publish: bool = True, **plan: Any) -> list[Event]:
    """All its dates, the first one first."""
    event = await published(igor, **plan)
    made = await in_transaction(lambda: series.make(igor, event.id, Wanted(dates, publish=publish), now=START))
    return [await lifecycle.load(event_id, lock=False) for event_id in (event.id, *made.event_ids)]


async def again(events: list[Event]) -> list[Event]:
    return [await lifecycle.load(one.id, lock=False) for one in events]


async def edit(actor: Person, event: Event, **changes: Any) -> None:
    plan = replace(await plan_of(event), **changes)
    await in_transaction(lambda: creation.edit_event(actor, event.id, plan, version=None, now=START))


async def test_each_date_is_a_real_event_that_copies_everything(igor: Person) -> None:
    first = await drafted(
        igor, "Вторник на стадионе", kind="training", capacity=4, categories=("running",), fee_minor=50_000,
        ends_at=START + timedelta(days=7, hours=2), registration_opens_at=START + timedelta(days=1),
        registration_closes_at=START + timedelta(days=6),
    )  # fmt: skip
    await in_transaction(lambda: questions.add_question(igor, first.id, {"label": "Темп", "kind": "text"}, now=START))
    await in_transaction(lambda: faq.add(igor, first.id, "Где?", "Там", now=START))
    made = await in_transaction(lambda: series.make(igor, first.id, Wanted(3, publish=False), now=START))
    plan = await plan_of(await lifecycle.load(first.id, lock=False))
    for number, event_id in enumerate(made.event_ids, 1):
        copy = await lifecycle.load(event_id, lock=False)
        assert (copy.status, copy.series_id, copy.organizer_id) == ("draft", made.series_id, igor.id)
        own, week = await plan_of(copy), timedelta(weeks=number)
        assert own.starts_at == plan.starts_at + week and own.ends_at == plan.ends_at + week  # type: ignore[operator]
        assert own.registration_opens_at == plan.registration_opens_at + week  # type: ignore[operator]
        assert own.registration_closes_at == plan.registration_closes_at + week  # type: ignore[operator]
        assert (own.capacity, own.fee_minor, own.categories, own.questions) == (
            *(plan.capacity, plan.fee_minor, plan.categories, plan.questions),
        )
        assert [one.question for one in await faq.entries_of(event_id)] == ["Где?"]


@pytest.mark.parametrize(
    ("zone", "first", "hours"),
    [
        ("Europe/Berlin", datetime(2027, 3, 16, 18, 0, tzinfo=UTC), {19}),  # summer time comes on 28 March
        ("America/New_York", datetime(2027, 10, 26, 11, 0, tzinfo=UTC), {7}),  # and goes on 7 November
        ("Europe/Moscow", datetime(2027, 3, 16, 18, 0, tzinfo=UTC), {21}),
    ],
)
async def test_the_hour_on_the_wall_stays(igor: Person, zone: str, first: datetime, hours: set[int]) -> None:
    events = await weekly(igor, 5, zone=zone, starts_at=first, ends_at=first + timedelta(hours=1))
    starts = [local(one.starts_at, zone) for one in events]
    assert {one.hour for one in starts} == hours and {one.weekday() for one in starts} == {starts[0].weekday()}
    assert {(two.date() - one.date()).days for one, two in pairwise(starts)} == {7}
    assert {one.ends_at - one.starts_at for one in events if one.ends_at} == {timedelta(hours=1)}


async def test_an_hour_that_the_clocks_jump_over_comes_later_that_day_only(igor: Person) -> None:
    events = await weekly(igor, 4, zone="Europe/Berlin", starts_at=datetime(2027, 3, 14, 1, 30, tzinfo=UTC))
    assert [local(one.starts_at, "Europe/Berlin").strftime("%d %H:%M") for one in events] == [
        *("14 02:30", "21 02:30", "28 03:30", "04 02:30")
    ]


async def test_until_a_day_counts_that_day(igor: Person) -> None:
    event = await published(igor)
    last = local(event.starts_at, event.zone).date() + timedelta(weeks=3)
    made = await in_transaction(lambda: series.make(igor, event.id, Wanted(until=last), now=START))
    assert len(made.event_ids) == 3
    more = Wanted(until=last + timedelta(days=13))
    assert len((await in_transaction(lambda: series.extend(igor, event.id, more, now=START))).event_ids) == 1


async def test_there_are_never_more_than_a_years_dates(igor: Person) -> None:
    event = await published(igor)
    made = await in_transaction(lambda: series.make(igor, event.id, Wanted(until=date(2099, 1, 1)), now=START))
    assert len(made.event_ids) == MOST_DATES - 1
    with pytest.raises(NoMoreDates):
        await in_transaction(lambda: series.extend(igor, event.id, Wanted(1), now=START))


async def test_what_cannot_be_a_series(igor: Person) -> None:
    events, other = await weekly(igor, 2), await published(igor)
    with pytest.raises(AlreadyInSeries):
        await in_transaction(lambda: series.make(igor, events[1].id, Wanted(2), now=START))
    with pytest.raises(NotInSeries):
        await in_transaction(lambda: series.extend(igor, other.id, Wanted(2), now=START))
    with pytest.raises(NotInSeries):
        await in_transaction(lambda: series.change_all(igor, other.id, now=START))
    with pytest.raises(NoMoreDates):
        await in_transaction(lambda: series.make(igor, other.id, Wanted(until=date(2026, 1, 1)), now=START))
    await in_transaction(lambda: lifecycle.cancel(igor, other.id, "Дождь", now=START))
    with pytest.raises(MoveNotAllowed):
        await in_transaction(lambda: series.make(igor, other.id, Wanted(2), now=START))
    stranger = await meet("Оля")
    for attempt in (
        lambda: series.extend(stranger, events[0].id, Wanted(1), now=START),
        lambda: series.change_all(stranger, events[0].id, now=START),
    ):
        with pytest.raises(NotAllowed):
            await in_transaction(attempt)


async def test_cancelling_or_editing_one_date_does_not_touch_the_others(igor: Person) -> None:
    """EV-x2: "Cancelling one date does not touch others"."""
    events = await weekly(igor)
    await in_transaction(lambda: lifecycle.cancel(igor, events[1].id, "Дождь", now=START))
    await edit(igor, events[2], title="Особый вторник", capacity=9)
    assert [(one.status, one.title) for one in await again(events)] == [
        ("registration_open", "Забег 5 км"),
        ("cancelled", "Забег 5 км"),
        ("registration_open", "Особый вторник"),
        ("registration_open", "Забег 5 км"),
    ]


async def test_all_to_come_follow_but_those_begun_over_and_changed_on_their_own(igor: Person) -> None:
    events = await weekly(igor, 6, ends_at=START + timedelta(days=7, hours=1))
    await edit(igor, events[1], title="Сам по себе")
    await in_transaction(lambda: lifecycle.cancel(igor, events[2].id, "Дождь", now=START))
    await in_transaction(lambda: lifecycle.start(igor, events[3].id, now=START))
    later = events[0].starts_at + timedelta(hours=1, minutes=30)
    await edit(igor, events[0], title="Вторник", starts_at=later, ends_at=later + timedelta(hours=2), capacity=7)
    before = await again(events)
    first = before[0]
    assert await series.count_to_change(first, now=START) == Applied(changed=2, kept=1)
    assert await in_transaction(lambda: series.change_all(igor, first.id, now=START)) == Applied(changed=2, kept=1)
    after = await again(events)
    assert [one.title for one in after] == ["Вторник", "Сам по себе", *["Забег 5 км"] * 2, "Вторник", "Вторник"]
    for was, now in zip(before[4:], after[4:], strict=True):
        assert now.starts_at == was.starts_at + timedelta(hours=1, minutes=30)
        assert now.ends_at == now.starts_at + timedelta(hours=2)
        assert (await plan_of(now)).capacity == 7 and now.status == "registration_open"
    assert not any(one.series_edited for one in (after[0], after[4], after[5])) and after[1].series_edited


async def test_a_draft_that_was_put_away_does_not_follow(igor: Person) -> None:
    events = await weekly(igor, 3, publish=False)
    await in_transaction(lambda: lifecycle.archive(igor, events[2].id, now=START))
    await edit(igor, events[0], title="Вторник")
    assert await in_transaction(lambda: series.change_all(igor, events[0].id, now=START)) == Applied(changed=1, kept=0)
    assert [one.title for one in await again(events)] == ["Вторник", "Вторник", "Забег 5 км"]


async def test_who_takes_part_hears_of_the_new_time_and_keeps_their_questions(igor: Person) -> None:
    events, olya = await weekly(igor, 3), await meet("Оля")
    await in_transaction(lambda: registration.register(olya, events[1].id, {}, now=START))
    asked: dict[str, JsonValue] = {"label": "Клуб", "kind": "text"}
    await in_transaction(lambda: questions.add_question(igor, events[0].id, asked, now=START))
    await edit(igor, (await again(events))[0], starts_at=events[0].starts_at + timedelta(hours=1))
    await in_transaction(lambda: series.change_all(igor, events[0].id, now=START))
    told = await forma_database.fetch("SELECT user_id FROM outbox WHERE kind = 'event-moved'")
    assert [row["user_id"] for row in told] == [olya.id]
    assert [len(one.questions) for one in await again(events)] == [1, 0, 1]


async def test_one_date_that_cannot_follow_keeps_all_of_them(igor: Person) -> None:
    events = await weekly(igor, 3)
    for name in ("Оля", "Маша"):
        person = await meet(name)
        await in_transaction(lambda person=person: registration.register(person, events[2].id, {}, now=START))  # type: ignore[misc]
    await edit(igor, events[0], capacity=1)
    with pytest.raises(DateInTheWay) as refused:
        await in_transaction(lambda: series.change_all(igor, events[0].id, now=START))
    assert refused.value.params["when"] == events[2].starts_at
    assert [(await plan_of(one)).capacity for one in await again(events)] == [1, None, None]


async def test_two_who_change_all_at_once_come_one_after_the_other(igor: Person) -> None:
    events = await weekly(igor, 5)
    await edit(igor, events[0], title="Раз")
    await edit(igor, events[1], title="Два")

    async def change(event: Event) -> Applied:
        return await in_transaction(lambda: series.change_all(igor, event.id, now=START), attempts=1)

    first, second = await asyncio.gather(change(events[0]), change(events[1]))
    assert (first.kept, second.kept) in ((1, 0), (0, 1)), "what the first has made alike the second changes too"
    assert len({one.title for one in await again(events)}) == 1


async def test_whoever_of_the_club_adds_dates_they_stay_the_clubs_and_their_makers(igor: Person) -> None:
    club = await in_transaction(lambda: founding.found(igor, Said("club", "Бегом"), now=START))
    igor, event = await get_person(igor.id), await published(igor)
    await in_transaction(lambda: holders.hand_over(igor, event.id, club.id, now=START))
    masha = await meet("Маша")
    await forma_database.execute(
        "INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES ($1, $2, 'manager', $3)",
        *(club.id, masha.id, START),
    )
    masha = await get_person(masha.id)
    made = await in_transaction(lambda: series.make(masha, event.id, Wanted(2), now=START))
    date_ = await lifecycle.load(made.event_ids[0], lock=False)
    assert (date_.organizer_id, date_.organization_id) == (igor.id, club.id)
    assert [(one.id, one.manages) for one in await series_queries.list_series(masha)] == [(made.series_id, True)]


async def test_a_series_is_seen_as_far_as_its_dates_are(igor: Person) -> None:
    olya = await meet("Оля")
    secret = await weekly(igor, 2, visibility="private")
    with pytest.raises(NotFound):
        await series_queries.get_series(secret[0].series_id or 0, olya)
    with pytest.raises(NotFound):
        await in_transaction(lambda: series_queries.subscribe(olya, secret[0].series_id or 0, now=START))
    half = await weekly(igor, 3, publish=False)
    assert half[0].series_id is not None
    card = await series_queries.get_series(half[0].series_id, olya)
    assert (card.dates, card.to_come, card.manages) == (1, 1, False)
    assert (await series_queries.get_series(half[0].series_id, igor)).dates == 3
    assert [row.id for row in await series_queries.list_dates(half[0].series_id, olya)] == [half[0].id]
    await in_transaction(lambda: lifecycle.cancel(igor, half[0].id, "Дождь", now=START))
    assert await series_queries.list_dates(half[0].series_id, olya) == []
    assert [row.id for row in await series_queries.list_dates(half[0].series_id, olya, past=True)] == [half[0].id]
    assert (await queries.get_event_card(half[0].id, olya)).series_id == half[0].series_id
