"""Events from before there were ways of taking part keep their places: the migration, with people in the database."""

from __future__ import annotations

import os

import asyncpg
from tortoise.migrations.api import migrate

from domain import database
from domain.accounts.people import get_person
from domain.database import in_transaction
from domain.events import queries
from domain.events.entry import registration
from tests.kit.clock import START
from tests.kit.services import Services

_BEFORE = """
INSERT INTO users (id, status, language, telegram_reachable, created_at)
    SELECT n, 'active', 'ru', TRUE, '{now}' FROM generate_series(901, 903) n;
INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered, profile_visibility,
        results_visibility)
    SELECT n, 'Имя', '', 'Europe/Moscow', '', '{{}}', '{{}}', 'public', 'public' FROM generate_series(901, 903) n;
INSERT INTO place_pools (id, capacity, taken, waiting) VALUES (11, 1, 1, 0), (12, NULL, 0, 0);
INSERT INTO events (id, organizer_id, pool_id, status, title, description, kind, starts_at, zone, is_online, place,
        fee_minor, currency, rules, requirements, questions, visibility, version, created_at)
    SELECT n, 901, n + 10, 'registration_open', 'Забег', '', 'race', '{now}'::timestamptz + interval '7 days',
        'Europe/Moscow', n = 2, '', 0, 'RUB', '', '{{}}', '[]', 'public', 1, '{now}' FROM generate_series(1, 2) n;
INSERT INTO places (id, pool_id, user_id, state, asked_at, changed_at)
    VALUES (21, 11, 902, 'confirmed', '{now}', '{now}');
INSERT INTO registrations (event_id, user_id, place_id, status, answers, number, created_at, changed_at)
    VALUES (1, 902, 21, 'confirmed', '{{}}', 1, '{now}', '{now}');
SELECT setval(pg_get_serial_sequence('places', 'id'), 100), setval(pg_get_serial_sequence('place_pools', 'id'), 100);
"""


async def test_an_event_of_before_keeps_its_places_and_its_people(services: Services, unconnected: None) -> None:
    name = f"before_{os.getpid()}"
    admin = await asyncpg.connect(services.postgres)
    await admin.execute(f"CREATE DATABASE {name}")
    url = services.database_url(name)
    try:
        await migrate(config=database.configuration(url, pool_size=1), target="forma.0006_events_search")
        await database.close()
        old = await asyncpg.connect(url)
        await old.execute(_BEFORE.format(now=START.isoformat()))
        await old.close()
        await database.migrate(url)
        await database.connect(url)
        olya, katya = await get_person(902), await get_person(903)
        card = await queries.get_event_card(1, olya)
        assert [(way.name, way.capacity, way.taken) for way in card.ways] == [("onsite", 1, 1)]
        assert (card.own_status, card.own_way) == ("confirmed", "onsite")
        assert (await queries.get_event_card(2, olya)).is_online
        joined = await in_transaction(lambda: registration.register(katya, 1, {}, now=START))
        assert (joined.status, joined.position) == ("waitlisted", 1)
    finally:
        await database.close()
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()
