"""EV-21: taking part online is paid in Stars in the chat, asked once more before it is taken, and given back whole."""

from __future__ import annotations

from typing import Any

from domain import database, reactions
from domain.events.entry import waiting
from domain.events.money import promo_codes
from domain.payments import sending
from integrations.payments.telegram import TelegramPayments
from tests.bot.payments.test_paying import pay, said
from tests.kit.town import Town

ONLINE: dict[str, Any] = {"format": "online", "online_capacity": 1, "fee_stars": 50, "payment": "online"}


async def joined(town: Town, who: str = "olya", **plan: Any) -> int:
    event_id = await town.event(await town.person("igor"), **ONLINE | plan)
    await town.person(who)
    await town.do("start", as_="igor")
    await town.do("start", as_=who, payload=f"e_{event_id}")
    await town.press(who, "Участвовать · ⭐ 50")
    return event_id


async def refunds_sent(town: Town) -> None:
    for row in await database.fetch("SELECT id FROM refunds WHERE state = 'wanted'"):
        senders = {"telegram": TelegramPayments(town.gateway, {})}
        await sending.send_refund(row["id"], senders, sent=reactions.refund_sent, clock=town.clock.now)
    await town.settle()


async def test_paid_and_given_back_in_stars(town: Town) -> None:
    event_id = await joined(town)
    seen = await said(town)
    assert "Место держим до" in seen and "картой" not in seen
    assert (await pay(town))["status"] == "paid"
    assert "Билет" in await said(town)
    charge = await database.fetchrow("SELECT provider, currency, amount_minor FROM charges")
    assert tuple(charge or ()) == ("telegram", "XTR", 50)
    await town.say("olya", "/payments")
    assert "⭐" in await town.last("olya") and "оплачено" in await town.last("olya")
    await town.say("igor", "/panel")
    await town.press("igor", "💳 Деньги")
    assert "⭐" in await town.last("igor") and "₽" not in await town.last("igor")
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "Отменить участие")
    assert "⭐" in await town.last("olya")
    await town.press("olya", "Да, отменить")
    await refunds_sent(town)
    assert await database.fetchval("SELECT state FROM refunds") == "done"
    await refunds_sent(town)
    assert town.world.records.bot_stars == 0
    await town.say("olya", "/payments")
    assert "возвращено" in (await town.last("olya")).lower()


async def test_after_the_hold_stars_are_not_taken(town: Town) -> None:
    await joined(town)
    town.clock.advance(minutes=16)
    answer = await pay(town)
    assert answer["status"] == "failed" and "больше не действует" in str(answer)
    [place] = await database.fetch("SELECT id FROM places WHERE state = 'held'")
    async with database.transaction():
        await waiting.end_offer(place["id"], now=town.clock.now())
    await town.settle()
    assert not await database.fetchval("SELECT count(*) FROM charges")


async def test_an_old_price_is_not_taken_after_a_promo_code(town: Town) -> None:
    event_id = await joined(town)
    igor = await town.person("igor")
    async with database.transaction():
        await promo_codes.add(igor, event_id, "SPORT10", 10, now=town.clock.now())
    before = await town.look("/sim/transcript", as_="olya")
    old = next(line["message_id"] for line in reversed(before) if line.get("kind") == "invoice")
    await town.do("start", as_="olya", payload=f"pay_{event_id}")
    await town.press("olya", "🎟 Промокод")
    await town.say("olya", "SPORT10")
    assert (await pay(town, message_id=old))["status"] == "failed"
    assert (await pay(town))["status"] == "paid"
    assert await database.fetchval("SELECT amount_minor FROM charges WHERE kept") == 45
