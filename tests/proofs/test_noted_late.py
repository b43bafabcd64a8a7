"""The database goes away between the sending of a message and the noting of it: noted late, said once (N4)."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from domain import database as forma_database
from domain.inbox.outages import is_outage
from domain.notifications import delivery, outbox
from domain.notifications.budgets import Budgets
from domain.notifications.delivery import Sender
from domain.notifications.ports import Call, OutboxItem, Recipient, Rendered
from domain.notifications.telegram import TelegramDelivery
from integrations.telegram.gateway import TelegramGateway
from tests.integrations.telegram_server import TOKEN, telegram_server
from tests.kit import people
from tests.kit.clock import START, FakeClock
from tests.kit.proxy import by_way_of, open_proxy, postgres_address
from tests.kit.town import NO_LIMITS

PATIENCE_S = 60


async def _words(item: OutboxItem, to: Recipient) -> Rendered:
    return Rendered([Call("sendMessage", {"chat_id": to.chat_id, "text": item.kind})])


def _sender(gateway: TelegramGateway) -> Sender:
    return Sender({"telegram": TelegramDelivery(_words, gateway, Budgets(None, NO_LIMITS))}, clock=FakeClock().now)


async def test_what_was_sent_while_the_database_was_away_is_not_said_again_by_another(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two senders, as of two processes; the lease of the first runs out before the database is back."""
    monkeypatch.setattr(delivery, "_NOTING_S", 60.0)  # on a busy machine it takes longer to note it
    operator = await asyncpg.connect(database_url)
    async with open_proxy(postgres_address(database_url)) as wire, telegram_server() as server:
        await forma_database.connect(by_way_of(wire, database_url))
        gateway = TelegramGateway(TOKEN, api=server.url)
        first, second = _sender(gateway), _sender(gateway)

        def cut(*_: object) -> None:
            wire.refuses = True
            wire.cut()

        try:
            olya = await people.meet("Оля")
            server.answer = cut
            first.start()
            async with forma_database.transaction():
                await outbox.notify(olya.id, "ticket", now=START)
            async with asyncio.timeout(PATIENCE_S):
                await _notices(second)
                assert server.said() == ["ticket"]
                await operator.execute("UPDATE outbox SET leased_until = now() - interval '1 minute'")
                wire.refuses = False
                while await operator.fetchval("SELECT state FROM outbox") != "sent":
                    await second.sweep()
                    await asyncio.sleep(0.01)
                await second.settle()
            assert server.said() == ["ticket"]
        finally:
            await first.stop()
            await second.stop()
            await gateway.close()
            await forma_database.close()
            await operator.close()


async def _notices(sender: Sender) -> None:
    """It looks for work, as it does twice a second, and hears that the database is away."""
    failures = 0
    while failures < 10:
        try:
            await sender.sweep()
        except Exception as error:
            assert is_outage(error)
            failures += 1
        await asyncio.sleep(0.1)
