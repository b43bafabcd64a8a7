"""EV-23, M-02, AC-27: a freed place waits for who sleeps, unless there is no time for that (decision 007)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.events import queries
from domain.events.entry import admitting, leaving, registration
from domain.events.entry.holds import HOLD, Night, hold, night_of
from domain.events.models import Event
from domain.notifications import preferences
from scheduler.events import AGENDA
from tests.kit.people import meet, published

NIGHT = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
"""1:00 in Moscow, 8:00 in Vladivostok."""
WAKES = datetime(2026, 12, 2, 5, 0, tzinfo=UTC)
"""8:00 in Moscow."""
HOUR = timedelta(hours=1)
MOSCOW = Night("Europe/Moscow", 23, 8)


async def queue(event: Event, *people: Person) -> None:
    for person in people:
        async with forma_database.transaction():
            await registration.register(person, event.id, {}, now=NIGHT - 12 * HOUR)


async def leave(event: Event, person: Person, now: datetime) -> None:
    async with forma_database.transaction():
        await leaving.leave(person, event.id, now=now)


async def full_event(**plan: Any) -> tuple[Event, Person]:
    event = await published(await meet("Игорь"), now=NIGHT - 24 * HOUR, capacity=1, **plan)
    olya = await meet("Оля")
    await queue(event, olya)
    return event, olya


async def told_at(person: Person) -> datetime | None:
    moment: datetime | None = await forma_database.fetchval(
        "SELECT not_before FROM outbox WHERE kind = 'event-offer' AND user_id = $1", person.id
    )
    return moment


async def ends_at(event: Event, person: Person) -> datetime | None:
    return (await queries.get_event_card(event.id, person)).own_offer_ends_at


async def test_at_night_the_place_is_kept_and_its_time_runs_from_the_morning(database: str) -> None:
    event, olya = await full_event()
    masha, lena = await meet("Маша"), await meet("Лена")
    await queue(event, masha, lena)
    await leave(event, olya, NIGHT)
    assert (await told_at(masha), await ends_at(event, masha)) == (WAKES, WAKES + HOLD)
    await agenda.work_due(AGENDA, WAKES + HOLD - timedelta(seconds=1))
    assert await ends_at(event, masha) == WAKES + HOLD, "her turn has not passed while she slept"
    assert await told_at(lena) is None
    await agenda.work_due(AGENDA, WAKES + HOLD)
    assert (await told_at(lena), await ends_at(event, lena)) == (WAKES + HOLD, WAKES + 2 * HOLD)


async def test_who_is_awake_at_night_may_take_it_and_hears_no_more(database: str) -> None:
    event, olya = await full_event()
    masha = await meet("Маша")
    await queue(event, masha)
    await leave(event, olya, NIGHT)
    async with forma_database.transaction():
        assert (await admitting.take_offer(masha, event.id, now=NIGHT + HOUR)).status == "confirmed"


async def test_night_is_where_the_person_lives_or_at_the_event(database: str) -> None:
    event, olya = await full_event()
    masha = await meet("Маша")
    moved = "UPDATE profiles SET city = 'vladivostok', zone = 'Asia/Vladivostok' WHERE user_id = $1"
    await forma_database.execute(moved, masha.id)
    await queue(event, masha)
    await leave(event, olya, NIGHT + HOUR)
    assert await told_at(masha) == NIGHT + HOUR, "it is nine in the morning there"
    away, katya = await full_event(zone="Asia/Vladivostok")
    lena = await meet("Лена")
    await queue(away, lena)
    await leave(away, katya, NIGHT + HOUR)
    assert await told_at(lena) == NIGHT + HOUR, "she has named no city: the event's night counts"


async def test_quiet_hours_of_ones_own_are_kept(database: str) -> None:
    event, olya = await full_event()
    masha = await meet("Маша")
    async with forma_database.transaction():
        await preferences.set_quiet_hours(masha.id, 22, 7)
    await queue(event, masha)
    await leave(event, olya, NIGHT - 2.5 * HOUR)
    resumes = WAKES - HOUR
    assert await told_at(masha) == resumes, "22:30 is quiet for her"
    assert await ends_at(event, masha) == resumes + HOLD


async def test_when_the_close_is_near_nobody_is_waited_for(database: str) -> None:
    event, olya = await full_event(registration_closes_at=WAKES + HOUR)
    masha = await meet("Маша")
    await queue(event, masha)
    await leave(event, olya, NIGHT)
    assert (await told_at(masha), await ends_at(event, masha)) == (NIGHT, NIGHT + HOLD)


async def test_a_registration_that_closes_after_the_start_is_over_at_the_start(database: str) -> None:
    starts_at = WAKES + HOUR
    event, olya = await full_event(starts_at=starts_at, registration_closes_at=starts_at + HOUR)
    masha = await meet("Маша")
    await queue(event, masha)
    await leave(event, olya, NIGHT)
    assert await told_at(masha) == NIGHT


@pytest.mark.parametrize(
    ("freed", "told", "ends"),
    [
        ("2026-12-01T12:00+03:00", "2026-12-01T12:00+03:00", "2026-12-01T14:00+03:00"),
        ("2026-12-01T22:00+03:00", "2026-12-01T22:00+03:00", "2026-12-02T09:00+03:00"),
        ("2026-12-01T21:00+03:00", "2026-12-01T21:00+03:00", "2026-12-01T23:00+03:00"),
        ("2026-12-01T23:00+03:00", "2026-12-02T08:00+03:00", "2026-12-02T10:00+03:00"),
        ("2026-12-02T07:59+03:00", "2026-12-02T08:00+03:00", "2026-12-02T10:00+03:00"),
        ("2026-12-02T08:00+03:00", "2026-12-02T08:00+03:00", "2026-12-02T10:00+03:00"),
    ],
)
def test_the_time_does_not_run_while_one_sleeps(freed: str, told: str, ends: str) -> None:
    kept = hold(NIGHT + 240 * HOUR, datetime.fromisoformat(freed), MOSCOW)
    assert (kept.told_at, kept.ends_at) == (datetime.fromisoformat(told), datetime.fromisoformat(ends))


@pytest.mark.parametrize("hours", range(1, 60))
def test_whenever_it_closes_there_is_time_for_the_next(hours: int) -> None:
    """At every hour of two days: told no later than it runs, over before the close, nobody asleep unless it is near."""
    closes_at = NIGHT + 60 * HOUR
    now = closes_at - hours * HOUR
    kept = hold(closes_at, now, MOSCOW)
    assert now <= kept.told_at < kept.ends_at < closes_at
    if kept.told_at == now and MOSCOW.until(now):
        assert kept.ends_at - now <= HOLD and hours <= 11, "woken only when the close is near"


def test_quiet_hours_of_nearly_a_day_are_no_night() -> None:
    assert night_of("Europe/Moscow", (9, 8), "Asia/Tokyo") == MOSCOW
    assert night_of("Europe/Moscow", (22, 7), "Asia/Tokyo") == Night("Europe/Moscow", 22, 7)
    assert night_of(None, None, "Asia/Tokyo") == Night("Asia/Tokyo", 23, 8)


def test_a_night_in_which_the_clocks_change_ends_at_its_hour() -> None:
    berlin = Night("Europe/Berlin", 23, 8)
    freed = datetime.fromisoformat("2027-03-27T23:30+01:00")
    kept = hold(freed + 240 * HOUR, freed, berlin)
    assert kept.told_at == datetime.fromisoformat("2027-03-28T08:00+02:00")
