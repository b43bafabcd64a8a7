"""Small signs of life: pictures, pins, warnings, a lost line, keyboards without a mouse."""

from __future__ import annotations

import io

from PIL import Image
from playwright.async_api import expect

from tests.sandbox_client.conftest import TOKEN, Stage


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (640, 400), "#3390ec").save(drawn, "PNG")
    return drawn.getvalue()


async def test_a_picture_with_a_caption_is_sent(stage: Stage) -> None:
    page = await stage.started()
    await page.get_by_role("button", name="Прикрепить").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("menuitem", name="Фото или видео").click()
    await (await chooser.value).set_files({"name": "run.png", "mimeType": "image/png", "buffer": picture()})
    await page.get_by_label("Подпись").fill("Финиш!")
    await page.get_by_role("dialog").get_by_role("button", name="Отправить").click()
    sent = page.locator(".msg.out").last
    await expect(sent.locator(".words")).to_have_text("Финиш!")
    await page.wait_for_function("document.querySelector('.msg.out .media img')?.naturalWidth > 0")


async def test_a_pinned_message_has_its_bar_and_a_service_line(stage: Stage) -> None:
    page = await stage.started()
    await page.locator(".msg .bubble", has_text="Ночной забег").click(button="right")
    await page.get_by_role("menuitem", name="Закрепить").click()
    await expect(page.locator(".pinned")).to_contain_text("Ночной забег")
    await expect(page.locator(".service")).to_contain_text("закреплено")


async def test_an_unknown_bot_api_method_is_a_red_toast(stage: Stage) -> None:
    page = await stage.started()
    async with stage.http.post(f"{stage.origin}/bot{TOKEN}/sendTelepathy") as response:
        assert response.status == 404
    await expect(page.locator(".toast.error")).to_contain_text("sendTelepathy")


async def test_a_lost_line_comes_back_and_nothing_is_missed(stage: Stage) -> None:
    page = await stage.started()
    async with page.expect_event("websocket"):
        await page.evaluate("sandbox.dropLine()")
        await stage.bot_says("olya", "Пока вас не было")
    await expect(page.locator(".words", has_text="Пока вас не было")).to_be_visible()
    await expect(page.locator(".offline")).to_be_hidden()


async def test_a_message_menu_opens_from_the_keyboard(stage: Stage) -> None:
    page = await stage.started()
    await page.locator(".msg .bubble", has_text="Ночной забег").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Ответить")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".context")).to_contain_text("Ответ: Forma")


async def test_the_world_starts_anew(stage: Stage) -> None:
    page = await stage.started()
    await page.get_by_role("button", name="За кулисами").click()
    await page.get_by_role("tab", name="Мир").click()
    await page.get_by_role("button", name="Пустой мир").click()
    await page.get_by_role("button", name="Начать мир заново").click()
    await expect(page.get_by_role("button", name="НАЧАТЬ", exact=True)).to_be_visible()
    await expect(page.locator(".msg")).to_have_count(0)
