"""Every migration runs on a database in which people have lived: each step from the second on, one after another."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg
import pytest
from tortoise.migrations import executor
from tortoise.migrations.api import migrate
from tortoise.migrations.recorder import MigrationRecorder

from domain import database
from domain.accounts.people import get_person
from domain.database import in_transaction
from domain.events import queries
from domain.events.entry import leaving
from domain.events.making.form import EVENT_FORM
from domain.events.people import participants
from domain.events.talking import faq
from domain.forms.drafts import load_draft
from forma.backup import MIGRATIONS
from tests.kit.clock import START
from tests.kit.databases import Databases
from tests.kit.services import Services, empty_database

STEPS = sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
_LIFE = """
INSERT INTO users (id, status, language, telegram_reachable, created_at)
    SELECT n, 'active', 'ru', TRUE, '{now}' FROM generate_series(901, 903) n;
INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered, profile_visibility,
        results_visibility)
    SELECT n, 'Имя', '', 'Europe/Moscow', '', '{{}}', '{{"phone": "+79161234567"}}', 'public', 'public'
    FROM generate_series(901, 903) n;
INSERT INTO sanctions (id, user_id, reason, imposed_by, imposed_at, until)
    VALUES (31, 903, 'шумел', 901, '{now}', '{now}'::timestamptz + interval '1 day');
INSERT INTO appeals (sanction_id, user_id, text, sent_at, decided_at, decided_by, decision, answer)
    VALUES (31, 903, 'не шумел', '{now}', '{now}', 901, 'kept', 'шумел');
INSERT INTO email_codes (user_id, email, code_hash, tries_left, sent_at, expires_at)
    VALUES (902, 'olya@example.org', repeat('0', 64), 5, '{now}', '{now}');
INSERT INTO place_pools (id, capacity, taken, waiting) VALUES (11, 1, 1, 1), (12, NULL, 0, 0), (13, 5, 0, 0);
INSERT INTO files (id, owner_id, purpose, state, path, mime, created_at)
    VALUES (41, 901, 'cover', 'ready', 'files/ab', 'image/webp', '{now}');
INSERT INTO events (id, organizer_id, pool_id, status, title, description, kind, starts_at, zone, is_online, place,
        fee_minor, currency, rules, requirements, questions, visibility, link_token, version, created_at, cover_file_id)
    SELECT n, 901, n + 10, CASE n WHEN 3 THEN 'draft' ELSE 'registration_open' END, 'Утренняя пробежка', '', 'race',
        '{now}'::timestamptz + interval '7 days', 'Europe/Moscow', n = 2, '', 0, 'RUB', '', '{{}}',
        '[{{"key": "q_1", "kind": "text", "label": "Клуб"}}]',
        CASE n WHEN 2 THEN 'private' ELSE 'public' END, CASE n WHEN 2 THEN repeat('a', 22) END, 1, '{now}',
        CASE n WHEN 1 THEN 41 WHEN 2 THEN 999 END FROM generate_series(1, 3) n;
INSERT INTO places (id, pool_id, user_id, state, asked_at, changed_at)
    VALUES (21, 11, 902, 'confirmed', '{now}', '{now}'), (22, 11, 903, 'waiting', '{now}', '{now}');
INSERT INTO registrations (id, event_id, user_id, place_id, status, answers, number, created_at, changed_at)
    VALUES (51, 1, 902, 21, 'confirmed', '{{"q_1": "Динамо"}}', 1, '{now}', '{now}'),
           (52, 1, 903, 22, 'waitlisted', '{{"q_1": "Спартак"}}', NULL, '{now}', '{now}');
INSERT INTO registration_changes (registration_id, actor_id, at, from_status, to_status, details)
    VALUES (51, 902, '{now}', NULL, 'confirmed', '{{}}');
INSERT INTO form_drafts (user_id, chat_id, form, subject, step, answers, suggested, paused, updated_at)
    VALUES (902, 902, 'event', '', 'when', '{{"title": "Мой забег"}}', '{{}}', FALSE, '{now}');
INSERT INTO outbox (kind, params, user_id, channel, urgency, topic, dedupe_key, not_before, created_at, state, attempts,
        late)
    VALUES ('event-reminder', '{{"event_id": 1, "hours": 24}}', 902, 'telegram', 1, 'events', 'event-reminder:1:24:902',
        '{now}', '{now}', 'waiting', 0, FALSE);
