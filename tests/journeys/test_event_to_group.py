"""J-02: an event from one line to a group that lives: questions, topics, the pinned card, what may be shared."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from domain import database
from domain.accounts.people import get_person
from domain.events import lifecycle
from domain.events.making import creation
from tests.kit.private_chat import private_chat
from tests.kit.world import World, buttons, words

GROUP, YARD = "бег", "двор"
LINE = "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 3 места; взнос 500"
SECRET = "/newevent Тайный забег; 8 дек 10:00; Сокольники; 3 места"
TOPICS = ["Объявления", "Вопросы", "Попутчики", "Фото", "Результаты", "Организаторам"]
OPENS = datetime.fromisoformat("2026-12-02T12:00:00+03:00")
PATIENCE_MS = 60_000


async def _changed(event_id: int, **how: Any) -> None:
    """What Igor sets in the form of the event."""
    igor = await get_person(await database.fetchval("SELECT organizer_id FROM events LIMIT 1"))
    now = datetime.fromisoformat("2026-12-01T09:00:00+03:00")
    async with database.transaction():
        plan = await creation.plan_of(await lifecycle.load(event_id))
        await creation.edit_event(igor, event_id, replace(plan, **how), version=None, now=now)


async def _drafted(world: World) -> dict[str, Any]:
    """The preview, and two questions added by buttons."""
    await world.start("igor")
    preview = (await world.say("igor", LINE))[-1]
    for question in ("Размер футболки", "Медицинская справка"):
        await world.press("igor", "Вопросы участникам")
        await world.press("igor", "Добавить вопрос")
        await world.say("igor", question)
        if question == "Размер футболки":
            await world.press("igor", "Выбор из списка")
            await world.say("igor", "S, M, L")
            await world.press("igor", "Да")
        else:
            for button in ("Документ", "Да", "Да", "Да"):
                await world.press("igor", button)
        await world.press("igor", "Назад")
    return preview


async def _card(world: World, who: str) -> dict[str, Any]:
    await world.idle()
    return next(one for one in await world.transcript(who, GROUP) if one.get("pinned"))


async def _found(world: World, who: str, query: str) -> list[str]:
    asked = await world.sim("inline", as_=who, chat=YARD, query=query)
    return [one["title"] for one in asked["results"]]


@pytest.mark.browser
async def test_from_one_line_to_a_group_that_lives(
    world: World, connected: None, telegram_takes_money: None, browser: Browser
) -> None:
    preview = await _drafted(world)
    assert all(part in words(preview) for part in ("Забег 5 км", "Сокольники", "500", "3"))
    assert {"Опубликовать", "Вопросы участникам"} <= set(buttons(preview))
    asked = await database.fetchval("SELECT questions FROM events WHERE id = 1")
    assert "Размер футболки" in asked and "Медицинская справка" in asked
    await _changed(1, registration_opens_at=OPENS)
    await world.start("igor", "e_1")
    await world.press("igor", "Опубликовать")
    assert await database.fetchval("SELECT status FROM events WHERE id = 1") == "published"

    for who in ("olya", "pasha"):
        await world.start(who)
    group = {"title": "Бег", "key": GROUP, "kind": "forum", "members": ["olya", "pasha"]}
    await world.sim("chat", as_="igor", add_bot=True, bot_admin=True, **group)
    await world.say("olya", "/link 1", chat=GROUP)
    refused = await world.last("olya", GROUP)
    assert "только её администраторы" in words(refused) and refused["ephemeral"]
    await world.say("igor", "/link", chat=GROUP)
    choice = next(one for one in buttons(await world.last("igor", GROUP)) if one.startswith("Забег 5 км"))
    await world.press("igor", choice, chat=GROUP)
    made = await world.ask("/sim/calls", method="createForumTopic")
    assert [one["params"]["name"] for one in made][: len(TOPICS)] == TOPICS
    card = await _card(world, "olya")
    assert "0 из 3" in words(card) and "Подать заявку" not in " ".join(buttons(card))

    await world.set_clock("2026-12-02T12:00:05+03:00")
    assert await database.fetchval("SELECT status FROM events WHERE id = 1") == "registration_open"
    card = await _card(world, "olya")
    assert "0 из 3" in words(card) and "Подать заявку" in " ".join(buttons(card))

    await world.start("igor", "e_1")
    await world.press("igor", "Управлять")
    await world.press("igor", "Продвигать")
    post = await world.last("igor")
    assert post["kind"] == "photo" and "start=e_1" in words(post) and "Поделиться" in buttons(post)
    await world.say("igor", SECRET)
    await _changed(2, visibility="private")
    await world.start("igor", "e_2")
    await world.press("igor", "Опубликовать")

    await world.sim("chat", as_="olya", title="Двор", key=YARD, kind="group", members=["pasha"])
    await world.sim("inline", as_="pasha", chat=YARD, query="#1", pick=0)
    shared = await world.last("olya", YARD)
    assert "Забег 5 км" in words(shared) and "Apply" in buttons(shared), "in the words of who has shared it"
    assert await _found(world, "olya", "забег") == ["Забег 5 км"] and await _found(world, "igor", "#2") == []
    listed = (await world.say("olya", "/events"))[-1]
    assert "Забег 5 км" in words(listed) and "Тайный" not in words(listed)
    for way in ("/event 2", "/start e_2"):
        assert "Ничего не нашлось" in words((await world.say("olya", way))[-1])

    page, troubles = await private_chat(browser, world, "olya")
    await page.get_by_role("button", name="Открыть", exact=True).first.click()
    app = page.frame_locator("iframe")
    await app.get_by_role("link", name="События", exact=True).first.click(timeout=PATIENCE_MS)
    await expect(app.get_by_text("Забег 5 км").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(app.get_by_text("Тайный забег")).to_have_count(0)
    assert troubles == []
