"""The real sandbox, a little bot that polls it, a mini-app on another origin, and Chromium looking at all three."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect

from sandbox.app import build_app
from sandbox.config import SandboxConfig
from tests.sandbox_client.little_bot import dispatcher, introduce

HERE = Path(__file__).parent
PATIENCE_MS = 60_000
TOKEN = "1000001:SANDBOX"
TOASTS_STAY = """() => {
    const soon = window.setTimeout;
    window.setTimeout = (run, ms, ...rest) => soon(run, ms === 3200 ? 60_000 : ms, ...rest);
}"""
"""On a busy machine one may be gone before anybody has looked."""
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Stage:
    """`sim` are the hands of people who are not on the page; `look` opens a page as one of them."""

    origin: str
    http: aiohttp.ClientSession
    browser: Browser
    troubles: list[str]

    async def sim(self, call: str, **fields: Any) -> Any:
        body = {name.rstrip("_"): value for name, value in fields.items()}
        async with self.http.post(f"{self.origin}/sim/{call}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def bot_says(self, key: str, text: str) -> None:
        """A word from the bot that nobody asked for."""
        chat = next(one["id"] for one in (await self.state())["personas"] if one["key"] == key)
        body = {"chat_id": chat, "text": text}
        async with self.http.post(f"{self.origin}/bot{TOKEN}/sendMessage", json=body) as response:
            assert response.status == 200, await response.text()

    async def state(self) -> Any:
        async with self.http.get(f"{self.origin}/sim/state") as response:
            return await response.json()

    async def look(self, as_: str = "olya", width: int = 1280, height: int = 800, **context: Any) -> Page:
        opened = await self.browser.new_context(viewport={"width": width, "height": height}, **context)
        page = await opened.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda line: self.troubles.append(line.text) if line.type == "error" else None)
        await page.goto(f"{self.origin}/?as={as_}")
        await page.wait_for_selector(".chat-row")
        return page

    async def started(self, **how: Any) -> Page:
        """A page on which START has been pressed and the bot's card has come."""
        page = await self.look(**how)
        if not await page.locator(".talk-head").is_visible():
            await page.click(".chat-row")
        await page.get_by_role("button", name="НАЧАТЬ", exact=True).click()
        await page.wait_for_selector("[data-press$='/join']")
        return page


@pytest.fixture
async def app_origin() -> AsyncIterator[str]:
    async def page(request: web.Request) -> web.FileResponse:
        return web.FileResponse(HERE / "mini_app.html")

    app = web.Application()
    app.add_routes([web.get("/{path:.*}", page)])
    server = TestServer(app)
    await server.start_server()
    yield f"http://127.0.0.1:{server.port}"
    await server.close()


@pytest.fixture
async def origin(app_origin: str) -> AsyncIterator[str]:
    """`localhost` here and 127.0.0.1 there: two sites, as in Telegram itself."""
    server = TestServer(build_app(SandboxConfig(webapp_url=app_origin, bot_name="Forma", bot_username="forma_bot")))
    await server.start_server()
    async with polling(f"http://127.0.0.1:{server.port}", app_origin):
        yield f"http://localhost:{server.port}"
    await server.close()


class polling:
    def __init__(self, api: str, app_origin: str) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(api))
        self.bot = Bot(TOKEN, session=session)
        self.app_origin = app_origin

    async def __aenter__(self) -> None:
        await introduce(self.bot, self.app_origin)
        self.dispatcher = dispatcher()
        polling = self.dispatcher.start_polling(self.bot, handle_signals=False, polling_timeout=5)
        self.task = asyncio.create_task(polling)

    async def __aexit__(self, *problem: object) -> None:
        """Cancelling alone would leave its inner task asking for ever."""
        await self.dispatcher.stop_polling()
        await self.task


@pytest.fixture
async def stage(origin: str, browser: Browser) -> AsyncIterator[Stage]:
    """Fails the test when a page had an error of its own."""
    troubles: list[str] = []
    async with aiohttp.ClientSession() as http:
        yield Stage(origin, http, browser, troubles)
    assert troubles == []
