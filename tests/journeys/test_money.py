"""F28, F29 with real processes: what was paid is a paid order or on its way back, also when we are killed meanwhile."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest

from domain import database
from domain.events.entry import registration
from domain.events.money import fees
from domain.payments import checkouts, ledger, orders
from domain.payments.orders import Order, Price
from tests.kit.people import meet_many, published
from tests.kit.shop import NAMES, adapter
from tests.kit.world import World

FEE = Price(150_000, "RUB")
POINTS = ("refund.before-send", "refund.sent", "lane.begun", "lane.before-commit", "lane.after-commit")


async def begun(world: World, name: str) -> Order:
    """An order, and its checkout at the provider."""
    now = datetime.fromisoformat((await world.ask("/sim/clock"))["now"])
    buyer, organizer = await meet_many(2, now=now)
    event = await published(organizer, now=now, fee_minor=FEE.amount_minor, payment="transfer")
    async with database.transaction():
        taken = await registration.register(buyer, event.id, {}, now=now)
    order = await orders.order_for(fees.PURPOSE, taken.registration_id)
    assert order is not None
    provider = adapter(name, world.sandbox_url)
    try:
        await checkouts.begin(order, name, {name: provider}, return_url=world.product_url, clock=lambda: now)
    finally:
        await provider.close()
    return order


async def there(world: World, name: str) -> Any:
    return await world.ask(f"/sim/provider/{name}")


async def all_back(world: World, name: str) -> None:
    """A job whose worker was killed is taken up by another after half a minute."""
    async with asyncio.timeout(90):
        while await database.fetchval("SELECT count(*) FROM refunds WHERE state <> 'done'"):
            await asyncio.sleep(0.1)
    await world.idle()
    assert await database.fetchval("SELECT count(*) FROM orders WHERE state <> 'paid'") == 0
    returned = sorted(one["returned"] for one in (await there(world, name))["payments"])
    assert returned == [0] * (len(returned) // 2) + [FEE.amount_minor] * (len(returned) // 2)


async def test_a_payment_and_one_too_many(stopped_world: World, connected: None) -> None:
    world = stopped_world
    ordered = {name: await begun(world, name) for name in NAMES}
    await world.run_product()
    for name in NAMES:
        await world.sim(f"provider/{name}", action="copies", times=2)
        await world.sim(f"provider/{name}", action="twice")
    await world.idle()
    for name, order in ordered.items():
        await all_back(world, name)
        balances = await ledger.balances()
        assert balances[ledger.payee(order.payee_id), "RUB"] == -balances[ledger.outside(name), "RUB"] == 150_000
    assert len(balances) == 2 * len(NAMES)


@pytest.mark.big
async def test_killed_while_money_comes_and_goes_back(stopped_world: World, connected: None) -> None:
    world, name = stopped_world, "stripe"
    for point in POINTS:
        await begun(world, name)
        await world.run_product(FORMA_CRASH=f"{point}:1")
        await world.sim(f"provider/{name}", action="twice")
        assert await world.product_died() == -9, point
        await world.run_product()
        await world.sim("clock", advance="2m")
        async with asyncio.timeout(90):
            while await database.fetchval("SELECT count(*) FROM refunds") < await database.fetchval(
                "SELECT count(*) FROM orders"
            ):
                await asyncio.sleep(0.1)
        await all_back(world, name)
        await world.stop_product()
    print(f"\nkilled at {len(POINTS)} points: each order paid, each second payment returned once")
