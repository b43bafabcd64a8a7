"""EV-21, IN-10, J-04: an entry is paid in the chat; declined, late, passed on and twice paid money is dealt with."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from domain import database, reactions
from domain.agenda import agenda
from domain.events.entry import entries, leaving, waiting
from domain.payments import by_hand, methods, receipt_addresses
from scheduler.events import AGENDA
from tests.kit.papers import bring, pdf, photo, send_paper
from tests.kit.town import Town

PAID: dict[str, Any] = {"fee_minor": 50_000, "payment": "online", "capacity": 1}


async def joined(town: Town, who: str = "olya", **plan: Any) -> int:
    event_id = await town.event(await town.person("igor"), **PAID | plan)
    await town.person(who)
    await town.do("start", as_="igor")
    await town.do("start", as_=who, payload=f"e_{event_id}")
    await town.press(who, "Участвовать · 500 ₽")
    return event_id


async def invoice(town: Town, who: str = "olya") -> int:
    seen = await town.look("/sim/transcript", as_=who)
    return int(next(line["message_id"] for line in reversed(seen) if line.get("kind") == "invoice"))


async def pay(town: Town, who: str = "olya", outcome: str = "ok", **which: Any) -> Any:
    paying = asyncio.create_task(
        town.sim("pay", as_=who, message_id=which.get("message_id") or await invoice(town, who), outcome=outcome)
    )
    while not paying.done():
        await town.settle()
        await asyncio.sleep(0.01)
    await town.settle()
    return await paying


async def said(town: Town, who: str = "olya") -> str:
    return "\n".join(line["text"] for line in await town.seen(who))


async def test_a_fee_is_paid_in_the_chat_and_the_ticket_comes(town: Town) -> None:
    await joined(town)
    assert "Место держим до" in await said(town)
    assert (await pay(town))["status"] == "paid"
    assert "Билет" in await said(town)
    await town.say("olya", "/payments")
    listed = await town.last("olya")
    assert "500 ₽ · оплачено" in listed and "Забег в парке" in listed


async def test_what_was_not_paid_in_time_or_was_left_stands_among_the_payments_too(town: Town) -> None:
    await joined(town)
    await town.wait(minutes=16)
    await agenda.work_due(AGENDA, town.clock.now())
    await town.say("olya", "/payments")
    assert "500 ₽ · не оплачено: время вышло" in await town.last("olya")
    event_id = await joined(town, title="Второй забег")
    olya = await town.person("olya")
    async with database.transaction():
        await leaving.leave(olya, event_id, now=town.clock.now())
    await town.say("olya", "/payments")
    assert "500 ₽ · отменено до оплаты" in await town.last("olya")


async def test_a_third_unpaid_place_leads_to_those_that_wait_to_be_paid(town: Town) -> None:
    for title in ("Первый забег", "Второй забег", "Третий забег"):
        await joined(town, title=title)
    refused = (await town.seen("olya"))[-1]
    assert "ещё не заплатили: Первый забег и Второй забег" in refused["text"]
    assert refused["buttons"][0]["text"] == "Платежи"
    await town.press("olya", "Платежи")
    assert (await town.last("olya")).count("ждёт оплаты") == 2


@pytest.mark.parametrize(("outcome", "status"), [("fail", "failed"), ("cancel", "cancelled")])
async def test_what_was_not_paid_can_be_paid_again(town: Town, outcome: str, status: str) -> None:
    await joined(town)
    assert (await pay(town, outcome=outcome))["status"] == status
    assert (await pay(town))["status"] == "paid"
    assert "Билет" in await said(town)


async def test_after_the_hold_the_payment_is_declined_with_the_reason(town: Town) -> None:
    await joined(town)
    town.clock.advance(minutes=16)
    answer = await pay(town)
    assert answer["status"] == "failed" and "больше не действует" in str(answer)
    [place] = await database.fetch("SELECT id FROM places WHERE state = 'held'")
    async with database.transaction():
        await waiting.end_offer(place["id"], now=town.clock.now())
    await town.settle()
    assert "Время на оплату вышло: Забег в парке" in await said(town)


async def test_money_that_comes_twice_goes_back(town: Town) -> None:
    await joined(town)
    await pay(town, outcome="twice")
    rows = await database.fetch("SELECT kept, returned_minor FROM charges ORDER BY id")
    assert [(row["kept"], row["returned_minor"]) for row in rows] in ([(True, 0)], [(True, 0), (False, 50_000)])


async def test_before_leaving_one_sees_what_comes_back(town: Town) -> None:
    event_id = await joined(town, refunds="most")
    await pay(town)
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "Отменить участие")
    assert "Вернём 450 ₽ из 500 ₽" in await town.last("olya")
    await town.press("olya", "Да, отменить")
    assert await database.fetchval("SELECT amount_minor FROM refunds") == 45_000
    assert "Вам возвращается: 450 ₽" in await town.last("olya"), "also on the card, until it has come"


async def test_a_fee_that_comes_back_whole_is_not_said_twice(town: Town) -> None:
    event_id = await joined(town)
    await pay(town)
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "Отменить участие")
    assert "Взнос 500 ₽ вернём целиком." in await town.last("olya")


async def going_back(town: Town, event_id: int) -> str:
    """What the organizer reads of the money that goes back."""
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "💳 Деньги")
    return await town.last("igor")


async def test_calling_off_pays_everybody_back_and_says_why(town: Town) -> None:
    """EV-11: «cancel refunds all paid entries and posts reason», whatever is promised to who leaves by themselves."""
    event_id = await joined(town, capacity=3, refunds="none")
    await pay(town)
    await town.person("lev")
    await town.do("start", as_="lev", payload=f"e_{event_id}")
    await town.press("lev", "Участвовать · 500 ₽")
    await pay(town, "lev")
    await town.do(
        "chat", as_="igor", add_bot=True, bot_admin=True, title="Бег", key="бег", kind="forum", members=["olya"]
    )
    await town.say("igor", f"/link {event_id}", chat="бег")
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Отменить событие"):
        await town.press("igor", button)
    foreseen = (await town.last("igor")).replace("\xa0", " ")
    assert "Об отмене узнают 2 человека." in foreseen and "Почему событие отменяется?" in foreseen
    assert "Вручную вернут администраторы Forma: 1 000 ₽ за 2 записи." in foreseen
    await town.say("igor", "Штормовое предупреждение")
    assert "Возвращаем взносы: 0 из 2" in await going_back(town, event_id)
    while await database.in_transaction(lambda: entries.call_off(event_id, now=town.clock.now())):
        pass
    await town.settle()
    assert "Возвращаем взносы: 0 из 2" in await going_back(town, event_id)
    for who in ("olya", "lev"):
        assert "Штормовое предупреждение" in await said(town, who)
    (card,) = [one for one in await town.seen("olya", chat="бег") if one.get("pinned")]
    assert "Штормовое предупреждение" in card["text"]
    await town.say("olya", f"/event {event_id}")
    assert "Вам возвращается: 500 ₽" in await town.last("olya")
    back = await database.fetch("SELECT amount_minor FROM refunds ORDER BY id")
    assert [row["amount_minor"] for row in back] == [50_000, 50_000]
    await town.say("olya", "/payments")
    assert "500 ₽" in await town.last("olya") and "Возвра" in await town.last("olya")
    first, second = [row["id"] for row in await database.fetch("SELECT id FROM refunds ORDER BY id")]
    await database.in_transaction(lambda: reactions.refund_sent(first, "r1", now=town.clock.now()))
    assert "Возвращаем взносы: 1 из 2" in await going_back(town, event_id)
    await database.in_transaction(lambda: by_hand.leave(second, now=town.clock.now()))
    said_so = await going_back(town, event_id)
    await town.say("igor", f"/panel {event_id}")
    panel = await town.last("igor")
    assert "Отменено" in panel and "Штормовое предупреждение" in panel and "Мест нет" not in panel
    assert "Взносы вернулись: 1 из 2" in said_so and "1 взнос нужно вернуть вручную" in said_so
    await town.say("igor", f"/event {event_id}")
    await town.press("igor", "Управлять")
    assert "Открыть регистрацию" not in str((await town.seen("igor"))[-1]["buttons"])


async def test_a_transfer_is_confirmed_by_the_organizer(town: Town) -> None:
    await joined(town, payment="transfer", transfer_to="+7 900 123-45-67, Банк")
    assert "+7 900 123-45-67, Банк" in await town.last("olya")
    copied = [one["text_to_copy"] for one in (await town.seen("olya"))[-1]["buttons"] if one["type"] == "copy_text"]
    assert copied == ["+79001234567", "500", "Забег в парке, Оля Смирнова"]
    await town.press("olya", "✓ Перевод отправлен")
    await town.press("olya", "К событию")
    assert "Вы перевели взнос, организатор проверяет" in await town.last("olya")
    await town.press("olya", "🧾 Мой перевод")
    assert "пока он проверяет" in await town.last("olya")
    assert "перевод 500 ₽" in await town.last("igor")
    await town.say("olya", "/payments")
    assert "организатор проверяет перевод" in await town.last("olya")
    await town.press("igor", "Не вижу")
    assert "пока не видит ваш перевод" in await said(town)
    await town.say("olya", "/payments")
    seen = await town.last("olya")
    assert "Организатор пока не видит перевод" in seen and "не прошла" not in seen
    await town.press("olya", "💳 Оплатить 500 ₽")
    await town.press("olya", "✓ Перевод отправлен")
    await town.press("igor", "✓ Пришли")
    assert "Билет" in await said(town)
    seen = str(await town.seen("olya"))
    assert "Приложить чек" not in seen and "пока он проверяет" not in seen and "Взнос оплачен" in seen
    assert await database.fetchval("SELECT count(*) FROM claim_messages") == 0


async def test_a_transfer_is_shown_by_what_the_bank_says(town: Town) -> None:
    """A photo or PDF, sealed as documents are; sent to who looks for the money, and every look is noted."""
    await joined(town, payment="transfer", transfer_to="+7 900 123-45-67, Банк")
    await town.press("olya", "✓ Перевод отправлен")
    await town.press("olya", "📎 Приложить чек")
    assert "Пришлите чек" in await town.last("olya")
    await send_paper(town, "olya", pdf())
    assert "Чек у организатора" in await town.last("olya")
    await bring(town)
    assert "Чек приложен" in await town.last("igor")
    pressed = await town.press("igor", "📎 Чек")
    assert "увидит" in pressed["text"]
    sent = [one.body for one in town.world.records.posts if "document" in one.body]
    assert len(sent) == 2, "hers to the bot, the bot's to the organizer"
    assert await database.fetchval("SELECT count(*) FROM document_readings") == 1
    await town.press("olya", "📎 Заменить чек")
    await send_paper(town, "olya", photo(), "screen.jpg", kind="photo")
    await bring(town)
    assert await database.fetchval("SELECT count(*) FROM document_uses WHERE ended_at IS NULL") == 1
    await town.press("igor", "✓ Пришли")
    assert "Билет" in await said(town)
    answer = await town.press("olya", "📎 Заменить чек")
    assert answer["text"] == "Чек уже не нужен.", "below a message of before that stays"


async def test_a_transfer_goes_back_by_the_hand_of_the_organizer(town: Town) -> None:
    event_id = await joined(town, payment="transfer", transfer_to="+7 900 123-45-67, Банк", refunds="most")
    await town.press("olya", "✓ Перевод отправлен")
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "💳 Деньги")
    assert "1 перевод нужно проверить" in await town.last("igor")
    await town.press("igor", "500 ₽ · Оля Смирнова")
    await town.press("igor", "✓ Пришли")
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "Отменить участие")
    await town.press("olya", "Да, отменить")
    refund_id = await database.fetchval("SELECT id FROM refunds WHERE state = 'wanted'")
    async with database.transaction():
        await by_hand.leave(refund_id, now=town.clock.now())
    await town.settle()
    assert "Верните 450 ₽" in await town.last("igor")
    seen = await going_back(town, event_id)
    assert "Ещё возвращается 450 ₽" in seen and "Вернулось" not in seen, "nobody has sent it yet"
    await town.say("igor", "/payments")
    await town.press("igor", "↩️ Вернуть: 1 человеку")
    await town.press("igor", "450 ₽ · Оля Смирнова")
    await town.press("igor", "✓ Деньги отправлены")
    assert "Возвращать никому не нужно" in await town.last("igor")
    assert "Возвращено 450 ₽" in await town.last("olya")
    await town.say("olya", f"/event {event_id}")
    assert "возвращается" not in await town.last("olya")


async def test_a_promo_code_is_made_said_and_paid(town: Town) -> None:
    event_id = await joined(town)
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "💳 Деньги")
    await town.press("igor", "🎟 Промокоды")
    await town.press("igor", "Добавить промокод")
    for words in ("sport10", "10", "20"):
        await town.say("igor", words)
    await town.press("igor", "Пропустить")
    listed = await town.last("igor")
    assert "SPORT10" in listed and "−10 % · взяли 0 из 20" in listed
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "💳 Оплатить 500 ₽")
    await town.press("olya", "🎟 Промокод")
    await town.say("olya", "нетакого")
    assert "Такого промокода нет" in await town.last("olya")
    assert await database.fetchval("SELECT promo_tries FROM registrations WHERE status = 'unpaid'") == 1
    await town.say("olya", "Sport 10")
    assert "SPORT10: скидка 10 %" in await said(town)
    assert (await pay(town))["status"] == "paid"
    assert await database.fetchval("SELECT amount_minor FROM charges") == 45_000


async def test_without_anybody_who_takes_money_it_is_said(town: Town) -> None:
    event_id = await town.event(await town.person("igor"), **PAID)
    methods.configure(())
    await town.person("olya")
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "Участвовать · 500 ₽")
    assert "приём платежей выключен" in await town.last("olya")


async def test_a_mistyped_address_for_receipts_is_put_right(town: Town) -> None:
    await town.do("start", as_="olya")
    olya = await town.person("olya")
    await town.say("olya", "/payments")
    assert "Чеки:" not in str((await town.seen("olya"))[-1]["buttons"]), "it is asked for when it is needed"
    await receipt_addresses.keep(olya.id, "olya@exmaple.org")
    await town.say("olya", "/payments")
    await town.press("olya", "✉️ Чеки: olya@exmaple.org")
    await town.say("olya", "olya@example.org")
    assert await receipt_addresses.address_of(olya.id) == "olya@example.org"
    assert "✉️ Чеки: olya@example.org" in str((await town.seen("olya"))[-1]["buttons"])
