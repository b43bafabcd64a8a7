"""Requirements that one answer decides: judged as soon as it is given, so that nobody answers the rest for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from domain.events.entry import weights
from domain.events.entry.errors import (
    DocumentExpires,
    DoesNotFit,
    OnlyForOthers,
    TooHeavy,
    TooOld,
    TooYoung,
    WrongLevel,
)
from domain.events.entry.registration_form import until_key
from domain.events.entry.requirements import age_on, facts_needed, levels_of
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.forms.form import JsonValue


def event_day(event: Event) -> date:
    """Of the start, where it is: the day on which one's age counts."""
    return event.starts_at.astimezone(ZoneInfo(event.zone)).date()


def misfit(event: Event, key: str, value: JsonValue) -> DoesNotFit | None:
    """Why this answer keeps the person out; None: it does not, or does not decide."""
    if until := _until(event, key, value):
        day = event_day(event)
        return DocumentExpires(until=f"{until:%d.%m.%Y}", day=f"{day:%d.%m.%Y}") if until < day else None
    if key not in facts_needed(event.requirements):
        return None
    if key == weights.WEIGHT:
        return _too_heavy(event, value)
    if not isinstance(value, str):
        return None
    if key == "gender":
        wanted = str(event.requirements["gender"])
        return None if value == wanted else OnlyForOthers(gender=wanted)
    if key == "level":
        levels = levels_of(event.requirements)
        return None if value in levels else WrongLevel(level=value, levels="-".join(levels))
    return _wrong_age(event, value)


def _wrong_age(event: Event, value: str) -> DoesNotFit | None:
    age = age_on(date.fromisoformat(value), event_day(event))
    least, most = event.requirements.get("min_age"), event.requirements.get("max_age")
    if isinstance(least, int) and age < least:
        return TooYoung(age=max(age, 0), least=least)
    return TooOld(age=age, most=most) if isinstance(most, int) and age > most else None


def _too_heavy(event: Event, value: JsonValue) -> TooHeavy | None:
    most = weights.heaviest_of(weights.limits_of(event.requirements))
    is_more = most is not None and isinstance(value, int | float) and value > most
    return TooHeavy(weight=value, most=most) if is_more else None


def _until(event: Event, key: str, value: JsonValue) -> date | None:
    """How long a document is good, where this answer says so and the event wants to know."""
    dated = {str(one["key"]) for one in event.questions if one.get("dated")}
    said = value.get("until") if isinstance(value, Mapping) and key in dated else value
    is_date = isinstance(said, str) and (key in dated or key in {until_key(one) for one in dated})
    return date.fromisoformat(str(said)) if is_date else None


def misfits(event: Event, answers: Mapping[str, JsonValue]) -> dict[str, DoesNotFit]:
    """By the question's key."""
    found = {key: misfit(event, key, value) for key, value in answers.items()}
    return {key: refusal for key, refusal in found.items() if refusal}


async def check_answer(event_id: int, key: str, value: JsonValue) -> None:
    """Raises NotFound, TooYoung, TooOld, OnlyForOthers, WrongLevel, TooHeavy."""
    refusal = misfit(await load(event_id, lock=False), key, value)
    if refusal:
        raise refusal
