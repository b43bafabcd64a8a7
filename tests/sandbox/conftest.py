"""A sandbox on a free port, a real aiogram Bot that talks to it, and hands for the people in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Update
from aiohttp.test_utils import TestServer

from sandbox.app import WORLD, build_app
from sandbox.config import SandboxConfig
from sandbox.telegram.world import World
from tests.sandbox.outside import Listener, listening

TOKEN = "1000001:SANDBOX"


class PromptSession(AiohttpSession):
    """aiogram's own close() sleeps for a quarter of a second; a test has no time for that."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@dataclass
class Place:
    """A sandbox under test: `sim` are the people's hands, `bot` is a real client."""

    server: TestServer
    http: aiohttp.ClientSession
    bot: Bot

    @property
    def world(self) -> World:
        return self.server.app[WORLD]

    def url(self, path: str) -> str:
        return str(self.server.make_url(path))

    async def sim(self, call: str, status: int = 200, **fields: Any) -> Any:
        fields = {name.rstrip("_"): value for name, value in fields.items()}
        async with self.http.post(self.url(f"/sim/{call}"), json=fields) as response:
            answer = await response.json()
            assert response.status == status, answer
            return answer

    async def look(self, address: str, **query: Any) -> Any:
        query = {name.rstrip("_"): str(value) for name, value in query.items()}
        async with self.http.get(self.url(address), params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def updates(self, **how: Any) -> list[Update]:
        """Everything that waits, confirmed; with `timeout`, at least one update is waited for."""
        found: list[Update] = []
        while how or self.world.updates.waiting():
            batch = await self.bot.get_updates(**how)
            found += batch
            how = {}
            self.world.updates.confirm(found[-1].update_id + 1 if found else 0)
        return found

    def id_of(self, key: str) -> int:
        return self.world.person(key).id

    async def started(self, key: str = "olya") -> int:
        """The person has pressed START; the update is taken off the queue."""
        await self.sim("start", as_=key)
        await self.updates()
        return self.id_of(key)

    async def group(self, kind: str = "supergroup", *, bot_admin: bool = True, members: str = "olya") -> int:
        made = await self.sim(
            "chat", as_="igor", title="Бег", kind=kind, members=members, add_bot=True, bot_admin=bot_admin
        )
        await self.updates()
        return int(made["id"])


async def open_place(config: SandboxConfig) -> AsyncIterator[Place]:
    server = TestServer(build_app(config))
    await server.start_server()
    api = TelegramAPIServer.from_base(str(server.make_url("/")).rstrip("/"))
    bot = Bot(config.token, session=PromptSession(api=api))
    async with aiohttp.ClientSession() as http:
        yield Place(server, http, bot)
    await bot.session.close()
    await server.close()


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async for one in open_place(SandboxConfig(token=TOKEN, query_ttl_s=60, smtp_listen="127.0.0.1:0")):
        yield one


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    """A server that is told things."""
    async for one in listening():
        yield one
