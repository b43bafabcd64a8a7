"""J-04: a full event, a waiting list, an offer that is let pass; money goes back once, also when we are killed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, expect

from domain import database
from domain.accounts.people import get_person
from domain.events import lifecycle
from domain.events.making import creation
from domain.payments import ledger
from tests.kit.private_chat import private_chat
from tests.kit.world import World, buttons, words

LINE = "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 3 места; взнос 500"
START = "2026-12-01T09:00:00+03:00"
SIX_IN_THE_EVENING = "2026-12-01T11:00:00+03:00"
"""Where Pasha lives: the two hours of the offer end at eight there."""
PASHA = ZoneInfo("Asia/Vladivostok")
FEE, BACK = 50_000, 45_000
PATIENCE_MS = 60_000
_ABANDONED = "UPDATE pgqueuer SET heartbeat = now() - interval '1 minute' WHERE status = 'picked'"
"""As if the killed worker had not been heard of for long: the test need not wait for it."""
_PLACES = """
SELECT (SELECT count(*) FROM registrations WHERE status = 'paid') AS paid,
       (SELECT count(*) FROM places WHERE state IN ('confirmed', 'held', 'offered')) AS given
"""


@asynccontextmanager
async def looked_at() -> AsyncIterator[list[tuple[int, int]]]:
    """Who is in and how many places are given away, looked at all the time."""
    seen: list[tuple[int, int]] = []

    async def look() -> None:
        while True:
            row = await database.fetchrow(_PLACES)
            assert row is not None
            seen.append((row["paid"], row["given"]))
            await asyncio.sleep(0.01)

    looking = asyncio.create_task(look())
    try:
        yield seen
    finally:
        looking.cancel()
        (trouble,) = await asyncio.gather(looking, return_exceptions=True)
        assert isinstance(trouble, asyncio.CancelledError), trouble


async def _published(world: World) -> None:
    """Who leaves gets ninety per cent back."""
    await world.start("igor")
    await world.say("igor", LINE)
    igor = await get_person(await database.fetchval("SELECT organizer_id FROM events"))
    async with database.transaction():
        plan = replace(await creation.plan_of(await lifecycle.load(1)), refunds="most")
        await creation.edit_event(igor, 1, plan, version=None, now=datetime.fromisoformat(START))
    await world.press("igor", "Опубликовать")


async def _asks_in(world: World, who: str) -> dict[str, Any]:
    """The first button of the event's card, whatever it offers; then what we keep is agreed to."""
    (card,) = await world.start(who, "e_1")
    await world.press(who, buttons(card)[0])
    await world.press(who, "I agree" if who == "pasha" else "Принимаю")
    return await world.last(who)


async def _pays(world: World, who: str) -> None:
    await world.press(who, "Карта или СБП (ЮKassa)")
    await world.sim("provider/yookassa", action="copies", times=2)
    await world.sim("provider/yookassa", action="pay")
    assert "Билет: Забег 5 км" in "\n".join(words(one) for one in await world.news(who)), who


async def _returned(world: World) -> list[int]:
    """What the provider has sent back, whoever asked for it."""
    payments = (await world.ask("/sim/provider/yookassa"))["payments"]
    return [one["returned"] for one in payments if one["returned"]]


async def _card(world: World) -> str:
    await world.start("igor", "e_1")
    return words(await world.last("igor"))


async def _looks(world: World, browser: Browser, until: str) -> None:
    """The hour stands in Pasha's chat as his own watch shows it."""
    page, troubles = await private_chat(browser, world, "pasha")
    offer = page.get_by_text("A place is free for you!").last
    await expect(offer).to_be_visible(timeout=PATIENCE_MS)
    held = page.get_by_text("Held for you until:").last.locator("time").last
    await expect(held).to_contain_text(until, timeout=PATIENCE_MS)
    assert troubles == []
    await page.close()


