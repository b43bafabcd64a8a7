"""The organizer's own questions to participants, and their own notes about them."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements
from domain.events.entry.errors import OptionsNeeded, QuestionChanged, TooManyQuestions
from domain.events.entry.meanings import meaning, slug
from domain.events.errors import MoveNotAllowed
from domain.events.lifecycle import load_managed
from domain.events.models import Event
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf
from domain.forms.storing import form_from_json, form_to_json

MOST_QUESTIONS = 12
MOST_FORMER = 60
MOST_OPTIONS = 20
OPTION_LENGTH = 60
KINDS = (Kind.TEXT, Kind.NUMBER, Kind.CHOICE, Kind.CHOICES, Kind.DATE, Kind.PHONE, Kind.DOCUMENT, Kind.CONSENT)
NOTE_KINDS = (Kind.BOOLEAN, Kind.TEXT, Kind.NUMBER, Kind.CHOICE, Kind.CHOICES, Kind.DATE)
WITH_OPTIONS = (Kind.CHOICE, Kind.CHOICES)


def _builder(key: str, words: str, kinds: tuple[Kind, ...], *more: Field) -> Form:
    """What is asked to make one question."""
    choices = tuple(Choice(kind.value, f"event-question-kind-{kind.value.replace('_', '-')}") for kind in kinds)
    options = OnlyIf("kind", tuple(kind.value for kind in WITH_OPTIONS))
    fields = (
        Field("label", Kind.TEXT, words=f"{words}-ask-label", min=2, max=120, prefill="label"),
        Field("kind", Kind.CHOICE, words="event-question-ask-kind", choices=choices, prefill="kind"),
        Field(
            "options",
            Kind.LONG_TEXT,
            words="event-question-ask-options",
            max=1000,
            only_if=options,
            prefill="options",
        ),
    )
    return Form(key, (*fields, *more), words=f"{words}-form")


_REQUIRED = Field("required", Kind.BOOLEAN, words="event-question-ask-required", prefill="required")
_IF_DOCUMENT = OnlyIf("kind", (Kind.DOCUMENT.value,))
_DATED = Field("dated", Kind.BOOLEAN, words="event-question-ask-dated", only_if=_IF_DOCUMENT, prefill="dated")
_CHECKED = Field("checked", Kind.BOOLEAN, words="event-question-ask-checked", only_if=_IF_DOCUMENT, prefill="checked")
QUESTION_FORM = _builder("event-question", "event-question", KINDS, _DATED, _CHECKED, _REQUIRED)
NOTE_FORM = _builder("event-note", "event-note", NOTE_KINDS)
EDIT_QUESTION_FORM = replace(QUESTION_FORM, key="event-question-edit", words="event-question-edit-form")
EDIT_NOTE_FORM = replace(NOTE_FORM, key="event-note-edit", words="event-question-edit-form")
_NOTE_PREFIX = "n_"


def questions_of(event: Event) -> tuple[Field, ...]:
    return _stored(event.questions)


def organizer_fields_of(event: Event) -> tuple[Field, ...]:
    """What the organizer notes about participants; it has no place in a registration's form."""
    return _stored(event.organizer_fields)


def ever_asked(event: Event) -> dict[str, Field]:
    """By key, also what was removed or changed: the words of an answer that was given once."""
    found: dict[str, Field] = {}
    for field in (*_stored(event.former_questions), *questions_of(event), *organizer_fields_of(event)):
        older = found[field.key].choices if field.key in found else ()
        known = {choice.key for choice in field.choices}
        found[field.key] = replace(field, choices=(*field.choices, *(one for one in older if one.key not in known)))
    return found


def is_note(key: str) -> bool:
    return key.startswith(_NOTE_PREFIX)


def question_of(event: Event, key: str) -> Field:
    """Raises NotFound."""
    return _named(_list(event, key), key)


def first_beside(event: Event, key: str) -> Field:
    """The first of the questions, or of the notes, among which that one is."""
    return _list(event, key)[0]


def as_built(field: Field) -> dict[str, JsonValue]:
    """The question as answers to the form that makes one."""
    options = ", ".join(str(choice.label) for choice in field.choices) or None
    built: dict[str, JsonValue] = {"label": field.label, "kind": field.kind.value, "options": options}
    if field.kind is Kind.DOCUMENT:
        built |= {"dated": field.dated, "checked": field.checked}
    return built | {"required": field.required}


def stamp(field: Field) -> str:
    """Another one for every wording: who changes a question says which one they have read."""
    return hashlib.sha256(orjson.dumps(as_built(field))).hexdigest()[:8]


