"""People with names, and the events they meet at."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from domain import database
from domain.accounts import people, roles
from domain.accounts.people import Person, TelegramPerson
from domain.events import lifecycle
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.events.models import Event
from tests.kit.clock import START

_numbers = itertools.count(5_000_000_001)
_HANDLES = {"Оля": "olya", "Паша": "pasha", "Игорь": "igor", "Маша": "masha", "Анна": "anna", "Лена": "lena"}
_PAUL = "Паша"
"""He speaks English."""


async def meet(name: str, *, now: datetime = START, language: str | None = None, username: str | None = None) -> Person:
    """Somebody new who has come to the bot for the first time."""
    number = next(_numbers)
    known = TelegramPerson(number, name, username=username or f"{_HANDLES.get(name, 'guest')}{number}")
    async with database.transaction():
        return await people.meet(known, now=now, language=language or ("en" if name == _PAUL else "ru"))


async def meet_many(count: int, *, now: datetime = START) -> list[Person]:
    async with database.transaction():
        return [
            await people.meet(TelegramPerson(next(_numbers), f"Бегун {index}"), now=now, language="ru")
            for index in range(count)
        ]


async def administrator(name: str = "Анна", *, now: datetime = START) -> Person:
    person = await meet(name, now=now)
    async with database.transaction():
        await roles.appoint_first_administrators([person.telegram_id], now=now)
        return await people.get_person(person.id)


def plan(title: str = "Забег 5 км", *, now: datetime = START, **changes: Any) -> EventPlan:
    """A week from now at the same hour, in Moscow; anything may be said otherwise."""
    values: dict[str, Any] = {"starts_at": now + timedelta(days=7), "zone": "Europe/Moscow", "place": "Сокольники"}
    return EventPlan(title=title, **values | changes)


async def drafted(organizer: Person, title: str = "Забег 5 км", *, now: datetime = START, **changes: Any) -> Event:
    async with database.transaction():
        return await creation.create_event(organizer, plan(title, now=now, **changes), now=now)


async def published(organizer: Person, title: str = "Забег 5 км", *, now: datetime = START, **changes: Any) -> Event:
    event = await drafted(organizer, title, now=now, **changes)
    async with database.transaction():
        return await lifecycle.publish(organizer, event.id, now=now)


async def heard(person: Person, kind: str) -> int:
    """How often that is to be said to them, or was."""
    count: int = await database.fetchval(
        "SELECT count(*) FROM outbox WHERE user_id = $1 AND kind = $2", person.id, kind
    )
    return count
