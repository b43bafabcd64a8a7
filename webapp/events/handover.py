"""A ticket that is passed on: the link of who gives it, and the form of who takes it."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from domain.events import lifecycle
from domain.events.entry import fitting, handover, own_events, registration_form
from domain.events.entry.handover import Offer
from domain.events.money.prices import costs_anything
from domain.forms.photos import require_own_pictures
from webapp.kit import forms
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def offer(visit: Visit) -> web.Response:
    await handover.offer(visit.person, visit.id("registration_id"), now=visit.now)
    return await _show(visit, toast=visit.t("handover-ready"))


async def keep(visit: Visit) -> web.Response:
    await handover.keep(visit.person, visit.id("registration_id"), now=visit.now)
    return await _show(visit, toast=visit.t("handover-kept"))


async def _show(visit: Visit, *, toast: str = "") -> web.Response:
    ticket = await own_events.get_ticket(visit.id("registration_id"), visit.viewer.id)
    given = await handover.given(visit.person, ticket.registration_id)
    event = await lifecycle.load(ticket.event_id, lock=False)
    return visit.page(
        "events/handing.html",
        toast=toast,
        ticket=ticket,
        is_paid=costs_anything(event),
        to=given.to if given else None,
        link=visit.context.startapp_link(f"h_{given.token}") if given and given.to is None else "",
        main=None if given else {"text": visit.t("handover-make"), "action": "submit:#offer"},
    )


async def taking(visit: Visit) -> web.Response:
    shown, form = await handover.prepare(visit.person, _token(visit), now=visit.now)
    before = await registration_form.prefill(visit.viewer.id, form)
    return _show_taking(visit, shown, forms.Filled(form, before, visit.person.zone))


async def take(visit: Visit) -> web.Response:
    shown, form = await handover.prepare(visit.person, _token(visit), now=visit.now)
    filled, parsed = forms.read(visit, form, {}, visit.person.zone, beside=set())
    misfits = fitting.misfits(await lifecycle.load(shown.event_id, lock=False), parsed.values)
    if parsed.errors or misfits:
        return _show_taking(visit, shown, replace(filled, errors=parsed.errors | misfits), status=422)
    await require_own_pictures(visit.viewer.id, form, parsed.values, {})
    event_id = await handover.take(visit.person, _token(visit), parsed.values, now=visit.now)
    return visit.go(f"/events/{event_id}", toast=visit.t("handover-taken"))


def _show_taking(visit: Visit, shown: Offer, filled: forms.Filled, *, status: int = 200) -> web.Response:
    main = None if shown.is_own else {"text": visit.t("handover-take"), "action": "submit:#answers"}
    return visit.page(
        "events/handover.html",
        status=status,
        offer=shown,
        token=_token(visit),
        lines=filled.lines(visit.t),
        main=main,
    )


def _token(visit: Visit) -> str:
    return visit.request.match_info["token"]
