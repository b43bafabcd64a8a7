"""The browser of the tests: a real Chromium, found on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from playwright.async_api import Browser, CDPSession, Error, async_playwright, expect

CHROMIUM = os.environ.get("CHROMIUM") or next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong
QUIET = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
"""What Playwright turns off; a list of our own takes the place of its list."""
UNSEEN = ("SpareRendererForSitePerProcess", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup")
"""Made anew for every window, in processes of their own, and looked at by nobody: half of what a page costs."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=" + ",".join((*QUIET, *UNSEEN)),
]


ANSWER_S = 60.0


class Chromium:
    """One for many tests, begun at the first need: starting one costs seconds. One that has ended is begun anew."""

    def __init__(self) -> None:
        self._running: Browser | None = None
        self._line: CDPSession | None = None
        self._open = AsyncExitStack()

    async def browser(self) -> Browser:
        """Skips where there is none; in CI there must be one."""
        if CHROMIUM is None and not os.environ.get("CI"):
            pytest.skip("no Chromium on this machine: install it, or set CHROMIUM to one")
        if self._running is None or not await self.answers():
            await self.close()
            playwright = await self._open.enter_async_context(async_playwright())
            self._running = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            self._line = await self._running.new_browser_cdp_session()
        return self._running

    async def answers(self) -> bool:
        """It is asked: where not it but who drives it was ended, it seems to be connected still."""
        if self._line is None:
            return False
        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(ANSWER_S):
                await self._line.send("Browser.getVersion")
                return True
        return False

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Browser]:
        """What a test opened is closed after it: the next finds no pages, cookies or storage."""
        browser = await self.browser()
        yield browser
        if await self.answers():
            for context in browser.contexts:
                await context.close()

    async def close(self) -> None:
        running, self._running, self._line = self._running, None, None
        if running is not None:
            with contextlib.suppress(Error):  # it has ended already
                await running.close()
        with contextlib.suppress(Error):
            await self._open.aclose()
