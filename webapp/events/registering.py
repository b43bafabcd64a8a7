"""The questions an event asks who registers, as a page; also to change the answers later."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from domain.events import lifecycle, queries
from domain.events.admission.errors import DocumentFailed
from domain.events.entry import answering, fitting, instead, registration, registration_form
from domain.events.entry.errors import DocumentExpires
from domain.events.programme import choosing
from domain.events.programme.errors import ItemBegun, ItemFull, ItemsOverlap
from domain.events.queries import EventCard
from domain.forms.form import Form, JsonValue, Kind
from domain.forms.photos import require_own_pictures
from webapp.events import views
from webapp.events.party import chosen_guests
from webapp.kit import forms
from webapp.kit.visit import Visit, fragment


async def page(visit: Visit) -> web.Response:
    way, guests = views.chosen_way(visit.query("way")), chosen_guests(visit.query("guests"))
    card, form, before = await _asked(visit, way)
    return _show(visit, card, way, forms.Filled(form, before, visit.person.zone), guests=guests)


async def submit(visit: Visit) -> web.Response:
    way, guests = views.chosen_way(visit.said("way")), chosen_guests(visit.said("guests"))
    card, form, before = await _asked(visit, way)
    filled, parsed = forms.read(visit, form, before, visit.person.zone, beside={"way", "guests"})
    misfits = fitting.misfits(await lifecycle.load(card.id, lock=False), parsed.values)
    if parsed.errors or misfits:
        filled = replace(filled, errors=parsed.errors | misfits)
        return _show(visit, card, way, filled, status=422, guests=guests)
    await require_own_pictures(visit.viewer.id, form, parsed.values, before)
    try:
        return await _save(visit, card, way, guests, parsed.values)
    except (ItemFull, ItemBegun, ItemsOverlap) as refusal:
        return _show(visit, card, way, replace(filled, errors={choosing.KEY: refusal}), status=422, guests=guests)
    except (DocumentExpires, DocumentFailed) as refusal:
        named = next(field.key for field in form.fields if field.kind is Kind.DOCUMENT)
        return _show(visit, card, way, replace(filled, errors={named: refusal}), status=422, guests=guests)


async def _save(
    visit: Visit, card: EventCard, way: str | None, guests: int, answers: dict[str, JsonValue]
) -> web.Response:
    if card.own_status is not None:
        await answering.change_answers(visit.person, card.id, answers, now=visit.now)
        return visit.go(f"/events/{card.id}", toast=visit.t("webapp-saved"))
    outcome = await registration.register(visit.person, card.id, answers, way=way, guests=guests, now=visit.now)
    if outcome.status == "unpaid":
        return visit.go(f"/events/{card.id}/pay")
    return visit.go(f"/events/{card.id}", toast=views.said_of(visit, outcome))


async def judge(visit: Visit) -> web.Response:
    """While the form is filled in: what keeps this person out, said as soon as it is known. Nothing is saved."""
    _, form, before = await _asked(visit, views.chosen_way(visit.said("way")))
    _, parsed = forms.read(visit, form, before, visit.person.zone, beside={"way", "guests"})
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    found = fitting.misfits(event, parsed.values)
    reasons = [visit.t(refusal.code, **refusal.params) for refusal in found.values()]
    said = parsed.values
    rows = await instead.find_instead(visit.person, event, said=said, now=visit.now) if found else []
    return fragment(visit.html("events/misfits.html", {"reasons": reasons, "rows": rows}))


async def _asked(visit: Visit, way: str | None) -> tuple[EventCard, Form, dict[str, JsonValue]]:
    """The questions with the answers given, or with those that the profile suggests."""
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    if card.own_status is not None:
        return card, *await answering.current_answers(visit.person, card.id, now=visit.now)
    form = await registration.prepare(visit.person, card.id, way=way, now=visit.now)
    return card, form, await registration_form.prefill(visit.viewer.id, form, card.id)


def _show(
    visit: Visit, card: EventCard, way: str | None, filled: forms.Filled, *, status: int = 200, guests: int = 0
) -> web.Response:
    is_full = card.is_full if way is None or card.own_status else card.way(way).is_full
    key = "webapp-save" if card.own_status else ("event-page-join-list" if is_full else "event-page-join")
    words = views.join_words(visit, card) if key == "event-page-join" else visit.t(key)
    return visit.page(
        "events/registering.html",
        status=status,
        card=card,
        way=way or "",
        guests=guests if card.own_status is None else 0,
        judged=bool(card.requirements or card.documents),
        lines=filled.lines(visit.t),
        main={"text": words, "action": "submit:#answers"},
    )
