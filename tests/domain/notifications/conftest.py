from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import redis.asyncio

from domain.notifications.budgets import Budgets, Rates
from domain.notifications.delivery import Sender
from domain.notifications.mail import MailDelivery
from domain.notifications.telegram import TelegramDelivery
from integrations.telegram.gateway import TelegramGateway
from tests.integrations.telegram_server import TOKEN, telegram_server
from tests.kit.clock import FakeClock
from tests.kit.sending import OLYA, OLYA_CHAT, World, letter, person, words


@pytest.fixture
async def world(database: str, redis_url: str) -> AsyncIterator[World]:
    await person(OLYA, OLYA_CHAT)
    clock = FakeClock()
    async with telegram_server() as server, redis.asyncio.from_url(redis_url) as client:
        gateway = TelegramGateway(TOKEN, api=server.url)
        world = World(server, None, clock)  # type: ignore[arg-type]  # its sender writes letters to it
        telegram = TelegramDelivery(words, gateway, Budgets(client, Rates(overall=500)), on_migrated=world.on_migrated)
        mail = MailDelivery(letter, world)
        world.sender = Sender({"telegram": telegram, "email": mail}, clock=clock.now)
        world.sender.start()
        try:
            yield world
        finally:
            await world.sender.stop()
            await gateway.close()
