"""R8: every night our charges and the provider's are held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain import database
from domain.agenda import agenda
from domain.jobs.jobs import Hopeless
from domain.payments import reconciliation
from domain.payments.orders import Price
from domain.payments.settlement import Incoming, receive
from integrations.payments.telegram import TelegramPayments
from scheduler.payments import AGENDA
from tests.domain.payments.conftest import FEE, Till
from tests.kit.clock import START, FakeClock
from tests.kit.people import meet_many


async def reconcile(till: Till) -> None:
    await reconciliation.reconcile(till.shop.name, till.shop.provider, receive=receive, clock=till.shop.now)


async def test_what_we_missed_is_received(till: Till) -> None:
    order = await till.order()
    await till.begin(order)
    await till.shop.drive("hook", url="http://127.0.0.1:9/nobody")
    await till.shop.drive("twice")
    await reconcile(till)
    await reconcile(till)
    assert await database.fetchval("SELECT state FROM orders WHERE id = $1", order.id) == "paid"
    assert await database.fetchval("SELECT count(*) FROM charges") == 2
    assert await database.fetchval("SELECT reason FROM refunds") == "paid-twice"


async def test_what_differs_is_for_people(till: Till) -> None:
    order = await till.order()
    await till.begin(order)
    await till.shop.drive("pay")
    await till.heard()
    await reconcile(till)
    async with database.transaction():
        stray = Incoming(till.shop.name, "pi_stray", "no-order", FEE)
        await receive(stray, now=till.shop.now() - timedelta(hours=2))
        await receive(Incoming(till.shop.name, "pi_fresh", "no-order", FEE), now=till.shop.now())
        await receive(Incoming(till.shop.name, "pi_old", "no-order", FEE), now=till.shop.now() - timedelta(days=7))
        await receive(Incoming("another", "pi_other", "no-order", FEE), now=till.shop.now())
    with pytest.raises(Hopeless, match=r"not known there \(1\): pi_stray$"):
        await reconcile(till)
    await database.execute("UPDATE charges SET amount_minor = 200000 WHERE order_id = $1", order.id)
    with pytest.raises(Hopeless, match=r"sums differ \(1\): \S+ 200000 RUB, there 150000 RUB\. not known there"):
        await reconcile(till)


async def test_each_night_asks_for_it_once(database: str) -> None:
    from domain import database as db

    evening = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
    for _ in range(2):
        await reconciliation.plan_nights(["stripe", "yookassa"], now=evening)
    assert await agenda.next_due() == datetime(2026, 12, 2, 3, 20, tzinfo=UTC)
    assert await agenda.work_due(AGENDA, evening) == 0
    night = evening + timedelta(hours=8)
    assert await agenda.work_due(AGENDA, night) == 2
    assert await agenda.next_due() == datetime(2026, 12, 3, 3, 20, tzinfo=UTC)
    rows = await db.fetch("SELECT entrypoint, convert_from(payload, 'UTF8') AS subject FROM pgqueuer ORDER BY 2")
    assert [tuple(row) for row in rows] == [("reconcile", "stripe"), ("reconcile", "yookassa")]


class StarsOf:
    """Telegram, with this many Stars paid for an order, one a minute, and as many given back."""

    def __init__(self, token: str, many: int, began: datetime) -> None:
        at = int(began.timestamp())
        user = {"type": "user", "transaction_type": "invoice_payment", "invoice_payload": token}
        self.listed = [
            {"id": f"star-{number}", "amount": 50, "date": at + 60 * number, side: user}
            for number in range(many)
            for side in ("source", "receiver")
        ]

    async def ask(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        assert method == "getStarTransactions" and params is not None
        return {"transactions": self.listed[params["offset"] : params["offset"] + params["limit"]]}


async def test_stars_are_held_against_telegrams_list(database: str) -> None:
    from domain import database as db
    from tests.domain.payments.test_ledger import an_order

    (olya,) = await meet_many(1)
    order = await an_order(olya.id, price=Price(50, "XTR"))
    async with db.transaction():
        await receive(Incoming("telegram", "card", "no-order", FEE), now=START - timedelta(hours=9))
    telegram = TelegramPayments(StarsOf(order.token, 120, START - timedelta(hours=3)), {})
    now = FakeClock().now
    await reconciliation.reconcile("telegram", telegram, receive=receive, clock=now)
    assert await db.fetchval("SELECT count(*) FROM charges WHERE currency = 'XTR'") == 120
    assert await db.fetchval("SELECT count(*) FROM refunds WHERE reason = 'paid-twice'") == 119
    async with db.transaction():
        await receive(Incoming("telegram", "unheard", "no-order", Price(50, "XTR")), now=START - timedelta(hours=2))
    with pytest.raises(Hopeless, match=r"not known there \(1\): unheard$"):
        await reconciliation.reconcile("telegram", telegram, receive=receive, clock=now)
