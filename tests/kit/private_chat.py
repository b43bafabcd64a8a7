"""Somebody's telephone in a journey: the sandbox's client, at their private chat with the bot."""

from __future__ import annotations

from playwright.async_api import Browser, Page, ViewportSize

from tests.kit.world import World

PHONE: ViewportSize = {"width": 390, "height": 844}


async def private_chat(browser: Browser, world: World, who: str) -> tuple[Page, list[str]]:
    """The page, and what goes wrong in its scripts from now on."""
    page = await browser.new_page(viewport=PHONE)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(f"http://localhost:{world.sandbox_url.rsplit(':', 1)[1]}/?as={who}")
    await page.wait_for_function("window.sandbox && sandbox.chats().length")
    private = next(one for one in await page.evaluate("sandbox.chats()") if one["type"] == "private")
    await page.evaluate("id => sandbox.go(id)", private["id"])
    return page, troubles
