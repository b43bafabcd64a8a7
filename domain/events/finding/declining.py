"""«Не предлагать такое»: neither that event nor another date of it, and less of what is like it."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound


async def decline(person: Person, event_id: int, *, now: datetime) -> None:
    """Saying it twice is saying it once. Raises NotFound for what was never offered to anybody."""
    public = await database.fetchval(
        "SELECT TRUE FROM events WHERE id = $1 AND visibility = 'public' AND status <> 'draft'", event_id
    )
    if not public:
        raise NotFound
    await database.execute(
        "INSERT INTO declined_events (user_id, event_id, declined_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        *(person.id, event_id, now),
    )


async def take_back(person: Person, event_id: int) -> None:
    await database.execute("DELETE FROM declined_events WHERE user_id = $1 AND event_id = $2", person.id, event_id)
