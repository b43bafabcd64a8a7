"""A person's Telegram with our app open in it: a real browser, a frame of another origin, a host of a hundred lines."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Frame, Page

from domain.accounts.people import TelegramPerson
from domain.maps.services import NO_MAPS, Maps
from tests.webapp import world
from tests.webapp.world import launch_values, sign
from webapp.kit.context import Clock
from webapp.kit.sign_in import real_now

PickUp = Callable[..., Awaitable["Phone"]]
PATIENCE_MS = 60_000
"""As long as `expect` waits: a busy machine is slow, not wrong."""
HARMLESS = ("net::ERR_ABORTED",)
"""A stream that is left, a list that is asked for anew."""


PATIENT = """const soon = window.setTimeout;
window.setTimeout = (run, ms, ...rest) => soon(run, ms === 3000 ? 60_000 : ms, ...rest);
"""
"""Run in front of a storage that the test itself keeps: its answers take as long as the machine needs for them."""


class RealClock:
    def now(self):  # type: ignore[no-untyped-def]  # the browser's launch is signed in real time, and so are its days
        return real_now()


class Phone:
    """One person's Telegram. What goes wrong in it is written down in `troubles`."""

    def __init__(self, page: Page, host: str, app: str, server: web.Application) -> None:
        self.page, self.host, self.app, self.server = page, host, app, server
        self.troubles: list[str] = []
        page.on("console", lambda line: self.troubles.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda dialog: self.troubles.append(f"dialog: {dialog.message}"))
        page.on("requestfailed", lambda request: self._note(request.url, request.failure or ""))

    def _note(self, url: str, failure: str) -> None:
        if failure not in HARMLESS:
            self.troubles.append(f"{failure}: {url}")

    async def shot(self, name: str) -> None:
        """To be looked at, where FORMA_SHOTS names a folder."""
        if folder := os.environ.get("FORMA_SHOTS"):
            await self.page.screenshot(path=f"{folder}/{name}.png")

    async def open(
        self, who: TelegramPerson, path: str = "/", *, dark: bool = False, start_param: str = "", version: str = "9.1"
    ) -> Frame:
        launch = sign(launch_values(who, start_param=start_param))
        query = urlencode({"app": self.app + path, "init_data": launch, "dark": int(dark), "version": version})
        await self.page.goto("about:blank")
        await self.page.goto(f"{self.host}/?{query}")
        frame = self.page.frames[1]
        await frame.wait_for_selector("[data-page] h1")
        await frame.wait_for_function("() => Forma.shown")
        await _at_work(frame)
        return frame

    async def told(self, event: str) -> list[Any]:
        """What the app has asked of its host, by name, oldest first."""
        calls: list[dict[str, Any]] = await self.page.evaluate("() => window.calls")
        return [call.get("eventData") for call in calls if call["eventType"] == event]

    async def until_told(self, event: str, many: int = 1) -> list[Any]:
        """The same, once it has asked for that so often: a press in the host comes to the app a moment later."""
        asked = "([name, many]) => window.calls.filter((one) => one.eventType === name).length >= many"
        await self.page.wait_for_function(asked, arg=[event, many])
        return await self.told(event)

    async def paint(self, *, dark: bool) -> None:
        await self.page.evaluate("dark => window.paint(dark)", dark)


async def visit(frame: Frame, path: str) -> None:
    """There, and nothing of the page is still to be moved: what is scrolled from here on stays where it is."""
    await frame.evaluate("path => { Forma.go(path); Forma.shown = null; }", path)
    await frame.wait_for_function("path => Forma.shown === path", arg=path)
    await _at_work(frame)


async def _at_work(frame: Frame) -> None:
    """The page's own script has come: before that its buttons do nothing."""
    await frame.evaluate("""() => {
        const of = [...document.querySelectorAll('[data-page], [data-photo], [data-paper]')];
        const scripts = of.map((one) => one.dataset.script).filter(Boolean);
        return Promise.all(scripts.map((one) => Forma.load(one).catch(() => null))).then(() => null);
    }""")


@asynccontextmanager
async def phones(browser: Browser, data_dir: Path, maps: Maps = NO_MAPS) -> AsyncIterator[PickUp]:
    host = TestServer(_host_app(), host="localhost")
    await host.start_server()
    origin = f"http://localhost:{host.port}"
    clock: Clock = RealClock()
    app = world.app_for(clock, frame=origin, public_url="http://127.0.0.1", data_dir=data_dir, maps=maps)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()

    async def pick_up(width: int = 390, height: int = 844, **context: Any) -> Phone:
        wanted = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"} | context
        opened = await browser.new_context(**wanted)
        opened.set_default_timeout(PATIENCE_MS)
        return Phone(await opened.new_page(), origin, f"http://127.0.0.1:{server.port}", app)

    try:
        yield pick_up
    finally:
        await server.close()
        await host.close()


def _host_app() -> web.Application:
    async def page(_: web.Request) -> web.FileResponse:
        return web.FileResponse(Path(__file__).with_name("host.html"))

    async def nothing(_: web.Request) -> web.Response:
        return web.Response(status=204)

    app = web.Application()
    app.router.add_get("/", page)
    app.router.add_get("/favicon.ico", nothing)
    return app
