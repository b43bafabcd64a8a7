"""The page to pay on, and what of it is seen behind the scenes."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.kit.shop import adapter, to_pay
from tests.sandbox_client.conftest import Stage
from tests.sandbox_client.test_access import AXE, SMALLEST, TARGETS, faults


async def checked(page: Page, state: str) -> list[str]:
    """What axe says, what is too small for a finger, what is wider than the screen."""
    await page.add_script_tag(path=AXE)
    wide = await page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    small = await page.evaluate(TARGETS % SMALLEST)
    return [*await faults(page, state), *(f"{state}: {one}" for one in small), *([f"{state}: wide"] if wide else [])]


@pytest.mark.parametrize(("theme", "lang"), [("light", "ru"), ("dark", "en")])
async def test_a_person_pays_and_it_is_seen_behind_the_scenes(stage: Stage, theme: str, lang: str) -> None:
    provider = adapter("stripe", stage.origin)
    long = "Сплав по реке Шуя: два дня, байдарки, палатки и котлы организатора, взнос одного участника"
    begun = [await provider.begin(to_pay(f"k{number}", title=long)) for number in range(2)]
    await provider.close()
    page = await stage.look(
        "olya" if lang == "ru" else "pasha", width=390, height=844, color_scheme=theme, bypass_csp=True
    )
    behind = page.url
    await page.goto(f"{begun[0].url}?lang={lang}")
    seen = await checked(page, "open")
    await page.locator("button[value=decline]").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    seen += await checked(page, "declined")
    await page.locator("button[value=pay]").click()
    await expect(page.get_by_role("heading")).to_have_text("Оплачено" if lang == "ru" else "Paid")
    assert await page.get_by_role("link").last.get_attribute("href") == to_pay().return_url
    seen += await checked(page, "paid")
    await page.goto(f"{begun[1].url}?lang={lang}")
    await page.locator("button[value=close]").click()
    seen += await checked(page, "left")
    await page.goto(behind)
    await page.locator(".stage-button").click()
    await page.locator("[data-tab=providers]").click()
    await page.locator("summary", has_text="Stripe").click()
    await expect(page.locator(".letter").first).to_contain_text("Ждёт оплаты" if lang == "ru" else "To be paid")
    event = page.locator(".call .call", has_text="checkout.session.completed")
    await event.locator("summary").click()
    await event.get_by_role("button").click()
    seen += await checked(page, "drawer")
    assert seen == []
