"""Diplomas: one's own, asked for; anybody's, checked by its code in any browser; the organizer's rules."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from domain.errors import Refusal
from domain.events.awards import diplomas
from domain.events.awards.diploma_codes import diploma_key
from domain.events.awards.diplomas import NAME_FORM, Checked, Diploma
from domain.events.awards.errors import DiplomaForged, NameUnprintable
from domain.events.entry.tickets import ticket_key
from locales import Translator
from locales.diplomas import diploma_facts, diploma_place
from locales.results import short_category
from webapp.kit import errors, forms, pages
from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT
from webapp.kit.visit import Visit


async def own(visit: Visit) -> web.Response:
    return await _own(visit)


async def _own(visit: Visit, filled: forms.Filled | None = None, *, status: int = 200, toast: str = "") -> web.Response:
    found = await diplomas.own_diploma(visit.person, visit.id("event_id"))
    shown = filled or forms.Filled(NAME_FORM, {"name": found.name}, visit.person.zone)
    main = {"text": visit.t("diploma-button-again"), "action": "submit:#name"}
    lines = shown.lines(visit.t)
    facts = facts_of(found, visit.t)
    return visit.page(
        "events/diploma.html", status=status, toast=toast, found=found, facts=facts, lines=lines, main=main
    )


async def ask(visit: Visit) -> web.Response:
    """The name as it is to stand there, and then the paper."""
    event_id = visit.id("event_id")
    await diplomas.own_diploma(visit.person, event_id)
    filled, parsed = forms.read(visit, NAME_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _own(visit, filled, status=422)
    try:
        await diplomas.set_name(visit.person, event_id, str(parsed.values["name"]))
    except NameUnprintable as refused:
        wrong: dict[str, Refusal] = {"name": refused}
        return await _own(visit, forms.Filled(NAME_FORM, {}, filled.zone, filled.sent, wrong), status=422)
    await diplomas.ask(visit.person, event_id)
    return visit.go(f"/events/{event_id}/live", toast=visit.t("diploma-begun-in-private"))


async def checked(visit: Visit) -> web.Response:
    """The same page inside the mini-app, by a start link."""
    found = await diplomas.check(visit.request.match_info["code"], _key(visit.context))
    return visit.page("events/diploma_checked.html", **_values(found, visit.t))


async def check(request: web.Request) -> web.Response:
    """For anybody who holds the paper: what is true now. A code that we have not signed says so."""
    t, context = errors.words_of(request), request.app[CONTEXT]
    try:
        values, status = _values(await diplomas.check(request.match_info["code"], _key(context)), t), 200
    except DiplomaForged:
        values, status = {"found": None, "state": "forged", "facts": [], "hint": t("diploma-forged")}, 404
    values["link"] = context.startapp_link(f"e_{values['found'].event_id}") if values["found"] else ""
    html = pages.render_words(request.app, "events/diploma_public.html", t, context.clock.now(), values)
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Vary": "Accept-Language"}
    return web.Response(text=html, status=status, content_type="text/html", headers=headers)


def _key(context: WebContext) -> bytes:
    return diploma_key(ticket_key(context.secret))


def _values(one: Checked, t: Translator) -> dict[str, Any]:
    found = one.diploma
    state = "changed" if found.state == "valid" and not one.same else found.state
    facts = facts_of(found, t) if found.state == "valid" else []
    return {"found": found, "state": state, "facts": facts, "hint": t(f"diploma-page-{state}-hint")}


def facts_of(found: Diploma, t: Translator) -> list[tuple[str, str]]:
    """A word for each thing that stands on it, and the thing."""
    category = short_category(found.card, found.narrow.category, t) if found.narrow else ""
    said = [(t("diploma-page-name"), found.name), (t("diploma-page-place"), diploma_place(found, t))]
    said += diploma_facts(found, category, t)
    return [(over[:1].upper() + over[1:], value) for over, value in said]
