"""The calendar file. A calendar program has no token, so the address itself is signed."""

from __future__ import annotations

import hashlib
import hmac

from aiohttp import web

from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import links, queries
from domain.events.calendars.one_event import calendar_file
from domain.events.queries import EventCard
from domain.events.ways import ONLINE
from webapp.events import event_files
from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT
from webapp.kit.paging import read_cursor


async def path(context: WebContext, card: EventCard, reader: Person) -> str:
    """Who joins online, or has chosen in the programme, has a file of their own, as long as they take part."""
    is_own = (card.own_way == ONLINE and card.online_address) or any(one.own for one in card.programme)
    whose = card.own_registration_id if is_own else None
    if whose is None:
        return await event_files.path(context, card, "calendar", f"/calendar/{card.id}/{{}}/event.ics", reader)
    return f"/calendar/{card.id}/{await _signature(context, card.id, whose)}/event.ics?of={whose}"


async def serve(request: web.Request) -> web.Response:
    context, event_id = request.app[CONTEXT], int(request.match_info["event_id"])
    whose = read_cursor(request.query.get("of", ""))
    if not whose:
        await event_files.require_signed(request, "calendar")
    elif not hmac.compare_digest(await _signature(context, event_id, whose), request.match_info["signature"]):
        raise NotFound
    card = await (queries.get_registrants_card(event_id, whose) if whose else queries.get_shared_card(event_id))
    body = calendar_file(card, url=context.startapp_link(f"e_{event_id}"), now=context.clock.now())
    headers = {"Content-Disposition": f'attachment; filename="event-{event_id}.ics"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)


async def _signature(context: WebContext, event_id: int, whose: int) -> str:
    """`whose`: a registration. It goes with the ticket; of a private event it holds as long as its present link."""
    secret, holder = await links.secret_of(event_id), await queries.holder_of(whose)
    said = f"calendar:{event_id}:{whose}" + (f":{secret}" if secret else "") + (f"#{holder}" if holder else "")
    return hmac.new(context.secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]
