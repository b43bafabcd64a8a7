"""Prizes of an event and the rules of its diplomas, as its organizer makes them."""

from __future__ import annotations

from aiohttp import web

from domain.errors import NotFound, Refusal
from domain.events.awards import diplomas, prizes
from domain.events.awards.diplomas import SIGNATURE_FORM
from domain.events.awards.errors import PrizeTextEmpty, TooManyPrizeCodes
from domain.events.awards.prizes import PRIZE_FORM
from domain.forms.form import JsonValue
from webapp.kit import forms
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit

_USUAL: dict[str, JsonValue] = {"among": "all", "badge": True}


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def add(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, PRIZE_FORM, _USUAL, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, filled, status=422)
    keys, event_id = visit.context.vault.keys, visit.id("event_id")
    try:
        await prizes.set_prize(visit.person, event_id, parsed.values, keys, now=visit.now)
    except (PrizeTextEmpty, TooManyPrizeCodes) as refused:
        about = "text" if isinstance(refused, PrizeTextEmpty) else "codes"
        wrong: dict[str, Refusal] = {about: refused}
        again = forms.Filled(PRIZE_FORM, _USUAL, filled.zone, filled.sent, wrong)
        return await _show(visit, again, status=422)
    return visit.go(f"/org/events/{event_id}/awards", toast=visit.t("award-added"))


async def remove(visit: Visit) -> web.Response:
    prize_id, event_id = read_cursor(visit.said("prize")), visit.id("event_id")
    if prize_id not in {one.id for one in await prizes.prizes_of(event_id)}:
        raise NotFound
    await prizes.remove(visit.person, prize_id, now=visit.now)
    return await _show(visit, toast=visit.t("award-removed"))


async def set_diplomas(visit: Visit) -> web.Response:
    """The switch sends itself; the signature comes with its button."""
    event_id = visit.id("event_id")
    if visit.said("switch"):
        await diplomas.set_rule(visit.person, event_id, is_off=visit.said("switch") == "off", now=visit.now)
    else:
        await diplomas.set_rule(visit.person, event_id, signature=visit.said("signature"), now=visit.now)
    return await _show(visit, toast=visit.t("diploma-saved"))


async def _show(
    visit: Visit, filled: forms.Filled | None = None, *, status: int = 200, toast: str = ""
) -> web.Response:
    event, table = await prizes.managed_prizes(visit.person, visit.id("event_id"))
    rule = await diplomas.rule_of(event.id)
    shown = filled or forms.Filled(PRIZE_FORM, _USUAL, event.zone)
    signature = forms.Filled(SIGNATURE_FORM, {"signature": rule.signature}, event.zone)
    return visit.page(
        "events/awards.html",
        status=status,
        toast=toast,
        event_id=event.id,
        event_title=event.title,
        prizes=table,
        rule=rule,
        lines=shown.lines(visit.t),
        signature=signature.lines(visit.t),
        main={"text": visit.t("award-add"), "action": "submit:#prize"},
    )
