"""P3: the catalogue page for a signed-in person, from shared fragments and made anew, beside floors and a bare peer."""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import asyncpg
import jinja2
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from benchmarks import ground
from benchmarks.ground import Servers, line, medians, title
from benchmarks.people import publish_events, settle_in
from domain import database
from domain.accounts.people import get_person
from domain.accounts.sessions import Viewer
from forma.clock import RealClock
from webapp.app import build_app
from webapp.events import listing
from webapp.kit.context import WebContext
from webapp.kit.keys import FRAGMENTS, PERSON
from webapp.kit.visit import Visit

ROUNDS, EVENTS = 7, 60
Page = Callable[[], Awaitable[Any]]

_ROWS = """
SELECT e.id, e.title, e.kind, e.starts_at, e.zone, e.place, e.fee_minor, p.taken, p.capacity
FROM events e JOIN event_ways w ON w.event_id = e.id JOIN place_pools p ON p.id = w.pool_id
WHERE e.visibility = 'public' AND e.archived_at IS NULL AND e.status = 'registration_open' AND e.starts_at > $1
ORDER BY e.starts_at, e.id LIMIT 13
"""
_COUNT = "SELECT count(*) FROM events WHERE visibility = 'public' AND status = 'registration_open' AND starts_at > $1"
_CATEGORIES = """
SELECT c.slug, c.name_ru, (SELECT count(*) FROM events_in_categories l WHERE l.category_id = c.id) AS count
FROM event_categories c ORDER BY c.position
"""
_PEER = """<section class="page"><h1>События</h1>
<nav>{% for one in categories %}
<a class="chip" href="/events?category={{ one.slug }}">{{ one.name_ru }}</a>{% endfor %}</nav>
<h2>Найдено: {{ count }}</h2><ul>{% for row in rows %}<li><a class="event" href="/events/{{ row.id }}">
<span class="day">{{ row.starts_at.day }}</span><span class="month">{{ row.starts_at.strftime("%b") }}</span>
<span class="name">{{ row.title }}</span><span class="facts">{{ row.starts_at.strftime("%a, %H:%M") }}</span>
<span class="facts">{{ row.place }}</span>
<span>Занято {{ row.taken }}{% if row.capacity %} из {{ row.capacity }}{% endif %}</span>
{% if row.fee_minor %}<span>{{ row.fee_minor // 100 }} ₽</span>{% endif %}</a></li>{% endfor %}</ul></section>"""


def _bare(connection: asyncpg.Connection) -> Page:
    """asyncpg and Jinja alone: the same three questions, and as little around the words as there can be."""
    template = jinja2.Environment(autoescape=True).from_string(_PEER)

    async def page() -> web.Response:
        now = datetime.now(UTC)
        rows = await connection.fetch(_ROWS, now)
        count, categories = await connection.fetchval(_COUNT, now), await connection.fetch(_CATEGORIES)
        return web.Response(text=template.render(rows=[dict(row) for row in rows], count=count, categories=categories))

    return page


def _fastapi(connection: asyncpg.Connection) -> Page | None:
    """The same page as FastAPI would answer it, called as a server calls it; None where FastAPI is not installed."""
    try:
        fastapi = importlib.import_module("fastapi")
        responses = importlib.import_module("fastapi.responses")
    except ImportError:
        return None
    app, bare = fastapi.FastAPI(), _bare(connection)

    async def catalogue(q: str = "", kind: str = "") -> Any:
        return responses.HTMLResponse((await bare()).body)

    app.get("/events")(catalogue)
    scope = {"type": "http", "method": "GET", "path": "/events", "query_string": b"", "headers": []}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: dict[str, Any]) -> None: ...

    async def page() -> None:
        await app(dict(scope), receive, send)

    return page


def _bytes() -> Page:
    kept = b"x" * 20_000

    async def page() -> web.Response:
        return web.Response(body=kept)

    return page


async def _rate(page: Page, seconds: float) -> float:
    """Pages a second of this process's CPU."""
    done, begun = 0, time.process_time()
    while time.process_time() - begun < seconds:
        for _ in range(20):
            await page()
        done += 20
    return done / (time.process_time() - begun)


async def measure(servers: Servers) -> None:
    async with ground.connected(servers), AsyncExitStack() as stack:
        people = await settle_in(3)
        await publish_events(people[0], EVENTS)
        await database.execute("ANALYZE")
        connection = await asyncpg.connect(servers.postgres)
        stack.push_async_callback(connection.close)
        visit = await _visit(people[1])
        fragments = visit.request.app[FRAGMENTS]

        async def ours() -> object:
            return await listing.page(visit)

        async def anew() -> object:
            fragments.changed("*")
            return await listing.page(visit)

        pages: dict[str, Page] = {
            "cached bytes": _bytes(),
            "ours, from fragments": ours,
            "ours, made anew": anew,
            "bare asyncpg and Jinja": _bare(connection),
        }
        if fastapi := _fastapi(connection):
            pages["FastAPI, asyncpg and Jinja"] = fastapi
        found: dict[str, list[float]] = {name: [] for name in pages}
        for round_ in range(ROUNDS + 1):
            for name, page in pages.items():
                rate = await _rate(page, 0.3)
                if round_:
                    found[name].append(rate)
    _say(medians(found))


async def _visit(user_id: int) -> Visit:
    async def fine() -> dict[str, Any]:
        return {"ok": True}

    context = WebContext(ground.TOKEN, "forma_bot", "https://forma.example", ground.SECRET, RealClock(), fine)
    request = make_mocked_request("GET", "/events", app=build_app(context))
    person = await get_person(user_id)
    request[PERSON] = person
    return Visit(request, Viewer(person, 1), datetime.now(UTC))


def _say(rates: dict[str, float]) -> None:
    for name, rate in rates.items():
        line(name, f"{rate:.0f}/s")
    kept, made, bare = rates["ours, from fragments"], rates["ours, made anew"], rates["bare asyncpg and Jinja"]
    line("from fragments", f"{kept:.0f}/s", "≥ 5,000/s")
    line("from fragments, to the bare peer, which keeps nothing", f"{kept / bare:.1f} ×", "≥ 5 ×")
    if fastapi := rates.get("FastAPI, asyncpg and Jinja"):
        line("from fragments, to FastAPI", f"{kept / fastapi:.1f} ×", "≥ 5 ×")
    else:
        line("FastAPI", "not installed: no peer")
    line("made anew, to the bare peer", f"{bare / made:.2f} × its cost", "≤ 1.2 ×")


def main() -> None:
    title("P3  the catalogue page for a signed-in person, in process, a second of CPU")
    with ground.servers() as servers:
        asyncio.run(measure(servers))
