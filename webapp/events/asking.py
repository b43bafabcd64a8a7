"""The organizer's own questions to participants, and who may take part: a page that builds them."""

from __future__ import annotations

from aiohttp import web

from domain.events import lifecycle, questions
from domain.events.questions import AUDIENCE_FORM, QUESTION_FORM
from webapp.kit import forms
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def add(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, QUESTION_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, question=filled, status=422)
    await questions.add_question(visit.person, visit.id("event_id"), parsed.values, now=visit.now)
    return await _show(visit, toast=visit.t("event-questions-added"))


async def remove(visit: Visit) -> web.Response:
    await questions.remove_question(visit.person, visit.id("event_id"), visit.said("key"), now=visit.now)
    return await _show(visit, toast=visit.t("event-questions-removed"))


async def move_up(visit: Visit) -> web.Response:
    await questions.raise_question(visit.person, visit.id("event_id"), visit.said("key"), now=visit.now)
    return await _show(visit)


async def require(visit: Visit) -> web.Response:
    is_required = visit.said("required") == "true"
    key = visit.said("key")
    await questions.require_answer(visit.person, visit.id("event_id"), key, required=is_required, now=visit.now)
    return await _show(visit)


async def set_audience(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, AUDIENCE_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, audience=filled, status=422)
    await questions.set_audience(visit.person, visit.id("event_id"), parsed.values, now=visit.now)
    return await _show(visit, toast=visit.t("event-audience-saved"))


async def _show(
    visit: Visit,
    *,
    question: forms.Filled | None = None,
    audience: forms.Filled | None = None,
    status: int = 200,
    toast: str = "",
) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    asked = question or forms.Filled(QUESTION_FORM, {"kind": "text", "required": True}, event.zone)
    whom = audience or forms.Filled(AUDIENCE_FORM, questions.audience_answers(event), event.zone)
    return visit.page(
        "events/asking.html",
        status=status,
        toast=toast,
        event_id=event.id,
        fields=questions.questions_of(event),
        question=asked.lines(visit.t),
        audience=whom.lines(visit.t),
    )
