"""A race with many in it, made at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from forma.simulation.crowd import register_runners
from tests.kit.clock import START
from tests.kit.people import published


async def race(organizer: Person, runners: int, *, now: datetime = START, **plan: Any) -> int:
    """It has begun; numbers from 1. Even ids are women, ages are spread; everybody shows their results."""
    event = await published(organizer, now=now, **{"capacity": None} | plan)
    async with database.transaction():
        await register_runners(event.id, runners, now=now)
        await lifecycle.start(organizer, event.id, now=now)
    return int(event.id)
