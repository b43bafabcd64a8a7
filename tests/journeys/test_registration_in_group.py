"""J-03: taking part from within a group, with a certificate, a yes and a payment; the others see the counter move."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from domain import database
from domain.accounts.people import get_person
from domain.events.entry import audience, questions
from domain.forms.form import JsonValue
from tests.kit.papers import SECRET_WORDS, pdf
from tests.kit.world import World, buttons, words

GROUP = "бег"
SCREEN: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 60_000
LINE = "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 3 места; взнос 500"
SIZE: dict[str, JsonValue] = {"label": "Размер футболки", "kind": "choice", "options": "S, M, L", "required": True}
PHONE: dict[str, JsonValue] = {"label": "Телефон близкого на экстренный случай", "kind": "phone", "required": True}
PAPER: dict[str, JsonValue] = {"label": "Медицинская справка", "kind": "document", "required": True, "checked": True}


async def _opened(world: World) -> None:
    """Igor's event for adults, with three questions, in the group where Olya, Pasha and Katya are."""
    await world.start("igor")
    await world.say("igor", LINE)
    await world.press("igor", "Опубликовать")
    now = datetime.fromisoformat((await world.ask("/sim/clock"))["now"])
    igor = await get_person(await database.fetchval("SELECT organizer_id FROM events"))
    async with database.transaction():
        for one in (SIZE, PHONE, PAPER):
            await questions.add_question(igor, 1, one, now=now)
        await audience.set_audience(igor, 1, {"min_age": 18}, now=now)
    members = ["olya", "pasha", "katya"]
    await world.sim(
        "chat", as_="igor", add_bot=True, bot_admin=True, title="Бег", key=GROUP, kind="forum", members=members
    )
    await world.say("igor", "/link 1", chat=GROUP)
    await world.idle()


async def _alone(world: World, who: str) -> list[dict[str, Any]]:
    """What the bot has said to that person alone in the group."""
    await world.idle()
    return [one for one in await world.transcript(who, GROUP) if one.get("ephemeral") and not one.get("out")]


async def _asked(world: World, who: str) -> dict[str, Any]:
    return (await _alone(world, who))[-1]


async def _reply(world: World, who: str, text: str) -> dict[str, Any]:
    await world.sim("say", as_=who, chat=GROUP, text=text, reply_to=(await _asked(world, who))["message_id"])
    return await _asked(world, who)


async def _press(world: World, who: str, button: str) -> dict[str, Any]:
    await world.press(who, button, chat=GROUP)
    return await _asked(world, who)


async def _card(world: World, who: str) -> dict[str, Any]:
    return next(one for one in await world.transcript(who, GROUP) if one.get("pinned"))


async def _public(world: World, who: str) -> list[tuple[int, str]]:
    """What stands in the group for everybody, save the card and the topic of applications."""
    await world.idle()
    lines = await world.transcript(who, GROUP)
    return [
        (one["message_id"], words(one))
        for one in lines
        if not one.get("ephemeral")
        and not one.get("pinned")
        and "Заявка" not in words(one)
        and one["kind"] != "service"
    ]


async def _ready() -> None:
    async with asyncio.timeout(90):
        while await database.fetchval("SELECT count(*) FROM documents WHERE state <> 'ready'"):
            await asyncio.sleep(0.1)


async def _looks(world: World, browser: Browser, who: str) -> None:
    """Somebody else's screen: the card with its counter, and nothing of what was said to Olya alone."""
    page = await browser.new_page(viewport=SCREEN)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await page.goto(f"http://localhost:{world.sandbox_url.rsplit(':', 1)[1]}/?as={who}")
    await page.wait_for_function("window.sandbox && sandbox.chats().length")
    group = next(one for one in await page.evaluate("sandbox.chats()") if one["type"] == "supergroup")
    await page.evaluate("id => sandbox.go(id)", group["id"])
    await page.get_by_role("button", name=re.compile("^Общее")).click()
    await expect(page.get_by_text("1 из 3").first).to_be_visible(timeout=PATIENCE_MS)
    for secret in ("Телефон близкого", "Мой билет", "Карта или СБП"):
        await expect(page.get_by_text(secret)).to_have_count(0)
    assert troubles == []
    await page.close()


