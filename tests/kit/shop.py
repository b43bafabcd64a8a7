"""A provider of payments on localhost, and our adapter that speaks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import aiohttp
from aiohttp.test_utils import TestServer

from domain.payments.ports import ToPay
from domain.payments.refunds import ToSend
from domain.reactions import attempt_failed, charge_received
from forma.providers import Payments
from integrations.payments.stripe import Stripe
from integrations.payments.yookassa import YooKassa
from sandbox.app import WORLD, build_app
from sandbox.config import SandboxConfig
from sandbox.providers.payments import stripe, yookassa
from sandbox.telegram.clock import Clock

ORDER = "order-token-0123456789"
NAMES = ("stripe", "yookassa")
Adapter: TypeAlias = Stripe | YooKassa


@dataclass
class Shop:
    """`provider` is ours; `drive` are the hands of who stands on the other side of the counter."""

    name: str
    provider: Adapter
    server: TestServer
    http: aiohttp.ClientSession

    @property
    def clock(self) -> Clock:
        return self.server.app[WORLD].clock

    def now(self) -> datetime:
        return self.clock.now()

    async def drive(self, action: str, **fields: Any) -> Any:
        address = self.server.make_url(f"/sim/provider/{self.name}")
        async with self.http.post(address, json={"action": action, **fields}) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def state(self) -> Any:
        async with self.http.get(self.server.make_url(f"/sim/provider/{self.name}")) as response:
            return await response.json()

    async def returned(self) -> list[int]:
        return [back["amount"] for one in (await self.state())["payments"] for back in one["refunds"]]

    def stranger(self) -> Adapter:
        """With a key that is not right."""
        return adapter(self.name, str(self.server.make_url("")), wrong="0")


def adapter(name: str, sandbox: str, *, wrong: str = "") -> Adapter:
    base = f"{sandbox.rstrip('/')}/providers/{name}"
    if name == "stripe":
        return Stripe(stripe.KEY + wrong, api=base)
    return YooKassa(yookassa.SHOP, yookassa.KEY + wrong, api=base)


@asynccontextmanager
async def open_shop(name: str) -> AsyncIterator[Shop]:
    server = TestServer(build_app(SandboxConfig()))
    await server.start_server()
    provider = adapter(name, str(server.make_url("")))
    async with aiohttp.ClientSession() as http:
        yield Shop(name, provider, server, http)
    await provider.close()
    await server.close()


def to_pay(key: str = "attempt-1", amount: int = 150_000, **other: Any) -> ToPay:
    given: dict[str, Any] = {
        "token": ORDER,
        "key": key,
        "title": "Забег «Белые ночи»",
        "amount_minor": amount,
        "currency": "RUB",
        "return_url": "http://127.0.0.1:9/back",
    }
    return ToPay(**given | other)


def to_send(charge: str, amount: int, key: str = "refund-1", *, whole: bool = True) -> ToSend:
    return ToSend(1, key, "any", charge, "", None, amount, "RUB", whole)


def nobody_pays() -> Payments:
    """Where no provider is configured."""
    return Payments({}, {}, charge_received, attempt_failed, {})
