"""IN-10, IN-11, F29, F33: from the button to the paid order, whoever tells us, however often, or nobody."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from domain import database
from domain.accounts.people import get_person
from domain.agenda import agenda
from domain.payments import checkouts, ledger, refunds
from domain.payments.errors import OrderNotOpen, ProviderTrouble
from domain.payments.orders import Order
from domain.payments.ports import ProviderAway
from domain.payments.queries import payments_of
from scheduler.payments import AGENDA
from tests.domain.payments.conftest import FEE, Till


async def state_of(order: Order) -> str:
    state: str = await database.fetchval("SELECT state FROM orders WHERE id = $1", order.id)
    return state


async def shown(order: Order) -> tuple[str, bool]:
    """As its person's /payments has it: the state, and whether the last try did not go through."""
    [one] = await payments_of(await get_person(order.buyer_id))
    return one.state, one.refused


async def attempts() -> list[str]:
    return [row["state"] for row in await database.fetch("SELECT state FROM payment_attempts ORDER BY id")]


async def charges() -> Counter[bool]:
    """How many paid an order, and how many go back."""
    return Counter(row["kept"] for row in await database.fetch("SELECT kept FROM charges"))


async def seen_there(till: Till) -> list[str]:
    return [one["state"] for one in (await till.shop.state())["payments"]]


async def test_a_paid_checkout_pays_its_order(till: Till) -> None:
    order = await till.order()
    url = await till.begin(order)
    assert "/pay/" in url and await attempts() == ["begun"]
    await till.shop.drive("pay")
    await till.heard()
    assert (await state_of(order), await attempts(), await charges()) == ("paid", ["paid"], Counter({True: 1}))
    assert await ledger.balances() == {
        (f"payee:{order.payee_id}", "RUB"): FEE.amount_minor,
        (f"outside:{till.shop.name}", "RUB"): -FEE.amount_minor,
    }
    assert await agenda.next_due() is None
    with pytest.raises(OrderNotOpen):
        await till.begin(order)


async def test_pressed_again_and_again_it_is_one_checkout(till: Till) -> None:
    order = await till.order()
    urls = await asyncio.gather(*(till.begin(order) for _ in range(4)))
    assert len({*urls, await till.begin(order)}) == 1
    assert (await attempts(), await seen_there(till)) == (["begun"], ["open"])


async def test_a_checkout_whose_answer_was_lost_is_found_again(till: Till) -> None:
    order = await till.order()
    await till.shop.drive("lost")
    with pytest.raises(ProviderAway):
        await till.begin(order)
    url = await till.begin(order)
    (there,) = (await till.shop.state())["payments"]
    assert url.endswith(there["page"]) and await attempts() == ["begun"]


async def test_told_twice_and_out_of_order_it_is_one_payment(till: Till) -> None:
    order = await till.order()
    await till.begin(order)
    await till.shop.drive("hold")
    await till.shop.drive("copies", times=3)
    await till.shop.drive("late")
    till.shop.clock.advance(1801)
    while (await seen_there(till)) != ["paid"]:
        await asyncio.sleep(0.02)
    await till.shop.drive("release", shuffle=True)
    await till.heard()
    told = (await till.shop.state())["webhooks"][-1]
    await till.shop.drive("repeat", id=told["id"])
    await till.heard()
    assert (await state_of(order), await charges()) == ("paid", Counter({True: 1}))
    assert all(answer == 200 for one in (await till.shop.state())["webhooks"] for answer in one["answers"])


async def test_nobody_tells_us_and_we_ask(till: Till) -> None:
    order = await till.order()
    await till.begin(order)
    await till.shop.drive("hook", url="http://127.0.0.1:9/nobody")
    await till.shop.drive("pay")
    assert await agenda.work_due(AGENDA, till.shop.now()) == 0
    till.shop.clock.advance(61)
    assert await agenda.work_due(AGENDA, till.shop.now()) == 1
    await till.worked()
    assert (await state_of(order), await attempts()) == ("paid", ["paid"])
    assert await agenda.next_due() is None


async def test_who_does_not_pay_is_asked_about_less_and_less(till: Till) -> None:
    await till.begin(await till.order())
    begun = till.shop.now()
    looked: list[int] = []
    while (due := await agenda.next_due()) is not None and len(looked) < 20:
        assert await agenda.work_due(AGENDA, due) == 1
        looked.append(round((due - begun).total_seconds() / 60))
    assert looked == [round(after.total_seconds() / 60) for after in checkouts.LOOKS]


