"""Every kind of message: drawn, pressed and changed under the eyes of a person."""

from __future__ import annotations

from typing import Any

import aiohttp
from playwright.async_api import Page, expect

from tests.sandbox_client.conftest import TOKEN, Stage
from tests.sandbox_client.test_people import group
from tests.sandbox_client.test_signs import picture

RUB = {"currency": "RUB", "provider_token": "sandbox", "prices": [{"label": "Взнос", "amount": 150_000}]}
STARS = {"currency": "XTR", "prices": [{"label": "Месяц", "amount": 50}]}


async def send(stage: Stage, as_: str, kind: str, chat: int, *files: tuple[str, bytes], **fields: Any) -> Any:
    form = aiohttp.FormData()
    for name, value in {"as": as_, "kind": kind, "chat": chat, **fields}.items():
        form.add_field(name, str(value))
    for number, (name, content) in enumerate(files):
        form.add_field(f"file{number}" if len(files) > 1 else "file", content, filename=name)
    async with stage.http.post(f"{stage.origin}/sim/send", data=form) as response:
        answer = await response.json()
        assert response.status == 200, answer
        return answer


async def invoice(stage: Stage, title: str, **fields: Any) -> None:
    chat = next(one["id"] for one in (await stage.state())["personas"] if one["key"] == "olya")
    body = {"chat_id": chat, "title": title, "description": "Номер и медаль", "payload": title} | fields
    async with stage.http.post(f"{stage.origin}/bot{TOKEN}/sendInvoice", json=body) as response:
        assert response.status == 200, await response.text()


async def club(stage: Stage) -> int:
    """A group where people have sent a little of everything."""
    chat = await group(stage)
    await stage.sim("say", as_="igor", chat=chat, text="Правила клуба")
    pictures = [(f"{number}.png", picture()) for number in range(3)]
    await send(stage, "igor", "album", chat, *pictures, caption="С пробежки")
    await send(stage, "igor", "document", chat, ("plan.pdf", b"%PDF" * 400))
    await send(stage, "igor", "voice", chat)
    await send(stage, "igor", "venue", chat, lat=55.7157, lon=37.5536, title="Лужники", address="Набережная, 24")
    await stage.sim("poll", as_="igor", chat=chat, question="Куда бежим?", options=["Парк", "Лес"], anonymous=False)
    return chat


async def opened(stage: Stage, chat: int, as_: str = "olya", **how: Any) -> Page:
    page = await stage.look(as_, **how)
    await page.locator(f"[data-row='{chat}']").click()
    await expect(page.locator(".feed .msg").first).to_be_visible()
    return page


async def test_albums_files_voices_and_places_have_their_looks(stage: Stage) -> None:
    page = await opened(stage, await club(stage))
    mosaic = page.locator(".mosaic")
    await expect(mosaic.locator("img")).to_have_count(3)
    await expect(page.locator(".msg").filter(has=mosaic)).to_have_count(1)
    await expect(page.locator(".msg .words", has_text="С пробежки")).to_have_count(1)
    await expect(page.locator(".filecard", has_text="plan.pdf")).to_contain_text("1.6 КБ")
    await expect(page.locator(".voice .wave i")).to_have_count(44)
    await expect(page.locator(".map-words", has_text="Лужники")).to_contain_text("Набережная, 24")

    await mosaic.locator("button").nth(1).click()
    viewer = page.get_by_role("dialog", name="Просмотр")
    await expect(viewer).to_contain_text("2 из 3")
    await page.keyboard.press("ArrowRight")
    await expect(viewer).to_contain_text("3 из 3")
    await expect(viewer.get_by_role("button", name="Следующее")).to_be_disabled()
    await viewer.get_by_role("button", name="Крупнее").click()
    await expect(viewer.locator(".viewer-stage")).to_have_class("viewer-stage near")
    await page.keyboard.press("Escape")
    await expect(viewer).to_have_count(0)

    await mosaic.locator("button").nth(2).click(button="right")
    await page.get_by_role("menuitem", name="Переслать").click()
    await page.get_by_role("option", name="Forma").click()
    await expect(page.locator(".msg.out .forwarded")).to_have_text("Переслано от Игорь Орлов")
    await expect(page.locator(".msg.out .mosaic img")).to_have_count(3)


async def test_a_poll_is_voted_in_and_everybody_sees_it(stage: Stage) -> None:
    chat = await club(stage)
    page = await opened(stage, chat)
    poll = page.locator(".poll")
    await expect(poll).to_contain_text("Пока никто не голосовал")
    await poll.get_by_role("radio", name="Лес").click()
    await expect(poll.get_by_role("img", name="Лес, 100%, ваш ответ")).to_be_visible()
    await stage.sim("vote", as_="pasha", chat=chat, message_id=await message_of(page, poll), options=[0])
    await expect(poll).to_contain_text("2 голоса")
    await poll.get_by_role("button", name="Кто как ответил").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Pasha Ivanov")
    await page.keyboard.press("Escape")

    await page.get_by_role("button", name="Прикрепить").click()
    await page.get_by_role("menuitem", name="Опрос").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Вопрос").fill("Сколько в марафоне?")
    await form.get_by_role("textbox", name="Вариант").nth(0).fill("40 км")
    await form.get_by_role("textbox", name="Вариант").nth(1).fill("42,195 км")
    await form.get_by_label("Викторина").check()
    await form.get_by_role("radio").nth(1).check()
    await form.get_by_role("button", name="Отправить").click()
    quiz = page.locator(".msg.out .poll")
    await quiz.get_by_role("radio", name="40 км").click()
    await expect(quiz.locator(".poll-result.wrong")).to_contain_text("40 км")
    await expect(quiz.locator(".poll-result.right")).to_contain_text("42,195 км")
    await quiz.locator(".poll-question").click(button="right")
    await page.get_by_role("menuitem", name="Завершить опрос").click()
    await expect(quiz).to_contain_text("Опрос завершён")


