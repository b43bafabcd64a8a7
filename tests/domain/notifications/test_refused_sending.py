"""What Telegram refuses, limits or does not answer: nothing is lost, and nothing is said to who did not want it."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import pytest
from aiohttp import web

from domain import database as db
from domain.notifications import outbox, preferences
from domain.notifications.budgets import Budgets
from domain.notifications.delivery import Sender
from domain.notifications.ports import Call, Urgency
from domain.notifications.rules import Channel, Topic
from domain.notifications.telegram import TelegramDelivery
from integrations.telegram.gateway import TelegramGateway
from tests.integrations.telegram_server import TOKEN, refusal
from tests.kit.clock import START
from tests.kit.sending import FOUND, GROUP, OLYA, OLYA_CHAT, World, person, reasons, states, tell, words
from tests.kit.waiting import OTHERS_WAIT, until


async def test_a_limited_chat_pauses_alone(world: World) -> None:
    limited = iter([True])

    def answer(method: str, params: dict[str, Any]) -> Any:
        if params["chat_id"] == OLYA_CHAT and next(limited, None):
            return refusal(429, "Too Many Requests: retry after 2", retry_after=2)
        return None

    world.server.answer = answer
    await person(2, 5002)
    await tell("first")
    async with db.transaction():
        await outbox.notify(2, "other", now=START)
    await world.sender.settle()
    assert sorted(world.server.said()) == ["first", "other"]
    while len(world.server.heard) < 3:
        await world.everything()
        await asyncio.sleep(0.05)
    first, again = (call for call in world.server.heard if call.params["text"] == "first")
    assert again.at - first.at >= 2


async def test_many_limited_chats_pause_the_bot(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.notifications.telegram._WIDE_S", 600.0)
    world.server.answer = lambda method, params: refusal(429, "Too Many Requests", retry_after=30)
    for user in range(2, 6):
        await person(user, 5000 + user)
    for user in range(2, 6):
        async with db.transaction():
            await outbox.notify(user, "hello", now=START)
        await world.sender.settle()
    assert len(world.server.heard) == 3


async def test_an_unchanged_message_is_a_success_and_a_vanished_one_is_sent_anew(world: World) -> None:
    world.server.answer = lambda method, params: refusal(400, "Bad Request: message is not modified: same")
    async with db.transaction():
        await outbox.tell_chat(-1, "card", now=START)
    await world.everything()

    def vanished(method: str, params: dict[str, Any]) -> Any:
        return refusal(400, "Bad Request: message to edit not found") if method.startswith("edit") else None

    world.server.answer = vanished
    async with db.transaction():
        await outbox.tell_chat(-2, "card", now=START)
    await world.everything()
    assert await states() == ["sent", "sent"]
    assert world.server.said("sendMessage") == ["card"]


async def test_broken_entities_fall_back_to_plain_text(world: World) -> None:
    def answer(method: str, params: dict[str, Any]) -> Any:
        return refusal(400, "Bad Request: can't parse entities") if "entities" in params else None

    world.server.answer = answer
    await tell("bold", params={"extra": {"entities": [{"type": "bold", "offset": 0, "length": 99}]}})
    await world.everything()
    assert [("entities" in call.params) for call in world.server.heard] == [True, False]
    assert await states() == ["sent"]


async def test_a_group_that_moved_is_followed(world: World) -> None:
    def answer(method: str, params: dict[str, Any]) -> Any:
        if params["chat_id"] == -5:
            return refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005)
        return None

    world.server.answer = answer
    async with db.transaction():
        await outbox.tell_chat(-5, "hello", now=START)
    await world.everything()
    assert [call.params["chat_id"] for call in world.server.heard] == [-5, -1005]
    assert world.migrated == [(-5, -1005)]


async def test_nothing_is_lost_while_telegram_is_down(world: World) -> None:
    world.server.answer = lambda method, params: refusal(502, "Bad Gateway")
    await tell("important")
    await world.sender.settle()
    assert await states() == ["waiting"]
    world.server.answer = lambda method, params: None
    while await states() != ["sent"]:
        await world.everything()
        await asyncio.sleep(0.05)
    assert len(world.server.heard) == 2
    assert await db.fetchval("SELECT attempts FROM outbox") == 0


async def test_an_unsure_end_repeats_what_must_be_told_and_never_an_advert(world: World) -> None:
    await preferences.set_preference(OLYA, Topic.MARKETING, Channel.TELEGRAM, True)
    world.server.answer = lambda method, params: web.Response(status=504, text="Gateway Timeout")
    await tell("advert", topic=Topic.MARKETING, urgency=Urgency.MARKETING)
    await world.sender.settle()
    assert (await states(), await reasons()) == (["dead"], ["unsure: not repeated"])
    await tell("ticket")
    await world.sender.settle()
    world.server.answer = lambda method, params: None
    while await states() != ["dead", "sent"]:
        await world.everything()
        await asyncio.sleep(0.05)
    assert world.server.said() == ["advert", "ticket", "ticket"]


async def test_what_telegram_rejects_for_good_is_dead_with_its_words(world: World) -> None:
    world.server.answer = lambda method, params: refusal(400, "Bad Request: chat not found")
    await tell("hello")
    await world.everything()
    assert (await states(), await reasons()) == (["dead"], ["Bad Request: chat not found"])


async def test_what_is_said_while_another_row_is_put_back_is_not_forgotten(world: World, database: str) -> None:
    """Its lane was just told to wait, and the database takes its time to note that."""
    operator = await asyncpg.connect(database)
    limits = [refusal(429, "Too Many Requests: retry after 2", retry_after=2)]
    world.server.answer = lambda method, params: limits.pop() if limits else None
    FOUND.clear()
    try:
        await tell("slow")
        async with operator.transaction():
            await operator.execute("SELECT 1 FROM outbox FOR UPDATE")
            FOUND.set()
            await until(lambda: operator.fetchval(OTHERS_WAIT))
            await tell("next")
        async with asyncio.timeout(60):
            while await states() != ["sent", "sent"]:
                await world.everything()
                await asyncio.sleep(0.05)
    finally:
        await operator.close()


async def test_who_goes_on_with_an_interrupted_answer_does_not_begin_anew(world: World) -> None:
    """Telegram takes the first of two messages and limits the second; another process says the rest."""
    limits = [refusal(429, "Too Many Requests: retry after 2", retry_after=2)]
    world.server.answer = lambda method, params: limits.pop() if limits and params["text"] == "two" else None
    async with db.transaction():
        calls = [Call("sendMessage", {"chat_id": OLYA_CHAT, "text": text}) for text in ("one", "two")]
        await outbox.show(calls, chat_id=OLYA_CHAT, user_id=OLYA, now=START)
    await world.sender.settle()
    await world.sender.stop()
    gateway = TelegramGateway(TOKEN, api=world.server.url)
    another = Sender({"telegram": TelegramDelivery(words, gateway, Budgets(None))}, clock=world.clock.now)
    try:
        async with asyncio.timeout(60):
            while await states() != ["sent"]:
                await another.sweep()
                await another.settle()
                await asyncio.sleep(0.05)
    finally:
        await another.stop()
        await gateway.close()
    assert world.server.said() == ["one", "two", "two"]


def alone(who: int, text: str, **asked: str) -> Call:
    """In a group, for one of its members."""
    parameters = {"receiver_user_id": who, **asked}
    return Call("sendMessage", {"chat_id": GROUP, "text": text, "ephemeral_message_parameters": parameters})


async def test_what_one_member_of_a_group_sees_waits_for_nobody_else_there(world: World) -> None:
    """Of messages to the group the third would wait."""
    people = range(10, 16)
    for who in people:
        await person(who, 6000 + who)
    async with db.transaction():
        for who in people:
            calls = [alone(6000 + who, f"to {who}")]
            await outbox.show(calls, chat_id=GROUP, user_id=who, now=START, alone=6000 + who)
    await world.sender.settle()
    assert sorted(world.server.said()) == [f"to {who}" for who in people]


async def test_a_press_that_is_too_old_is_answered_without_it(world: World) -> None:
    def late(method: str, params: dict[str, Any]) -> web.Response | None:
        is_asked = "callback_query_id" in params["ephemeral_message_parameters"]
        return refusal(400, "Bad Request: query is too old and response timeout expired") if is_asked else None

    world.server.answer = late
    call = alone(OLYA_CHAT, "Размер?", callback_query_id="7")
    async with db.transaction():
        again = Call(call.method, {**call.params, "ephemeral_message_parameters": {"receiver_user_id": OLYA_CHAT}})
        asked = Call(call.method, call.params, fallback=again)
        await outbox.show([asked], chat_id=GROUP, user_id=OLYA, now=START, alone=OLYA_CHAT)
    await world.sender.settle()
    assert len(world.server.said()) == 2 and await states() == ["sent"]
