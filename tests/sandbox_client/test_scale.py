"""A chat of thousands: the page stays small, the place is kept."""

from __future__ import annotations

import asyncio

from playwright.async_api import Page, expect

from tests.sandbox_client.conftest import Stage
from tests.sandbox_client.test_people import group

MANY = 2_000
AT_ONCE = 50
MOST_ON_PAGE = 140
MOST_KEPT = 450
TOP_LINE = """() => { const edge = document.querySelector('.scroll').getBoundingClientRect().top;
    const first = [...document.querySelectorAll('.msg')].find((one) => one.getBoundingClientRect().bottom > edge + 60);
    return [first.dataset.id, Math.round(first.getBoundingClientRect().top)]; }"""

STILL = """() => new Promise((done) => {
    const scroll = document.querySelector('.scroll');
    let top = NaN, calm = 0;
    const look = () => {
        calm = scroll.scrollTop === top ? calm + 1 : 0;
        top = scroll.scrollTop;
        if (calm < 10) requestAnimationFrame(look); else done();
    };
    look();
})"""


async def talk(stage: Stage, chat: int, number: int) -> None:
    await stage.sim("say", as_="igor" if number % 5 else "pasha", chat=chat, text=f"Сообщение {number}")


async def still(page: Page) -> None:
    """A wheel goes on turning for some frames after the hand has left it."""
    await page.evaluate(STILL)


async def bounded(page: Page) -> None:
    assert await page.locator(".feed > *").count() <= MOST_ON_PAGE


async def test_thousands_of_messages_are_walked_through(stage: Stage) -> None:
    chat = await group(stage)
    said = await stage.sim("say", as_="igor", chat=chat, text="С чего всё началось")
    await stage.sim("pin", as_="igor", chat=chat, message_id=said["message_id"])
    for first in range(1, MANY, AT_ONCE):
        await asyncio.gather(*(talk(stage, chat, number) for number in range(first, min(first + AT_ONCE, MANY))))
    await talk(stage, chat, MANY)
    await stage.sim("read", as_="olya", chat=chat)
    page = await stage.look("olya")
    await page.locator(f"[data-row='{chat}']").click()
    last = page.locator(".words", has_text=f"Сообщение {MANY}")
    await expect(last).to_be_in_viewport()

    await page.locator(".pinned-face").click()
    await expect(page.locator(".words", has_text="С чего всё началось")).to_be_in_viewport()
    await bounded(page)
    assert await page.evaluate("sandbox.messages().length") <= MOST_KEPT, "nothing in between was loaded"

    scroll = page.locator(".scroll")
    await scroll.hover()
    for wanted in (150, 300, 450):
        while not await page.get_by_text(f"Сообщение {wanted}", exact=True).count():
            await page.mouse.wheel(0, 2_000)
            await page.evaluate("() => new Promise(requestAnimationFrame)")
            await bounded(page)

    await still(page)
    place = await page.evaluate(TOP_LINE)
    await stage.sim("say", as_="igor", chat=chat, text="Свежее")
    await expect(page.locator(".to-bottom")).to_have_text("1 новое")
    assert await page.evaluate(TOP_LINE) == place
    while not await page.get_by_text("Сообщение 100", exact=True).count():
        await page.mouse.wheel(0, -2_000)
        await page.evaluate("() => new Promise(requestAnimationFrame)")
        await bounded(page)
    assert await page.evaluate("sandbox.messages().length") <= MOST_KEPT

    await page.get_by_role("button", name="Поиск в чате").click()
    await page.get_by_role("searchbox", name="Поиск в чате").fill("сообщение 150")
    await expect(page.locator(".search-count")).to_have_text("1 из 12")
    for _ in range(11):
        await page.keyboard.press("ArrowUp")
    await expect(page.get_by_text("Сообщение 150", exact=True)).to_be_in_viewport()
    await bounded(page)
    await page.keyboard.press("Escape")
    await page.locator(".day button").first.click()
    await page.get_by_role("button", name="Перейти", exact=True).click()
    await expect(page.locator(".words", has_text="С чего всё началось")).to_be_in_viewport()
    await page.locator(".to-bottom").click()
    await expect(page.locator(".words", has_text="Свежее")).to_be_in_viewport()
    await expect(page.locator(".to-bottom")).to_be_hidden()
    await bounded(page)


async def test_a_chat_with_much_news_opens_where_it_begins(stage: Stage) -> None:
    chat = await group(stage)
    await stage.sim("read", as_="olya", chat=chat)
    for number in range(1, 41):
        await stage.sim("say", as_="igor", chat=chat, text=f"Новость {number}")
    page = await stage.look("olya", width=390, height=844)
    await page.locator(f"[data-row='{chat}']").click()
    await expect(page.locator(".unread-mark")).to_be_in_viewport()
    await expect(page.locator(".to-bottom")).to_have_text("40 новых")
    await expect(page.get_by_text("Новость 40", exact=True)).not_to_be_in_viewport()
    await still(page)
    place = await page.evaluate(TOP_LINE)
    await asyncio.gather(*(talk(stage, chat, number) for number in range(160)))
    await expect(page.locator(".to-bottom")).to_have_text("200 новых")
    assert await page.evaluate(TOP_LINE) == place
    await bounded(page)
    await stage.sim("say", as_="igor", chat=chat, text="Самая последняя")
    await page.locator(".to-bottom").click()
    await expect(page.get_by_text("Самая последняя", exact=True)).to_be_in_viewport()
    await bounded(page)
    await page.get_by_role("button", name="Назад").last.click()
    await expect(page.locator(f"[data-row='{chat}'] .badge")).to_have_count(0)