async def test_a_checkout_that_failed_is_begun_anew(till: Till) -> None:
    order = await till.order()
    first = await till.begin(order)
    await till.shop.drive("decline")
    await till.shop.drive("expire") if till.shop.name == "stripe" else None
    await till.heard()
    assert (await attempts(), await state_of(order)) == (["failed"], "open")
    assert await shown(order) == ("open", True), "the person reads in /payments that it did not go through"
    assert till.failed == [order.id], "said once, however often we are told"
    second = await till.begin(order)
    assert second != first and await attempts() == ["failed", "begun"]
    await till.shop.drive("pay")
    await till.heard()
    assert (await state_of(order), await attempts()) == ("paid", ["failed", "paid"])
    assert await shown(order) == ("paid", False)


async def test_a_checkout_that_failed_unsaid_is_not_offered_again(till: Till) -> None:
    order = await till.order()
    first = await till.begin(order)
    await till.shop.drive("hook", url="http://127.0.0.1:9/nobody")
    await till.shop.drive("expire")
    assert await till.begin(order) != first
    assert await attempts() == ["failed", "begun"]


async def test_paid_unsaid_and_pressed_again_nobody_pays_twice(till: Till) -> None:
    order = await till.order()
    await till.begin(order)
    await till.shop.drive("hook", url="http://127.0.0.1:9/nobody")
    await till.shop.drive("pay")
    with pytest.raises(OrderNotOpen):
        await till.begin(order)
    await till.worked()
    assert await state_of(order) == "paid"


async def test_who_pays_twice_gets_one_back(till: Till) -> None:
    order = await till.order()
    await till.begin(order)
    await till.shop.drive("twice")
    await till.heard()
    assert (await state_of(order), await charges()) == ("paid", Counter({True: 1, False: 1}))
    assert await database.fetchval("SELECT reason FROM refunds") == "paid-twice"
    told = await database.fetch(
        "SELECT user_id, params ->> 'verdict' AS verdict FROM outbox WHERE kind = 'payments-goes-back'"
    )
    assert [tuple(row) for row in told] == [(order.buyer_id, "paid-twice")]
    refund_id = await database.fetchval("SELECT id FROM refunds")
    await database.in_transaction(lambda: refunds.sent(refund_id, "re_1", now=till.shop.now()))
    [one] = await payments_of(await get_person(order.buyer_id))
    assert (one.state, one.is_returned, one.returned_minor) == ("paid", False, FEE.amount_minor)


async def test_a_provider_that_is_away_is_waited_for(till: Till) -> None:
    order = await till.order()
    await till.begin(order)
    await till.shop.drive("hold")
    await till.shop.drive("pay")
    await till.shop.drive("outage", times=2)
    await till.shop.drive("release")
    while (await till.shop.state())["webhooks"][-1]["answers"] == []:
        await asyncio.sleep(0.02)
    await till.worked()
    assert await state_of(order) == "paid"
    assert await database.fetchval("SELECT max(attempts) FROM inbox") <= 1


async def test_a_provider_that_says_no_fails_the_attempt(till: Till) -> None:
    order = await till.order()
    await till.shop.drive("garbage")
    with pytest.raises(ProviderTrouble):
        await till.begin(order)
    assert await attempts() == ["failed"]
    await till.begin(order)
    assert await attempts() == ["failed", "begun"]


@pytest.mark.parametrize("till", ["yookassa"], indirect=True)
async def test_a_notification_that_lies_has_no_effect(till: Till) -> None:
    """It comes from where they all come from, and says that this one is paid, or one of another shop."""
    order = await till.order()
    await till.begin(order)
    (there,) = (await till.shop.state())["payments"]
    for payment in (there["id"], "2e8f0a00-000f-5000-8000-000000000001"):
        said: dict[str, Any] = {"id": payment, "status": "succeeded", "metadata": {"order": order.token}}
        body = {"type": "notification", "event": "payment.succeeded", "object": said}
        async with till.shop.http.post(till.url, json=body) as answer:
            assert answer.status == 200
    await till.worked()
    assert (await state_of(order), await charges(), await attempts()) == ("open", Counter(), ["begun"])
    assert await database.fetchval("SELECT count(*) FROM inbox WHERE state = 'done'") == 2
