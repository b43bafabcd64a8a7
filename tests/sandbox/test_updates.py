"""getUpdates and webhooks as Telegram's server does them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramConflictError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LabeledPrice
from aiohttp import MultipartWriter, web
from aiohttp.test_utils import TestServer

from sandbox.config import SandboxConfig
from tests.sandbox.conftest import TOKEN, Place, open_place


async def test_offset_confirms_and_limit_cuts(place: Place) -> None:
    for text in ("раз", "два", "три"):
        await place.sim("say", as_="olya", text=text)
    first = await place.bot.get_updates(limit=2)
    assert len(first) == 2
    rest = await place.bot.get_updates(offset=first[1].update_id + 1)
    assert [update.message and update.message.text for update in rest] == ["три"]
    assert rest[0].update_id == first[1].update_id + 1


async def test_negative_offset_keeps_the_last(place: Place) -> None:
    for text in ("раз", "два", "три"):
        await place.sim("say", as_="olya", text=text)
    (last,) = await place.bot.get_updates(offset=-1)
    assert last.message is not None and last.message.text == "три"
    assert len(await place.bot.get_updates(offset=last.update_id)) == 1


async def test_held_poll_wakes_on_a_message(place: Place) -> None:
    poll = asyncio.create_task(place.bot.get_updates(timeout=20))
    assert await place.world.updates.bell.wait(30), "the poll is held"
    await place.sim("say", as_="olya", text="ау")
    assert len(await asyncio.wait_for(poll, 30)) == 1


async def test_second_poll_ends_the_first(place: Place) -> None:
    first = asyncio.create_task(place.bot.get_updates(timeout=20))
    assert await place.world.updates.bell.wait(30), "the first poll has arrived"
    second = asyncio.create_task(place.bot.get_updates(timeout=20))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first
    await place.sim("say", as_="olya", text="ау")
    assert len(await second) == 1


async def test_allowed_updates(place: Place) -> None:
    await place.bot.get_updates(offset=1, allowed_updates=["callback_query"])
    await place.sim("say", as_="olya", text="ау")
    assert await place.updates() == []
    await place.bot.get_updates(offset=2, allowed_updates=[])
    await place.sim("say", as_="olya", text="ау")
    assert len(await place.updates()) == 1


async def test_reactions_only_when_asked_for(place: Place) -> None:
    chat = await place.started()
    sent = await place.bot.send_message(chat, "ну как?")
    await place.sim("react", as_="olya", message_id=sent.message_id, emoji="👍")
    assert await place.updates() == []
    await place.bot.get_updates(offset=1, allowed_updates=["message_reaction"])
    await place.sim("react", as_="olya", message_id=sent.message_id, emoji="🔥")
    (update,) = await place.updates()
    assert update.message_reaction is not None and len(update.message_reaction.old_reaction) == 1


async def test_old_taps_are_dropped(place: Place) -> None:
    await place.sim("say", as_="olya", text="ау")
    for update in place.world.records.queue:
        update.born -= 25 * 3600
    assert await place.updates() == []


async def test_a_tap_lives_two_and_a_half_minutes(place: Place) -> None:
    """A bot that was away never sees old taps and old questions about money, but it does see the messages."""
    chat = await place.started()
    keys = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="1")]])
    await place.bot.send_message(chat, "?", reply_markup=keys)
    price = [LabeledPrice(label="т", amount=5)]
    link = await place.bot.create_invoice_link("т", "о", "1", "XTR", price)
    await place.sim("press", as_="olya", button="Да", timeout=0.01)
    await place.sim("settings", pre_checkout_s=0.01)
    await place.sim("pay", as_="olya", slug=link)
    await place.sim("say", as_="olya", text="ау")
    assert [update.kind for update in place.world.updates.waiting()] == [
        "callback_query",
        "pre_checkout_query",
        "message",
    ]
    for update in place.world.records.queue:
        update.born -= 151
    assert [update.event_type for update in await place.updates()] == ["message"]


@pytest.mark.parametrize("broken", ["[", "message", '{"a": 1}'])
async def test_broken_allowed_updates_change_nothing(place: Place, broken: str) -> None:
    await place.bot.get_updates(offset=1, allowed_updates=["callback_query"])
    async with place.http.get(
        place.url(f"/bot{TOKEN}/getUpdates"), params={"offset": "2", "allowed_updates": broken}
    ) as response:
        assert response.status == 200
    await place.sim("say", as_="olya", text="ау")
    assert await place.updates() == []


async def test_raw_update_twice(place: Place) -> None:
    raw = {
        "update_id": 5,
        "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private", "first_name": "О"}, "text": "ау"},
    }
    answer = await place.sim("update", update=raw, times=2)
    assert answer["update_ids"] == [5, 5]
    assert [update.update_id for update in await place.bot.get_updates()] == [5, 5]
    await place.sim("update", update={"message": {"message_id": 1}}, status=400)


async def test_world_survives_a_restart(tmp_path: Path) -> None:
    config = SandboxConfig(token=TOKEN, state_dir=tmp_path)
    async for place in open_place(config):
        await place.started()
        sent = await place.bot.send_message(place.id_of("olya"), "до")
        await place.sim("say", as_="olya", text="ждёт")
        (waiting,) = await place.bot.get_updates()
    async for place in open_place(config):
        lines = await place.look("/sim/transcript", as_="olya")
        assert [line["text"] for line in lines] == ["/start", "до", "ждёт"]
        (again,) = await place.bot.get_updates()
        assert again.update_id == waiting.update_id
        assert (await place.bot.send_message(place.id_of("olya"), "после")).message_id > sent.message_id + 1


@dataclass
class Hook:
    """A bot's webhook: answers as told, remembers what came."""

    answers: list[web.Response] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)

    async def receive(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.seen.append(await request.json())
        return self.answers.pop(0) if self.answers else web.Response()


@asynccontextmanager
async def listening(hook: Hook) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    server = TestServer(app)
    await server.start_server()
    try:
        yield str(server.make_url("/hook"))
    finally:
        await server.close()


async def test_webhook_delivers_again_until_accepted(place: Place) -> None:
    hook = Hook(answers=[web.Response(status=500)])
    async with listening(hook) as url:
        await place.bot.set_webhook(url, secret_token="s3cret")
        await place.sim("say", as_="olya", text="раз")
        await place.sim("say", as_="olya", text="два")
        await place.sim("idle", timeout=60)
    assert [update["message"]["text"] for update in hook.seen] == ["раз", "раз", "два"]
    assert set(hook.secrets) == {"s3cret"}
    info = await place.bot.get_webhook_info()
    assert info.last_error_message is not None and "500" in info.last_error_message


async def test_webhook_waits_as_long_as_it_is_told(place: Place) -> None:
    """Retry-After is honoured for the chat that was refused; another chat does not wait for it."""
    hook = Hook(answers=[web.Response(status=503, headers={"Retry-After": "3600"})])
    async with listening(hook) as url:
        await place.bot.set_webhook(url)
        await place.sim("say", as_="olya", text="раз")
        async with asyncio.timeout(60):
            while not hook.seen:
                await place.world.updates.bell.wait(0.1)
        await place.sim("say", as_="pasha", text="два")
        async with asyncio.timeout(60):
            while len(hook.seen) < 2:
                await place.world.updates.bell.wait(0.1)
        assert [update["message"]["text"] for update in hook.seen] == ["раз", "два"]
        assert (await place.bot.get_webhook_info()).pending_update_count == 1
        with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
            await place.bot.get_updates()
        await place.bot.delete_webhook(drop_pending_updates=True)
    assert await place.updates() == []


async def test_webhook_answer_may_be_a_call(place: Place) -> None:
    call = {"method": "sendMessage", "chat_id": place.id_of("olya"), "text": "сразу"}
    hook = Hook(answers=[web.Response(text=json.dumps(call), content_type="application/json")])
    async with listening(hook) as url:
        await place.bot.set_webhook(url)
        await place.sim("start", as_="olya")
        await place.sim("idle", timeout=60)
    lines = await place.look("/sim/transcript", as_="olya")
    assert [line["text"] for line in lines] == ["/start", "сразу"]


async def test_webhook_answer_may_carry_a_file(place: Place) -> None:
    """As aiogram answers with `handle_in_background=False`: multipart, with the method as one of its fields."""
    parts = MultipartWriter("form-data")
    fields = {"method": "sendDocument", "chat_id": str(place.id_of("olya")), "document": "attach://track"}
    for name, value in fields.items():
        parts.append(value).set_content_disposition("form-data", name=name)
    parts.append(b"<gpx/>").set_content_disposition("form-data", name="track", filename="run.gpx")
    hook = Hook(answers=[web.Response(body=parts)])
    async with listening(hook) as url:
        await place.bot.set_webhook(url)
        await place.sim("start", as_="olya")
        await place.sim("idle", timeout=60)
    (line,) = [line for line in await place.look("/sim/transcript", as_="olya") if line["kind"] == "document"]
    assert line["media"]["file_name"] == "run.gpx" and line["media"]["size"] == 6


async def test_polling_refused_while_a_webhook_is_set(place: Place) -> None:
    await place.bot.set_webhook("https://example.com/hook")
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await place.bot.get_updates()
    await place.bot.delete_webhook()
    assert await place.bot.get_updates() == []


async def test_what_has_become_of_an_update_is_shown(place: Place) -> None:
    await place.started()
    await place.sim("say", as_="olya", text="Раз")
    fetched, waits = await place.look("/sim/updates")
    assert (fetched["state"], waits["state"]) == ("fetched", "waiting")
    assert waits["message"]["text"] == "Раз" and waits["kind"] == "message"
    await place.sim("update", update={"update_id": fetched["update_id"], "message": fetched["message"]})
    first, second = fetched["update_id"], waits["update_id"]
    assert [one["update_id"] for one in await place.look("/sim/updates")] == [first, second, first]