@pytest.mark.browser
async def test_a_certificate_a_yes_and_a_payment(world: World, connected: None, browser: Browser) -> None:
    await _opened(world)
    before = {who: await _public(world, who) for who in ("katya", "pasha")}
    assert "0 из 3" in words(await _card(world, "katya"))

    consent = await _press(world, "olya", "Подать заявку")
    assert "Принимаю" in buttons(consent)
    await database.execute("UPDATE profiles SET remembered = '{\"shirt_size\": \"M\"}' WHERE first_name = 'Оля'")
    born = await _press(world, "olya", "Принимаю")
    assert "Когда вы родились?" in words(born)
    size = await _reply(world, "olya", "1 мая 1990")
    assert "Размер футболки" in words(size) and "✓ M" in buttons(size)
    phone = await _press(world, "olya", "✓ M")
    assert "Телефон близкого" in words(phone) and "Продолжить в личном чате" in buttons(phone)
    await world.stop_product(kill=True)
    await world.run_product()
    paper = await _reply(world, "olya", "8 912 345-67-89")
    assert "Медицинская справка" in words(paper) and "личный чат" in words(paper)

    way = next(one["url"] for row in paper["keyboard"] for one in row if one.get("url"))
    (same,) = await world.start("olya", way.partition("start=")[2])
    assert "Медицинская справка" in words(same)
    await world.send_file("olya", "document", "spravka.pdf", pdf())
    assert "Заявка" in words((await world.news("olya"))[-1])
    await _ready()
    lying = list((Path(world.environment["FORMA_DATA_DIR"]) / "documents").iterdir())
    assert lying and all(SECRET_WORDS not in one.read_bytes() for one in lying)
    assert "на проверке" in words(await _asked(world, "olya")), "the group's message follows"

    (card,) = [one for one in await world.transcript("igor", GROUP) if "Заявка: Оля" in words(one)]
    stranger = await world.sim("press", as_="katya", button="Принять", chat=GROUP, message_id=card["message_id"])
    assert "ничего не нашлось" in str(stranger["answer"]).lower()
    assert "ничего не нашлось" in words((await world.start("katya", "ap_1"))[-1]).lower()
    assert not any(one["kind"] == "document" for one in await world.transcript("katya"))
    await world.press("igor", "Принять", chat=GROUP, message_id=card["message_id"])

    to_pay = await _asked(world, "olya")
    assert "500" in words(to_pay) and "Карта или СБП (ЮKassa)" in buttons(to_pay)
    page = await _press(world, "olya", "Карта или СБП (ЮKassa)")
    assert any(one.get("url") and "/pay/" in one["url"] for row in page["keyboard"] for one in row)
    await world.sim("provider/yookassa", action="copies", times=3)
    await world.sim("provider/yookassa", action="pay")
    await world.idle()
    done = await _asked(world, "olya")
    assert "Вы участвуете" in words(done) and "Мой билет" in buttons(done)
    assert [one["state"] for one in await database.fetch("SELECT state FROM orders")] == ["paid"]
    assert await database.fetchval("SELECT count(*) FROM payment_attempts WHERE state = 'paid'") <= 1
    assert await database.fetchval("SELECT count(*) FROM registrations") == 1

    tickets = [one for one in await world.news("olya") if "Билет: Забег 5 км" in words(one)]
    assert [one["kind"] for one in tickets] == ["photo"]
    await world.press("olya", "Мой билет", chat=GROUP)
    assert (await _asked(world, "olya"))["kind"] == "photo"
    planned = await database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'event-reminder' AND state = 'waiting'")
    assert planned == 2
    for who, was in before.items():
        assert await _public(world, who) == was, "others saw nothing but the counter"
        async with asyncio.timeout(60):
            while "1 из 3" not in words(await _card(world, who)):
                await asyncio.sleep(0.1)
    await _looks(world, browser, "katya")


async def test_a_double_tap_is_one_registration_and_who_is_too_young_reads_why(world: World, connected: None) -> None:
    await _opened(world)
    await database.execute("UPDATE events SET questions = '[]', by_hand = FALSE, fee_minor = 0, payment = 'spot'")
    await _press(
        world, "pasha", "Участвовать" if "Участвовать" in buttons(await _card(world, "pasha")) else "Подать заявку"
    )
    await _press(world, "pasha", "I agree")
    refused = await _reply(world, "pasha", "1 May 2012")
    assert "You will be 14 on the day of the event, and it is for those from 18" in words(refused)
    assert "Find another event" in buttons(refused)
    await database.execute("UPDATE events SET requirements = '{}'")
    card = (await _card(world, "pasha"))["message_id"]
    button = buttons(await _card(world, "pasha"))[0]
    taps = [world.sim("press", as_="pasha", button=button, chat=GROUP, message_id=card) for _ in range(2)]
    await asyncio.gather(*taps)
    await world.idle()
    rows = await database.fetch("SELECT status, number FROM registrations")
    assert [tuple(row) for row in rows] == [("confirmed", 1)]
    assert "You are in" in words(await _asked(world, "pasha"))
