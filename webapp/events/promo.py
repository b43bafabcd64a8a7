"""Promo codes of an event as a page: those there are, and a form for another one."""

from __future__ import annotations

from datetime import date

from aiohttp import web

from domain.errors import NotFound, Refusal
from domain.events import lifecycle
from domain.events.money import promo_codes
from domain.events.money.errors import PromoCodeTaken, PromoCodeUnfit
from domain.events.money.promo_codes import PROMO_FORM
from webapp.kit import forms
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def add(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, PROMO_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, filled, status=422)
    said, event_id = parsed.values, visit.id("event_id")
    uses, until = said.get("uses"), said.get("until")
    try:
        await promo_codes.add(
            visit.person,
            event_id,
            str(said["code"]),
            int(str(said["percent"])),
            uses=int(str(uses)) if uses is not None else None,
            until=date.fromisoformat(str(until)) if until else None,
            now=visit.now,
        )
    except (PromoCodeTaken, PromoCodeUnfit) as refused:
        errors: dict[str, Refusal] = {"code": refused}
        return await _show(visit, forms.Filled(PROMO_FORM, {}, filled.zone, filled.sent, errors), status=422)
    return visit.go(f"/org/events/{event_id}/promo", toast=visit.t("event-promo-added"))


async def close(visit: Visit) -> web.Response:
    promo_id = read_cursor(visit.said("promo"))
    if promo_id not in {one.id for one in await promo_codes.list_codes(visit.person, visit.id("event_id"))}:
        raise NotFound
    await promo_codes.close(visit.person, promo_id, now=visit.now)
    return await _show(visit, toast=visit.t("event-promo-closed"))


async def _show(
    visit: Visit, filled: forms.Filled | None = None, *, status: int = 200, toast: str = ""
) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    shown = filled or forms.Filled(PROMO_FORM, {}, event.zone)
    return visit.page(
        "events/promo.html",
        status=status,
        toast=toast,
        event_id=event.id,
        event_title=event.title,
        codes=await promo_codes.list_codes(visit.person, event.id),
        lines=shown.lines(visit.t),
        main={"text": visit.t("event-promo-add"), "action": "submit:#promo"},
    )
