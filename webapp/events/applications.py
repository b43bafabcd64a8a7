"""Applications: who waits for a yes, one of them with what it came with, and the decision."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from domain.errors import NotFound, Refusal
from domain.events import lifecycle
from domain.events.admission import applications, documents
from domain.events.admission.applications import Application
from domain.events.admission.errors import AlreadyDecided
from domain.events.people import participants
from domain.events.policy import may_manage, may_read_answers
from domain.forms.form import Field, Form, Kind
from domain.forms.showing import label, show_value
from webapp.kit import forms
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 20
REASON_FORM = Form(
    "application-decline", (Field("reason", Kind.LONG_TEXT, words="application-ask-reason", min=2, max=300),)
)
ASK_FORM = Form("application-ask", (Field("text", Kind.LONG_TEXT, words="application-ask-text", min=2, max=1000),))


@dataclass(frozen=True, slots=True)
class Answer:
    label: str
    value: str


async def page(visit: Visit) -> web.Response:
    """Those that wait longest first."""
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    after = read_cursor(visit.query("after"))
    rows = await applications.list_waiting(visit.person, event.id, after=after, limit=SIZE + 1)
    part = part_of(rows, SIZE)
    more = f"/org/events/{event.id}/applications?after={part.rows[-1].id}" if part.more else ""
    template = "events/applications_rows.html" if after else "events/applications.html"
    leads_back = f"/org/events/{event.id}" if may_manage(visit.person, event) else "/org"
    return visit.page(template, event=event, event_id=event.id, rows=part.rows, more=more, leads_back=leads_back)


async def one(visit: Visit) -> web.Response:
    return await _show(visit)


async def _show(
    visit: Visit,
    *,
    reason: forms.Filled | None = None,
    question: forms.Filled | None = None,
    status: int = 200,
    toast: str = "",
) -> web.Response:
    card = await _card(visit)
    zone, t = visit.person.zone, visit.t
    main = {"text": t("application-button-accept"), "action": "click:#accept"} if card.state == "waiting" else None
    return visit.page(
        "events/application.html",
        status=status,
        toast=toast,
        card=card,
        answers=await _answers(visit, card),
        reason=(reason or forms.Filled(REASON_FORM, {}, zone)).lines(t),
        question=(question or forms.Filled(ASK_FORM, {}, zone)).lines(t),
        main=main,
    )


async def _card(visit: Visit) -> Application:
    card = await applications.get_application(visit.person, visit.id("application_id"))
    if card.event_id != visit.id("event_id"):
        raise NotFound
    return card


async def _answers(visit: Visit, card: Application) -> list[Answer]:
    """For who checks applications; who keeps order in Forma decides without them."""
    event = await lifecycle.load(card.event_id, lock=False)
    if not (may_read_answers(visit.person, event) or await documents.is_reviewer(event.id, visit.viewer.id)):
        return []
    sheet, t, zone = await participants.get_sheet(visit.person, card.registration_id), visit.t, visit.person.zone
    said = [one for one in sheet.answers if not _is_of_document(one.field)]
    return [Answer(label(one.field, t), show_value(one.field, one.value, t, zone)) for one in said]


def _is_of_document(field: Field) -> bool:
    """The document itself, or until when it is good: both stand above."""
    return field.kind is Kind.DOCUMENT or bool(field.only_if and field.only_if.lacks)


async def accept(visit: Visit) -> web.Response:
    return await _decided(visit, "application-accepted-said", "")


async def decline(visit: Visit) -> web.Response:
    filled, parsed = forms.read(visit, REASON_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, reason=filled, status=422)
    return await _decided(visit, "application-declined-said", str(parsed.values["reason"]))


async def _decided(visit: Visit, said: str, reason: str) -> web.Response:
    """Who comes second reads who was first, on the card as it is now."""
    card = await _card(visit)
    try:
        if reason:
            await applications.decline(visit.person, card.id, reason, now=visit.now)
        else:
            await applications.accept(visit.person, card.id, now=visit.now)
    except AlreadyDecided as late:
        return await _show(visit, toast=_sentence(visit, late))
    return visit.go(f"/org/events/{card.event_id}/applications", toast=visit.t(said, name=card.name or "–"))


def _sentence(visit: Visit, refusal: Refusal) -> str:
    return visit.t(refusal.code, **refusal.params)


async def ask(visit: Visit) -> web.Response:
    card = await _card(visit)
    filled, parsed = forms.read(visit, ASK_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, question=filled, status=422)
    await applications.ask(visit.person, card.id, str(parsed.values["text"]), now=visit.now)
    return await _show(visit, toast=visit.t("application-asked"))


async def show_document(visit: Visit) -> web.Response:
    """Sent to the reader's chat with the bot, and noted for whose it is."""
    card = await _card(visit)
    await documents.show(visit.person, card.registration_id, read_cursor(visit.said("document")), now=visit.now)
    return await _show(visit, toast=visit.t("document-page-sent-to-chat"))
