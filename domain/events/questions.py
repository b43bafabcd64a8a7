"""The organizer's own questions to participants, and who may take part."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements
from domain.events.catalogue import fold
from domain.events.errors import AgesTheWrongWay, MoveNotAllowed, OptionsNeeded, TooManyQuestions
from domain.events.lifecycle import load_managed
from domain.events.models import Event
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf
from domain.forms.storing import form_from_json, form_to_json

MOST_QUESTIONS = 12
MOST_OPTIONS = 20
OPTION_LENGTH = 60
KINDS = (Kind.TEXT, Kind.NUMBER, Kind.CHOICE, Kind.PHONE, Kind.CONSENT)
GENDERS = ("any", "female", "male")

QUESTION_FORM = Form(
    "event-question",
    (
        Field("label", Kind.TEXT, words="event-question-ask-label", min=2, max=120),
        Field(
            "kind",
            Kind.CHOICE,
            words="event-question-ask-kind",
            choices=tuple(Choice(kind.value, f"event-question-kind-{kind.value}") for kind in KINDS),
        ),
        Field(
            "options",
            Kind.LONG_TEXT,
            words="event-question-ask-options",
            max=1000,
            only_if=OnlyIf("kind", (Kind.CHOICE.value,)),
        ),
        Field("required", Kind.BOOLEAN, words="event-question-ask-required"),
    ),
    words="event-question-form",
)
AUDIENCE_FORM = Form(
    "event-audience",
    (
        Field("min_age", Kind.NUMBER, words="event-audience-ask-min-age", required=False, min=0, max=120),
        Field("max_age", Kind.NUMBER, words="event-audience-ask-max-age", required=False, min=0, max=120),
        Field(
            "gender",
            Kind.CHOICE,
            words="event-audience-ask-gender",
            choices=tuple(Choice(one, f"event-audience-gender-{one}") for one in GENDERS),
        ),
    ),
    words="event-audience-form",
)


def questions_of(event: Event) -> tuple[Field, ...]:
    return form_from_json({"key": "own", "fields": event.questions}).fields


async def add_question(actor: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Answers to QUESTION_FORM. Raises OptionsNeeded, TooManyQuestions."""
    event = await _changeable(actor, event_id)
    fields = questions_of(event)
    if len(fields) >= MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    await _save(actor, event, (*fields, _question(answers)), now=now)


async def remove_question(actor: Person, event_id: int, key: str, *, now: datetime) -> None:
    """What was answered to it stays with who answered. Raises NotFound."""
    event = await _changeable(actor, event_id)
    fields = questions_of(event)
    await _save(actor, event, tuple(one for one in fields if one is not _named(fields, key)), now=now)


async def raise_question(actor: Person, event_id: int, key: str, *, now: datetime) -> None:
    """One place up. Raises NotFound."""
    event = await _changeable(actor, event_id)
    fields = list(questions_of(event))
    at = fields.index(_named(fields, key))
    fields.insert(max(0, at - 1), fields.pop(at))
    await _save(actor, event, tuple(fields), now=now)


async def require_answer(actor: Person, event_id: int, key: str, *, required: bool, now: datetime) -> None:
    event = await _changeable(actor, event_id)
    fields = questions_of(event)
    wanted = _named(fields, key)
    await _save(actor, event, tuple(replace(f, required=required) if f is wanted else f for f in fields), now=now)


def audience_answers(event: Event) -> dict[str, JsonValue]:
    """The audience as answers to AUDIENCE_FORM."""
    asked = event.requirements
    gender = asked.get("gender") or GENDERS[0]
    return {"min_age": asked.get("min_age"), "max_age": asked.get("max_age"), "gender": gender}


async def set_audience(actor: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Answers to AUDIENCE_FORM; other requirements stay. Raises AgesTheWrongWay."""
    event = await _changeable(actor, event_id)
    least, most = answers.get("min_age"), answers.get("max_age")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        raise AgesTheWrongWay
    gender = None if answers.get("gender") == GENDERS[0] else answers.get("gender")
    asked = event.requirements | {"min_age": least, "max_age": most, "gender": gender}
    event.requirements = {name: value for name, value in asked.items() if value is not None}
    await _saved(actor, event, "event-audience-changed", now=now)


def _question(answers: Mapping[str, JsonValue]) -> Field:
    """A key of its own for ever; what is remembered of the answer goes by the question's words, to other events too."""
    label, kind = str(answers["label"]), Kind(str(answers["kind"]))
    choices = _choices(str(answers.get("options") or "")) if kind is Kind.CHOICE else ()
    remembered = None if kind is Kind.CONSENT else f"asked:{kind.value}:{slug(label)}"
    required = kind is Kind.CONSENT or answers.get("required") is True
    key = f"q_{secrets.token_hex(4)}"
    return Field(key, kind, label=label, required=required, choices=choices, prefill=remembered)


def _choices(text: str) -> tuple[Choice, ...]:
    """One a line, or between commas. The same word has the same key in every event."""
    words = [" ".join(part.split())[:OPTION_LENGTH] for line in text.splitlines() for part in line.split(",")]
    by_key = {slug(word): word for word in words if slug(word)}
    if not 2 <= len(by_key) <= MOST_OPTIONS:
        raise OptionsNeeded(most=MOST_OPTIONS)
    return tuple(Choice(key, label=word) for key, word in by_key.items())


def slug(words: str) -> str:
    return fold(words).replace(" ", "-")[:48] or words.strip()[:48]


def _named(fields: tuple[Field, ...] | list[Field], key: str) -> Field:
    for field in fields:
        if field.key == key:
            return field
    raise NotFound


async def _changeable(actor: Person, event_id: int) -> Event:
    event = await load_managed(actor, event_id)
    if event.status in ("running", "finished", "cancelled"):
        raise MoveNotAllowed(status=event.status, move="edit")
    return event


async def _save(actor: Person, event: Event, fields: tuple[Field, ...], *, now: datetime) -> None:
    stored = form_to_json(Form("own", fields))["fields"]
    assert isinstance(stored, list)
    event.questions = [one for one in stored if isinstance(one, dict)]
    await _saved(actor, event, "event-questions-changed", now=now)


async def _saved(actor: Person, event: Event, what: str, *, now: datetime) -> None:
    event.version += 1
    await event.save()
    await trail.record(actor.id, what, f"event:{event.id}", now=now)
    if event.status != "draft":
        await announcements.changed(event.id, now=now)
