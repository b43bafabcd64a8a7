"""The mini-app: every route on one page, each with who may come through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from webapp.events import live as event_live
from webapp.home import views as home
from webapp.kit import errors, live, pages, security, sign_in
from webapp.kit.assets import Assets
from webapp.kit.context import WebContext
from webapp.kit.keys import ASSETS, CONTEXT, HUB, ROUTES, TEMPLATES
from webapp.kit.routing import PERSON, Route, page, public, route

BODY_AT_MOST = 8 * 2**20


def routes(assets: Assets) -> tuple[Route, ...]:
    return (
        public("GET", "/health", health),
        public("GET", "/static/{name}", assets.serve),
        public("POST", "/session", sign_in.open_session),
        route("GET", "/live", live.follow, policy=PERSON),
        page("/", home.today, policy=PERSON),
    )


def build_app(context: WebContext) -> web.Application:
    app = web.Application(middlewares=[security.give_nonce, errors.answer_errors], client_max_size=BODY_AT_MOST)
    assets = Assets()
    app[CONTEXT], app[ASSETS], app[TEMPLATES] = context, assets, pages.environment(assets)
    app[ROUTES] = routes(assets)
    for one in app[ROUTES]:
        app.router.add_route(one.method, one.path, one.handler)
    app.on_response_prepare.append(security.add_headers)
    app.cleanup_ctx.append(_live)
    return app


async def _live(app: web.Application) -> AsyncIterator[None]:
    app[HUB] = live.Hub(app, {"event": event_live.EVENT})
    running = asyncio.create_task(app[HUB].run())
    yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def health(request: web.Request) -> web.Response:
    found = await request.app[CONTEXT].health()
    return web.json_response(dict(found), status=200 if found.get("ok") else 503, headers={"Cache-Control": "no-store"})
