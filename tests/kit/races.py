"""A race with many in it, made at once."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from tests.kit.clock import START
from tests.kit.people import published

_CROWD = """
WITH people AS (
    INSERT INTO users (status, language, telegram_reachable, created_at)
    SELECT 'active', 'ru', FALSE, $2 FROM generate_series(1, $3::int) RETURNING id),
known AS (
    INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered, profile_visibility,
                          results_visibility, gender, birth_date)
    SELECT id, 'Бегун', id::text, 'Europe/Moscow', '', '{}', '{}', 'public', 'public',
           CASE id % 2 WHEN 0 THEN 'female' ELSE 'male' END, date '1960-01-01' + (id % 50 * 365)::int FROM people),
numbered AS (SELECT id, $4 + row_number() OVER (ORDER BY id) AS number FROM people),
held AS (
    INSERT INTO places (pool_id, user_id, state, asked_at, changed_at)
    SELECT (SELECT pool_id FROM event_ways WHERE event_id = $1), id, 'confirmed', $2, $2 FROM people
    RETURNING id, user_id)
INSERT INTO registrations (event_id, user_id, place_id, status, answers, notes, number, created_at, changed_at)
SELECT $1, numbered.id, held.id, 'confirmed', '{}', '{}', numbered.number, $2, $2
FROM numbered JOIN held ON held.user_id = numbered.id ORDER BY numbered.number
"""
_AT_ONCE = 10_000


async def race(organizer: Person, runners: int, *, now: datetime = START, **plan: object) -> int:
    """It has begun; numbers from 1. Even ids are women, ages are spread; everybody shows their results."""
    event = await published(organizer, now=now, **{"capacity": None} | plan)
    async with database.transaction():
        for first in range(0, runners, _AT_ONCE):
            await database.execute(_CROWD, event.id, now, min(_AT_ONCE, runners - first), first)
        await lifecycle.start(organizer, event.id, now=now)
    return int(event.id)
