"""The history of a registration: what was changed, by whom, from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from domain import database
from domain.accounts.names import FULL_NAME
from domain.forms.form import Field, JsonValue, Kind

ANSWERS, NOTES = "answers_before", "notes_before"
"""Which of a change's details hold the values from before, by the questions' keys."""
MOST = 200
NOTE = "INSERT INTO registration_changes (registration_id, actor_id, at, from_status, to_status, details)"
_MOVE = f"""
WITH moved AS (
    UPDATE registrations r SET status = $2, changed_at = $3 FROM registrations before
    WHERE r.place_id = $1 AND before.id = r.id RETURNING r.id, before.status AS from_status)
{NOTE}
SELECT id, $4, $3, from_status, $2, $5 FROM moved RETURNING registration_id
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value that changed; without a `field` it is the status. `actor_id` None: Forma did it, by time."""

    at: datetime
    actor_id: int | None
    actor_name: str
    field: Field | None
    before: JsonValue
    after: JsonValue


async def note(
    registration_id: int,
    actor_id: int | None,
    before: str | None,
    after: str,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    await database.execute(
        f"{NOTE} VALUES ($1, $2, $3, $4, $5, $6)",
        *(registration_id, actor_id, now, before, after, orjson.dumps(dict(details or {})).decode()),
    )


async def move(
    place_id: int,
    status: str,
    *,
    actor_id: int | None,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> int:
    """The registration that has this place goes on to another status, and that is noted. Its id."""
    registration_id: int = await database.fetchval(
        _MOVE, place_id, status, now, actor_id, orjson.dumps(dict(details or {})).decode()
    )
    return registration_id


def changed(before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The old values of what is different now; nothing, "no" and none of the options are the same nothing."""
    return {key: before.get(key) for key in after if _something(before.get(key)) != _something(after[key])}


def _something(value: JsonValue) -> JsonValue:
    return None if value is False or value in ("", []) else value


async def entries_of(
    registration_id: int, answers: Mapping[str, JsonValue], notes: Mapping[str, JsonValue], known: Mapping[str, Field]
) -> list[Entry]:
    """The newest first, as far back as the last 200 changes. `known`: every question that was ever asked."""
    rows = await database.fetch(
        f"SELECT c.at, c.actor_id, {FULL_NAME} AS name, c.from_status, c.to_status, "
        "c.details FROM registration_changes c LEFT JOIN profiles p ON p.user_id = c.actor_id "
        "WHERE c.registration_id = $1 ORDER BY c.id DESC LIMIT $2",
        *(registration_id, MOST),
    )
    state = {ANSWERS: dict(answers), NOTES: dict(notes)}
    return [entry for row in rows for entry in _entries(dict(row), state, known)]


def _entries(
    row: Mapping[str, Any], state: dict[str, dict[str, JsonValue]], known: Mapping[str, Field]
) -> Iterator[Entry]:
    """Walks back in time: what a value was before one change is what it was after the change before that."""
    who = (row["at"], row["actor_id"], row["name"] or "")
    details = orjson.loads(row["details"])
    for part in (ANSWERS, NOTES):
        for key, before in details.get(part, {}).items():
            field = known.get(key) or Field(key, Kind.TEXT, label=key)
            yield Entry(*who, field, before, state[part].get(key))
            state[part][key] = before
    if row["from_status"] != row["to_status"]:
        yield Entry(*who, None, row["from_status"], row["to_status"])
