"""A person's own registration at an event."""

from __future__ import annotations

from datetime import timedelta

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.events.access import require_access
from domain.events.entry.errors import NotRegistered
from domain.events.entry.statuses import OUT_SQL

LIVE = f"status NOT IN {OUT_SQL}"
MOST_A_DAY = 10
"""So often somebody enters one event in a day; of each time its organizers may hear, and who waits behind them."""
DAY = timedelta(days=1)


async def is_in(event_id: int, user_id: int) -> bool:
    """Whether the person takes part, or wants to."""
    return await live_registration(event_id, user_id) is not None


async def own_registration(event_id: int, person: Person) -> asyncpg.Record:
    """Raises NotRegistered, or NotFound for an event of which the person may not know."""
    row = await live_registration(event_id, person.id)
    if row is None:
        await require_access(person, event_id)
        raise NotRegistered
    return row


async def live_registration(event_id: int, user_id: int) -> asyncpg.Record | None:
    return await database.fetchrow(
        f"SELECT * FROM registrations WHERE event_id = $1 AND user_id = $2 AND {LIVE}", event_id, user_id
    )
