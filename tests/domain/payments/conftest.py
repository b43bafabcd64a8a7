"""A provider on localhost that tells us of payments over HTTP, and the lanes in which that is worked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network

import pytest
from aiohttp.test_utils import TestServer

from domain import database as db
from domain.inbox.lanes import Lanes
from domain.payments import checkouts, orders
from domain.payments.orders import Order, Price
from domain.payments.settlement import receive
from sandbox.providers.payments.stripe import HOOK_SECRET
from scheduler.payments import Notices
from tests.kit.people import meet_many
from tests.kit.shop import NAMES, Shop, open_shop
from tests.webapp import world

FEE = Price(150_000, "RUB")
BACK = "http://127.0.0.1:9/back"


@dataclass
class Till:
    """A shop with a telephone line to us."""

    shop: Shop
    lanes: Lanes
    url: str
    failed: list[int]
    """The orders of which an attempt to pay came to nothing."""

    async def order(self, subject: int = 1) -> Order:
        buyer, payee = await meet_many(2, now=self.shop.now())
        now = self.shop.now()
        async with db.transaction():
            return await orders.open_order(
                buyer.id, "event-entry", subject, FEE, title="Забег", payee_id=payee.id, now=now,
                expires_at=now + timedelta(minutes=15),
            )  # fmt: skip

    async def begin(self, order: Order) -> str:
        providers = {self.shop.name: self.shop.provider}
        return await checkouts.begin(order, self.shop.name, providers, return_url=BACK, clock=self.shop.now)

    async def heard(self) -> None:
        """Every webhook that is on its way has been sent, and what it said is worked."""
        async with asyncio.timeout(60):
            while (await self.shop.state())["trouble"] is None and self._busy():
                await asyncio.sleep(0.02)
            await self.worked()

    async def worked(self) -> None:
        async with asyncio.timeout(60):
            while await db.fetchval("SELECT count(*) FROM inbox WHERE state = 'new'"):
                await self.lanes.sweep()
                await asyncio.sleep(0.02)

    def _busy(self) -> bool:
        from sandbox.app import WORLD

        return self.shop.server.app[WORLD].providers[self.shop.name].is_busy()


@pytest.fixture(params=NAMES)
async def till(database: str, request: pytest.FixtureRequest) -> AsyncIterator[Till]:
    async with open_shop(request.param) as shop:
        networks = (ip_network("127.0.0.0/8"),)
        ours = TestServer(world.app_for(shop, stripe_secret=HOOK_SECRET, yookassa_from=networks))
        await ours.start_server()
        url = str(ours.make_url(f"/hooks/{shop.name}"))
        await shop.drive("hook", url=url)
        failed: list[int] = []

        async def note(order_id: int, *, now: datetime) -> None:
            failed.append(order_id)

        lanes = Lanes({shop.name: Notices(shop.name, shop.provider, receive, note, shop.now)})
        yield Till(shop, lanes, url, failed)
        await lanes.stop()
        await ours.close()
