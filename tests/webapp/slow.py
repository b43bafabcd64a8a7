"""A network that holds requests back, loses them, and lets them through when the test says so."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.async_api import Page, Request, Route

from tests.kit.waiting import until

HASTY = """
const soon = window.setTimeout, often = window.setInterval;
const hasty = (ms) => ([4000, 5000, 6000, 8000, 9000, 13500, 20250, 30000].includes(ms) ? 100 : ms);
window.setTimeout = (run, ms, ...rest) => soon(run, hasty(ms), ...rest);
window.setInterval = (run, ms, ...rest) => often(run, hasty(ms), ...rest);
"""
"""Run in front: our own long waits are short, so that no test waits for them."""


class Held:
    """Requests to these addresses; each stands still until it is let go, or is answered at once by `fate`."""

    def __init__(self, page: Page, address: str, *, method: str = "") -> None:
        self._page, self._address, self._method = page, re.compile(address), method
        self.asked: list[Request] = []
        self._waiting: list[Route] = []
        self.fate: Callable[[int], str] = lambda number: "hold"
        """By its number, from 1: hold, pass, lose, or a status."""

    async def __aenter__(self) -> Held:
        await self._page.route(self._address, self._answer)
        return self

    async def __aexit__(self, *gone: object) -> None:
        await self._page.unroute(self._address, self._answer)
        self._waiting.clear()

    async def _answer(self, route: Route) -> None:
        if self._method and route.request.method != self._method:
            await route.fallback()
            return
        self.asked.append(route.request)
        fate = self.fate(len(self.asked))
        if fate == "hold":
            self._waiting.append(route)
        elif fate == "pass":
            await route.continue_()
        elif fate == "lose":
            await route.abort()
        else:
            await route.fulfill(status=int(fate), body="<h1>Bad Gateway</h1>", content_type="text/html")

    async def until_asked(self, times: int) -> None:
        await until(lambda: len(self.asked) >= times)

    async def release(self) -> None:
        """All that stand still, and from now on everything passes."""
        self.fate = lambda number: "pass"
        waiting, self._waiting = self._waiting, []
        for route in waiting:
            await route.continue_()
