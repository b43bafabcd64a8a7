"""The main job by hand: the sandbox's page, the chat, the mini-app in its sheet (J-01, EV-13, EV-18)."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, FrameLocator, Page, expect

from tests.kit.private_chat import private_chat
from tests.kit.world import World, words

PATIENCE_MS = 60_000


async def _publish(world: World) -> None:
    await world.start("igor")
    await world.say("igor", "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 50 мест")
    await world.press("igor", "Опубликовать")


async def _press(page: Page, button: str) -> None:
    await page.get_by_role("button", name=button, exact=True).last.click(timeout=PATIENCE_MS)


def _app(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


@pytest.mark.browser
async def test_olya_finds_an_event_in_the_mini_app_and_gets_her_ticket_in_the_chat(
    world: World, browser: Browser
) -> None:
    await _publish(world)
    page, troubles = await private_chat(browser, world, "olya")
    await _press(page, "НАЧАТЬ")
    await _press(page, "Принимаю, начнём")
    await expect(page.get_by_text("Шаг 1 из 3")).to_be_visible(timeout=PATIENCE_MS)

    await page.get_by_role("button", name="Открыть", exact=True).first.click()
    app = _app(page)
    await app.get_by_text("Забег 5 км").first.click(timeout=PATIENCE_MS)
    await expect(app.get_by_text("0 из 50")).to_be_visible(timeout=PATIENCE_MS)
    await page.get_by_role("button", name="Участвовать").click(timeout=PATIENCE_MS)
    await expect(app.get_by_text("1 из 50")).to_be_visible(timeout=PATIENCE_MS)
    assert troubles == []
    ticket = (await world.news("olya"))[-1]
    assert "Билет: Забег 5 км" in words(ticket)
