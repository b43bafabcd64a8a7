"""The calendar file. A calendar program has no token, so the address itself is signed."""

from __future__ import annotations

import hashlib
import hmac

from aiohttp import web

from domain.errors import NotFound
from domain.events import queries
from domain.events.calendar import calendar_file
from domain.events.queries import EventCard
from domain.events.ways import ONLINE
from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT

_ANYBODY, _ONLINE = "", ":online"
"""Whose file it is."""


def path(context: WebContext, card: EventCard) -> str:
    """Who joins online has an address of their own: their file says where."""
    whose = _ONLINE if card.own_way == ONLINE and card.online_address else _ANYBODY
    return f"/calendar/{card.id}/{_signature(context, card.id, whose)}/event.ics"


async def serve(request: web.Request) -> web.Response:
    context, event_id = request.app[CONTEXT], int(request.match_info["event_id"])
    signed = {whose: _signature(context, event_id, whose) for whose in (_ANYBODY, _ONLINE)}
    said = request.match_info["signature"]
    if not any(hmac.compare_digest(signature, said) for signature in signed.values()):
        raise NotFound
    online = hmac.compare_digest(signed[_ONLINE], said)
    card = await (queries.get_online_card if online else queries.get_shared_card)(event_id)
    body = calendar_file(card, url=context.startapp_link(f"e_{event_id}"), now=context.clock.now())
    headers = {"Content-Disposition": f'attachment; filename="event-{event_id}.ics"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)


def _signature(context: WebContext, event_id: int, whose: str) -> str:
    return hmac.new(context.secret.encode(), f"calendar:{event_id}{whose}".encode(), hashlib.sha256).hexdigest()[:32]
