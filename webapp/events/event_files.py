"""Files of an event that other programs fetch: they have no token, so the address itself is signed.

Of a public event it is the same for everybody, for good. Of a private one it is its reader's own, goes with the link,
and leads there as long as they may see the event.
"""

from __future__ import annotations

import hashlib
import hmac

from aiohttp import web

from domain.accounts.people import Person, get_person
from domain.errors import NotFound
from domain.events import links
from domain.events.access import require_access
from domain.events.queries import EventCard
from webapp.kit.context import WebContext
from webapp.kit.keys import CONTEXT
from webapp.kit.paging import read_cursor


async def path(context: WebContext, card: EventCard, kind: str, address: str, reader: Person) -> str:
    """`address` has a gap for what signs it."""
    secret = await links.secret_of(card.id)
    address = address.format(_signature(context, kind, card.id, secret, reader.id))
    return f"{address}?for={reader.id}" if secret else address


async def require_signed(request: web.Request, kind: str) -> int:
    """The event's id. Raises NotFound."""
    context, event_id = request.app[CONTEXT], int(request.match_info["event_id"])
    secret, reader = await links.secret_of(event_id), read_cursor(request.query.get("for", ""))
    signature = _signature(context, kind, event_id, secret, reader)
    if not hmac.compare_digest(signature, request.match_info["signature"]):
        raise NotFound
    if secret:
        person = await get_person(reader)
        await require_access(person, event_id)
        if person.status != "active":
            raise NotFound
    return event_id


def _signature(context: WebContext, kind: str, event_id: int, secret: str, reader: int) -> str:
    said = f"{kind}:{event_id}" + (f":{secret}:{reader}" if secret else "")
    return hmac.new(context.secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]
