"""My events, in three tabs by the event's status."""

from __future__ import annotations

from aiohttp import web

from domain.events.entry import own_events
from domain.events.results.own import own_results
from locales.results import own_result_words
from webapp.kit.paging import moment_cursor, part_of, read_moment_cursor
from webapp.kit.visit import Visit

SIZE = 15
TABS = ("upcoming", "running", "finished")


async def page(visit: Visit) -> web.Response:
    chosen = visit.query("tab")
    tab = chosen if chosen in TABS else await own_events.tab_to_open(visit.viewer.id)
    after = read_moment_cursor(visit.query("after"))
    part = part_of(await own_events.list_my_events(visit.viewer.id, tab, after=after, limit=SIZE + 1), SIZE)
    last = part.rows[-1] if part.more else None
    more = f"/me/events?tab={tab}&after={moment_cursor(last.starts_at, last.event_id)}" if last else ""
    template = "events/mine_rows.html" if after else "events/mine.html"
    results = await own_results(visit.viewer.id, [row.event_id for row in part.rows]) if tab != TABS[0] else {}
    said = {event_id: own_result_words(one, visit.t) for event_id, one in results.items()}
    return visit.page(template, own_tab=tab, names=TABS, rows=part.rows, more=more, results=said)
