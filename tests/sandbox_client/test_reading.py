"""What happens while the page is reading is never lost, however late the answer comes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, Route, expect

from tests.sandbox_client.conftest import Stage
from tests.sandbox_client.test_people import group


async def answered_late(page: Page, path: str, meanwhile: Callable[[], Awaitable[object]]) -> None:
    """The next answer of `path` is made, then `meanwhile` happens and reaches the page, then the answer arrives."""

    async def late(route: Route) -> None:
        answer = await route.fetch()
        seen = await page.evaluate("sandbox.heard()")
        await meanwhile()
        await page.wait_for_function("seen => sandbox.heard() > seen", arg=seen)
        await route.fulfill(response=answer)

    await page.route(f"**/client/{path}*", late, times=1)


async def test_a_message_that_comes_while_its_chat_opens_is_shown(stage: Stage) -> None:
    chat = await group(stage)
    page = await stage.look("pasha")
    await answered_late(page, "messages", lambda: stage.sim("say", as_="olya", chat=chat, text="Я опаздываю"))
    await page.locator(f"[data-row='{chat}']").click()
    await expect(page.locator(".msg .words").last).to_have_text("Я опаздываю")


async def test_a_message_that_is_deleted_while_its_chat_opens_is_gone(stage: Stage) -> None:
    chat = await group(stage)
    said = await stage.sim("say", as_="olya", chat=chat, text="Ой, не туда")
    page = await stage.look("pasha")
    message = {"chat": chat, "message_id": said["message_id"]}
    await answered_late(page, "messages", lambda: stage.sim("delete", as_="olya", **message))
    await page.locator(f"[data-row='{chat}']").click()
    await expect(page.locator(".feed")).to_contain_text("Forma")
    await expect(page.locator(".msg .words", has_text="Ой, не туда")).to_have_count(0)


async def test_a_chat_that_appears_while_the_list_is_read_stays_in_it(stage: Stage) -> None:
    page = await stage.look("pasha")
    made: list[int] = []

    async def meanwhile() -> None:
        made.append(await group(stage))

    await answered_late(page, "view", meanwhile)
    await page.evaluate("sandbox.refresh()")
    await expect(page.locator(f"[data-row='{made[0]}']")).to_be_visible()
