from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from tests.sandbox_client.conftest import TOASTS_STAY, Stage


async def group(stage: Stage, kind: str = "supergroup") -> int:
    made = await stage.sim(
        "chat", as_="igor", title="Бег", kind=kind, members=["olya", "pasha"], add_bot=True, bot_admin=True
    )
    return int(made["id"])


async def test_two_windows_see_each_other_at_once(stage: Stage) -> None:
    chat = await group(stage)
    olya, pasha = await stage.look("olya"), await stage.look("pasha", locale="en-US")
    for page in (olya, pasha):
        await page.locator(f"[data-row='{chat}']").click()
        await expect(page.locator(".talk-head")).to_contain_text("Бег")
    await olya.get_by_role("textbox", name="Сообщение").press_sequentially("Старт в девять")
    await expect(pasha.locator(".talk-head")).to_contain_text("Оля is typing…")
    await olya.keyboard.press("Enter")
    await expect(pasha.locator(".msg .words").last).to_have_text("Старт в девять")
    await expect(pasha.locator(".author").last).to_have_text("Оля Смирнова")


async def test_an_ephemeral_message_is_seen_by_its_receiver_only(stage: Stage) -> None:
    chat = await group(stage)
    olya, pasha = await stage.look("olya"), await stage.look("pasha")
    for page in (olya, pasha):
        await page.locator(f"[data-row='{chat}']").click()
    await stage.sim("say", as_="olya", chat=chat, text="/secret")
    await expect(olya.locator(".msg.ephemeral")).to_contain_text("видите только вы")
    await expect(pasha.locator(".msg .words").last).to_have_text("/secret")
    await expect(olya.locator(".composer .context")).to_contain_text("Ваш номер 1024")
    await olya.get_by_role("textbox", name="Сообщение").fill("Спасибо")
    await olya.keyboard.press("Enter")
    await expect(olya.locator(".msg.out.ephemeral .words")).to_have_text("Спасибо")
    await stage.sim("say", as_="olya", chat=chat, text="/secret")
    await expect(olya.locator(".msg.ephemeral")).to_have_count(3)
    await expect(olya.locator(".composer .context")).to_be_visible()
    number = await olya.locator(".msg.ephemeral").last.get_attribute("data-id")
    await stage.sim("delete", as_="olya", chat=chat, message_id=int(number or 0))
    await expect(olya.locator(".composer .context")).to_have_count(0)
    await expect(pasha.locator(".msg.ephemeral")).to_have_count(0)
    await expect(pasha.get_by_text("Спасибо")).to_have_count(0)


async def test_inline_results_are_picked_in_a_group(stage: Stage) -> None:
    chat = await group(stage)
    page = await stage.look("olya")
    await page.locator(f"[data-row='{chat}']").click()
    await page.get_by_role("textbox", name="Сообщение").fill("@forma_bot бег")
    await page.get_by_role("option", name="Лесной").click()
    await expect(page.locator(".msg.out").last).to_contain_text("через @forma_bot")
    await expect(page.locator(".msg.out .words").last).to_have_text("Забег: Лесной")


async def test_the_persona_is_switched_in_the_same_window(stage: Stage) -> None:
    page = await stage.started()
    await page.get_by_role("radio", name="Pasha").click()
    await expect(page.get_by_role("button", name="START", exact=True)).to_be_visible()
    assert "as=pasha" in page.url
    await expect(page.get_by_role("heading", name="Chats")).to_be_visible()


async def test_a_group_is_made_and_a_forum_has_topics(stage: Stage) -> None:
    page = await stage.look("igor")
    await page.get_by_role("button", name="Новая группа").click()
    await page.get_by_role("menuitem", name="Новая группа").click()
    await page.get_by_label("Название").fill("Клуб")
    await page.get_by_label("Какая группа").select_option("forum")
    await page.locator("input[value=olya]").check()
    await page.get_by_role("button", name="Создать").click()
    await expect(page.locator(".side h1")).to_have_text("Клуб")
    await page.get_by_role("button", name="Новая тема").click()
    await page.get_by_label("Название").fill("Барахолка")
    await page.get_by_role("button", name="Создать").click()
    await expect(page.locator(".talk-head b")).to_have_text("Барахолка")
    await page.get_by_role("textbox", name="Сообщение").fill("Продам кроссовки")
    await page.keyboard.press("Enter")
    await expect(page.locator(".msg.out .words")).to_have_text("Продам кроссовки")


@pytest.mark.parametrize("join_request", [False, True])
async def test_people_come_by_an_invite_link(stage: Stage, join_request: bool) -> None:
    chat = await group(stage)
    link: dict[str, Any] = await stage.sim("invite_link", as_="igor", chat=chat, join_request=join_request)
    page = await stage.look("katya")
    await page.evaluate(TOASTS_STAY)
    await page.evaluate("link => sandbox.openLink(link)", link["link"])
    said = "Заявка отправлена" if join_request else "Вы в группе"
    await expect(page.locator(".toast")).to_contain_text(said)
    await expect(page.locator(f"[data-row='{chat}']")).to_have_count(0 if join_request else 1)


async def test_on_a_phone_the_list_and_the_chat_take_turns(stage: Stage) -> None:
    page = await stage.started(width=390, height=844)
    await expect(page.locator(".side")).not_to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await page.get_by_role("button", name="Назад").last.click()
    await expect(page.locator(".side")).to_be_visible()


async def test_behind_the_scenes_calls_clock_and_faults(stage: Stage) -> None:
    page = await stage.started()
    await page.get_by_role("button", name="За кулисами").click()
    await expect(page.locator(".call b", has_text="sendMessage").first).to_be_visible()
    await page.click("[data-press$='/join']")
    await expect(page.locator(".call b").first).to_have_text("editMessageText")
    await page.get_by_role("tab", name="Обновления").click()
    await expect(page.locator(".update-state").first).to_have_text("получено")
    press = page.locator(".call", has_text="callback_query").first
    await press.locator("summary").click()
    await press.get_by_role("button", name="Доставить ещё раз").click()
    await expect(page.locator(".call b", has_text="callback_query")).to_have_count(2)
    await page.get_by_role("tab", name="Мир").click()
    await page.evaluate(TOASTS_STAY)
    await page.get_by_role("button", name="+24 часа").click()
    await expect(page.locator(".toast.good", has_text="На часах")).to_be_visible()
    await page.get_by_role("button", name="Устроить сбой").click()
    await expect(page.locator(".fault")).to_contain_text("429")
    await page.get_by_role("button", name="Убрать").click()
    await expect(page.locator(".fault")).to_have_count(0)
