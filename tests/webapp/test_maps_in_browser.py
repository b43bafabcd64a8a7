"""Where tiles are configured a real map takes the place of our drawing; the page's own policy lets nothing else in."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image
from playwright.async_api import Browser

from domain import database
from domain.accounts.people import set_language
from domain.events.course import courses
from forma.story.course import park_loop
from tests.kit.atlas import open_atlas
from tests.webapp.conftest import Cast
from tests.webapp.phones import phones, visit
from tests.webapp.world import IGOR, published
from webapp.kit.sign_in import real_now

pytestmark = [pytest.mark.browser]


@asynccontextmanager
async def tiles() -> AsyncIterator[tuple[str, list[str]]]:
    """The address of a tile server, and which tiles it was asked for."""
    tile, asked = io.BytesIO(), list[str]()
    Image.new("RGB", (256, 256), (214, 226, 214)).save(tile, "PNG")

    async def serve(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(body=tile.getvalue(), content_type="image/png")

    app = web.Application()
    app.router.add_get("/{z}/{x}/{y}.png", serve)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    yield f"http://127.0.0.1:{server.port}/{{z}}/{{x}}/{{y}}.png", asked
    await server.close()


async def test_a_real_map_where_there_are_tiles_and_our_drawing_where_there_are_none(
    cast: Cast, browser: Browser, tmp_path: Path
) -> None:
    where = {"latitude": 55.7944, "longitude": 37.6765, "place": "Парк Сокольники, главный вход"}
    event_id = await published(cast.igor, real_now(), title="Забег в Сокольниках, 5 км", **where)
    async with database.transaction():
        await courses.keep(cast.igor, event_id, park_loop(), now=real_now())
    async with open_atlas() as atlas, tiles() as (address, asked):
        async with phones(browser, tmp_path, replace(atlas.maps(), tiles=address, attribution="© <OSM>")) as pick_up:
            phone = await pick_up()
            frame = await phone.open(IGOR, f"/events/{event_id}/course")
            await frame.wait_for_selector(".slippy.real .leaflet-tile-loaded")
            assert await frame.locator(".slippy path.leaflet-interactive").count() == 3  # the way and its ends
            assert await frame.locator(".leaflet-control-attribution").inner_text() == "© <OSM>"
            assert await frame.locator(".map.trail").count() == 0
            await phone.shot("course-tiles")
            await visit(frame, f"/events/{event_id}")
            await frame.wait_for_selector(".slippy.real .leaflet-tile-loaded")
            assert asked and phone.troubles == []
        async with phones(browser, tmp_path, atlas.maps()) as pick_up:
            phone, seen = await pick_up(), len(asked)
            for lang, dark in (("ru", False), ("en", True)):
                async with database.transaction():
                    await set_language(cast.igor.id, lang, now=real_now())
                frame = await phone.open(IGOR, f"/events/{event_id}/course", dark=dark)
                assert await frame.locator(".map.trail .way").is_visible()
                await phone.shot(f"course-{lang}")
                await visit(frame, f"/events/{event_id}")
                await frame.evaluate("document.querySelector('.map')?.scrollIntoView({block: 'center'})")
                await phone.shot(f"event-{lang}")
                await visit(frame, "/near?at=55.72250,37.57000")
                await phone.shot(f"near-{lang}")
                await visit(frame, "/near")
                await phone.shot(f"near-empty-{lang}")
            assert phone.troubles == [] and len(asked) == seen
