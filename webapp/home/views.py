"""The first page: what is next for this person, and where they can go."""

from __future__ import annotations

from aiohttp import web

from domain.events import queries
from domain.events.home import get_home
from webapp.kit.visit import Visit


async def today(visit: Visit) -> web.Response:
    home = await get_home(visit.viewer.id, now=visit.now)
    running = await queries.list_my_events(visit.viewer.id, "running", limit=1)
    return visit.page("home/today.html", home=home, next_event=running[0] if running else home.next_event)
