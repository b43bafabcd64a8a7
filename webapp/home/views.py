"""The first page: what is next for this person, and where they can go."""

from __future__ import annotations

from aiohttp import web

from domain.events.finding.home import get_home
from webapp.kit.visit import Visit


async def today(visit: Visit) -> web.Response:
    return visit.page("home/today.html", home=await get_home(visit.person, now=visit.now))
