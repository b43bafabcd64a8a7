"""How the organizer hears of who comes: the choice as a page."""

from __future__ import annotations

from aiohttp import web

from domain.events import lifecycle
from domain.events.people import notices
from domain.events.people.notices import NOTICES_FORM
from webapp.kit import forms
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def save(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, NOTICES_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, filled, status=422)
    event_id = visit.id("event_id")
    await notices.set_notices(visit.person, event_id, str(parsed.values["notices"]), now=visit.now)
    return visit.go(f"/org/events/{event_id}", toast=visit.t("event-notices-saved"))


async def _show(visit: Visit, filled: forms.Filled | None = None, *, status: int = 200) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    shown = filled or forms.Filled(NOTICES_FORM, {"notices": event.notices}, event.zone)
    space = await notices.organizers_place(event)
    return visit.page(
        "events/notices.html",
        status=status,
        event_id=event.id,
        event_title=event.title,
        group=space.title if space else "",
        lines=shown.lines(visit.t),
        main={"text": visit.t("webapp-save"), "action": "submit:#notices"},
    )
