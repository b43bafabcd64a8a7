"""Very many people at once, by SQL: what they do afterwards goes through the doors."""

from __future__ import annotations

from datetime import datetime

from domain import database

FIRST_TELEGRAM_ID = 6_000_000_000
"""Runners are known to Telegram by this and their own number."""
_RUNNERS = """
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
_KNOWN = """
UPDATE users u SET telegram_id = $2 + u.id FROM registrations g
WHERE g.user_id = u.id AND g.event_id = $1 AND u.telegram_id IS NULL
"""
_GUESTS = """
WITH people AS (
    INSERT INTO users (status, language, telegram_reachable, created_at)
    SELECT 'active', CASE n % 4 WHEN 0 THEN 'en' ELSE 'ru' END, FALSE, $1 FROM generate_series(1, $2::int) n
    RETURNING id)
INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered, profile_visibility,
                      results_visibility)
SELECT id, 'Зритель', id::text, 'Europe/Moscow', '', '{}', '{}', 'private', 'private' FROM people RETURNING user_id
"""
_AT_ONCE = 10_000


async def register_runners(event_id: int, count: int, *, now: datetime) -> None:
    """Numbers from 1. Even ids are women, ages are spread; everybody shows their results, and nobody has a chat."""
    for first in range(0, count, _AT_ONCE):
        await database.execute(_RUNNERS, event_id, now, min(_AT_ONCE, count - first), first)


async def give_telephones(event_id: int) -> None:
    """From now on those who take part are known to Telegram."""
    await database.execute(_KNOWN, event_id, FIRST_TELEGRAM_ID)


async def invite_guests(count: int, *, now: datetime) -> list[int]:
    """People who only look; every fourth reads English. Their user ids."""
    return sorted(row["user_id"] for row in await database.fetch(_GUESTS, now, count))
