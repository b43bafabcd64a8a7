"""Seen, heard and walked without a mouse: axe on the main states, focus, targets on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.sandbox_client.conftest import Stage
from tests.sandbox_client.test_kinds import club

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
STILL = """() => Promise.allSettled(
    document.getAnimations().map((one) => one.effect.getTiming().iterations < 2 && one.finished))"""
"""What goes away while it moves never comes to its end."""
SMALLEST = 44
TARGETS = """() => [...document.querySelectorAll('button, [role=radio], input:not([type=hidden])')]
    .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .filter((one) => !one.closest('.msg, [inert]'))
    .map((one) => [one.getAttribute('aria-label') ?? one.textContent, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height < %d).map(([name, box]) => `${name}: ${box.height}`)"""


async def faults(page: Page, state: str) -> list[str]:
    await page.evaluate(STILL)
    found: dict[str, Any] = await page.evaluate(RULES)
    return [f"{state}: {one['id']} {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found["violations"]]


@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1280)])
async def test_every_main_state_passes_axe(stage: Stage, theme: str, width: int) -> None:
    chat = await club(stage)
    page = await stage.look("olya", width=width, height=844, color_scheme=theme)
    await page.add_script_tag(path=AXE)
    seen = await faults(page, "chats")
    await page.locator(f"[data-row='{chat}']").click()
    await expect(page.locator(".poll").last).to_be_visible()
    seen += await faults(page, "conversation")
    await page.get_by_role("button", name="Поиск в чате").click()
    await page.get_by_role("searchbox", name="Поиск в чате").fill("ничего такого")
    await expect(page.locator(".search-count")).to_have_text("Не найдено")
    seen += await faults(page, "search")
    await page.keyboard.press("Escape")
    await page.locator(".day button").first.click()
    seen += await faults(page, "day")
    await page.keyboard.press("Escape")
    await page.locator(".msg .bubble").last.click(button="right")
    seen += await faults(page, "menu")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Смайлики").click()
    seen += await faults(page, "emoji")
    await page.keyboard.press("Escape")
    await page.locator(".mosaic .media").first.click()
    seen += await faults(page, "viewer")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="За кулисами").click()
    for tab in ("Вызовы", "Обновления", "Мир", "Причуды"):
        await page.get_by_role("tab", name=tab).click()
        seen += await faults(page, tab)
    await page.keyboard.press("Escape")
    await page.evaluate("sandbox.openApp()")
    await page.wait_for_function("sandbox.app?.ready")
    seen += await faults(page, "mini-app")
    assert seen == []


async def test_a_person_without_a_mouse_walks_everywhere(stage: Stage) -> None:
    chat = await club(stage)
    page = await stage.look("olya")
    await page.get_by_role("searchbox", name="Поиск").focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator(".chat-row").first).to_be_focused()
    await page.locator(f"[data-row='{chat}']").focus()
    await page.keyboard.press("Enter")
    line = page.get_by_role("textbox", name="Сообщение")
    await expect(line).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.locator(".scroll").focus()
    await page.keyboard.press("ArrowUp")
    last = page.locator(".msg .bubble").last
    await expect(last).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Ответить")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(last).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(line).to_be_focused()
    await stage.sim("say", as_="igor", chat=chat, text="Услышьте меня")
    await expect(page.locator(".feed-area [role=status]")).to_contain_text("Игорь Орлов: Услышьте меня")
    stagehand = page.get_by_role("button", name="За кулисами")
    await stagehand.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("tab", name="Вызовы")).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("tab", name="Обновления")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="За кулисами")).to_be_focused()


async def test_on_a_phone_every_target_is_large_enough(stage: Stage) -> None:
    page = await stage.started(width=390, height=844, has_touch=True)
    assert await page.evaluate(TARGETS % SMALLEST) == []
    await page.get_by_role("button", name="Назад").last.click()
    assert await page.evaluate(TARGETS % SMALLEST) == []
    await page.get_by_role("button", name="За кулисами").click()
    await page.get_by_role("tab", name="Мир").click()
    await expect(page.locator(".clock-face")).to_be_visible()
    assert await page.evaluate(TARGETS % SMALLEST) == []
