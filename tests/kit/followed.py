"""A race that is measured by tracks, and people in it who show where they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person, get_person
from domain.events.live import sharing
from domain.events.results import rules
from domain.forms.form import JsonValue
from tests.kit.clock import START
from tests.kit.races import race

RULES: dict[str, JsonValue] = {"measure": "time", "stages": 1, "by_sex": True, "ages": "30, 40", "tracks": True}


async def followed_race(
    organizer: Person, runners: int, *, now: datetime = START, measure: str = "time", distance_m: int | None = 5000
) -> tuple[int, list[Person]]:
    """It starts now; the runners are known to Telegram by their numbers."""
    event_id = await race(organizer, runners, now=now, distance_m=distance_m)
    await database.execute(
        "UPDATE events SET starts_at = $2, ends_at = $3, kind = 'race' WHERE id = $1",
        *(event_id, now, now + timedelta(hours=2)),
    )
    await database.execute(
        "UPDATE users u SET telegram_id = 6000000000 + u.id FROM registrations g "
        "WHERE g.user_id = u.id AND g.event_id = $1 AND u.telegram_id IS NULL",
        event_id,
    )
    async with database.transaction():
        await rules.set_scoring(organizer, event_id, RULES | {"measure": measure}, now=now)
    rows = await database.fetch("SELECT user_id FROM registrations WHERE event_id = $1 ORDER BY number", event_id)
    return event_id, [await get_person(row["user_id"]) for row in rows]


async def share(person: Person, event_id: int, *, message_id: int = 1, now: datetime = START, hours: float = 3) -> None:
    async with database.transaction():
        await sharing.begin(person, event_id, message_id, now + timedelta(hours=hours), now=now)
