"""Every table says whose rows it holds; the database refuses what must not be; migrations say what the models say."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.operations import RunSQL

import domain
from domain import database as forma_database
from domain.database import Erasure, Model, configuration, transaction
from domain.events.entry import registration
from tests.kit.clock import START
from tests.kit.people import meet, published

PEOPLE = {"user_id", "owner_id", "organizer_id", "author_id", "asker_id", "actor_id"}
PEOPLE |= {"granted_by", "reported_by", "imposed_by", "lifted_by", "linked_by", "decided_by", "asked_by"}
PEOPLE |= {"buyer_id", "payee_id", "payer_id", "reader_id", "founder_id", "follower_id", "invited_by"}
PEOPLE |= {"undone_by", "giver_id", "taker_id", "removed_by"}
PEOPLE |= {"undone_by", "giver_id", "taker_id", "maker_id", "opened_by"}
PEOPLE |= {"undone_by", "giver_id", "taker_id", "captain_id"}
PEOPLE |= {"undone_by", "giver_id", "taker_id", "pinned_by"}
THINGS = {"event_id", "pool_id", "place_id", "category_id", "registration_id", "sanction_id", "conversation_id"}
THINGS |= {"import_id"}
THINGS |= {
    "message_id",
    "last_message_id",
    "settled_message_id",
    "telegram_message_id",
    "card_message_id",
    "chat_id",
    "thread_id",
}
THINGS |= {"cover_file_id", "goal_event_id", "telegram_file_id", "telegram_id", "external_id", "file_id"}
THINGS |= {"document_id", "application_id"}
THINGS |= {"subject_id", "order_id", "charge_id", "provider_charge_id", "refund_id", "provider_refund_id", "promo_id"}
THINGS |= {"tournament_id"}
THINGS |= {"organization_id", "series_id"}
THINGS |= {"spare_message_id"}
THINGS |= {"gate_id", "prize_id", "photo_id"}
THINGS |= {"outing_id", "inline_message_id", "user_chat_id", "query_id"}
THINGS |= {"team_id"}
THINGS |= {"recording_id"}
THINGS |= {"alike_id"}


def models() -> list[type[Model]]:
    here = Path(domain.__path__[0])
    rooms = sorted(".".join(path.parent.relative_to(here).parts) for path in here.glob("**/models.py"))
    found = [vars(importlib.import_module(f"domain.{room}.models")).values() for room in rooms]
    every = {one for names in found for one in names if isinstance(one, type) and issubclass(one, Model)}
    return sorted(every - {Model}, key=lambda model: model.__name__)


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_table_says_whose_rows_it_holds_and_what_erasure_does(model: type[Model]) -> None:
    assert {"owner", "erasure"} <= set(vars(model)), "declare owner and erasure in the class itself"
    columns = set(model._meta.fields_db_projection.values())
    assert model.owner is None or model.owner in columns
    assert (model.owner is None) == (model.erasure is Erasure.NONE)
    named = {column for column in columns if column.endswith(("_id", "_by"))}
    assert named <= PEOPLE | THINGS, "say above whether these name a person"
    assert not named & PEOPLE or model.owner is not None, "rows that name a person belong to somebody"


def _sql() -> str:
    folder = Path(domain.__path__[0]) / "migrations"
    said = []
    for path in sorted(folder.glob("0*.py")):
        migration = importlib.import_module(f"domain.migrations.{path.stem}").Migration
        said += [str(one.sql) for one in migration.operations if isinstance(one, RunSQL)]
    return "\n".join(said)


def _named(pattern: str) -> set[str]:
    return set(re.findall(pattern, _sql()))


async def test_every_rule_of_the_migrations_is_in_the_database(database: str) -> None:
    """Tortoise drops constraints of new models silently: what is written must be there by name."""
    dropped = _named(r"DROP (?:CONSTRAINT|INDEX) (?:IF EXISTS )?(\w+)")
    there = {row["conname"] for row in await forma_database.fetch("SELECT conname FROM pg_constraint")}
    assert _named(r"ADD CONSTRAINT (\w+)") - dropped <= there
    there = {row["indexname"] for row in await forma_database.fetch("SELECT indexname FROM pg_indexes")}
    assert _named(r"CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?(\w+)") - dropped <= there
    there = {row["tgname"] for row in await forma_database.fetch("SELECT tgname FROM pg_trigger")}
    assert _named(r"CREATE TRIGGER (\w+)") <= there


async def test_migrations_say_what_the_models_say(database: str) -> None:
    apps = Tortoise.apps
    assert apps is not None
    drift = await MigrationAutodetector(apps, configuration(database)["apps"]).changes()
    assert [vars(operation) for writer in drift for operation in writer.operations] == []


_RESULT = (
    "INSERT INTO results (event_id, registration_id, user_id, state, marks, total, reason, source, verified, sort_key, "
    "entered_at)"
)
_SHARE = (
    "INSERT INTO live_shares (event_id, registration_id, user_id, state, message_id, until, begun_at, along_m, splits)"
)
_RECORDED = (
    "INSERT INTO recordings (user_id, subject, key, sport, state, first_at, heard_at, ended_at, parts, points) VALUES"
)
_PART = "INSERT INTO recording_parts (recording_id, user_id, key, points) SELECT r.id, user_id,"
_TRACK = (
    "INSERT INTO result_tracks (event_id, registration_id, user_id, name, state, sent_at, recording_id) "
    "SELECT event_id, id, user_id, 'a', 'reading', $4, {} FROM registrations"
)
_LIST = "INSERT INTO result_imports (event_id, actor_id, state, name, total, done, kept, overwrite, created_at) VALUES"
_CLUB = "INSERT INTO organizations (slug, kind, name, contact, founder_id, description, created_at) VALUES ({}, '', $4)"
_INVITED = (
    "INSERT INTO organization_invitations (organization_id, token, invited_by, role, state, created_at, expires_at) "
    "VALUES (1, '', $1, {}, $4, $4)"
)
_CHECK_IN = "INSERT INTO check_ins (event_id, registration_id, actor_id, scan_key, state, from_status, at, received_at)"
_HANDOVER = "INSERT INTO handovers (registration_id, giver_id, token, state, created_at)"
_BADGE = "INSERT INTO badges (user_id, kind, subject, title, place, given_at) VALUES"
_PRIZE = "INSERT INTO event_prizes (event_id, place, text, gives_badge, created_at) VALUES"
_PHOTO = "INSERT INTO album_photos (event_id, file_id, author_id, caption, shown_at, removed_at) VALUES"
_TEAM = "INSERT INTO event_teams (event_id, captain_id, name, name_key, token, members, sort_key, created_at) VALUES"
VIOLATIONS: dict[str, str] = {
    "event_team_rules_size": "INSERT INTO event_team_rules (event_id, least, most, counted) VALUES ($3, 2, 1, 1)",
    "event_teams_members": f"{_TEAM} ($3, $1, 'A', 'a', 'a', 31, '{{2,0,0}}', $4)",
    "places_size": "UPDATE places SET size = 5",
    "party_rules_most": "INSERT INTO party_rules (event_id, most) VALUES ($3, 4)",
    "season_rules_by": "INSERT INTO season_rules (series_id, \"by\", \"table\") VALUES (1, 'luck', '{1}')",
    "season_rules_counted": 'INSERT INTO season_rules (series_id, "by", "table", counted) '
    "VALUES (1, 'places', '{1}', 0)",
    "event_teams_key": f"{_TEAM} ($3, $1, 'A', 'a', 'a', 1, '{{2}}', $4)",
    "event_teams_name": f"{_TEAM} ($3, $1, 'A', 'a', 'a', 1, '{{2,0,0}}', $4), ($3, $1, 'A', 'a', 'b', 1, "
    f"'{{2,0,0}}', $4)",
    "users_status": "UPDATE users SET status = 'king'",
    "users_language": "UPDATE users SET language = 'fr'",
    "users_email": "UPDATE users SET email = CASE id WHEN $1 THEN 'A@b.ru' ELSE 'a@B.ru' END, email_confirmed_at = $4",
    "profiles_level": "UPDATE profiles SET level = 'god'",
    "profiles_goal": "UPDATE profiles SET goal = 'fame'",
    "profiles_gender": "UPDATE profiles SET gender = 'x'",
    "profiles_visibility": "UPDATE profiles SET profile_visibility = 'friends'",
    "profiles_nickname": "UPDATE profiles SET nickname = CASE user_id WHEN $1 THEN 'Заяц' ELSE 'заяц' END",
    "profiles_user": "UPDATE profiles SET user_id = -1 WHERE user_id = $1",
    "role_grants_role": "INSERT INTO role_grants (user_id, role, granted_at) VALUES ($1, 'king', $4)",
    "role_grants_user": "INSERT INTO role_grants (user_id, role, granted_at) VALUES (-1, 'analyst', $4)",
    "sanctions_rule": "INSERT INTO sanctions (user_id, reason, rule, imposed_by, imposed_at) "
    "VALUES ($1, '', '?', 1, $4)",
    "sanctions_one_in_force": "INSERT INTO sanctions (user_id, reason, imposed_by, imposed_at) "
    "VALUES ($1, '', 1, $4), ($1, '', 1, $4)",
    "place_pools_never_oversold": "UPDATE place_pools SET taken = capacity + 1",
    "place_pools_waiting": "UPDATE place_pools SET waiting = -1",
    "places_kind_of_state": "UPDATE places SET state = 'sold'",
    "places_kept_until": "UPDATE places SET offer_ends_at = $4",
    "places_one_each": "INSERT INTO places (pool_id, user_id, state, asked_at, changed_at) "
    "SELECT pool_id, user_id, 'waiting', $4, $4 FROM places",
    "places_pool": "UPDATE places SET pool_id = -1",
    "places_user": "UPDATE places SET user_id = -1",
    "events_payment": "UPDATE events SET payment = 'beads'",
    "events_refunds": "UPDATE events SET refunds = 'twice'",
    "events_status": "UPDATE events SET status = 'lost'",
    "events_kind": "UPDATE events SET kind = 'chess'",
    "events_visibility": "UPDATE events SET visibility = 'secret', link_token = 'x'",
    "events_private_has_link": "UPDATE events SET visibility = 'private', link_token = NULL",
    "events_ends_after_start": "UPDATE events SET ends_at = starts_at",
    "events_fee": "UPDATE events SET fee_minor = -1",
    "events_cancelled_with_reason": "UPDATE events SET status = 'cancelled', cancel_reason = ''",
    "events_organizer": "UPDATE events SET organizer_id = -1",
    "events_have_a_way": "DELETE FROM event_ways",
    "event_ways_way": "UPDATE event_ways SET way = 'by-post'",
    "event_ways_event": "UPDATE event_ways SET event_id = -1",
    "event_ways_pool": "UPDATE event_ways SET pool_id = -1",
    "uid_event_ways_event_i_ce2145": "INSERT INTO event_ways (event_id, way, pool_id) "
    "SELECT event_id, way, -1 FROM event_ways",
    "registrations_kind_of_status": "UPDATE registrations SET status = 'lost'",
    "registrations_event": "UPDATE registrations SET event_id = -1",
    "registrations_user": "UPDATE registrations SET user_id = -1",
    "registrations_place": "UPDATE registrations SET place_id = -1",
    "registrations_one_each": "INSERT INTO registrations (event_id, user_id, place_id, status, answers, created_at, "
    "changed_at) SELECT event_id, user_id, place_id + 1000, 'pending', '{}', $4, $4 FROM registrations",
    "registrations_one_place": "INSERT INTO registrations (event_id, user_id, place_id, status, answers, created_at, "
    "changed_at) SELECT event_id, $1, place_id, 'pending', '{}', $4, $4 FROM registrations",
    "registrations_number": "INSERT INTO registrations (event_id, user_id, place_id, status, answers, number, "
    "created_at, changed_at) SELECT event_id, $1, place_id + 1000, 'pending', '{}', number, $4, $4 FROM registrations",
    "events_in_categories_event": "INSERT INTO events_in_categories (event_id, category_id) VALUES (-1, 1)",
    "events_in_categories_category": "INSERT INTO events_in_categories (event_id, category_id) VALUES ($3, -1)",
    "conversations_kind": "INSERT INTO conversations (kind, subject, last_message_id, created_at) "
    "VALUES ('x', '', 0, $4)",
    "conversations_one_room": "INSERT INTO conversations (kind, subject, last_message_id, created_at) "
    "VALUES ('room', 'event:1', 0, $4), ('room', 'event:1', 0, $4)",
    "conversations_one_question": "INSERT INTO conversations (kind, subject, asker_id, last_message_id, created_at) "
    "VALUES ('question', 'event:1', 1, 0, $4), ('question', 'event:1', 1, 0, $4)",
    "event_boards_state": "INSERT INTO event_boards (event_id, scoring, version, state, announced) "
    "VALUES ($3, '{}', 0, 'lost', 0)",
    "event_boards_event": "INSERT INTO event_boards (event_id, scoring, version, state, announced) "
    "VALUES (-1, '{}', 0, 'open', 0)",
    "results_state": f"{_RESULT} SELECT event_id, id, user_id, 'x', '[]', 1, '', 'import', TRUE, '{{1}}', $4 FROM "
    "registrations",
    "results_source": f"{_RESULT} SELECT event_id, id, user_id, 'ok', '[]', 1, '', 'x', TRUE, '{{1}}', $4 FROM "
    "registrations",
    "results_dq_reason": f"{_RESULT} SELECT event_id, id, user_id, 'dq', '[]', 1, '', 'organizer', TRUE, '{{1}}', $4 "
    "FROM registrations",
    "results_placed": f"{_RESULT} SELECT event_id, id, user_id, 'dnf', '[]', 1, '', 'import', TRUE, '{{0,1}}', $4 FROM "
    "registrations",
    "results_registration": f"{_RESULT} SELECT event_id, -id, user_id, 'ok', '[]', 1, '', 'import', TRUE, '{{0,1}}', "
    "$4 FROM registrations",
    "result_changes_something": "INSERT INTO result_changes (event_id, registration_id, at) "
    "SELECT event_id, id, $4 FROM registrations",
    "result_imports_one_at_work": f"{_LIST} ($3, 1, 'applying', 'a', 1, 0, 0, TRUE, $4), "
    "($3, 1, 'undoing', 'b', 1, 0, 0, TRUE, $4)",
    "result_imports_done": f"{_LIST} ($3, 1, 'applying', 'a', 1, 2, 0, TRUE, $4)",
    "result_protests_one_open": "INSERT INTO result_protests (event_id, registration_id, user_id, state, at) "
    "SELECT event_id, id, user_id, 'open', $4 FROM registrations CROSS JOIN generate_series(1, 2)",
    "finish_taps_number": "INSERT INTO finish_taps (event_id, user_id, number, at, message_id, position, taken_back) "
    "VALUES ($3, $1, 0, $4, 1, 0, FALSE)",
    "live_shares_state": f"{_SHARE} SELECT event_id, id, user_id, 'lost', 1, $4, $4, 0, '{{}}' FROM registrations",
    "live_shares_way": f"{_SHARE} SELECT event_id, id, user_id, 'sharing', 1, $4, $4, -1, '{{}}' FROM registrations",
    "live_shares_arrived": f"{_SHARE.replace('splits', 'splits, latitude')} "
    "SELECT event_id, id, user_id, 'arrived', 1, $4, $4, 0, '{}', 55 FROM registrations",
    "live_shares_registration": f"{_SHARE} SELECT event_id, -id, user_id, 'ended', 1, $4, $4, 0, '{{}}' "
    "FROM registrations",
    "recordings_user": f"{_RECORDED} (-1, 'event:1', 'a', '', 'open', $4, $4, NULL, 0, 0)",
    "recordings_state": f"{_RECORDED} ($1, 'event:1', 'a', '', 'finished', $4, $4, NULL, 0, 0)",
    "recordings_way": f"{_RECORDED} ($1, 'event:1', 'a', '', 'open', $4, $4, NULL, 0, -1)",
    "recordings_key": f"{_RECORDED} ($1, 'event:1', 'a', '', 'finished', $4, $4, $4, 0, 0), "
    "($1, 'event:1', 'a', '', 'open', $4, $4, NULL, 0, 0)",
    "recordings_one_open": f"{_RECORDED} ($1, 'event:1', 'a', '', 'open', $4, $4, NULL, 0, 0), "
    "($1, 'event:1', 'b', '', 'open', $4, $4, NULL, 0, 0)",
    "recording_parts_recording": "INSERT INTO recording_parts (recording_id, user_id, key, points) "
    "VALUES (-1, $1, 'a', '[]')",
    "recording_parts_points": f"WITH r AS ({_RECORDED} ($1, 'event:1', 'a', '', 'open', $4, $4, NULL, 0, 0) "
    f"RETURNING id, user_id) {_PART} 'a', '{{}}' FROM r",
    "result_tracks_source": _TRACK.format("NULL::bigint"),
    "result_tracks_recording": _TRACK.format("-1"),
    "live_boards_event": "INSERT INTO live_boards (event_id, version, told_at, changed) VALUES (-1, 0, $4, FALSE)",
    "organizations_kind": _CLUB.format("'begom', 'band', 'Бегом', '', $1"),
    "organizations_slug": _CLUB.format("'u17', 'club', 'Бегом', '', $1"),
    "organizations_name": _CLUB.format("'begom', 'club', '', '', $1"),
    "organizations_contact": _CLUB.format("'begom', 'club', 'Бегом', 'javascript:alert(1)', $1"),
    "organizations_founder": _CLUB.format("'begom', 'club', 'Бегом', '', -1"),
    "organization_members_role": "INSERT INTO organization_members (organization_id, user_id, role, joined_at) "
    "VALUES (1, $1, 'king', $4)",
    "organization_members_organization": "INSERT INTO organization_members (organization_id, user_id, role, joined_at) "
    "VALUES (-1, $1, 'owner', $4)",
    "organization_invitations_state": _INVITED.format("'owner', 'lost'"),
    "organization_invitations_role": _INVITED.format("'king', 'waiting'"),
    "organizer_follows_whom": "INSERT INTO organizer_follows (follower_id, followed_at) VALUES ($1, $4)",
    "organizer_follows_not_oneself": "INSERT INTO organizer_follows (follower_id, organizer_id, followed_at) "
    "VALUES ($1, $1, $4)",
    "organizer_follows_person_once": "INSERT INTO organizer_follows (follower_id, organizer_id, followed_at) "
    "VALUES ($1, $2, $4), ($1, $2, $4)",
    "organizer_follows_organization": "INSERT INTO organizer_follows (follower_id, organization_id, followed_at) "
    "VALUES ($1, -1, $4)",
    "events_organization": "UPDATE events SET organization_id = -1",
    "events_series": "UPDATE events SET series_id = -1",
    "series_subscriptions_series": "INSERT INTO series_subscriptions (series_id, user_id, subscribed_at) "
    "VALUES (-1, $1, $4)",
    "event_gates_event": "INSERT INTO event_gates (event_id, name) VALUES (-1, 'A')",
    "event_gates_name": "INSERT INTO event_gates (event_id, name) VALUES ($3, 'A'), ($3, 'a')",
    "event_checkers_event": "INSERT INTO event_checkers (event_id, user_id, created_at) VALUES (-1, $1, $4)",
    "event_checkers_user": "INSERT INTO event_checkers (event_id, user_id, created_at) VALUES ($3, -1, $4)",
    "checker_links_event": "INSERT INTO checker_links (event_id, token) VALUES (-1, 'x')",
    "handover_rules_event": "INSERT INTO handover_rules (event_id) VALUES (-1)",
    "handovers_registration": f"{_HANDOVER} VALUES (-1, $1, 'x', 'open', $4)",
    "handovers_giver": f"{_HANDOVER} SELECT id, -1, 'x', 'open', $4 FROM registrations",
    "handovers_state": f"{_HANDOVER} SELECT id, $1, 'x', 'lost', $4 FROM registrations",
    "handovers_taken": f"{_HANDOVER} SELECT id, $1, 'x', 'taken', $4 FROM registrations",
    "handovers_taker": f"{_HANDOVER.replace('token', 'taker_id, token')} "
    "SELECT id, $1, -1, 'x', 'taken', $4 FROM registrations",
    "handovers_one_open": f"{_HANDOVER} SELECT id, $1, key, 'open', $4 FROM registrations, unnest(ARRAY['a', 'b']) key",
    "door_messages_event": "INSERT INTO door_messages (chat_id, event_id, message_id) VALUES (1, -1, 1)",
    "check_ins_event": f"{_CHECK_IN} SELECT -1, id, $1, 'a', 'in', '', $4, $4 FROM registrations",
    "check_ins_registration": f"{_CHECK_IN} VALUES ($3, -1, $1, 'a', 'in', '', $4, $4)",
    "check_ins_gate": f"{_CHECK_IN.replace('actor_id', 'gate_id, actor_id')} "
    "SELECT $3, id, -1, $1, 'a', 'in', '', $4, $4 FROM registrations",
    "check_ins_actor": f"{_CHECK_IN} SELECT $3, id, -1, 'a', 'in', '', $4, $4 FROM registrations",
    "check_ins_state": f"{_CHECK_IN} SELECT $3, id, $1, 'a', 'out', '', $4, $4 FROM registrations",
    "check_ins_undone": f"{_CHECK_IN} SELECT $3, id, $1, 'a', 'undone', '', $4, $4 FROM registrations",
    "check_ins_once": f"{_CHECK_IN} SELECT $3, id, $1, key, 'in', '', $4, $4 FROM registrations, "
    "unnest(ARRAY['a', 'b']) key",
    "check_ins_scan": f"{_CHECK_IN} SELECT $3, id, $1, 'a', 'repeat', '', $4, $4 FROM registrations, "
    "generate_series(1, 2)",
    "events_notices": "UPDATE events SET notices = 'never'",
    "events_cover": "UPDATE events SET cover_file_id = -1",
    "event_faq_event": "INSERT INTO event_faq (event_id, question, answer, position) VALUES (-1, '', '', 1)",
    "documents_state": "INSERT INTO documents (owner_id, about, title, state, mime, kept, created_at) "
    "VALUES ($1, '', '', 'lost', '', FALSE, $4)",
    "documents_failure": "INSERT INTO documents (owner_id, about, title, state, mime, kept, created_at) "
    "VALUES ($1, '', '', 'failed', '', FALSE, $4)",
    "documents_sealed": "INSERT INTO documents (owner_id, about, title, state, path, mime, kept, created_at) "
    "VALUES ($1, '', '', 'ready', 'documents/x', '', FALSE, $4)",
    "documents_owner": "INSERT INTO documents (owner_id, about, title, state, mime, kept, created_at) "
    "VALUES (-1, '', '', 'pending', '', FALSE, $4)",
    "document_uses_document": "INSERT INTO document_uses (document_id, owner_id, purpose, subject_id, title, "
    "handed_in_at, needed_until) VALUES (-1, $1, '', 1, '', $4, $4)",
    "document_readings_document": "INSERT INTO document_readings (document_id, owner_id, reader_id, title, at) "
    "VALUES (-1, $1, $1, '', $4)",
    "applications_state": "INSERT INTO applications (registration_id, event_id, user_id, state, asked_at, reason) "
    "SELECT id, event_id, user_id, 'lost', $4, '' FROM registrations",
    "applications_decided": "INSERT INTO applications (registration_id, event_id, user_id, state, asked_at, reason) "
    "SELECT id, event_id, user_id, 'accepted', $4, '' FROM registrations",
    "applications_reason": "INSERT INTO applications (registration_id, event_id, user_id, state, asked_at, reason, "
    "decided_by) SELECT id, event_id, user_id, 'declined', $4, '', $1 FROM registrations",
    "applications_registration": "INSERT INTO applications (registration_id, event_id, user_id, state, asked_at, "
    "reason) VALUES (-1, $3, $1, 'waiting', $4, '')",
    "applications_event": "INSERT INTO applications (registration_id, event_id, user_id, state, asked_at, reason) "
    "SELECT id, -1, user_id, 'waiting', $4, '' FROM registrations",
    "application_cards_application": "INSERT INTO application_cards (application_id, chat_id, message_id) "
    "VALUES (-1, 1, 1)",
    "event_reviewers_event": "INSERT INTO event_reviewers (event_id, user_id, since) VALUES (-1, $1, $4)",
    "event_reviewers_user": "INSERT INTO event_reviewers (event_id, user_id, since) VALUES ($3, -1, $4)",
    "badges_user": f"{_BADGE} (-1, 'finisher', 'event:1', '', 1, $4)",
    "badges_kind": f"{_BADGE} ($1, 'hero', 'event:1', '', 1, $4)",
    "badges_place": f"{_BADGE} ($1, 'winner', 'event:1', '', 0, $4)",
    "badges_among": f"{_BADGE.replace('place', 'among')} ($1, 'winner', 'event:1', '', 'x', $4)",
    "event_prizes_event": f"{_PRIZE} (-1, 1, 'Кубок', TRUE, $4)",
    "event_prizes_place": f"{_PRIZE} ($3, 0, 'Кубок', TRUE, $4)",
    "event_prizes_text": f"{_PRIZE} ($3, 1, '', TRUE, $4)",
    "event_prizes_among": f"{_PRIZE.replace('text', 'among, text')} ($3, 1, 'x', 'Кубок', TRUE, $4)",
    "prize_codes_prize": "INSERT INTO prize_codes (prize_id, sealed, key_name) VALUES (-1, '', '1')",
    "prize_codes_handed": "INSERT INTO prize_codes (prize_id, sealed, key_name, handed_at) VALUES (-1, '', '1', $4)",
    "prize_winners_prize": "INSERT INTO prize_winners (prize_id, user_id, given_at) VALUES (-1, $1, $4)",
    "diploma_rules_event": "INSERT INTO diploma_rules (event_id, is_off, signature) VALUES (-1, FALSE, '')",
    "diploma_names_registration": "INSERT INTO diploma_names (registration_id, user_id, name) VALUES (-1, $1, 'Ян')",
    "diploma_names_name": "INSERT INTO diploma_names (registration_id, user_id, name) "
    "SELECT id, user_id, '' FROM registrations",
    "album_photos_event": f"{_PHOTO} (-1, 1, $1, '', $4, NULL)",
    "album_photos_author": f"{_PHOTO} ($3, 1, -1, '', $4, NULL)",
    "album_photos_removed": f"{_PHOTO} ($3, 1, $1, '', $4, $4)",
    "album_photos_message": f"{_PHOTO.replace('caption', 'chat_id, caption')} ($3, 1, $1, -1, '', $4, NULL)",
    "album_tags_photo": "INSERT INTO album_tags (photo_id, registration_id, user_id, by_caption) "
    "SELECT -1, id, user_id, FALSE FROM registrations",
    "event_likeness_event": "INSERT INTO event_likeness (event_id, alike_id, likeness) VALUES (-1, $3, 0.5)",
    "event_likeness_alike": "INSERT INTO event_likeness (event_id, alike_id, likeness) VALUES ($3, -1, 0.5)",
    "event_likeness_share": "INSERT INTO event_likeness (event_id, alike_id, likeness) VALUES ($3, $3, 0.5)",
    "declined_events_user": "INSERT INTO declined_events (user_id, event_id, declined_at) VALUES (-1, $3, $4)",
    "declined_events_event": "INSERT INTO declined_events (user_id, event_id, declined_at) VALUES ($1, -1, $4)",
    "nearby_alerts_user": "INSERT INTO nearby_alerts (user_id, radius_km) VALUES (-1, 5)",
    "nearby_alerts_radius": "INSERT INTO nearby_alerts (user_id, radius_km) VALUES ($1, 7)",
    "weekly_picks_user": "INSERT INTO weekly_picks (user_id, due_at) VALUES (-1, $4)",
    "weekly_picks_moment": "INSERT INTO weekly_picks (user_id, weekday, due_at) VALUES ($1, 7, $4)",
    "calendar_feeds_user": "INSERT INTO calendar_feeds (user_id, token, changed_at) VALUES (-1, repeat('a', 22), $4)",
    "calendar_feeds_token": "INSERT INTO calendar_feeds (user_id, token, changed_at) VALUES ($1, 'a', $4)",
    "calendar_feeds_alarm": "INSERT INTO calendar_feeds (user_id, token, alarm_minutes, changed_at) "
    "VALUES ($1, repeat('a', 22), 5, $4)",
    "event_pins_event": "INSERT INTO event_pins (event_id, last_day, until, pinned_by, pinned_at) "
    "VALUES (-1, '2026-12-01', $4, $1, $4)",
    "event_pins_by": "INSERT INTO event_pins (event_id, last_day, until, pinned_by, pinned_at) "
    "VALUES ($3, '2026-12-01', $4, -1, $4)",
    "former_categories_heir": "INSERT INTO former_categories (slug, category_id) VALUES ('jogging', -1)",
    "event_categories_names": "UPDATE event_categories SET name_en = ''",
    "event_categories_slug": "UPDATE event_categories SET slug = 'Бег' WHERE slug = 'running'",
    "files_state": "INSERT INTO files (owner_id, purpose, state, mime, created_at) "
    "VALUES ($1, 'cover', 'lost', '', $4)",
}


@pytest.mark.parametrize("rule", VIOLATIONS)
async def test_the_database_refuses_what_must_not_be(database: str, rule: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, capacity=5)
    async with transaction():
        await registration.register(olya, event.id, {}, now=START)
    values: dict[str, Any] = {"$1": igor.id, "$2": olya.id, "$3": event.id, "$4": START}
    used = [key for key in values if key in VIOLATIONS[rule]]
    sql = VIOLATIONS[rule]
    for index, key in enumerate(used, 1):
        cast = "timestamptz" if key == "$4" else "bigint"
        sql = sql.replace(key, f"${index}::{cast}")
    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refused:
        await forma_database.execute(sql, *(values[key] for key in used))
    assert refused.value.constraint_name == rule


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entries SET actor_id = 0", "DELETE FROM audit_entries", "TRUNCATE audit_entries"]
)
async def test_the_audit_is_only_added_to(database: str, change: str) -> None:
    await published(await meet("Игорь"))
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await forma_database.execute(change)
