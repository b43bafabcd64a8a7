"""IN-09: what every provider promises, asked of each over HTTP."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.inbox.outages import is_outage
from domain.payments.errors import ProviderTrouble
from domain.payments.orders import Price
from domain.payments.ports import Begun, ProviderAway, Standing
from domain.payments.settlement import Incoming
from integrations.payments import asking
from sandbox.app import WORLD
from tests.kit.shop import ORDER, Shop, adapter, to_pay, to_send


async def paid(shop: Shop, key: str = "attempt-1") -> Incoming:
    begun = await shop.provider.begin(to_pay(key))
    await shop.drive("pay", id=begun.external_id)
    standing = await shop.provider.look(begun.external_id)
    assert standing is not None and standing.charge is not None
    return standing.charge


async def test_a_checkout_begun_twice_with_one_key_is_the_same(shop: Shop) -> None:
    first, again = await shop.provider.begin(to_pay()), await shop.provider.begin(to_pay())
    assert first == again and first.url.endswith(first.external_id)
    assert (await shop.provider.begin(to_pay("attempt-2"))).external_id != first.external_id
    with pytest.raises(ProviderTrouble):
        await shop.provider.begin(to_pay(amount=1_000))
    async with shop.http.get(first.url) as page:
        assert page.status == 200 and "Забег «Белые ночи»" in await page.text()


async def test_a_checkout_stands_as_the_person_left_it(shop: Shop) -> None:
    begun = await shop.provider.begin(to_pay())
    assert await shop.provider.look(begun.external_id) == Standing("pending")
    await shop.drive("close")
    assert await shop.provider.look(begun.external_id) == Standing("pending")
    await shop.drive("pay")
    standing = await shop.provider.look(begun.external_id)
    assert standing is not None and standing.charge is not None
    charge = standing.charge
    assert (standing.state, charge.provider, charge.order_token, charge.price) == (
        "paid", shop.name, ORDER, Price(150_000, "RUB"),
    )  # fmt: skip
    over = await shop.provider.begin(to_pay("attempt-2"))
    await shop.drive("expire", id=over.external_id)
    assert await shop.provider.look(over.external_id) == Standing("failed")


async def test_money_that_comes_late_is_pending_until_then(shop: Shop) -> None:
    begun = await shop.provider.begin(to_pay())
    await shop.drive("late")
    assert await shop.provider.look(begun.external_id) == Standing("pending")
    shop.clock.advance(1801)
    async with asyncio.timeout(60):
        while (standing := await shop.provider.look(begun.external_id)) == Standing("pending"):
            await asyncio.sleep(0.05)
    assert standing is not None and standing.state == "paid"


@pytest.mark.parametrize("name", ["cs_test_nothing", "22e12f66-000f-5000-8000-18db351245c7", "../refunds", "я", ""])
async def test_what_the_provider_does_not_know_is_nothing(shop: Shop, name: str) -> None:
    assert await shop.provider.look(name) is None


async def test_what_bears_no_order_of_ours_is_left_alone(shop: Shop) -> None:
    charge = await paid(shop)
    records = shop.server.app[WORLD].records.tills[shop.name]
    (checkout,) = records.checkouts.values()
    assert [one.charge_id async for one in shop.provider.charges_since(shop.now() - timedelta(hours=1))] == [
        charge.charge_id
    ]
    checkout.marks = {"shop": "another"}
    assert await shop.provider.look(checkout.id) is None
    assert [one async for one in shop.provider.charges_since(shop.now() - timedelta(hours=1))] == []


async def test_a_refund_of_all_is_made_once(shop: Shop) -> None:
    charge = await paid(shop)
    name = await shop.provider.refund(to_send(charge.charge_id, 150_000))
    assert name and await shop.provider.refund(to_send(charge.charge_id, 150_000)) == name
    assert await shop.returned() == [150_000]


async def test_a_refund_whose_key_is_forgotten_is_still_known(shop: Shop) -> None:
    charge = await paid(shop)
    name = await shop.provider.refund(to_send(charge.charge_id, 50_000, whole=False))
    shop.server.app[WORLD].records.tills[shop.name].answered.clear()  # as a provider does after a day
    assert await shop.provider.refund(to_send(charge.charge_id, 50_000, whole=False)) == name
    assert await shop.returned() == [50_000]


async def test_parts_go_back_until_nothing_is_left(shop: Shop) -> None:
    charge = await paid(shop)
    for key in ("refund-1", "refund-2"):
        assert await shop.provider.refund(to_send(charge.charge_id, 70_000, key, whole=False))
    with pytest.raises(ProviderTrouble):
        await shop.provider.refund(to_send(charge.charge_id, 70_000, "refund-3", whole=False))
    assert await shop.returned() == [70_000, 70_000]


async def test_a_refund_of_nothing_that_is_known_is_trouble(shop: Shop) -> None:
    with pytest.raises(ProviderTrouble):
        await shop.provider.refund(to_send("22e12f66-000f-5000-8000-18db351245c7", 100))


async def test_charges_are_listed_however_many_there_are(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"integrations.payments.{shop.name}.PAGE", 2)
    charges = {(await paid(shop, f"attempt-{number}")).charge_id for number in range(5)}
    begun = await shop.provider.begin(to_pay("not paid"))
    assert begun.external_id not in charges
    found = [one async for one in shop.provider.charges_since(shop.now() - timedelta(hours=1))]
    assert {one.charge_id for one in found} == charges and len(found) == 5
    assert {(one.order_token, one.price) for one in found} == {(ORDER, Price(150_000, "RUB"))}
    assert [one async for one in shop.provider.charges_since(shop.now() + timedelta(hours=1))] == []


@pytest.mark.parametrize("trouble", ["outage", "limit", "drop"])
async def test_a_provider_that_is_away_is_an_outage(shop: Shop, trouble: str) -> None:
    await shop.drive(trouble)
    with pytest.raises(ProviderAway) as caught:
        await shop.provider.begin(to_pay())
    assert is_outage(caught.value)
    assert isinstance(await shop.provider.begin(to_pay()), Begun)


async def test_a_slow_provider_is_given_up(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ANSWER_S", 0.2)
    impatient = adapter(shop.name, str(shop.server.make_url("")))
    await shop.drive("slow", ms=2000)
    try:
        with pytest.raises(ProviderAway):
            await impatient.begin(to_pay())
    finally:
        await impatient.close()


async def test_an_answer_that_is_lost_is_asked_for_again(shop: Shop) -> None:
    await shop.drive("lost")
    with pytest.raises(ProviderAway):
        await shop.provider.begin(to_pay())
    assert (await shop.provider.begin(to_pay())).external_id == (await shop.state())["payments"][0]["id"]
    assert len((await shop.state())["payments"]) == 1


async def test_garbage_is_trouble_and_nothing_is_believed(shop: Shop) -> None:
    charge = await paid(shop)
    await shop.drive("garbage", times=3)
    for ask in (
        shop.provider.begin(to_pay("attempt-2")),
        shop.provider.look(charge.charge_id),
        shop.provider.refund(to_send(charge.charge_id, 100, whole=False)),
    ):
        with pytest.raises(ProviderTrouble):
            await ask
    assert await shop.returned() == []


async def test_a_wrong_key_loses_nothing(shop: Shop) -> None:
    stranger = shop.stranger()
    try:
        with pytest.raises(ProviderAway):
            await stranger.begin(to_pay())
    finally:
        await stranger.close()


async def test_currencies(shop: Shop) -> None:
    assert shop.provider.takes("RUB") and not shop.provider.takes("XTR")
