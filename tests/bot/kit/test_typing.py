"""Work that takes long shows `typing…` in the chat meanwhile."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from bot.app import received
from bot.kit.dispatch import BotWorker
from bot.kit.routes import Route, Routes
from bot.kit.screen import Screen
from bot.kit.turn import BotApp, Incoming, Reply, Turn
from domain.inbox.receiving import accept
from tests.kit.clock import FakeClock
from tests.kit.town import open_town

START = datetime(2026, 12, 1, 6, tzinfo=UTC)


async def test_typing_is_shown_while_the_network_is_asked(database: str) -> None:
    async with open_town(FakeClock(START)) as town:
        await town.sim("start", as_="olya")
        update = (await town.gateway.ask("getUpdates", {"timeout": 0}))[0]

        async def ask(app: BotApp, incoming: Incoming) -> Any:
            async with asyncio.timeout(60):
                while "sendChatAction" not in [call["method"] for call in await town.look("/sim/calls")]:
                    await asyncio.sleep(0.02)

        async def answer(turn: Turn) -> Reply:
            return Screen("done")

        slow = Route(answer, gather=ask)
        routes = Routes({}, {}, {"": slow}, {"other": slow}, {}, {}, {}, slow, slow, slow, slow, slow)
        worker = BotWorker(town.app, routes, town.clock.now)
        item = (await accept("telegram", [received(update)], now=START))[0]
        prepared = await worker.gather(item)
        assert prepared.watchdog is not None
