"""One participant as the organizer sees them: answers, notes, and how they came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import asyncpg
import orjson

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.admission.documents import HandedIn, handed_in, is_reviewer
from domain.events.entry import history, registration_form
from domain.events.entry.history import Entry
from domain.events.entry.questions import ever_asked, organizer_fields_of
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.policy import require_reader
from domain.forms.form import Field, Form, JsonValue

NOTES_KEY = "event-notes"
MOST_TIMES = 20
"""So many of the times that somebody came and left are looked at."""


@dataclass(frozen=True, slots=True)
class Said:
    """A question with its answer. `asked`: it is asked now; else it was, once."""

    field: Field
    value: JsonValue
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    registration_id: int
    event_id: int
    event_title: str
    user_id: int
    name: str
    username: str | None
    status: str
    number: int | None
    created_at: datetime
    documents: tuple[HandedIn, ...]
    answers: tuple[Said, ...]
    notes: tuple[Said, ...]
    entries: tuple[Entry, ...]
    application_id: int | None = None
    """The one that waits for a yes."""


async def get_sheet(reader: Person, registration_id: int) -> Sheet:
    """For the event's organizer and its reviewers: for everybody else it does not exist. Raises NotFound."""
    row, event = await _readable(reader, registration_id)
    answers, notes = orjson.loads(row["answers"]), orjson.loads(row["notes"])
    form = await registration_form.build(event, row["status"])
    known = _by_key(form.fields) | ever_asked(event)
    return Sheet(
        event_id=event.id,
        event_title=event.title,
        documents=await handed_in(registration_id),
        answers=_said(form.fields, answers, known),
        notes=_said(organizer_fields_of(event), notes, known),
        entries=await _entries(row, known),
        **{name: row[name] for name in _SHOWN},
        registration_id=registration_id,
    )


async def _entries(row: asyncpg.Record, known: Mapping[str, Field]) -> tuple[Entry, ...]:
    """The newest first, with what was before where they had left the event and come back."""
    others = await database.fetch(
        "SELECT id, answers, notes FROM registrations WHERE event_id = $1 AND user_id = $2 AND id <> $3 "
        "ORDER BY id DESC LIMIT $4",
        *(row["event_id"], row["user_id"], row["id"], MOST_TIMES),
    )
    found: list[Entry] = []
    for one in (row, *others):
        said = orjson.loads(one["answers"]), orjson.loads(one["notes"])
        found += await history.entries_of(one["id"], *said, known)
    return tuple(sorted(found, key=lambda entry: entry.at, reverse=True)[: history.MOST])


_SHOWN = ("user_id", "name", "username", "status", "number", "created_at", "application_id")


async def notes_form(reader: Person, registration_id: int) -> tuple[Form, dict[str, JsonValue]]:
    """What the organizer may note, and what is noted. Raises NotFound."""
    row, event = await _readable(reader, registration_id)
    fields = tuple(replace(field, required=False, prefill=field.key) for field in organizer_fields_of(event))
    form = Form(NOTES_KEY, fields, words="event-notes-form")
    notes = orjson.loads(row["notes"])
    return form, {field.key: notes[field.key] for field in form.fields if field.key in notes}


async def set_notes(actor: Person, registration_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Answers to the notes' form; what stood there before stays in the history. Raises NotFound."""
    await database.execute("SELECT 1 FROM registrations WHERE id = $1 FOR UPDATE", registration_id)
    row, event = await _readable(actor, registration_id)
    fields = _by_key(organizer_fields_of(event))
    said = {key: value for key, value in answers.items() if key in fields}
    before = orjson.loads(row["notes"])
    changed = history.changed(before, said)
    if not changed:
        return
    notes = orjson.dumps(before | said).decode()
    await database.execute("UPDATE registrations SET notes = $2 WHERE id = $1", registration_id, notes)
    await history.note(registration_id, actor.id, row["status"], row["status"], now, {history.NOTES: changed})


async def _readable(reader: Person, registration_id: int) -> tuple[asyncpg.Record, Event]:
    row = await database.fetchrow(
        f"SELECT r.*, {FULL_NAME} AS name, u.username, (SELECT a.id FROM applications a "
        "WHERE a.registration_id = r.id AND a.state = 'waiting') AS application_id FROM registrations r "
        "JOIN users u ON u.id = r.user_id JOIN profiles p ON p.user_id = r.user_id WHERE r.id = $1",
        registration_id,
    )
    if row is None:
        raise NotFound
    event = await load(row["event_id"], lock=False)
    if not await is_reviewer(event.id, reader.id):
        require_reader(reader, event)
    return row, event


def _said(asked: tuple[Field, ...], answers: Mapping[str, JsonValue], known: Mapping[str, Field]) -> tuple[Said, ...]:
    now = [Said(known[field.key], answers.get(field.key)) for field in asked]
    keys = {field.key for field in asked}
    once = [Said(known[key], value, asked=False) for key, value in answers.items() if key in known and key not in keys]
    return (*now, *(one for one in once if one.value not in (None, [], False)))


def _by_key(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {field.key: field for field in fields}
