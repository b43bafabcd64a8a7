"""What somebody who does not fit one event could enter instead: the same sort of thing, near, surely open to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain import database
from domain.accounts.people import Person
from domain.errors import Refusal
from domain.events.entry import fitting
from domain.events.entry.errors import DoesNotFit, OnlyForOthers, TooHeavy, TooOld, TooYoung, WrongLevel
from domain.events.entry.facts import as_facts, known_facts
from domain.events.entry.requirements import age_on
from domain.events.finding.catalogue import CatalogueRow
from domain.events.finding.recommendations import pick, with_rows
from domain.events.finding.taste import CATEGORIES, Taste, get_taste
from domain.events.models import Event
from domain.forms.form import JsonValue

HOW_MANY = 2
_OTHER = {"female": "male", "male": "female"}


async def known_misfit(person: Person, event: Event) -> DoesNotFit | None:
    """Why the event is not for them by what their profile says; None also where it says nothing of that."""
    said = await known_facts(person.id)
    return next((refusal for key, value in said.items() if (refusal := fitting.misfit(event, key, value))), None)


async def find_instead(
    person: Person,
    event: Event,
    refusal: Refusal | None = None,
    *,
    said: Mapping[str, JsonValue] | None = None,
    now: datetime,
) -> list[CatalogueRow]:
    """Two that fit. What was just answered counts before what the profile says: `refusal` knows it, or the answers."""
    taste = _as_said(await _alike(person, event, now), event, refusal)
    known = as_facts(said or {})
    taste = replace(
        taste,
        birth_date=known["birth_date"] or taste.birth_date,
        gender=known["gender"] or taste.gender,
        level=known["level"] or taste.level,
        weight=known["weight"] or taste.weight,
    )
    picks = await pick(taste, now=now, limit=HOW_MANY, without=[event.id], strict=True)
    return [one.row for one in await with_rows(picks)]


async def _alike(person: Person, event: Event, now: datetime) -> Taste:
    """What they like this time is what they asked for."""
    taste = await get_taste(person.id, now=now)
    categories = await database.fetchval(f"SELECT {CATEGORIES} FROM events e WHERE e.id = $1", event.id)
    point = (event.latitude, event.longitude) if event.latitude is not None and event.longitude is not None else None
    return replace(taste, interests=frozenset(categories) or taste.interests, near=taste.near or point)


def _as_said(taste: Taste, event: Event, refusal: Refusal | None) -> Taste:
    match refusal:
        case TooYoung() | TooOld():
            return replace(taste, birth_date=_born(refusal.params, taste.birth_date, fitting.event_day(event)))
        case OnlyForOthers():
            return replace(taste, gender=_OTHER.get(str(refusal.params["gender"])))
        case WrongLevel():
            return replace(taste, level=str(refusal.params["level"]))
        case TooHeavy():
            return replace(taste, weight=float(str(refusal.params["weight"])))
    return taste


def _born(params: Mapping[str, object], known: date | None, day: date) -> date:
    """Somebody of that age on that day: the profile's own date where it says so, else the middle of that year."""
    age = int(str(params["age"]))
    if known and max(age_on(known, day), 0) == age:
        return known
    return day - timedelta(days=365 * age + age // 4 + 180)