INSERT INTO inbox (source, external_id, lane, payload, state, attempts, received_at)
    VALUES ('telegram', '1', 902, '{{}}', 'new', 0, '{now}');
INSERT INTO agenda (kind, subject, due_at, attempts, dead) VALUES ('event-close', '1', '{now}', 0, FALSE);
SELECT setval(pg_get_serial_sequence(name, 'id'), 100)
    FROM unnest('{{places,place_pools,events,registrations,users,files}}'::text[]) name;
"""
_COUNTED = (
    "users", "profiles", "sanctions", "appeals", "email_codes", "files", "events", "places", "registrations",
    "registration_changes", "form_drafts", "outbox", "inbox", "agenda",
)  # fmt: skip


@dataclass(frozen=True)
class Grown:
    """`counted`: how many rows there were before the third migration and after each that came."""

    url: str
    counted: dict[str, dict[str, int]]


@pytest.fixture(scope="module")
async def grown(services: Services, databases: Databases) -> AsyncIterator[Grown]:
    """As the second migration left it, with rows in every table that people fill; then brought up, and looked at after
    each step.
    """
    await databases.let_go()
    async with empty_database(services) as url:
        await migrate(config=database.configuration(url, pool_size=1), target=f"forma.{STEPS[1]}")
        await database.close()
        connection = await asyncpg.connect(url)
        await connection.execute(_LIFE.format(now=START.isoformat()))
        counted = {STEPS[1]: await _count(connection)}

        class Noting(MigrationRecorder):
            async def record_applied(self, app: str, name: str) -> None:
                await super().record_applied(app, name)
                counted[name] = await _count(connection)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(executor, "MigrationRecorder", Noting)
            await database.migrate(url)
        await connection.close()
        yield Grown(url, counted)


async def _count(connection: asyncpg.Connection) -> dict[str, int]:
    return {table: await connection.fetchval(f"SELECT count(*) FROM {table}") for table in _COUNTED}


async def _columns(url: str) -> list[tuple[str, ...]]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns "
            "WHERE table_schema = 'public' ORDER BY 1, 2"
        )
    finally:
        await connection.close()
    return [tuple(re.sub(r"^None$", "", str(value)) for value in row) for row in rows]


async def test_each_step_keeps_everybody(grown: Grown, database_url: str) -> None:
    assert list(grown.counted) == STEPS[1:]
    before = grown.counted[STEPS[1]]
    assert min(before.values()) > 0
    assert {step: found for step, found in grown.counted.items() if found != before} == {}
    assert await _columns(grown.url) == await _columns(database_url), "as a database that was always empty"


@pytest.fixture
async def lived_in(grown: Grown, unconnected: None) -> AsyncIterator[None]:
    await database.connect(grown.url)
    yield
    await database.close()


async def test_who_lived_there_before_goes_on_living(lived_in: None) -> None:
    igor, olya = await get_person(901), await get_person(902)
    card = await queries.get_event_card(1, olya)
    assert (card.own_status, card.own_way, card.faq_count, card.waiting) == ("confirmed", "onsite", 0, 1)
    assert [(said.field.label, said.value) for said in (await participants.get_sheet(igor, 51)).answers] == [
        ("Клуб", "Динамо")
    ]
    covers = await database.fetch("SELECT id, cover_file_id, notices FROM events ORDER BY id")
    assert [tuple(row) for row in covers] == [(1, 41, "digest"), (2, None, "digest"), (3, None, "digest")]
    draft = await load_draft(902, 902, own_forms={EVENT_FORM.key: EVENT_FORM})
    assert draft is not None and draft.conversation.answers["title"] == "Мой забег"
    await in_transaction(lambda: leaving.leave(olya, 1, now=START))
    assert await database.fetchval("SELECT status FROM registrations WHERE id = 52") == "offered"
    await in_transaction(lambda: faq.add(igor, 1, "Где?", "Там", now=START))
    assert len(await faq.read_faq(olya, 1)) == 1
    assert await database.fetchval("SELECT rule FROM sanctions") == "other"
    assert await database.fetchval("SELECT sends FROM email_codes") == 1
