"""EV-29: of many who register at once the organizer's digest forgets nobody and counts nobody twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.events.entry import registration
from domain.events.models import Event
from domain.events.people.notices import newcomers
from tests.kit.clock import START
from tests.kit.people import meet, published


async def join(person: Person, event: Event, now: datetime) -> None:
    await in_transaction(lambda: registration.register(person, event.id, {}, now=now))


async def digests(event: Event) -> list[list[str]]:
    rows = await forma_database.fetch("SELECT params FROM outbox WHERE kind = 'event-registrations' ORDER BY id")
    told = [orjson.loads(row["params"]) for row in rows]
    return [await newcomers(event.id, one["since"], datetime.fromisoformat(one["until"])) for one in told]


async def test_who_began_before_and_was_held_up_is_in_it(database: str) -> None:
    """Their moment is earlier than that of whoever came before them: they waited for the event."""
    igor, olya, pasha, lena = [await meet(name) for name in ("Игорь", "Оля", "Паша", "Лена")]
    event = await published(igor)
    await join(olya, event, START + timedelta(seconds=3))
    await join(pasha, event, START)
    await join(lena, event, START + timedelta(minutes=9))
    assert await digests(event) == [["Оля", "Паша", "Лена"]]
    anna, masha = await meet("Анна"), await meet("Маша")
    await join(anna, event, START + timedelta(minutes=12))
    await join(masha, event, START + timedelta(minutes=11, seconds=59))
    assert await digests(event) == [["Оля", "Паша", "Лена"], ["Анна", "Маша"]]
