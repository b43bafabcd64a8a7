"""Bots written for Telegram with three libraries, run against the sandbox as they are."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.sandbox.conftest import TOKEN, Place
from tests.sandbox.foreign.node import node

HERE = Path(__file__).parent
PATIENCE_S = 60
# aiogram takes five seconds of a free core to be imported; on a crowded machine, many times that.
START_S = 180
BOTS = ("ptb_bot.py", "aiogram_bot.py", "grammy_bot.mjs")


@asynccontextmanager
async def running(place: Place, name: str) -> AsyncIterator[None]:
    command = [node()] if name.endswith(".mjs") else [sys.executable]
    env = {**os.environ, "API": place.url("/").rstrip("/"), "TOKEN": TOKEN}
    child = await asyncio.create_subprocess_exec(
        *command, str(HERE / name), env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        await polling(place, child)
        yield
    finally:
        if child.returncode is None:
            child.terminate()
        said, _ = await asyncio.wait_for(child.communicate(), PATIENCE_S)
        print(said.decode(errors="replace"))


async def polling(place: Place, child: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(START_S):
        while place.world.updates.polls == 0:
            assert child.returncode is None, "the bot has ended"
            await place.world.updates.bell.wait(0.1)


async def said(place: Place, text: str) -> dict[str, Any]:
    """The bot's newest message, when it says this."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            lines = await place.look("/sim/transcript", as_="olya")
            found = [line for line in lines if not line["out"] and text in (line["text"], line["kind"])]
            if found:
                return dict(found[-1])
            await place.world.calls.bell.wait(0.5)


@pytest.mark.parametrize("name", BOTS)
async def test_a_foreign_bot_is_at_home_here(place: Place, name: str) -> None:
    async with running(place, name):
        await place.sim("start", as_="olya")
        greeting = await said(place, "Привет, Оля!")
        assert greeting["html"] == "Привет, <b>Оля</b>!"
        pressed = await place.sim("press", as_="olya", button="Нажми")
        assert pressed["answer"]["text"] == "Нажато"
        assert (await said(place, "Вы нажали"))["message_id"] == greeting["message_id"]

        await conversation(place)
        await files(place)
        asked = await poll(place)
        await payment(place)
    assert [call for call in place.world.calls.calls if not call.ok] == [] and asked["voted"]


async def conversation(place: Place) -> None:
    for text, answer in (("/form", "Как зовут?"), ("Оля", "Сколько лет?"), ("29", "Оля, 29"), ("эхо", "эхо")):
        await place.sim("say", as_="olya", text=text)
        line = await said(place, answer)
    assert line["reply_to"]["text"] == "эхо"


async def files(place: Place) -> None:
    form = aiohttp.FormData({"as": "olya", "kind": "document"})
    form.add_field("file", b"x" * 1234, filename="track.gpx")
    async with place.http.post(place.url("/sim/send"), data=form) as response:
        assert response.status == 200
    await said(place, "байт: 1234")


async def poll(place: Place) -> dict[str, Any]:
    await place.sim("say", as_="olya", text="/poll")
    asked = await said(place, "poll")
    voted = await place.sim("vote", as_="olya", message_id=asked["message_id"], options=[1])
    await said(place, "выбрано: 1")
    return dict(voted["poll"])


async def payment(place: Place) -> None:
    await place.sim("say", as_="olya", text="/pay")
    invoice = await said(place, "invoice")
    paid = await place.sim("pay", as_="olya", message_id=invoice["message_id"], outcome="ok")
    assert paid["status"] == "paid"
    await said(place, "спасибо за 50")
