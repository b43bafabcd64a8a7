"""The questions one event asks who registers: what its requirements need to know, and the organizer's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson

from domain import database
from domain.accounts.onboarding import SERVICE
from domain.accounts.profile import LEVELS
from domain.events.admission.approval import is_accepted, is_by_hand
from domain.events.entry import weights
from domain.events.entry.meanings import remembered_for, to_remember
from domain.events.entry.requirements import facts_needed
from domain.events.models import Event
from domain.events.programme import choosing
from domain.files.documents import find_reusable
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf
from domain.forms.pages import is_asked
from domain.forms.storing import form_from_json

KEY = "event-registration"
CHANGE_KEY = "event-answers"

_FACTS = {
    "birth_date": Field("birth_date", Kind.DATE, words="event-ask-birth-date", future=False, prefill="birth_date"),
    "gender": Field(
        "gender",
        Kind.CHOICE,
        words="event-ask-gender",
        choices=(Choice("female", "account-gender-female"), Choice("male", "account-gender-male")),
        prefill="gender",
    ),
    "level": Field(
        "level",
        Kind.CHOICE,
        words="event-ask-level",
        choices=tuple(Choice(one, f"account-level-{one}") for one in LEVELS),
        prefill="level",
    ),
    weights.WEIGHT: Field(
        weights.WEIGHT,
        Kind.NUMBER,
        words="event-ask-weight",
        whole=False,
        min=weights.LIGHTEST,
        max=weights.HEAVIEST,
        prefill=weights.WEIGHT,
    ),
}


@dataclass(frozen=True, slots=True)
class Before:
    """What stands between a person and a place."""

    has_consented: bool
    asks: bool


async def before(user_id: int, event_id: int) -> Before:
    """Whether the person has agreed to what we keep, and whether the event asks anything."""
    row = await database.fetchrow(
        "SELECT EXISTS (SELECT 1 FROM consents WHERE user_id = $1 AND kind = $2 AND withdrawn_at IS NULL) AS agreed, "
        f"(SELECT questions <> '[]' OR requirements <> '{{}}' OR {choosing.ASKS.format(event='$3')} FROM events "
        "WHERE id = $3) AS asks",
        *(user_id, SERVICE, event_id),
    )
    assert row is not None
    return Before(row["agreed"], bool(row["asks"]))


async def have_agreed(user_ids: Sequence[int]) -> set[int]:
    """Who of them has agreed to what we keep."""
    rows = await database.fetch(
        "SELECT user_id FROM consents WHERE user_id = ANY($1::bigint[]) AND kind = $2 AND withdrawn_at IS NULL",
        *(list(user_ids), SERVICE),
    )
    return {row["user_id"] for row in rows}


async def build(event: Event, status: str | None = None, *, chooses: bool = True) -> Form:
    """For who is that far with their registration: some questions are asked of who has been accepted.

    `chooses`: its programme may have something to choose from.
    """
    accepted = is_accepted(status, by_hand=is_by_hand(event))
    form = made_of(event.requirements, event.questions, accepted=accepted)
    return await choosing.asked(event, form) if chooses else form


def made_of(requirements: Mapping[str, Any], questions: Sequence[Mapping[str, Any]], *, accepted: bool = True) -> Form:
    facts = [_FACTS[key] for key in facts_needed(requirements)]
    asked = [one for one in questions if accepted or not one.get("later")]
    own = [part for one in form_from_json({"key": "own", "fields": asked}).fields for part in _with_date(one)]
    confirm = [
        Field(f"confirm_{index}", Kind.CONSENT, label=str(text))
        for index, text in enumerate(requirements.get("confirm", []))
    ]
    return Form(KEY, (*facts, *own, *confirm), words="event-registration-form")


def _with_date(field: Field) -> tuple[Field, ...]:
    """After a document that has to be good on the day, until when it is; what is known of it is not asked."""
    if not field.dated:
        return (field,)
    only_if = OnlyIf(field.key, (), lacks="until")
    until = Field(until_key(field.key), Kind.DATE, words="event-ask-document-until", future=None, only_if=only_if)
    return field, until


def until_key(key: str) -> str:
    return f"{key}_until"


def missing(form: Form, answers: Mapping[str, JsonValue]) -> list[str]:
    """The questions without which nobody registers; a consent is an answer only when it is given."""
    asked = [field for field in form.fields if field.required and is_asked(field, answers)]
    return [field.key for field in asked if not _is_answered(field, answers.get(field.key))]


def _is_answered(field: Field, value: JsonValue) -> bool:
    """An option that is not there any more is no answer."""
    keys = {choice.key for choice in field.choices}
    if field.kind is Kind.CHOICE:
        return isinstance(value, str) and value in keys
    if field.kind is Kind.CHOICES:
        return isinstance(value, list) and any(one in keys for one in value)
    return value is True if field.kind is Kind.CONSENT else value not in (None, "", [])


async def prefill(user_id: int, form: Form, event_id: int | None = None) -> dict[str, JsonValue]:
    """What the person told us before, as answers to this form, by the fields' keys; documents that are good then."""
    row = await database.fetchrow(
        "SELECT birth_date, gender, level, phone, nickname, remembered FROM profiles WHERE user_id = $1", user_id
    )
    assert row is not None
    known: dict[str, JsonValue] = {"phone": row["phone"], "nickname": row["nickname"]} | orjson.loads(row["remembered"])
    born = row["birth_date"].isoformat() if row["birth_date"] else None
    known |= await _documents(user_id, form, event_id)
    return remembered_for(form.fields, known | {"birth_date": born, "gender": row["gender"], "level": row["level"]})


async def _documents(user_id: int, form: Form, event_id: int | None) -> dict[str, JsonValue]:
    asked = {field.prefill: field for field in form.fields if field.kind is Kind.DOCUMENT and field.prefill}
    if not asked or event_id is None:
        return {}
    day = await database.fetchval("SELECT (starts_at AT TIME ZONE zone)::date FROM events WHERE id = $1", event_id)
    found = {about: await find_reusable(user_id, about, day=day) for about in asked}
    return {
        about: {"id": one.id} | ({"until": one.valid_until.isoformat()} if one.valid_until else {})
        for about, one in found.items()
        if one and (one.valid_until or not asked[about].dated)
    }


async def remember(user_id: int, form: Form, answers: Mapping[str, JsonValue]) -> None:
    """Keep what may be offered next time; what belongs to the profile goes there if it is still empty."""
    asked = [field for field in form.fields if field.kind is not Kind.DOCUMENT]
    said = [field for field in asked if field.prefill and answers.get(field.key)]
    kept = {str(field.prefill): to_remember(field, answers[field.key]) for field in said}
    if not kept:
        return
    born, gender, level = (kept.pop(key, None) for key in ("birth_date", "gender", "level"))
    await database.execute(
        "UPDATE profiles SET remembered = remembered || $2::jsonb, birth_date = coalesce(birth_date, $3), "
        "gender = coalesce(gender, $4), level = coalesce(level, $5) WHERE user_id = $1",
        user_id,
        orjson.dumps(kept).decode(),
        date.fromisoformat(born) if isinstance(born, str) else None,
        gender,
        level,
    )


def offering(form: Form) -> Form:
    """The same questions; what is known is offered by their keys: two of them may ask about the same thing."""
    return replace(form, fields=tuple(replace(field, prefill=field.key) for field in form.fields))


def as_change(form: Form) -> Form:
    """The same questions, asked to change what was answered; every old answer is offered again."""
    return replace(offering(form), key=CHANGE_KEY)
