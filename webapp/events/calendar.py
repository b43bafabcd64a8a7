"""The calendar file. A calendar program has no token, so the address itself is signed."""

from __future__ import annotations

import hashlib
import hmac

from aiohttp import web

from domain.errors import NotFound
from domain.events import queries
from domain.events.calendar import calendar_file
from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT


def path(context: WebContext, event_id: int) -> str:
    return f"/calendar/{event_id}/{_signature(context, event_id)}/event.ics"


async def serve(request: web.Request) -> web.Response:
    context, event_id = request.app[CONTEXT], int(request.match_info["event_id"])
    if not hmac.compare_digest(_signature(context, event_id), request.match_info["signature"]):
        raise NotFound
    card = await queries.get_shared_card(event_id)
    body = calendar_file(card, url=context.startapp_link(f"e_{event_id}"), now=context.clock.now())
    headers = {"Content-Disposition": f'attachment; filename="event-{event_id}.ics"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)


def _signature(context: WebContext, event_id: int) -> str:
    return hmac.new(context.secret.encode(), f"calendar:{event_id}".encode(), hashlib.sha256).hexdigest()[:32]
