"""M-06, EV-29: /late moves the start, its end and the reminders, and everybody is told once with both times."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed
from domain.events import lateness, lifecycle
from domain.events.entry import registration
from domain.events.errors import LateByHowMuch, MoveNotAllowed
from domain.events.lateness import Moved
from domain.events.models import Event
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def late(actor: Person, event: Event, minutes: int = 15) -> Moved:
    return await in_transaction(lambda: lateness.start_later(actor, event.id, minutes, now=START))


async def test_everybody_is_told_once_and_reminders_move(igor: Person) -> None:
    starts_at = START + timedelta(days=7)
    event = await published(igor, ends_at=starts_at + timedelta(hours=2), capacity=2)
    for person in await meet_many(3):
        await in_transaction(lambda p=person: registration.register(p, event.id, {}, now=START))  # type: ignore[misc]
    moved = await late(igor, event)
    assert (moved.old, moved.new) == (starts_at, starts_at + timedelta(minutes=15))
    after = await lifecycle.load(event.id, lock=False)
    assert (after.starts_at, after.ends_at) == (moved.new, moved.new + timedelta(hours=2))
    told = await forma_database.fetch("SELECT user_id, params::text FROM outbox WHERE kind = 'event-moved'")
    assert len({row["user_id"] for row in told}) == len(told) == 3, "who waits in the queue is told as well"
    both = orjson.loads(told[0]["params"])
    assert (both["old"], both["new"]) == (moved.old.isoformat(), moved.new.isoformat())
    due = await forma_database.fetch(
        "SELECT DISTINCT not_before FROM outbox WHERE kind = 'event-reminder' AND state = 'waiting' ORDER BY 1"
    )
    assert [row["not_before"] for row in due] == [moved.new - timedelta(hours=hours) for hours in (24, 1)]


@pytest.mark.parametrize("minutes", [0, -5, 601, 10**9])
async def test_only_a_sensible_time_later(igor: Person, minutes: int) -> None:
    event = await published(igor)
    with pytest.raises(LateByHowMuch):
        await late(igor, event, minutes)
    assert (await lifecycle.load(event.id, lock=False)).starts_at == event.starts_at


async def test_what_has_begun_is_not_moved_and_strangers_move_nothing(igor: Person) -> None:
    event, olya = await published(igor), await meet("Оля")
    with pytest.raises(NotAllowed):
        await late(olya, event)
    await in_transaction(lambda: lifecycle.start(igor, event.id, now=START))
    with pytest.raises(MoveNotAllowed):
        await late(igor, event)
