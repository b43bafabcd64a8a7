"""The organizer's panel of one event: counters, people, and the moves that its status allows."""

from __future__ import annotations

from aiohttp import web

from domain.chat.queries import count_open_questions
from domain.events import creation, lifecycle, links, queries, takings
from domain.events.applications import count_waiting
from domain.events.lifecycle import MOVES
from domain.events.policy import may_read_answers
from domain.events.ways import WAYS
from webapp.events.views import share_link
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 20
SHARED = ("published", "registration_open", "running")
STATUSES = ("confirmed", "pending", "waitlisted", "offered", "withdrawn")


async def page(visit: Visit) -> web.Response:
    return await show(visit, visit.id("event_id"))


async def show(visit: Visit, event_id: int, *, toast: str = "") -> web.Response:
    card = await queries.get_event_card(event_id, visit.person)
    t = visit.t
    main = {"text": t("event-page-publish"), "action": "click:#publish"} if card.status == "draft" else None
    return visit.page(
        "events/panel.html",
        toast=toast,
        card=card,
        counts=await queries.count_by_status(event_id),
        applications=await count_waiting(event_id),
        questions=await count_open_questions(f"event:{card.id}"),
        claims=await takings.count_claims(event_id) if card.payment == "transfer" else 0,
        moves={move for status, move in MOVES if status == card.status},
        link=visit.context.startapp_link(f"e_{card.link_token}") if card.link_token else "",
        share_link=share_link(visit, card) if card.status in SHARED else "",
        main=main,
    )


async def people(visit: Visit) -> web.Response:
    event_id, status, way = visit.id("event_id"), visit.query("status"), visit.query("way")
    chosen, chosen_way = status if status in STATUSES else None, way if way in WAYS else None
    card = await queries.get_event_card(event_id, visit.person)
    after = read_cursor(visit.query("after"))
    rows = await queries.list_participants(event_id, status=chosen, way=chosen_way, after=after, limit=SIZE + 1)
    part = part_of(rows, SIZE)
    last = part.rows[-1].registration_id if part.rows else 0
    more = (
        f"/org/events/{event_id}/people?after={last}&status={chosen or ''}&way={chosen_way or ''}" if part.more else ""
    )
    template = "events/people_rows.html" if after else "events/people.html"
    reads = may_read_answers(visit.person, await lifecycle.load(event_id, lock=False))
    return visit.page(
        template,
        event_id=event_id,
        rows=part.rows,
        more=more,
        chosen=chosen,
        statuses=[one for one in STATUSES if one != "pending" or card.by_hand],
        ways=[one.name for one in card.ways] if card.is_hybrid else [],
        chosen_way=chosen_way,
        reads_answers=reads,
        share_link=share_link(visit, card),
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
    return visit.page("events/cancelling.html", card=card, main=main)


async def cancel(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    await lifecycle.cancel(visit.person, event_id, visit.said("reason"), now=visit.now)
    return visit.go(f"/org/events/{event_id}", toast=visit.t("event-page-cancelled"))


async def change_link(visit: Visit) -> web.Response:
    await links.change_link(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, visit.id("event_id"), toast=visit.t("event-page-link-changed"))


async def clone(visit: Visit) -> web.Response:
    copy = await creation.clone_event(visit.person, visit.id("event_id"), now=visit.now)
    return visit.go(f"/org/events/{copy.id}/edit", toast=visit.t("event-page-cloned"), replace=False)


async def archive(visit: Visit) -> web.Response:
    await lifecycle.archive(visit.person, visit.id("event_id"), now=visit.now)
    return visit.go("/org", toast=visit.t("event-page-archived"))


async def delete(visit: Visit) -> web.Response:
    await lifecycle.delete_draft(visit.person, visit.id("event_id"), now=visit.now)
    return visit.go("/org", toast=visit.t("event-page-deleted"))
