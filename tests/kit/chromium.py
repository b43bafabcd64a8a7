"""The browser of the tests: a real Chromium, found on this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from playwright.async_api import Browser, Error, async_playwright, expect

CHROMIUM = os.environ.get("CHROMIUM") or next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
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


class Chromium:
    """One for many tests, begun at the first need: starting one costs seconds. One that has ended is begun anew."""

    def __init__(self) -> None:
        self._running: Browser | None = None
        self._open = AsyncExitStack()

    async def browser(self) -> Browser:
        """Skips where there is none; in CI there must be one."""
        if CHROMIUM is None and not os.environ.get("CI"):
            pytest.skip("no Chromium on this machine: install it, or set CHROMIUM to one")
        if self._running is None or not self._running.is_connected():
            if self._running is not None:
                print("Chromium had ended by itself and is begun anew")  # seen beside a test that fails of it
            await self.close()
            playwright = await self._open.enter_async_context(async_playwright())
            self._running = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        return self._running

    async def close(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            with contextlib.suppress(Error):  # it has ended already
                await running.close()
        with contextlib.suppress(Error):
            await self._open.aclose()


@asynccontextmanager
async def only_contexts_of_its_own(browser: Browser) -> AsyncIterator[Browser]:
    """What a test opened is closed after it: the next finds no pages, cookies or storage."""
    yield browser
    for context in browser.contexts:
        await context.close()
