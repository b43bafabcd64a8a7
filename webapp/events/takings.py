"""The money of an event as a page: sums, and the transfers that the organizer is to look at."""

from __future__ import annotations

from aiohttp import web

from domain import reactions
from domain.events.entry import entries
from domain.events.money import proofs, takings
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 20


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def came(visit: Visit) -> web.Response:
    incoming = await entries.transfer_came(visit.person, visit.id("registration_id"), now=visit.now)
    await reactions.charge_received(incoming, now=visit.now)
    return await _show(visit, toast=visit.t("payments-transfer-noted"))


async def did_not_come(visit: Visit) -> web.Response:
    await entries.transfer_did_not_come(visit.person, visit.id("registration_id"), now=visit.now)
    return await _show(visit, toast=visit.t("payments-transfer-missing-noted"))


async def going_back(visit: Visit) -> web.Response:
    """The part of the page that goes on by itself."""
    event_id = visit.id("event_id")
    sums = await takings.get_takings(visit.person, event_id)
    return visit.page("events/takings_back.html", event_id=event_id, sums=sums)


async def show_proof(visit: Visit) -> web.Response:
    """Into the organizer's chat with the bot, and noted for whose it is."""
    await proofs.show(visit.person, visit.id("registration_id"), now=visit.now)
    return await _show(visit, toast=visit.t("document-page-sent-to-chat"))


async def _show(visit: Visit, *, toast: str = "") -> web.Response:
    event_id, after = visit.id("event_id"), read_cursor(visit.query("after"))
    sums = await takings.get_takings(visit.person, event_id)
    part = part_of(await takings.list_claims(visit.person, event_id, after=after, limit=SIZE + 1), SIZE)
    more = f"/org/events/{event_id}/money?after={part.rows[-1].registration_id}" if part.more else ""
    template = "events/claim_rows.html" if after else "events/takings.html"
    return visit.page(template, toast=toast, event_id=event_id, sums=sums, rows=part.rows, more=more)
