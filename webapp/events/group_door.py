"""The group's door: the page that opens for who asks to be let in, and the organizer's page of its link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from aiohttp import web
from markupsafe import Markup

from domain.accounts.onboarding import give_consent
from domain.errors import Refusal
from domain.events import lifecycle, queries
from domain.events.admission.errors import DocumentFailed
from domain.events.entry import admitting, fitting, registration, registration_form
from domain.events.entry.errors import DocumentExpires
from domain.events.entry.qr import qr_svg
from domain.events.entry.statuses import HOPING
from domain.events.group_door import asking, doors
from domain.events.queries import EventCard
from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.forms.photos import require_own_pictures
from webapp.events import views
from webapp.kit import forms
from webapp.kit.visit import Visit, fragment

RULES, AGREE, WAY = "accept_rules", "agree", "way"


async def entrance(visit: Visit) -> web.Response:
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    if _asks(visit, card):
        return await _ask(visit, card)
    return await _show(visit, card)


def _asks(visit: Visit, card: EventCard) -> bool:
    return card.own_status is None and card.takes_registrations(visit.now)


async def enter(visit: Visit) -> web.Response:
    """The rules are accepted and the questions answered: a place is theirs, or to be paid, or to be waited for."""
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    if not _asks(visit, card):
        return await _show(visit, card)
    form, own = await _forms(visit, card)
    known = await registration_form.prefill(visit.viewer.id, own, card.id)
    filled, parsed = forms.read(visit, form, known, visit.person.zone, beside=set())
    answers = {key: value for key, value in parsed.values.items() if key not in (RULES, AGREE, WAY)}
    misfits = fitting.misfits(await lifecycle.load(card.id, lock=False), answers)
    if parsed.errors or misfits:
        return await _ask(visit, card, replace(filled, errors=parsed.errors | misfits))
    await require_own_pictures(visit.viewer.id, own, answers, known)
    if parsed.values.get(AGREE):
        await give_consent(visit.viewer.id, now=visit.now)
    try:
        outcome = await _register(visit, card, parsed.values.get(WAY), answers)
    except (DocumentExpires, DocumentFailed) as refusal:
        named = next(field.key for field in own.fields if field.kind is Kind.DOCUMENT)
        errors: dict[str, Refusal] = {named: refusal}
        return await _ask(visit, card, replace(filled, errors=errors))
    if outcome.status == "unpaid":
        return visit.go(f"/events/{card.id}/pay")
    return await _show(visit, await queries.get_event_card(card.id, visit.person))


async def _register(visit: Visit, card: EventCard, way: JsonValue, answers: dict[str, JsonValue]) -> admitting.Outcome:
    chosen = views.chosen_way(str(way)) if way else None
    return await registration.register(visit.person, card.id, answers, way=chosen, now=visit.now)


async def _forms(visit: Visit, card: EventCard) -> tuple[Form, Form]:
    """Everything that is to be answered here, and of it what the event itself asks."""
    own = await registration.prepare(visit.person, card.id, way=card.ways[0].name, now=visit.now)
    before = await registration_form.before(visit.viewer.id, card.id)
    ways = tuple(Choice(way.name, f"event-way-{way.name}") for way in card.ways)
    first = (Field(WAY, Kind.CHOICE, words="group-door-ask-way", choices=ways),) if card.is_hybrid else ()
    rules = (Field(RULES, Kind.CONSENT, words="group-door-ask-rules"),) if card.rules else ()
    agree = () if before.has_consented else (Field(AGREE, Kind.CONSENT, words="group-door-ask-agree"),)
    return replace(own, fields=(*first, *own.fields, *rules, *agree)), own


async def _ask(visit: Visit, card: EventCard, filled: forms.Filled | None = None) -> web.Response:
    if filled is None:
        form, own = await _forms(visit, card)
        known = await registration_form.prefill(visit.viewer.id, own, card.id)
        filled = forms.Filled(form, known, visit.person.zone)
    door = await doors.door_card(await lifecycle.load(card.id, lock=False))
    words = visit.t("event-page-join-list") if card.is_full else visit.t("group-door-page-join")
    return visit.page(
        "events/entrance.html",
        status=422 if filled.errors else 200,
        card=card,
        door=door,
        lines=filled.lines(visit.t),
        main={"text": views.with_fee(visit, card, words) if not card.by_hand else words, "action": "submit:#entrance"},
    )


async def _show(visit: Visit, card: EventCard) -> web.Response:
    """How far they are."""
    door, shown = await doors.door_card(await lifecycle.load(card.id, lock=False)), await _shown(visit, card)
    pay = visit.t("event-button-pay", amount=views.own_due(visit.t, card))
    main = {"text": pay, "action": f"go:/events/{card.id}/pay"} if shown["state"] == "unpaid" else None
    return visit.page("events/entrance.html", card=card, door=door, lines=None, **shown, main=main)


async def state(visit: Visit) -> web.Response:
    """Asked now and then while somebody waits; when something has come of it, the whole page is shown anew."""
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    shown = await _shown(visit, card)
    changed = visit.query("was") not in ("", shown["state"])
    return fragment(visit.html("events/entrance_state.html", {"card": card, **shown, "changed": changed}))


async def _shown(visit: Visit, card: EventCard) -> dict[str, Any]:
    state = _state(card, stands_here=await asking.awaits(card.id, visit.viewer.id))
    return {"state": state, "waits": state in HOPING, "position": card.own_position or 1, "changed": False}


def _state(card: EventCard, *, stands_here: bool) -> str:
    """unpaid, pending, waitlisted, offered, inside, going (but nobody has asked to be let in), over, closed."""
    if card.has_to_pay:
        return "unpaid"
    if card.own_status is not None and card.own_status in HOPING:
        return card.own_status
    if card.status == "cancelled":
        return "over"
    if card.own_status is not None:
        return "inside" if stands_here else "going"
    return "over" if card.status == "finished" else "closed"


async def page(visit: Visit) -> web.Response:
    return await _panel(visit)


async def _panel(visit: Visit, *, toast: str = "") -> web.Response:
    door = await doors.get_group_door(visit.person, visit.id("event_id"))
    is_open = door.state == "open"
    share = f"https://t.me/share/url?url={quote(door.link, safe='')}&text={quote(door.title)}"
    return visit.page(
        "events/group_door.html",
        toast=toast,
        door=door,
        share_link=share if is_open else "",
        picture_of_link=Markup(qr_svg(door.link)) if is_open else "",  # drawn by segno from Telegram's address
        main={"text": visit.t("group-door-open"), "action": "click:#open"} if door.state == "closed" else None,
    )


async def opening(visit: Visit) -> web.Response:
    await doors.open_door(visit.person, visit.id("event_id"), now=visit.now)
    return await _panel(visit)


async def closing(visit: Visit) -> web.Response:
    await doors.close_door(visit.person, visit.id("event_id"), now=visit.now)
    return await _panel(visit, toast=visit.t("group-door-closed"))


async def made(visit: Visit) -> web.Response:
    """Whether Telegram has made the link; until then this is asked again."""
    door = await doors.get_group_door(visit.person, visit.id("event_id"))
    return fragment(visit.html("events/group_door_making.html", {"door": door}))
