"""One participant, for the organizer: answers, notes to be filled in, and the history of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from domain.events.admission import documents
from domain.events.entry.history import Entry
from domain.events.party.rules import guests_of
from domain.events.people import participants, removal
from domain.events.teams.queries import team_name
from domain.events.teams.rules import rules_of
from domain.forms.showing import heading, label, show_value
from webapp.kit import forms
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit


@dataclass(frozen=True, slots=True)
class Line:
    """One change as it is read: the question, the words before and after it."""

    at: datetime
    who: str
    what: str
    """With its colon."""
    before: str
    after: str


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def note(visit: Visit) -> web.Response:
    registration_id = visit.id("registration_id")
    form, known = await participants.notes_form(visit.person, registration_id)
    filled, parsed = forms.read(visit, form, known, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, filled, status=422)
    await participants.set_notes(visit.person, registration_id, parsed.values, now=visit.now)
    return await _show(visit, toast=visit.t("event-person-noted"))


async def show_document(visit: Visit) -> web.Response:
    """Sent to the reader's chat with the bot, and noted for whose it is."""
    document_id = read_cursor(visit.said("document"))
    await documents.show(visit.person, visit.id("registration_id"), document_id, now=visit.now)
    return await _show(visit, toast=visit.t("document-page-sent-to-chat"))


async def _show(
    visit: Visit, filled: forms.Filled | None = None, *, status: int = 200, toast: str = ""
) -> web.Response:
    sheet = await participants.get_sheet(visit.person, visit.id("registration_id"))
    form, known = await participants.notes_form(visit.person, sheet.registration_id)
    t, zone = visit.t, visit.person.zone
    notes = filled or forms.Filled(form, known, zone)
    main = {"text": t("webapp-save"), "action": "submit:#notes"} if form.fields else None
    return visit.page(
        "events/participant.html",
        status=status,
        toast=toast,
        sheet=sheet,
        answers=[(one, label(one.field, t), show_value(one.field, one.value, t, zone)) for one in sheet.answers],
        former=[
            (label(one.field, t), show_value(one.field, one.value, t, zone)) for one in sheet.notes if not one.asked
        ],
        notes=notes.lines(t),
        choices=await removal.choices(sheet.registration_id),
        guests=await guests_of(sheet.registration_id),
        in_teams=await rules_of(sheet.event_id) is not None,
        team_name=await team_name(sheet.event_id, sheet.user_id),
        history=[_line(visit, entry) for entry in sheet.entries],
        main=main,
    )


def _line(visit: Visit, entry: Entry) -> Line:
    t, zone = visit.t, visit.person.zone
    who = entry.actor_name or t("event-person-by-itself")
    if entry.field is None:
        before = t(f"event-page-own-{entry.before}") if entry.before else ""
        return Line(entry.at, who, f"{t('event-page-person-status')}:", before, t(f"event-page-own-{entry.after}"))
    before, after = [show_value(entry.field, value, t, zone) for value in (entry.before, entry.after)]
    return Line(entry.at, who, heading(entry.field, t), before, after)