async def message_of(page: Page, inside: Any) -> int:
    found = page.locator(".msg").filter(has=inside)
    return int(str(await found.first.get_attribute("data-id")))


async def test_a_live_location_walks_and_stops(stage: Stage) -> None:
    chat = await group(stage)
    page = await stage.look("olya")
    await page.locator(f"[data-row='{chat}']").click()
    await page.get_by_role("button", name="Прикрепить").click()
    await page.get_by_role("menuitem", name="Геопозиция").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("Сразу пройти маршрут").check()
    await form.get_by_role("button", name="Отправить место").click()
    walk = page.get_by_role("dialog", name="Пройти маршрут")
    await walk.get_by_label("Скорость").select_option("60")
    live = page.locator(".msg.out .map-words")
    await expect(live.get_by_role("timer")).to_have_text("60")
    before = await page.locator(".msg.out .map").inner_html()
    await walk.get_by_role("button", name="Пойти").click()
    await page.wait_for_function("before => document.querySelector('.msg.out .map').innerHTML !== before", arg=before)
    await page.get_by_role("button", name="Остановить").click()
    await expect(live).to_contain_text("Трансляция завершена")
    await expect(page.get_by_role("button", name="Остановить")).to_have_count(0)


async def test_an_invoice_is_paid_fails_and_is_refused_in_time(stage: Stage) -> None:
    page = await stage.started()
    await invoice(stage, "Взнос", **RUB, max_tip_amount=50_000, suggested_tip_amounts=[5_000, 10_000])
    bubble = page.locator(".msg").filter(has=page.locator(".invoice"))
    await expect(bubble.locator(".price")).to_have_text("1 500,00 ₽")
    await bubble.locator(".key").click()
    sheet = page.get_by_role("dialog", name="Оплата")
    await sheet.get_by_role("button", name="100,00 ₽").click()
    await expect(sheet.get_by_role("button", name="Заплатить 1 600,00 ₽")).to_be_visible()
    await sheet.get_by_role("button", name="Платёж не пройдёт").click()
    await expect(page.locator(".toast.error").last).to_be_visible()
    await bubble.locator(".key").click()
    await sheet.get_by_role("button", name="Заплатить 1 500,00 ₽").click()
    await expect(bubble.locator(".price")).to_contain_text("Оплачено")
    await page.locator(".service.successful_payment button").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Номер платежа")
    await page.keyboard.press("Escape")

    await invoice(stage, "Клуб", **STARS)
    await stage.sim("stars", as_="olya", add=100)
    await page.get_by_role("button", name="Заплатить ⭐ 50").click()
    await expect(page.get_by_role("dialog")).to_contain_text("100 звёзд")
    await page.get_by_role("dialog").get_by_role("button", name="Заплатить").click()
    await page.get_by_role("button", name="Новая группа").click()
    await page.get_by_role("menuitem", name="Звёзды и платежи").click()
    await expect(page.get_by_role("dialog")).to_contain_text("⭐ 50")
    await expect(page.get_by_role("dialog").locator(".rows .row")).to_have_count(2)


async def test_several_pins_take_turns_in_the_bar(stage: Stage) -> None:
    chat = await group(stage)
    for text in ("Первое", "Второе"):
        said = await stage.sim("say", as_="igor", chat=chat, text=text)
        await stage.sim("pin", as_="igor", chat=chat, message_id=said["message_id"])
    page = await opened(stage, chat, "igor")
    face = page.locator(".pinned-face")
    await expect(face).to_contain_text("Второе")
    await face.click()
    await expect(face).to_contain_text("Первое")
    await page.get_by_role("button", name="Все закреплённые").click()
    await page.get_by_role("option", name="Открепить все").click()
    await page.get_by_role("dialog").get_by_role("button", name="Открепить").click()
    await expect(page.locator(".pinned")).to_be_hidden()


async def test_a_group_that_moves_takes_its_readers_along(stage: Stage) -> None:
    chat = await group(stage, "group")
    page = await stage.look("olya")
    await page.locator(f"[data-row='{chat}']").click()
    moved = await stage.sim("migrate", as_="igor", chat=chat)
    await page.wait_for_function("id => sandbox.chat === id", arg=moved["id"])
    await expect(page.locator(".service", has_text="супергруппой")).to_be_visible()
    await stage.sim("anonymous", as_="igor", chat=moved["id"], on=True)
    await stage.sim("say", as_="igor", chat=moved["id"], text="От имени группы")
    await expect(page.locator(".msg .author")).to_have_text("Бегадминистратор")
