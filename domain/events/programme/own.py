"""What a person has chosen of a programme, and how they change it until registration closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import orjson

from domain import database
from domain.accounts.people import Person
from domain.events import announcements
from domain.events.entry import history, own
from domain.events.entry.checking import check_open
from domain.events.lifecycle import load
from domain.events.programme import choosing, reminders
from domain.events.programme.items import items_of
from domain.forms.form import Field, Form, JsonValue

CHANGE_KEY = "programme-choice"


async def choice_form(person: Person, event_id: int, *, now: datetime) -> tuple[Form, list[JsonValue]]:
    """The question alone, and what is chosen. Without fields: nothing is left. Raises NotRegistered, EventNotOpen."""
    await own.own_registration(event_id, person)
    event = await load(event_id, lock=False)
    check_open(event, now=now)
    form = await choosing.offered(event, Form(CHANGE_KEY, (), words="programme-choice-form"), person.id, now=now)
    fields: tuple[Field, ...] = tuple(replace(field, prefill=field.key) for field in form.fields)
    chosen: list[JsonValue] = [str(one.id) for one in await items_of(event_id, person.id) if one.own]
    return replace(form, fields=fields), chosen


async def change_choice(person: Person, event_id: int, wanted: Sequence[str], *, now: datetime) -> None:
    """These and no others; the old choice stays in the history.

    Raises NotRegistered, EventNotOpen, ItemsOverlap, ItemFull, ItemBegun.
    """
    event = await load(event_id)
    check_open(event, now=now)
    row = await own.own_registration(event_id, person)
    before = orjson.loads(row["answers"])
    after: dict[str, JsonValue] = {choosing.KEY: list(wanted)}
    await choosing.check(event, person.id, after, now=now)
    changed = history.changed(before, after)
    if changed:
        await database.execute(
            "UPDATE registrations SET answers = jsonb_set(answers, ARRAY[$2::text], $3::text::jsonb), changed_at = $4 "
            "WHERE id = $1",
            *(row["id"], choosing.KEY, orjson.dumps(after[choosing.KEY]).decode(), now),
        )
        await history.note(row["id"], person.id, row["status"], row["status"], now, {history.ANSWERS: changed})
    await choosing.choose(event, row["id"], person.id, row["status"], after, now=now)
    await reminders.plan_anew(event, person.id, now=now)
    await announcements.changed(event.id, now=now)
