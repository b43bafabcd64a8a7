"""The programme of an event as a page, and what the viewer chooses of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from aiohttp import web

from domain.errors import Refusal
from domain.events import queries
from domain.events.programme import choosing, own
from domain.events.programme.errors import ItemBegun, ItemFull, ItemsOverlap
from domain.events.programme.items import Item
from domain.events.queries import EventCard
from domain.forms.form import Form
from domain.time import local
from webapp.kit import forms
from webapp.kit.visit import Visit

ON_EVENT = 6
"""So many stand on the event's own page."""


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def choose(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    form, _ = await own.choice_form(visit.person, event_id, now=visit.now)
    filled, parsed = forms.read(visit, form, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, filled, status=422)
    said = parsed.values.get(choosing.KEY)
    wanted = [str(one) for one in said] if isinstance(said, list) else []
    try:
        await own.change_choice(visit.person, event_id, wanted, now=visit.now)
    except (ItemFull, ItemBegun, ItemsOverlap) as refused:
        errors: dict[str, Refusal] = {choosing.KEY: refused}
        return await _show(visit, forms.Filled(form, {}, filled.zone, filled.sent, errors), status=422)
    return visit.go(f"/events/{event_id}", toast=visit.t("programme-choice-saved"))


async def _show(visit: Visit, filled: forms.Filled | None = None, *, status: int = 200) -> web.Response:
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    may_change = card.own_status is not None and card.is_open(visit.now)
    if filled is None and may_change:
        form, chosen = await own.choice_form(visit.person, card.id, now=visit.now)
        filled = forms.Filled(form, {choosing.KEY: chosen}, visit.person.zone)
    shown = filled or forms.Filled(Form("", ()), {}, visit.person.zone)
    chooses = may_change and bool(shown.form.fields)
    return visit.page(
        "events/programme.html",
        status=status,
        card=card,
        days=days_of(visit, card),
        lines=shown.lines(visit.t) if chooses else [],
        at_registration=card.own_status is None and card.takes_registrations(visit.now) and card.has_choice,
        main={"text": visit.t("webapp-save"), "action": "submit:#choice"} if chooses else None,
    )


@dataclass(frozen=True, slots=True)
class Hours:
    """By the clocks of the place."""

    start: str
    end: str


Days: TypeAlias = list[tuple[str, list[tuple[Hours, Item]]]]


def days_of(visit: Visit, card: EventCard, most: int | None = None) -> Days:
    """The day in words where it is not the event's only one, and its items with their hours."""
    items = card.programme[:most]
    by_day = [(day, list(those)) for day, those in groupby(items, lambda one: local(one.starts_at, card.zone).date())]
    alone = len(by_day) == 1 and by_day[0][0] == local(card.starts_at, card.zone).date()
    return [
        (
            "" if alone else visit.t.day(those[0].starts_at, card.zone, now=visit.now),
            [(_hours(one, visit, card.zone), one) for one in those],
        )
        for _, those in by_day
    ]


def _hours(item: Item, visit: Visit, zone: str) -> Hours:
    return Hours(visit.t.time(item.starts_at, zone), visit.t.time(item.ends_at, zone) if item.ends_at else "")