async def _status_of() -> dict[str, str]:
    rows = await database.fetch(
        "SELECT p.first_name, g.status FROM registrations g JOIN profiles p ON p.user_id = g.user_id"
    )
    return {row["first_name"]: row["status"] for row in rows}


@pytest.mark.long
@pytest.mark.browser
async def test_an_offer_passes_on_and_the_money_goes_back_once(
    stopped_world: World, connected: None, telegram_takes_money: None, browser: Browser
) -> None:
    world = stopped_world
    await world.run_product(FORMA_CRASH="refund.sent:1")
    await world.set_clock(START)
    await _published(world)
    for who in ("olya", "katya", "lev"):
        await _asks_in(world, who)
        await _pays(world, who)
    assert "Занято 3 из 3" in await _card(world)
    assert "You are no. 1 on the waiting list" in words(await _asks_in(world, "pasha"))
    assert "Вы в листе ожидания: № 2" in words(await _asks_in(world, "misha"))

    async with looked_at() as seen:
        await world.set_clock(SIX_IN_THE_EVENING)
        await world.start("olya", "e_1")
        await world.press("olya", "Отменить участие")
        assert re.search(r"Вернём 450.₽ из 500.₽", words(await world.last("olya")))
        assert (await _status_of())["Оля"] == "paid", "nothing is given up before she says yes"

        # We are killed when the money has left and nothing of that is written down.
        await world.sim("press", as_="olya", button="Да, отменить", timeout=1)
        assert await world.product_died() == -9
        assert await _returned(world) == [BACK]
        assert await database.fetchval("SELECT state FROM refunds") == "wanted"
        await database.execute(_ABANDONED)
        await world.run_product()
        async with asyncio.timeout(90):
            while await database.fetchval("SELECT state FROM refunds") != "done":
                await asyncio.sleep(0.1)

        offers = [one for one in await world.news("pasha") if "A place is free for you!" in words(one)]
        assert offers and "Take the place · 2 h left" in buttons(offers[-1])
        ends_at = await database.fetchval("SELECT offer_ends_at FROM places WHERE state = 'offered'")
        until = ends_at.astimezone(PASHA).strftime("%H:%M")
        assert until.startswith("20:")
        await _looks(world, browser, until)
        assert "Вы в листе ожидания" in words(await _asks_in(world, "fed")), "what is offered is nobody else's"
        assert "Занято 3 из 3" in await _card(world)

        # He does not answer, and two hours go by while we are away.
        await world.news("misha")
        await world.stop_product(kill=True)
        await world.sim("clock", advance="2h")
        await world.run_product()
        told = [words(one) for one in await world.news("pasha")]
        assert told == ["Time is up, the place went to the next person: Забег 5 км"]
        assert (await _status_of())["Pasha"] == "withdrawn", "too late"
        (offer,) = await world.news("misha")
        assert "Для вас освободилось место!" in words(offer)
        await world.press("misha", buttons(offer)[0])
        await _pays(world, "misha")
        assert "Занято 3 из 3" in await _card(world)
    assert max(paid for paid, _ in seen) == 3 and max(given for _, given in seen) == 3

    status_of = await _status_of()
    assert [status_of[one] for one in ("Катя", "Лев", "Миша", "Фёдор")] == ["paid"] * 3 + ["waitlisted"]
    assert status_of["Оля"] == "refunded"
    assert await _returned(world) == [BACK]
    rows = await database.fetch("SELECT amount_minor, state FROM refunds")
    assert [tuple(row) for row in rows] == [(BACK, "done")]
    assert await ledger.sums() == {
        ("payee", "RUB"): 4 * FEE - BACK,
        (ledger.outside("yookassa"), "RUB"): BACK - 4 * FEE,
    }
    steps = await database.fetch("SELECT step, count(*) AS times FROM ledger GROUP BY step")
    assert {row["step"]: row["times"] for row in steps} == {"received": 4, "kept": 4, "owed": 1, "returned": 1}
    await world.say("olya", "/payments")
    assert re.search(r"Возвращено 450.₽", words(await world.last("olya")))
