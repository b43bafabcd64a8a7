"""The mini-app as a web application: its middlewares, its routes and what is kept up to date while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from domain import database
from webapp.chat import room
from webapp.events import (
    album,
    board_news,
    bracket,
    calendars,
    door,
    open_page,
    results_list,
    tapping,
)
from webapp.kit import errors, live, pages, security, shapes
from webapp.kit.assets import Assets
from webapp.kit.context import WebContext
from webapp.kit.crowd import Crowd
from webapp.kit.fragments import Fragments
from webapp.kit.keys import ASSETS, BLOCKED, CONTEXT, FRAGMENTS, HUB, PIECES, ROUTES, SHAPES, TEMPLATES
from webapp.kit.pieces import Pieces
from webapp.moderation import blocked
from webapp.operators import views as operators
from webapp.table import routes

BODY_AT_MOST = 11 * 2**20
"""A picture of 10 MB, and the form around it."""


def build_app(context: WebContext) -> web.Application:
    app = web.Application(middlewares=[security.give_nonce, errors.answer_errors], client_max_size=BODY_AT_MOST)
    assets = Assets()
    app[CONTEXT], app[ASSETS], app[TEMPLATES] = context, assets, pages.environment(assets, context)
    app[BLOCKED], app[FRAGMENTS], app[PIECES] = blocked.screen, Fragments(), Pieces()
    app[calendars.PACES] = calendars.Paces()
    app[tapping.TAPS] = Crowd(tapping.together)
    app[ROUTES] = routes(assets)
    app[SHAPES] = shapes.patterns(app[ROUTES])
    for one in app[ROUTES]:
        app.router.add_route(one.method, one.path, one.handler)
    app.on_response_prepare.append(security.add_headers)
    app.cleanup_ctx.append(_live)
    app.on_shutdown.append(_end_streams)
    return app


async def _live(app: web.Application) -> AsyncIterator[None]:
    topics = {
        "event": open_page.EVENT,
        "board": board_news.BOARD,
        "list": results_list.LIST,
        "room": room.ROOM,
        "bracket": bracket.BRACKET,
        "album": album.ALBUM,
        "door": door.DOOR_TOPIC,
        "staff": operators.STAFF_PAGE,
        "block": blocked.BLOCK,
    }
    app[HUB] = live.Hub(app, topics)
    running = asyncio.create_task(app[HUB].run())
    with database.heard_at_commit(app[FRAGMENTS].changed):
        yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _end_streams(app: web.Application) -> None:
    app[HUB].dismiss()
