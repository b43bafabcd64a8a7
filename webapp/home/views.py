"""The first page: what is next for this person, and where they can go."""

from __future__ import annotations

from aiohttp import web

from domain.events import catalogue, queries
from webapp.kit.visit import Visit

SHOWN = 6


async def today(visit: Visit) -> web.Response:
    own = await queries.list_my_events(visit.viewer.id, "running", limit=1)
    own = own or await queries.list_my_events(visit.viewer.id, "upcoming", limit=1)
    upcoming = await catalogue.find_events(catalogue.EventFilter(), now=visit.now, limit=SHOWN)
    return visit.page("home/today.html", next_event=own[0] if own else None, upcoming=upcoming)
