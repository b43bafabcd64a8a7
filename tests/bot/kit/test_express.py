"""What Telegram does not wait for is answered while everything else waits for the database."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from bot import express
from domain import database as forma_database
from tests.kit.town import Town

POOL = 2


async def test_it_is_answered_when_all_other_connections_are_lent(town: Town, database: str) -> None:
    await town.person("olya")
    await forma_database.close()
    await forma_database.connect(database, pool_size=POOL, hurried=1)
    asking = asyncio.create_task(town.sim("inline", as_="olya", query="бег"))
    (update,) = await town.gateway.ask("getUpdates", {"timeout": 20})
    async with AsyncExitStack() as stack:
        for _ in range(POOL):
            await stack.enter_async_context(forma_database.session())
        await express.answer(town.app, update, town.clock.now())
    await asking
    (call,) = await town.look("/sim/calls", method="answerInlineQuery")
    assert call["ok"]
