"""A race that is measured by tracks, and people in it who show where they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person, get_person
from domain.events.entry import registration
from domain.events.live import sharing, telling
from domain.events.live.following import Fix
from domain.events.results import rules
from domain.forms.form import JsonValue
from forma.simulation.crowd import give_telephones
from forma.simulation.walkers import place
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
    await give_telephones(event_id)
    async with database.transaction():
        await rules.set_scoring(organizer, event_id, RULES | {"measure": measure}, now=now)
    rows = await database.fetch("SELECT user_id FROM registrations WHERE event_id = $1 ORDER BY number", event_id)
    return event_id, [await get_person(row["user_id"]) for row in rows]


async def share(person: Person, event_id: int, *, message_id: int = 1, now: datetime = START, hours: float = 3) -> None:
    async with database.transaction():
        await sharing.begin(person, event_id, message_id, now + timedelta(hours=hours), now=now)


async def on_the_way(organizer: Person, event_id: int, *, now: datetime) -> None:
    """The organizer runs along and is followed: a kilometre so far. Called within a transaction."""
    start = now - timedelta(minutes=5)
    await database.execute("UPDATE events SET status = 'registration_open' WHERE id = $1", event_id)
    await registration.register(organizer, event_id, {}, now=now)
    await database.execute(
        "UPDATE events SET status = 'running', starts_at = $2, ends_at = NULL WHERE id = $1", event_id, start
    )
    await rules.set_scoring(organizer, event_id, RULES, now=now)
    await sharing.begin(organizer, event_id, 1, now + timedelta(hours=2), now=start)
    for second in range(0, 301, 20):
        at = start + timedelta(seconds=second)
        await sharing.receive(organizer.telegram_id, 1, Fix(at, *place(3.3 * second)), now=at)
    await telling.tell(event_id, now=now)


async def result_of(person: Person) -> tuple[str, ...]:
    """State, marks, reason, source; nothing where there is none."""
    row = await database.fetchrow(
        "SELECT state, marks::text, reason, source FROM results WHERE user_id = $1", person.id
    )
    return tuple(row) if row else ()
