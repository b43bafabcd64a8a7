"""Thousands of people and their events, written by SQL: what they are asked to do afterwards goes through the doors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain import database
from domain.accounts.people import get_person
from domain.events import lifecycle
from domain.events.making import creation
from domain.events.making.creation import EventPlan

FIRST = 7_100_000_000
"""Telegram ids of invented people begin after this one."""

_PEOPLE = """
WITH one AS (
    INSERT INTO users (telegram_id, username, status, language, telegram_reachable, created_at, onboarded_at)
    SELECT $1::bigint + n, 'runner' || n, 'active', 'ru', TRUE, $3::timestamptz, $3::timestamptz
    FROM generate_series(1, $2::int) n
    RETURNING id, telegram_id
), profile AS (
    INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered, profile_visibility,
                          results_visibility)
    SELECT id, 'Оля', 'Белова', 'Europe/Moscow', '', '{}', '{}', 'private', 'private' FROM one
)
INSERT INTO consents (user_id, kind, given_at) SELECT id, 'service', $3::timestamptz FROM one
RETURNING user_id
"""


async def settle_in(count: int) -> list[int]:
    """People who have agreed to what we keep; their user ids, in the order of their Telegram ids from FIRST + 1."""
    return sorted(row["user_id"] for row in await database.fetch(_PEOPLE, FIRST, count, datetime.now(UTC)))


async def publish_events(organizer_id: int, count: int) -> list[int]:
    """Open for registration, with places for everybody, in a week."""
    now = datetime.now(UTC)
    organizer, made = await get_person(organizer_id), []
    for number in range(count):
        plan = EventPlan(f"Забег {number} на 5 км", now + timedelta(days=7), "Europe/Moscow", place="Сокольники")
        async with database.transaction():
            event = await creation.create_event(organizer, plan, now=now)
            await lifecycle.publish(organizer, event.id, now=now)
        made.append(event.id)
    return made
