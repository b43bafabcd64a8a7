"""Requests to join in the hands of an administrator: the bar, the list, live."""

from __future__ import annotations

from playwright.async_api import expect

from tests.sandbox_client.conftest import Stage
from tests.sandbox_client.test_access import AXE, SMALLEST, TARGETS, faults
from tests.sandbox_client.test_people import group


async def ask(stage: Stage, link: str, key: str) -> None:
    await stage.sim("join", as_=key, link=link)


async def test_requests_come_live_and_are_answered(stage: Stage) -> None:
    chat = await group(stage)
    link = (await stage.sim("invite_link", as_="igor", chat=chat, join_request=True))["link"]
    igor, olya = await stage.look("igor", width=390, height=844), await stage.look("olya")
    for page in (igor, olya):
        await page.locator(f"[data-row='{chat}']").click()
    await ask(stage, link, "katya")
    bar = igor.locator(".talk .requests-bar")
    await expect(bar).to_contain_text("1 заявка")
    await expect(olya.locator(".talk .requests-bar")).to_be_hidden()
    await bar.get_by_role("button", name="Скрыть заявки").click()
    await expect(bar).to_be_hidden()
    await ask(stage, link, "lev")
    await expect(bar).to_contain_text("2 заявки")

    await bar.locator(".requests-face").click()
    katya = igor.locator(".request[data-person=katya]")
    await expect(katya).to_contain_text("Тренер по бегу, мастер спорта")
    await igor.add_script_tag(path=AXE)
    assert await faults(igor, "requests") == []
    assert await igor.evaluate(TARGETS % SMALLEST) == []
    await ask(stage, link, "fed")
    await expect(igor.locator(".request")).to_have_count(3)
    await katya.get_by_role("button", name="Принять").click()
    await expect(igor.locator(".service").last).to_have_text("В группе: Катя")
    await igor.locator(".request[data-person=lev]").get_by_role("button", name="Отклонить").click()
    await stage.sim("join_answer", as_="igor", chat=chat, who="fed", approve=False)
    await expect(igor.get_by_text("Больше никто не ждёт")).to_be_visible()
    await expect(bar).to_be_hidden()
    members = next(one for one in (await stage.state())["chats"] if one["id"] == chat)["members"]
    assert {"katya"} == {one["key"] for one in members} & {"katya", "lev", "fed"}