async def add_question(actor: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Answers to QUESTION_FORM. Raises OptionsNeeded, TooManyQuestions."""
    await _add(actor, event_id, _question(answers, "q_"), now=now)


async def add_note(actor: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Answers to NOTE_FORM. Raises OptionsNeeded, TooManyQuestions."""
    await _add(actor, event_id, _question(answers, _NOTE_PREFIX), now=now)


async def _add(actor: Person, event_id: int, field: Field, *, now: datetime) -> None:
    event = await changeable(actor, event_id)
    fields = _list(event, field.key)
    if len(fields) >= MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    await _save(actor, event, field.key, (*fields, field), now=now)


async def change_question(
    actor: Person, event_id: int, key: str, answers: Mapping[str, JsonValue], *, seen: str | None = None, now: datetime
) -> None:
    """Answers to the form that made it. Asking for another kind of answer is asking something else: answers
    given to the old question stay with it. With `seen`, the stamp of what was read, raises QuestionChanged when
    somebody saved after that. Raises OptionsNeeded, NotFound.
    """
    event = await changeable(actor, event_id)
    fields = _list(event, key)
    old = _named(fields, key)
    if seen is not None and seen != stamp(old):
        raise QuestionChanged
    new = _question(answers, key[:2] if is_note(key) else "q_")
    new = replace(new, later=old.later, key=key if new.kind is old.kind else new.key)
    if new == old:
        return
    _keep_former(event, old)
    await _save(actor, event, key, tuple(new if one is old else one for one in fields), now=now)


async def remove_question(actor: Person, event_id: int, key: str, *, now: datetime) -> None:
    """What was answered to it stays with who answered. Raises NotFound."""
    event = await changeable(actor, event_id)
    fields = _list(event, key)
    old = _named(fields, key)
    _keep_former(event, old)
    await _save(actor, event, key, tuple(one for one in fields if one is not old), now=now)


async def raise_question(actor: Person, event_id: int, key: str, *, now: datetime) -> None:
    """One place up. Raises NotFound."""
    event = await changeable(actor, event_id)
    fields = list(_list(event, key))
    at = fields.index(_named(fields, key))
    fields.insert(max(0, at - 1), fields.pop(at))
    await _save(actor, event, key, tuple(fields), now=now)


async def require_answer(actor: Person, event_id: int, key: str, *, required: bool, now: datetime) -> None:
    """A consent that may be refused would be none. Raises NotFound."""
    event = await changeable(actor, event_id)
    fields = questions_of(event)
    wanted = _named(fields, key)
    required = required or wanted.kind is Kind.CONSENT
    changed = tuple(replace(f, required=required) if f is wanted else f for f in fields)
    await _save(actor, event, key, changed, now=now)


async def ask_later(actor: Person, event_id: int, key: str, *, later: bool, now: datetime) -> None:
    """Of who has been accepted, or of everybody who registers. Raises NotFound."""
    event = await changeable(actor, event_id)
    fields = questions_of(event)
    wanted = _named(fields, key)
    changed = tuple(replace(f, later=later) if f is wanted else f for f in fields)
    await _save(actor, event, key, changed, now=now)


def _question(answers: Mapping[str, JsonValue], prefix: str) -> Field:
    """A key of its own for ever; what is remembered of an answer goes by what it is about, to other events too."""
    label, kind = str(answers["label"]), Kind(str(answers["kind"]))
    choices = _choices(str(answers.get("options") or "")) if kind in WITH_OPTIONS else ()
    remembered = f"asked:{kind.value}:{slug(label)}"
    is_remembered = prefix != _NOTE_PREFIX and kind is not Kind.CONSENT
    return Field(
        f"{prefix}{secrets.token_hex(4)}",
        kind,
        label=label,
        required=kind is Kind.CONSENT or answers.get("required") is True,
        choices=choices,
        future=None if kind is Kind.DATE else True,
        prefill=(meaning(label, kind) or remembered) if is_remembered else None,
        dated=kind is Kind.DOCUMENT and answers.get("dated") is True,
        checked=kind is Kind.DOCUMENT and answers.get("checked") is True,
    )


def _choices(text: str) -> tuple[Choice, ...]:
    """One a line, or between commas. The same word has the same key in every event; "A+" beside "A-" has its signs."""
    words = [" ".join(part.split())[:OPTION_LENGTH] for line in text.splitlines() for part in line.split(",")]
    said = {word.casefold(): word for word in words if word}
    if not 2 <= len(said) <= MOST_OPTIONS:
        raise OptionsNeeded(most=MOST_OPTIONS)
    alike = Counter(map(slug, said.values()))
    return tuple(Choice(slug(word) if alike[slug(word)] == 1 else exact, label=word) for exact, word in said.items())


def _named(fields: tuple[Field, ...] | list[Field], key: str) -> Field:
    for field in fields:
        if field.key == key:
            return field
    raise NotFound


async def changeable(actor: Person, event_id: int) -> Event:
    """Whose questions may still be changed. Raises NotFound, NotAllowed, MoveNotAllowed."""
    event = await load_managed(actor, event_id)
    if event.status in ("running", "finished", "cancelled"):
        raise MoveNotAllowed(status=event.status, move="edit")
    return event


def _list(event: Event, key: str) -> tuple[Field, ...]:
    return organizer_fields_of(event) if is_note(key) else questions_of(event)


def _stored(fields: list[dict[str, Any]]) -> tuple[Field, ...]:
    return form_from_json({"key": "own", "fields": fields}).fields


def _keep_former(event: Event, field: Field) -> None:
    if event.status != "draft":
        event.former_questions = [*event.former_questions, *_written((field,))][-MOST_FORMER:]


def _written(fields: tuple[Field, ...]) -> list[dict[str, Any]]:
    stored = form_to_json(Form("own", fields)).get("fields", [])
    assert isinstance(stored, list)
    return [one for one in stored if isinstance(one, dict)]


async def _save(actor: Person, event: Event, key: str, fields: tuple[Field, ...], *, now: datetime) -> None:
    """`key`: of the question that was changed; it tells which of the two lists this is."""
    if is_note(key):
        event.organizer_fields = _written(fields)
        await event.save()
        await trail.record(actor.id, "event-notes-changed", f"event:{event.id}", now=now)
        return
    before = {one.key: one.choices for one in questions_of(event) if one.required}
    event.questions = _written(fields)
    await saved(actor, event, "event-questions-changed", now=now)
    if any(one.required and (one.key not in before or set(before[one.key]) - set(one.choices)) for one in fields):
        await announcements.asks_more(event, now=now)


async def saved(actor: Person, event: Event, what: str, *, now: datetime) -> None:
    event.version += 1
    await event.save()
    await trail.record(actor.id, what, f"event:{event.id}", now=now)
    if event.status != "draft":
        await announcements.changed(event.id, now=now)
