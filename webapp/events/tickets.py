"""A ticket to be shown at the entrance: white, bright, over the whole screen."""

from __future__ import annotations

from aiohttp import web
from markupsafe import Markup

from domain.events.entry import handover, own_events
from domain.events.entry.qr import qr_svg
from domain.events.entry.tickets import TicketClaim, sign_ticket, ticket_key, ticket_link
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    ticket = await own_events.get_ticket(visit.id("registration_id"), visit.viewer.id)
    claim = TicketClaim(ticket.registration_id, ticket.event_id, ticket.ticket_number)
    code = sign_ticket(claim, ticket_key(visit.context.secret))
    picture = Markup(qr_svg(ticket_link(code, visit.context.bot_username)))  # drawn by segno from a signed code
    givable = await handover.may_give(ticket.registration_id, now=visit.now)
    return visit.page("events/ticket.html", ticket=ticket, picture=picture, givable=givable)
