"""The organizer's panel of one event: counters, people, and the moves that its status allows."""

from __future__ import annotations

from aiohttp import web

from domain.chat.queries import count_open_questions
from domain.events import lifecycle, links, queries
from domain.events.admission.applications import count_waiting
from domain.events.lifecycle import MOVES
from domain.events.making import copying
from domain.events.money import takings
from domain.events.money.foreseen import foresee
from domain.events.people import planned_letters
from domain.events.people.roster import counters
from webapp.events.views import share_link
from webapp.kit.visit import Visit

SHARED = ("published", "registration_open", "running")
COUNTED = ("going", "waiting", "left")
ALSO = ("paid", "arrived", "finished", "unpaid", "pending", "refunded")
"""Counted when there is anybody; when it is over, so are all."""


async def page(visit: Visit) -> web.Response:
    return await show(visit, visit.id("event_id"))


async def show(visit: Visit, event_id: int, *, toast: str = "") -> web.Response:
    card = await queries.get_event_card(event_id, visit.person)
    t = visit.t
    counts, is_over = await counters(event_id), card.status in ("finished", "cancelled")
    main = {"text": t("event-page-publish"), "action": "click:#publish"} if card.status == "draft" else None
    return visit.page(
        "events/panel.html",
        toast=toast,
        card=card,
        applications=await count_waiting(event_id),
        counts={name: counts[name] for name in (*COUNTED, *ALSO) if counts[name] or (name in COUNTED and not is_over)},
        questions=await count_open_questions(f"event:{card.id}"),
        letters=await planned_letters.count_waiting(event_id),
        claims=await takings.count_claims(event_id) if card.payment == "transfer" else 0,
        moves={move for status, move in MOVES if status == card.status},
        link=visit.context.startapp_link(f"e_{card.link_token}") if card.link_token else "",
        share_link=share_link(visit, card) if card.status in SHARED else "",
        main=main,
    )


async def publish(visit: Visit) -> web.Response:
    await lifecycle.publish(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, visit.id("event_id"), toast=visit.t("event-page-published"))


async def open_registration(visit: Visit) -> web.Response:
    await lifecycle.open_registration(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, visit.id("event_id"), toast=visit.t("webapp-saved"))


async def start(visit: Visit) -> web.Response:
    await lifecycle.start(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, visit.id("event_id"), toast=visit.t("webapp-saved"))


async def finish(visit: Visit) -> web.Response:
    await lifecycle.finish(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, visit.id("event_id"), toast=visit.t("webapp-saved"))


async def cancelling(visit: Visit) -> web.Response:
    card = await queries.get_event_card(visit.id("event_id"), visit.person)
    main = {"text": visit.t("event-page-cancel"), "action": "submit:#cancelling", "tone": "danger"}
    foreseen = await foresee(visit.person, card.id)
    return visit.page("events/cancelling.html", card=card, foreseen=foreseen, main=main)


async def cancel(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    await lifecycle.cancel(visit.person, event_id, visit.said("reason"), now=visit.now)
    return visit.go(f"/org/events/{event_id}", toast=visit.t("event-page-cancelled"))


async def change_link(visit: Visit) -> web.Response:
    await links.change_link(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, visit.id("event_id"), toast=visit.t("event-page-link-changed"))


async def clone(visit: Visit) -> web.Response:
    copy = await copying.clone_event(visit.person, visit.id("event_id"), now=visit.now)
    return visit.go(f"/org/events/{copy.id}/edit", toast=visit.t("event-page-cloned"), replace=False)


async def archive(visit: Visit) -> web.Response:
    await lifecycle.archive(visit.person, visit.id("event_id"), now=visit.now)
    return visit.go("/org", toast=visit.t("event-page-archived"))


async def delete(visit: Visit) -> web.Response:
    await lifecycle.delete_draft(visit.person, visit.id("event_id"), now=visit.now)
    return visit.go("/org", toast=visit.t("event-page-deleted"))
