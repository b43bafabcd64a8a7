"""What somebody answered when they registered, and how they change it until registration closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import orjson

from domain import database
from domain.accounts.people import Person
from domain.events.admission import documents
from domain.events.entry import history, registration_form
from domain.events.entry.checking import asked_for, check_open, check_person
from domain.events.entry.own import live_registration, own_registration
from domain.events.lifecycle import load
from domain.events.people import name_tags
from domain.events.programme import choosing, reminders
from domain.forms.form import Field, Form, JsonValue
from domain.forms.pages import is_asked


async def current_answers(person: Person, event_id: int, *, now: datetime) -> tuple[Form, dict[str, JsonValue]]:
    """The form and what the person answered, to be changed. Raises EventNotOpen when it is too late for that."""
    row = await own_registration(event_id, person)
    event = await load(event_id, lock=False)
    check_open(event, now=now)
    answers = orjson.loads(row["answers"])
    settled = await documents.settled(person, event, row["status"], answers)
    form = await registration_form.build(event, row["status"])
    form = await choosing.offered(event, form, person.id, now=now)
    form = replace(form, fields=tuple(field for field in form.fields if field.key not in settled))
    keys = {field.key for field in form.fields}
    return form, {key: value for key, value in answers.items() if key in keys}


async def unanswered(person: Person, event_id: int) -> list[Field]:
    """The questions that must be answered and came after the person had registered. Raises NotRegistered."""
    row = await own_registration(event_id, person)
    form = await registration_form.build(await load(event_id, lock=False), row["status"])
    missing = registration_form.missing(form, orjson.loads(row["answers"]))
    return [field for field in form.fields if field.key in missing]


async def asked_after_yes(person: Person, event_id: int) -> bool:
    """Something is asked of who has been accepted that they have not answered, also what may be left out."""
    row = await live_registration(event_id, person.id)
    if row is None:
        return False
    event = await load(event_id, lock=False)
    later = {str(one["key"]) for one in event.questions if one.get("later")}
    form = await registration_form.build(event, row["status"])
    answers = orjson.loads(row["answers"])
    asked = (field for field in form.fields if field.key in later and is_asked(field, answers))
    return any(answers.get(field.key) in (None, "", []) for field in asked)


async def change_answers(person: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Possible until registration closes; the old answers stay in the history.

    A document that was looked at before its person was accepted stays.
    """
    event = await load(event_id)
    check_open(event, now=now)
    row = await own_registration(event_id, person)
    before = orjson.loads(row["answers"])
    settled = await documents.settled(person, event, row["status"], before)
    answers = {**answers, **{key: before[key] for key in settled if key in before}}
    form = await check_person(person, event, answers, row["status"])
    await choosing.check(event, person.id, answers, now=now)
    answers = asked_for(form, answers)
    await database.execute(
        "UPDATE registrations SET answers = $2, changed_at = $3 WHERE id = $1",
        *(row["id"], orjson.dumps(before | answers).decode(), now),
    )
    changed = history.changed(before, answers)
    if changed:
        await history.note(row["id"], person.id, row["status"], row["status"], now, {history.ANSWERS: changed})
    if choosing.KEY in answers:
        await choosing.choose(event, row["id"], person.id, row["status"], answers, now=now)
        await reminders.plan_anew(event, person.id, now=now)
    await registration_form.remember(person.id, form, answers)
    await documents.hand_in(person, event, row["id"], form, answers, now=now)
    await name_tags.due(event.id, now=now)
