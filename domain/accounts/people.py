"""Who people are: met through Telegram, found again by id or @name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.errors import PersonNotKnown
from domain.accounts.names import FULL_NAME
from domain.forms.texts import clean_line
from domain.notifications import outbox

LANGUAGE = "account-language"
"""What Telegram shows beside the chat has to follow the person's language."""
RIGHTS = "person"
"""The kind of a hint, `person:5`: what that person may do or see is not what it was."""


def rights_changed(user_id: int) -> None:
    """At commit their open pages are looked at anew."""
    database.publish(f"{RIGHTS}:{user_id}")


@dataclass(frozen=True, slots=True)
class TelegramPerson:
    """What a verified Telegram update or launch says of its sender."""

    id: int
    first_name: str
    last_name: str = ""
    username: str | None = None
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts: enough to answer them in their language and zone, and to know their rights."""

    id: int
    telegram_id: int
    name: str
    username: str | None
    language: str
    zone: str
    status: str
    onboarded: bool
    roles: frozenset[str]
    teams: frozenset[tuple[int, str]] = frozenset()
    """Organizations that they work for, each with their role there."""

    def works_as(self, organization_id: int | None) -> str | None:
        """Their role in that organization's team."""
        return next((role for team, role in self.teams if team == organization_id), None)

    @property
    def is_administrator(self) -> bool:
        return "administrator" in self.roles


TEAMS = "ARRAY(SELECT m.organization_id || ':' || m.role FROM organization_members m WHERE m.user_id = u.id) AS teams"
_PERSON = f"""
SELECT u.id, u.telegram_id, u.username, u.language, u.status, u.onboarded_at IS NOT NULL AS onboarded,
       {FULL_NAME} AS name, p.zone, u.telegram_reachable,
       ARRAY(SELECT role FROM role_grants r WHERE r.user_id = u.id) AS roles, {TEAMS}
FROM users u JOIN profiles p ON p.user_id = u.id
"""
_INSERT_USER = """
INSERT INTO users (telegram_id, username, status, language, telegram_reachable, created_at)
VALUES ($1, $2, 'active', $3, TRUE, $4)
ON CONFLICT (telegram_id) DO UPDATE SET username = excluded.username
RETURNING id
"""
_INSERT_PROFILE = """
INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered,
                      profile_visibility, results_visibility)
VALUES ($1, $2, $3, 'Europe/Moscow', '', '{}', '{}', 'private', 'private')
ON CONFLICT (user_id) DO NOTHING
"""


async def meet(person: TelegramPerson, *, now: datetime, language: str) -> Person:
    """The account of that Telegram person, made if this is the first time. Their @name is kept up to date."""
    row = await database.fetchrow(f"{_PERSON} WHERE u.telegram_id = $1", person.id)
    if row is None:
        return await _welcome(person, now=now, language=language)
    if row["username"] != person.username or not row["telegram_reachable"]:
        await _free_username(person)
        await database.execute(
            "UPDATE users SET username = $2, telegram_reachable = TRUE WHERE id = $1", row["id"], person.username
        )
    return _person(row)


async def _welcome(person: TelegramPerson, *, now: datetime, language: str) -> Person:
    await _free_username(person)
    user_id = await database.fetchval(_INSERT_USER, person.id, person.username, language, now)
    names = [clean_line(name)[:64] for name in (person.first_name, person.last_name)]
    await database.execute(_INSERT_PROFILE, user_id, *names)
    return await get_person(user_id)


async def _free_username(person: TelegramPerson) -> None:
    """A @name belongs to one person at a time: who had it before has lost it, even if we have not met them since."""
    if person.username:
        await database.execute(
            "UPDATE users SET username = NULL WHERE lower(username) = lower($1) AND telegram_id <> $2",
            *(person.username, person.id),
        )


async def get_person(user_id: int) -> Person:
    row = await database.fetchrow(f"{_PERSON} WHERE u.id = $1", user_id)
    if row is None:
        raise PersonNotKnown(name=str(user_id))
    return _person(row)


async def find_by_username(username: str) -> Person:
    """Case and a leading @ do not matter. Raises PersonNotKnown."""
    name = username.strip().removeprefix("@").lower()
    row = await database.fetchrow(f"{_PERSON} WHERE lower(u.username) = $1", name)
    if row is None:
        raise PersonNotKnown(name=f"@{name}")
    return _person(row)


async def find_by_telegram_id(telegram_id: int) -> Person:
    """Raises PersonNotKnown."""
    row = await database.fetchrow(f"{_PERSON} WHERE u.telegram_id = $1", telegram_id)
    if row is None:
        raise PersonNotKnown(name=str(telegram_id))
    return _person(row)


def _person(row: asyncpg.Record) -> Person:
    return Person(
        id=row["id"],
        telegram_id=row["telegram_id"],
        name=row["name"] or row["username"] or "",
        username=row["username"],
        language=row["language"],
        zone=row["zone"],
        status=row["status"],
        onboarded=row["onboarded"],
        roles=frozenset(row["roles"]),
        teams=read_teams(row["teams"]),
    )


def read_teams(said: list[str]) -> frozenset[tuple[int, str]]:
    parts = (one.partition(":") for one in said)
    return frozenset((int(team), role) for team, _, role in parts)


async def set_language(user_id: int, language: str, *, now: datetime) -> None:
    await database.execute("UPDATE users SET language = $2 WHERE id = $1", user_id, language)
    await outbox.notify(user_id, LANGUAGE, now=now)


async def own_point(user_id: int) -> tuple[float, float] | None:
    """Latitude and longitude of the person's city, if they told us."""
    row = await database.fetchrow("SELECT latitude, longitude FROM profiles WHERE user_id = $1", user_id)
    return (row["latitude"], row["longitude"]) if row and row["latitude"] is not None else None
