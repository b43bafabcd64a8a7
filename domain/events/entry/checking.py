"""Whether somebody may register: is it open, do they fit, have they answered what they must."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.accounts.people import Person
from domain.events.admission import documents
from domain.events.entry import registration_form
from domain.events.entry.errors import AnswersIncomplete, RequirementsNotMet
from domain.events.entry.facts import as_facts, known_facts
from domain.events.entry.fitting import event_day
from domain.events.entry.requirements import unmet
from domain.events.errors import EventNotOpen
from domain.events.models import Event
from domain.events.standstill import require_goes_on
from domain.forms.form import Form, JsonValue


def check_open(event: Event, *, now: datetime) -> None:
    """Raises EventNotOpen with the reason, and with the opening time when that is still to come."""
    if event.status == "published":
        raise EventNotOpen(reason="early", opens=event.registration_opens_at)
    if event.status != "registration_open":
        raise EventNotOpen(reason=event.status, opens=None)
    closes_at = event.registration_closes_at or event.starts_at
    if closes_at <= now:
        raise EventNotOpen(reason="closed", opens=None)


async def check_takes_in(event: Event, *, now: datetime) -> None:
    """Open, and to who is not in it yet. Raises EventNotOpen, EventStandsStill."""
    check_open(event, now=now)
    await require_goes_on(event.id)


async def check_person(
    person: Person,
    event: Event,
    answers: Mapping[str, JsonValue],
    status: str | None = None,
    *,
    chooses: bool = True,
) -> Form:
    form = await registration_form.build(event, status, chooses=chooses)
    missing = registration_form.missing(form, answers)
    if missing:
        raise AnswersIncomplete(missing=missing)
    if event.requirements:
        await _check_requirements(person, event, answers)
    await documents.check(person, event, form, answers)
    return form


async def _check_requirements(person: Person, event: Event, answers: Mapping[str, JsonValue]) -> None:
    """What was answered counts before what is known of the person."""
    facts = await known_facts(person.id)
    facts |= {key: answers[key] for key in facts if answers.get(key)}
    reasons = unmet(event.requirements, **as_facts(facts), event_day=event_day(event))
    if reasons:
        raise RequirementsNotMet(reasons=[(reason.code, reason.value) for reason in reasons])


def asked_for(form: Form, answers: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Nobody answers what was not asked: the organizer's notes least of all."""
    return {field.key: answers[field.key] for field in form.fields if field.key in answers}


def still_good(form: Form, answers: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The answers that need not be asked again; what was left out and may be is one."""
    missing = registration_form.missing(form, answers)
    return {one.key: answers[one.key] for one in form.fields if one.key in answers and one.key not in missing}
