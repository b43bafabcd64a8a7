"""What happens while the page is reading is never lost, however late the answer comes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from playwright.async_api import Page, Route, expect

from tests.kit.waiting import until
from tests.sandbox_client.conftest import Stage
from tests.sandbox_client.test_people import group


async def answered_late(page: Page, path: str, meanwhile: Callable[[], Awaitable[object]]) -> asyncio.Event:
    """The next answer of `path` is made, then `meanwhile` happens and reaches the page, then the answer arrives."""
    arrived = asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        seen = await page.evaluate("sandbox.heard()")
        await meanwhile()
        await page.wait_for_function("seen => sandbox.heard() > seen", arg=seen)
        async with page.expect_request_finished(lambda one: one == route.request):
            await route.fulfill(response=answer)
        arrived.set()

    await page.route(f"**/{path}*", late, times=1)
    return arrived


async def test_a_message_that_comes_while_its_chat_opens_is_shown(stage: Stage) -> None:
    chat = await group(stage)
    page = await stage.look("pasha")
    await answered_late(page, "client/messages", lambda: stage.sim("say", as_="olya", chat=chat, text="Я опаздываю"))
    await page.locator(f"[data-row='{chat}']").click()
    await expect(page.locator(".msg .words").last).to_have_text("Я опаздываю")


async def test_a_message_that_is_deleted_while_its_chat_opens_is_gone(stage: Stage) -> None:
    chat = await group(stage)
    said = await stage.sim("say", as_="olya", chat=chat, text="Ой, не туда")
    page = await stage.look("pasha")
    message = {"chat": chat, "message_id": said["message_id"]}
    await answered_late(page, "client/messages", lambda: stage.sim("delete", as_="olya", **message))
    await page.locator(f"[data-row='{chat}']").click()
    await expect(page.locator(".feed")).to_contain_text("Forma")
    await expect(page.locator(".msg .words", has_text="Ой, не туда")).to_have_count(0)


async def test_a_chat_that_appears_while_the_list_is_read_stays_in_it(stage: Stage) -> None:
    page = await stage.look("pasha")
    made: list[int] = []

    async def meanwhile() -> None:
        made.append(await group(stage))

    await answered_late(page, "client/view", meanwhile)
    await page.evaluate("sandbox.refresh()")
    await expect(page.locator(f"[data-row='{made[0]}']")).to_be_visible()


async def test_a_call_that_the_bot_makes_while_its_calls_are_read_is_listed(stage: Stage) -> None:
    page = await stage.started()
    arrived = await answered_late(page, "sim/calls", lambda: page.click("[data-press$='/join']"))
    await page.get_by_role("button", name="За кулисами").click()
    await until(arrived.is_set)
    await expect(page.locator(".call b", has_text="sendMessage").first).to_be_visible()
    await expect(page.locator(".call b").first).to_have_text("editMessageText")


async def test_what_is_read_later_is_not_covered_by_an_answer_from_before(stage: Stage) -> None:
    page = await stage.started()
    await page.get_by_role("button", name="За кулисами").click()
    await expect(page.locator(".call b", has_text="sendMessage").first).to_be_visible()
    rows, fault = page.locator(".update-state"), page.locator(".fault")

    async def pressed() -> None:
        await page.click("[data-press$='/join']")
        await expect(rows).to_have_count(2)

    arrived = await answered_late(page, "sim/updates", pressed)
    await page.get_by_role("tab", name="Обновления").click()
    await until(arrived.is_set)
    await expect(rows).to_have_count(2)

    async def troubled() -> None:
        await stage.sim("fault", kind="429")
        await stage.sim("clock", advance="10m")
        await expect(fault).to_contain_text("429")

    arrived = await answered_late(page, "sim/state", troubled)
    await page.get_by_role("tab", name="Мир").click()
    await until(arrived.is_set)
    await expect(fault).to_have_count(1)


async def test_who_is_chosen_last_stays_however_late_the_one_before_is_read(stage: Stage) -> None:
    page, gone = await stage.look("olya"), asyncio.Event()

    async def late(route: Route) -> None:
        await gone.wait()
        await route.continue_()

    view = re.compile("/client/view.as=pasha")
    await page.route(view, late)
    async with page.expect_request(view):
        await page.evaluate("void sandbox.become('pasha')")
    await page.evaluate("sandbox.become('igor')")
    async with page.expect_request_finished(lambda one: "as=pasha" in one.url):
        gone.set()
    await page.evaluate("new Promise((done) => setTimeout(done))")
    assert "as=igor" in page.url and await page.evaluate("sandbox.as") == "igor"
