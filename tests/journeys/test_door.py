"""J-05, first step: Igor opens the door from the chat and scans what other people's phones show."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.kit.private_chat import private_chat
from tests.kit.world import World, words

PATIENCE_MS = 60_000


@pytest.mark.browser
async def test_tickets_are_scanned_from_the_chat_and_the_second_time_says_when(world: World, browser: Browser) -> None:
    await world.start("igor")
    await world.say("igor", "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 50 мест")
    await world.press("igor", "Опубликовать")
    await world.start("olya", "e_1")
    await world.press("olya", "Участвовать")
    await world.press("olya", "Принимаю")
    assert "Билет: Забег 5 км" in words((await world.news("olya"))[-1])
    await world.set_clock("2026-12-07T09:41:00+03:00")
    assert "Пришли 0 из 1" in words((await world.say("igor", "/checkin"))[-1])

    page, troubles = await private_chat(browser, world, "igor")
    await page.get_by_role("button", name="Открыть сканер").last.click(timeout=PATIENCE_MS)
    app = page.frame_locator("iframe")
    await expect(app.locator("#door-net .sub")).to_contain_text("1 чел.", timeout=PATIENCE_MS)
    frame = next(one for one in page.frames if one.url.partition("#")[0].endswith("/door"))
    await frame.evaluate("() => { const { asked } = Forma; Forma.asked = (path, body) => asked(path, body); }")
    await page.get_by_role("button", name="Сканировать билет").click()
    code = page.locator("dialog button", has_text="start=t_1#F1.")
    await code.click(timeout=PATIENCE_MS)
    verdict = app.locator("#verdict")
    await expect(verdict).to_contain_text("Проходите", timeout=PATIENCE_MS)
    await expect(verdict).to_contain_text("Оля")
    await page.locator("dialog input[name=code]").fill("https://t.me/forma_bot?start=t_1#F1.1.1.1.forged")
    await page.get_by_role("button", name="Считать").click()
    await expect(verdict).to_contain_text("Билет поддельный", timeout=PATIENCE_MS)
    await page.get_by_role("button", name="Сканировать билет").click()
    await code.click(timeout=PATIENCE_MS)
    await expect(verdict).to_contain_text("Уже внутри", timeout=PATIENCE_MS)
    await expect(verdict).to_contain_text("09:4")
    assert "Пришли 1 из 1" in words((await world.say("igor", "/checkin"))[-1])
    assert troubles == []
