"""Who may take part: the organizer says it as one form, the event keeps it among its requirements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.accounts.people import Person
from domain.accounts.profile import LEVELS
from domain.events.entry import weights
from domain.events.entry.errors import AgesTheWrongWay
from domain.events.entry.questions import changeable, saved
from domain.events.models import Event
from domain.forms.form import Choice, Field, Form, JsonValue, Kind

GENDERS = ("any", "female", "male")
AUDIENCE_FORM = Form(
    "event-audience",
    (
        Field(
            "min_age",
            Kind.NUMBER,
            words="event-audience-ask-min-age",
            required=False,
            min=0,
            max=120,
            prefill="min_age",
        ),
        Field(
            "max_age",
            Kind.NUMBER,
            words="event-audience-ask-max-age",
            required=False,
            min=0,
            max=120,
            prefill="max_age",
        ),
        Field(
            "gender",
            Kind.CHOICE,
            words="event-audience-ask-gender",
            choices=tuple(Choice(one, f"event-audience-gender-{one}") for one in GENDERS),
            prefill="gender",
        ),
        Field(
            "levels",
            Kind.CHOICES,
            words="event-audience-ask-levels",
            required=False,
            choices=tuple(Choice(one, f"event-audience-level-{one}") for one in LEVELS),
            prefill="levels",
        ),
        Field(weights.KEY, Kind.TEXT, words="event-audience-ask-weights", required=False, max=200, prefill=weights.KEY),
    ),
    words="event-audience-form",
)


def audience_answers(event: Event, classes: str) -> dict[str, JsonValue]:
    """The audience as answers to AUDIENCE_FORM; its weight classes as the reader's language says them."""
    asked = event.requirements
    return {
        "min_age": asked.get("min_age"),
        "max_age": asked.get("max_age"),
        "gender": asked.get("gender") or GENDERS[0],
        "levels": asked.get("levels") or [],
        weights.KEY: classes or None,
    }


def check_answer(key: str, value: JsonValue) -> None:
    """As soon as it is given. Raises WeightsUnclear."""
    if key == weights.KEY and isinstance(value, str):
        weights.read_classes(value)


async def set_audience(actor: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Answers to AUDIENCE_FORM; other requirements stay. Raises AgesTheWrongWay, WeightsUnclear."""
    event = await changeable(actor, event_id)
    least, most = answers.get("min_age"), answers.get("max_age")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        raise AgesTheWrongWay
    gender = None if answers.get("gender") == GENDERS[0] else answers.get("gender")
    asked = event.requirements | {
        "min_age": least,
        "max_age": most,
        "gender": gender,
        "levels": _levels(answers.get("levels")),
        weights.KEY: _classes(answers.get(weights.KEY)),
    }
    event.requirements = {name: value for name, value in asked.items() if value is not None}
    await saved(actor, event, "event-audience-changed", now=now)


def _levels(said: JsonValue) -> list[str] | None:
    """For all of them is for everybody."""
    chosen: list[str] = [one for one in LEVELS if isinstance(said, list) and one in said]
    return chosen if 0 < len(chosen) < len(LEVELS) else None


def _classes(said: JsonValue) -> list[float | None] | None:
    return list(weights.read_classes(said)) if isinstance(said, str) and said.strip() else None
