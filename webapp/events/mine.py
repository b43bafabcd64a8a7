"""My events, in three tabs by the event's status."""

from __future__ import annotations

from aiohttp import web

from domain.events import queries
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 15
TABS = ("upcoming", "running", "finished")


async def page(visit: Visit) -> web.Response:
    tab = visit.query("tab") if visit.query("tab") in TABS else TABS[0]
    offset = read_cursor(visit.query("offset"))
    rows = await queries.list_my_events(visit.viewer.id, tab, offset=offset, limit=SIZE + 1)
    part = part_of(rows, SIZE)
    more = f"/me/events?tab={tab}&offset={offset + SIZE}" if part.more else ""
    template = "events/mine_rows.html" if offset else "events/mine.html"
    return visit.page(template, own_tab=tab, names=TABS, rows=part.rows, more=more)
