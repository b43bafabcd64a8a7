"""Topics in the list, and buttons that ask for people or a chat."""

from __future__ import annotations

from aiogram.types import ChatAdministratorRights
from playwright.async_api import expect

from tests.sandbox_client.conftest import TOKEN, Stage
from tests.sandbox_client.test_people import group

RIGHTS = dict.fromkeys(ChatAdministratorRights.model_fields, False) | {"can_pin_messages": True}
BUTTONS = {
    "keyboard": [
        [
            {
                "text": "Какая группа?",
                "request_chat": {
                    "request_id": 1,
                    "chat_is_channel": False,
                    "chat_is_created": True,
                    "bot_administrator_rights": RIGHTS,
                },
            },
            {"text": "Кто бежит?", "request_users": {"request_id": 2, "max_quantity": 2}},
        ]
    ]
}


async def test_a_topic_shows_what_was_said_last_and_how_much_is_unread(stage: Stage) -> None:
    forum = await group(stage, "forum")
    topics = [(await stage.sim("topic", as_="igor", chat=forum, name=name))["thread"] for name in ("Старт", "Вещи")]
    await stage.sim("read", as_="olya", chat=forum)
    for text in ("Кто в субботу?", "Я!"):
        await stage.sim("say", as_="pasha", chat=forum, thread=topics[0], text=text)
    said = await stage.sim("say", as_="igor", chat=forum, thread=topics[1], text="Потеряна кепка")
    page = await stage.look("olya")
    await page.locator(f"[data-row='{forum}']").click()
    row = page.locator(f"[data-row='t{topics[0]}']")
    await expect(row.locator(".preview")).to_have_text("Pasha: Я!")
    await expect(row.locator(".badge")).to_have_text("2")
    await stage.sim("pin", as_="igor", chat=forum, message_id=said["message_id"])
    await page.locator(f"[data-row='t{topics[1]}']").click()
    await expect(page.locator(".pinned-words .text")).to_have_text("Потеряна кепка")
    await row.click()
    await expect(page.locator(".words", has_text="Я!")).to_be_in_viewport()
    await expect(page.locator(".pinned")).to_be_hidden()
    await expect(row.locator(".badge")).to_have_count(0)


async def test_a_chat_and_people_are_shared_with_the_bot(stage: Stage) -> None:
    page = await stage.started(as_="igor")
    chat = next(one["id"] for one in (await stage.state())["personas"] if one["key"] == "igor")
    body = {"chat_id": chat, "text": "?", "reply_markup": BUTTONS}
    async with stage.http.post(f"{stage.origin}/bot{TOKEN}/sendMessage", json=body) as response:
        assert response.status == 200
    await page.get_by_role("button", name="Какая группа?").click()
    await page.get_by_role("option", name="Новая группа").click()
    await page.get_by_label("Название").fill("Клуб на рассвете")
    await page.get_by_role("button", name="Создать").click()
    await expect(page.locator(".service").last).to_have_text("Вы поделились с ботом чатом «Клуб на рассвете»")
    await page.get_by_role("button", name="Кто бежит?").click()
    await page.locator("input[value=olya]").check()
    await page.locator("input[value=lev]").check()
    await expect(page.locator("input[value=katya]")).to_be_disabled()
    await page.get_by_role("button", name="Поделиться").click()
    await expect(page.locator(".service").last).to_have_text("Вы поделились с ботом: Оля Смирнова, Лев Данилов")
    made = next(one for one in (await stage.state())["chats"] if one["title"] == "Клуб на рассвете")
    assert {one["key"]: one["status"] for one in made["members"]} == {"igor": "creator", "bot": "administrator"}
