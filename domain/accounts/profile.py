"""What a person tells about themselves: one form for the chat and the page, saved field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

import asyncpg

from domain import database
from domain.accounts.errors import BirthDateUnlikely, NicknameTaken, NicknameUnfit
from domain.errors import NotFound
from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.time import all_cities, city_by_key

INTERESTS: Final = ("running", "cycling", "swimming", "yoga", "strength", "skiing", "team", "walking")
LEVELS: Final = ("beginner", "amateur", "professional")
GOALS: Final = ("lose", "gain", "keep", "event")
GENDERS: Final = ("female", "male")

_NICKNAME = re.compile(r"(?=.*[^\W\d_])[\w.-]{3,32}")
_LONGEST_LIFE = timedelta(days=365 * 120)


def _choices(prefix: str, keys: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(key, f"{prefix}-{key}") for key in keys)


def _field(key: str, kind: Kind, **more: object) -> Field:
    words = f"account-{key.replace('_', '-')}"
    return Field(key, kind, words=words, prefill=key, **({"required": False} | more))  # type: ignore[arg-type]  # one spelling for thirteen fields


PROFILE_FORM: Final = Form(
    "account-profile",
    (
        _field("first_name", Kind.TEXT, required=True, max=64),
        _field("last_name", Kind.TEXT, max=64),
        _field("nickname", Kind.TEXT, min=3, max=32),
        _field("gender", Kind.CHOICE, choices=_choices("account-gender", GENDERS)),
        _field("birth_date", Kind.DATE, future=False),
        _field("city", Kind.CITY),
        _field("zone", Kind.CITY),
        _field("about", Kind.LONG_TEXT, max=500),
        _field("goal", Kind.CHOICE, choices=_choices("account-goal", GOALS)),
        _field("level", Kind.CHOICE, choices=_choices("account-level", LEVELS)),
        _field("interests", Kind.CHOICES, choices=_choices("account-interest", INTERESTS)),
        _field("phone", Kind.PHONE),
    ),
    words="account-profile",
)
"""The zone is asked as the city whose clocks count."""

_PLAIN = ("first_name", "last_name", "about", "gender", "goal", "level", "phone")
_NEVER_EMPTY = {"first_name", "last_name", "about"}


async def profile_answers(user_id: int) -> dict[str, JsonValue]:
    """The profile as answers to PROFILE_FORM; a field that is not filled in is None. Raises NotFound."""
    row = await database.fetchrow("SELECT * FROM profiles WHERE user_id = $1", user_id)
    if row is None:
        raise NotFound
    return {key: row[key] or None for key in _PLAIN} | {
        "nickname": row["nickname"],
        "birth_date": row["birth_date"].isoformat() if row["birth_date"] else None,
        "city": city_answer(row["city"]),
        "zone": zone_answer(row["zone"]),
        "interests": list(row["interests"]),
    }


def city_answer(key: str | None) -> JsonValue:
    """The answer that was given to a question of the kind CITY; None for a city that the table lost."""
    try:
        city = city_by_key(key or "")
    except KeyError:
        return None
    return {"key": city.key, "lat": city.lat, "lon": city.lon, "zone": city.zone}


def zone_answer(zone: str) -> JsonValue:
    """The largest city that has these clocks."""
    key = next((city.key for city in all_cities() if city.zone == zone), None)
    return city_answer(key)


async def save_profile(user_id: int, values: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Only the keys that are given change; None empties a field. A new city brings its zone.

    Raises NicknameTaken, NicknameUnfit, BirthDateUnlikely.
    """
    before = await profile_answers(user_id)
    changed = {key: value for key, value in values.items() if key in before and value != before[key]}
    columns = dict(_columns(changed, now))
    if not columns:
        return
    if columns.get("nickname"):
        await _check_nickname(user_id, str(columns["nickname"]))
    assignments = ", ".join(f"{column} = ${index}" for index, column in enumerate(columns, 2))
    try:
        await database.execute(f"UPDATE profiles SET {assignments} WHERE user_id = $1", user_id, *columns.values())
    except asyncpg.UniqueViolationError as error:
        raise NicknameTaken(nickname=str(columns["nickname"])) from error


def _columns(changed: Mapping[str, JsonValue], now: datetime) -> Iterator[tuple[str, object]]:
    """Column by column; the zone comes after the city, so a zone that was chosen wins."""
    for key in _PLAIN:
        if key in changed:
            yield key, "" if changed[key] is None and key in _NEVER_EMPTY else changed[key]
    if "goal" in changed:
        yield "goal_event_id", None
    if "nickname" in changed:
        yield "nickname", _nickname(changed["nickname"])
    if "birth_date" in changed:
        yield "birth_date", _birth_date(changed["birth_date"], now)
    if "interests" in changed:
        yield "interests", changed["interests"] or []
    if "city" in changed:
        yield from _place(changed["city"])
    if isinstance(zone := changed.get("zone"), Mapping):
        yield "zone", zone["zone"]


def _place(city: JsonValue) -> Iterator[tuple[str, object]]:
    known = city if isinstance(city, Mapping) else {}
    yield "city", known.get("key")
    yield "latitude", known.get("lat")
    yield "longitude", known.get("lon")
    if known:
        yield "zone", known["zone"]


def _nickname(value: JsonValue) -> str | None:
    if value is None:
        return None
    nickname = str(value).removeprefix("@")
    if not _NICKNAME.fullmatch(nickname):
        raise NicknameUnfit
    return nickname


def _birth_date(value: JsonValue, now: datetime) -> date | None:
    if value is None:
        return None
    born = date.fromisoformat(str(value))
    if not now.date() - _LONGEST_LIFE < born <= now.date():
        raise BirthDateUnlikely
    return born


async def _check_nickname(user_id: int, nickname: str) -> None:
    taken = await database.fetchval(
        "SELECT TRUE FROM profiles WHERE lower(nickname) = lower($1) AND user_id <> $2", nickname, user_id
    )
    if taken:
        raise NicknameTaken(nickname=nickname)


async def set_goal_event(user_id: int, event_id: int | None) -> None:
    """The goal becomes that event; None: an event, but none in particular."""
    await database.execute(
        "UPDATE profiles SET goal = 'event', goal_event_id = $2 WHERE user_id = $1", user_id, event_id
    )
