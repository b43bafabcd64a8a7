"""Each provider's adapter, and the provider on localhost that it speaks to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from domain.payments.ports import Provider, ToPay
from domain.payments.refunds import ToSend
from integrations.payments.stripe import Stripe
from integrations.payments.yookassa import YooKassa
from sandbox.app import WORLD, build_app
from sandbox.config import SandboxConfig
from sandbox.providers.payments import stripe, yookassa
from tests.sandbox.conftest import TOKEN

ORDER = "order-token-0123456789"


@dataclass
class Shop:
    """`provider` is ours; `drive` are the hands of who stands behind the counter of the other side."""

    name: str
    provider: Provider
    server: TestServer
    http: aiohttp.ClientSession

    async def drive(self, action: str, **fields: Any) -> Any:
        address = self.server.make_url(f"/sim/provider/{self.name}")
        async with self.http.post(address, json={"action": action, **fields}) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def state(self) -> Any:
        async with self.http.get(self.server.make_url(f"/sim/provider/{self.name}")) as response:
            return await response.json()

    def now(self) -> datetime:
        return self.server.app[WORLD].clock.now()


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


@pytest.fixture(params=["stripe", "yookassa"])
async def shop(request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    server = TestServer(build_app(SandboxConfig(token=TOKEN)))
    await server.start_server()
    base = str(server.make_url(f"/providers/{request.param}"))
    provider = (
        Stripe(stripe.KEY, api=base) if request.param == "stripe" else YooKassa(yookassa.SHOP, yookassa.KEY, api=base)
    )
    async with aiohttp.ClientSession() as http:
        yield Shop(request.param, provider, server, http)
    await provider.close()
    await server.close()
