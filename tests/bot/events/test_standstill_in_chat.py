"""An event whose organizer's account is closed, in the chat: why one cannot take part or pay, and that it goes on."""

from __future__ import annotations

from domain import database
from domain.accounts import sanctions
from domain.accounts.people import Person
from domain.agenda import agenda
from scheduler import accounts, events
from tests.bot.events.test_offers_in_chat import offered, shown
from tests.bot.payments.test_paying import joined, pay
from tests.kit.people import administrator
from tests.kit.town import Town


async def settle(town: Town) -> None:
    while await agenda.work_due(accounts.AGENDA | events.AGENDA, town.clock.now()):
        pass
    await town.settle()


QUESTION = {"key": "shirt", "kind": "text", "label": "Размер футболки"}


async def block(town: Town, organizer: Person) -> Person:
    anna = await administrator(now=town.clock.now())
    async with database.transaction():
        await sanctions.block(anna, organizer.id, "Обман", until=None, now=town.clock.now())
    await settle(town)
    return anna


async def test_who_was_answering_questions_is_told_and_asked_nothing_more(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor, questions=[QUESTION])
    await town.person("lev")
    await town.do("start", as_="lev", payload=f"e_{event_id}")
    await town.press("lev", "Участвовать")
    assert "Размер футболки" in await town.last("lev")
    await block(town, igor)
    await town.say("lev", "M")
    assert "организатор пока не может вести событие" in await town.last("lev")
    assert await town.buttons("lev") == ["К событию"]
    assert await database.fetchval("SELECT count(*) FROM form_drafts") == 0


async def test_no_entry_and_no_payment_until_the_organizer_is_back(town: Town) -> None:
    event_id = await joined(town, capacity=5)
    igor = await town.person("igor")
    await town.person("lev")
    await town.do("start", as_="lev", payload=f"e_{event_id}")
    anna = await block(town, igor)

    answer = await town.press("lev", "Участвовать · 500 ₽")
    assert "организатор пока не может вести событие" in answer["text"]
    await town.say("lev", f"/event {event_id}")
    assert "приостановлены" in await town.last("lev")
    assert "Запись приостановлена" in str((await town.seen("lev"))[-1]["buttons"])
    assert (await pay(town))["status"] != "paid"
    assert await database.fetchval("SELECT count(*) FROM charges") == 0
    await town.say("olya", f"/event {event_id}")
    assert "Место останется за вами" in await town.last("olya"), "not until when: it is kept as long as this lasts"
    assert "💳 Оплатить 500 ₽" not in await town.buttons("olya")

    async with database.transaction():
        await sanctions.lift_block(anna, igor.id, now=town.clock.now())
    await settle(town)
    assert "Событие продолжается" in await town.last("olya")
    await town.press("olya", "💳 Оплатить 500 ₽")
    assert (await pay(town))["status"] == "paid"


async def test_an_offer_that_is_made_anew_counts_to_its_new_end_alone(town: Town) -> None:
    await offered(town)
    anna, igor = await block(town, await town.person("igor")), await town.person("igor")
    await town.wait(minutes=30)
    async with database.transaction():
        await sanctions.lift_block(anna, igor.id, now=town.clock.now())
    await settle(town)
    newest = (await town.seen("katya"))[-1]
    assert shown(newest)[0] == ("Беру место · ещё 24 ч", True)
    await town.wait(minutes=95)
    assert await database.fetchval("SELECT count(*) FROM offer_messages") == 1, "the old end is none any more"
    await town.wait(minutes=60 * 22)
    same = next(one for one in await town.seen("katya") if one["message_id"] == newest["message_id"])
    assert shown(same)[0] == ("Беру место · ещё 25 мин", True)
