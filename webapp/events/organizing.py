"""The organizer's side: my events, a new one, changing one. The form is the one that the chat asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from aiohttp import web

from domain.errors import Refusal
from domain.events import holders, lifecycle, organized
from domain.events.categories.choosing import event_form
from domain.events.errors import StartsInPast
from domain.events.making import creation
from domain.events.making.errors import (
    ClosesAfterEnd,
    ClosesBeforeOpening,
    EndsBeforeStart,
    OpensAfterStart,
    PaymentsOff,
    RegistrationIsOpen,
)
from domain.events.making.form import EVENT_FORM, LATER, answers_from_plan, first_answers, plan_from_answers
from domain.forms import drafts
from domain.forms.conversation import Conversation
from domain.forms.form import Form, JsonValue
from domain.forms.pages import Parsed
from domain.forms.photos import require_own_pictures
from domain.organizations.policy import manages_events
from webapp.events import placing
from webapp.events.promoting import HOLDER, holder_lines
from webapp.kit import forms
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 15
DRAFT_PLACE = 0
"""Drafts of the chat are kept by chat; a page's draft is kept where no chat is."""
_LONGEST_VERSION = 10
_OWN_FORMS = {EVENT_FORM.key: EVENT_FORM}
"""A page asks everything at once: which categories there are, it learns when it is drawn."""

WRITTEN_LATER = ("description", "cover", "rules", "registration_opens", "registration_closes", "distance")
"""Of what is folded up at first, that which nothing stands in until somebody writes it."""

_ASKED_BY: Final[dict[type[Refusal], str]] = {
    StartsInPast: "when",
    EndsBeforeStart: "when",
    OpensAfterStart: "registration_opens",
    RegistrationIsOpen: "registration_opens",
    ClosesBeforeOpening: "registration_closes",
    ClosesAfterEnd: "registration_closes",
    PaymentsOff: "payment",
}
"""Answers that are right each by itself and make no event together: below which question that is said."""
IMPOSSIBLE: Final = tuple(_ASKED_BY)


async def mine(visit: Visit) -> web.Response:
    offset = read_cursor(visit.query("offset"))
    part = part_of(await organized.list_organized(visit.person, offset=offset, limit=SIZE + 1), SIZE)
    more = f"/org?offset={offset + SIZE}" if part.more else ""
    template = "events/organized_rows.html" if offset else "events/organized.html"
    main = {"text": visit.t("home-page-create"), "action": "go:/org/events/new"}
    return visit.page(template, rows=part.rows, more=more, main=main)


async def new(visit: Visit) -> web.Response:
    kept = await _draft(visit)
    filled = forms.Filled(await _form(visit), {**first_answers(), **(kept or {})}, visit.person.zone)
    held = await holder_lines(visit, read_cursor(visit.query("club")))
    return _show(visit, filled, resumed=bool(kept), held=held)


async def _form(visit: Visit) -> Form:
    return await event_form(visit.person.language)


async def create(visit: Visit) -> web.Response:
    filled, parsed = placing.placed(visit, *await _read(visit))
    if parsed.errors:
        return _show(visit, filled, status=422, held=await holder_lines(visit, read_cursor(visit.said(HOLDER))))
    await require_own_pictures(visit.viewer.id, EVENT_FORM, parsed.values, {})
    try:
        event = await creation.create_event(visit.person, plan_from_answers(parsed.values), now=visit.now)
    except IMPOSSIBLE as refused:
        held = await holder_lines(visit, read_cursor(visit.said(HOLDER)))
        return _show(visit, _wrong(filled, refused), status=422, held=held)
    club = read_cursor(visit.said(HOLDER))
    if club and manages_events(visit.person, club):
        await holders.hand_over(visit.person, event.id, club, now=visit.now)
    await drafts.drop_draft(visit.viewer.id, DRAFT_PLACE)
    return visit.go(f"/org/events/{event.id}", toast=placing.toast(visit, visit.t("event-page-created")))


async def keep_draft(visit: Visit) -> web.Response:
    """What is right so far is kept while it is typed: closing the app loses nothing."""
    _, parsed = await _read(visit)
    conversation = Conversation(EVENT_FORM, "", None, parsed.values, {})
    place = (visit.viewer.id, DRAFT_PLACE)
    await drafts.save_draft(*place, conversation, now=visit.now, own_forms=_OWN_FORMS)
    return web.Response(status=204)


async def _read(visit: Visit) -> tuple[forms.Filled, Parsed]:
    """What the page shows of a draft and nobody touched stays: an hour may have been said by another clock."""
    before = await _draft(visit) or {}
    return forms.read(visit, await _form(visit), before, visit.person.zone, beside={HOLDER, placing.ASKED})


async def drop_draft(visit: Visit) -> web.Response:
    await drafts.drop_draft(visit.viewer.id, DRAFT_PLACE)
    return visit.go("/org/events/new")


async def _draft(visit: Visit) -> Mapping[str, JsonValue] | None:
    try:
        found = await drafts.load_draft(visit.viewer.id, DRAFT_PLACE, own_forms=_OWN_FORMS)
    except drafts.DraftOutdated:
        return None
    return found.conversation.answers if found and found.conversation.form.key == EVENT_FORM.key else None


async def edit(visit: Visit) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    before = answers_from_plan(await creation.plan_of(event))
    filled = forms.Filled(await _form(visit), before, event.zone)
    return _show(visit, filled, event_id=event.id, version=event.version)


async def save(visit: Visit) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"))
    plan = await creation.plan_of(event)
    before = answers_from_plan(plan)
    read = forms.read(visit, await _form(visit), before, event.zone, beside={"version", placing.ASKED})
    filled, parsed = placing.placed(visit, *read)
    said = visit.said("version")
    version = int(said) if said.isdecimal() and len(said) < _LONGEST_VERSION else None
    if parsed.errors:
        return _show(visit, filled, status=422, event_id=event.id, version=version or event.version)
    await require_own_pictures(visit.viewer.id, EVENT_FORM, parsed.values, before)
    changed = plan_from_answers(parsed.values, plan)
    try:
        await creation.edit_event(visit.person, event.id, changed, version=version, now=visit.now)
    except IMPOSSIBLE as refused:
        return _show(visit, _wrong(filled, refused), status=422, event_id=event.id, version=version or event.version)
    return visit.go(f"/org/events/{event.id}", toast=placing.toast(visit, visit.t("webapp-saved")))


def _wrong(filled: forms.Filled, refused: Refusal) -> forms.Filled:
    """Said where it can be put right; the fold that it is in opens. An example might be no better."""
    without_example = type(refused)(**{**refused.params, "example": ""})
    return replace(filled, errors={_ASKED_BY[type(refused)]: without_example})


def _show(
    visit: Visit,
    filled: forms.Filled,
    *,
    status: int = 200,
    event_id: int = 0,
    version: int = 0,
    resumed: bool = False,
    held: Sequence[forms.Line] = (),
) -> web.Response:
    """`held`: in whose name a new event is, for who manages clubs."""
    key = "webapp-save" if event_id else "event-page-create"
    return visit.page(
        "events/editing.html",
        status=status,
        lines=filled.lines(visit.t),
        event_id=event_id,
        version=version,
        resumed=resumed,
        held=held,
        place_asked=placing.asked(filled),
        later=() if event_id else LATER,
        written=WRITTEN_LATER,
        main={"text": visit.t(key), "action": "submit:#event"},
    )
