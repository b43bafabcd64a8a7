"""What of money depends on the minute at which it is asked, on what is over already, or on who asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain import database
from domain.database import in_transaction
from domain.errors import NotFound
from domain.payments import by_hand, checkouts, orders, reconciliation, refunds, settlement, transfers
from domain.payments.errors import OrderNotOpen
from domain.payments.orders import Price
from domain.payments.ports import Standing
from domain.payments.settlement import Incoming, Verdict
from domain.time import next_at
from tests.domain.payments.conftest import Till
from tests.domain.payments.test_ledger import FEE, an_order, money_for, receive, state_of
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many

SECOND = timedelta(seconds=1)
LONG = "ch_" + "7" * 80


async def test_money_is_taken_until_the_time_is_over_and_not_at_its_end(database: str) -> None:
    (buyer,) = await meet_many(1)
    order = await an_order(buyer.id)
    assert order.expires_at is not None
    asked = (order.token, FEE, buyer.id)
    assert await settlement.check(*asked, now=order.expires_at - SECOND) is Verdict.PAID
    assert await settlement.check(*asked, now=order.expires_at) is None


async def test_what_is_paid_is_neither_repriced_nor_given_time_nor_claimed(database: str) -> None:
    buyer, payee = await meet_many(2)
    order = await an_order(buyer.id, payee.id)
    await receive(money_for(order))
    with pytest.raises(OrderNotOpen):
        await in_transaction(lambda: orders.reprice(order.id, 1, now=START))
    with pytest.raises(OrderNotOpen):
        await in_transaction(lambda: transfers.claim(order, now=START))  # as it was when the page was shown
    await in_transaction(lambda: orders.give_time(order.id, START + timedelta(days=9), now=START))
    now = await orders.get(order.id)
    assert (now.state, now.price, now.expires_at) == ("paid", FEE, order.expires_at)


async def test_a_transfer_is_claimed_once_until_it_was_not_found(database: str) -> None:
    buyer, payee = await meet_many(2)
    order = await an_order(buyer.id, payee.id)
    said = [await in_transaction(lambda: transfers.claim(order, now=START)) for _ in range(2)]
    assert said == [True, False]
    await in_transaction(lambda: transfers.did_not_come(order, now=START))
    assert await in_transaction(lambda: transfers.claim(order, now=START))
    assert await transfers.claimed(order.id)


async def test_two_refunds_of_one_charge_have_keys_of_their_own_however_long_its_name_is(database: str) -> None:
    (buyer,) = await meet_many(1)
    order = await an_order(buyer.id)
    charge_id = (await receive(money_for(order, LONG))).charge_id or 0
    ids = [await in_transaction(lambda: refunds.give_back(charge_id, 100, reason="left", now=START)) for _ in range(2)]
    keys = [one.key for one in [await refunds.to_send(one) for one in ids] if one]
    assert len(set(keys)) == 2 and all(len(one) <= refunds.KEY_LENGTH for one in keys)
    assert await state_of(order) == "paid", "a part of it went back"


async def test_what_went_back_is_left_to_nobody(database: str) -> None:
    (buyer,) = await meet_many(1)
    order = await an_order(buyer.id)
    charge_id = (await receive(money_for(order))).charge_id or 0
    refund_id = await in_transaction(lambda: refunds.give_back(charge_id, reason="left", now=START))
    anna = await administrator()
    with pytest.raises(NotFound):
        await by_hand.get_owed(anna, refund_id)  # a program is to send it
    assert await in_transaction(lambda: refunds.sent(refund_id, "re_1", now=START))
    await in_transaction(lambda: by_hand.leave(refund_id, now=START))
    assert await by_hand.count_owed(anna) == 0 and (await by_hand.get_owed(anna, refund_id)).is_returned


async def test_a_transfer_to_an_organizer_is_not_for_the_operators(database: str) -> None:
    anna, igor = await administrator(), await meet("Игорь")
    (buyer,) = await meet_many(1)
    order = await an_order(buyer.id, igor.id)
    receipt = await receive(Incoming("manual", "order:1", order.token, FEE, buyer.id))
    refund_id = await in_transaction(lambda: refunds.give_back(receipt.charge_id or 0, reason="left", now=START))
    await in_transaction(lambda: by_hand.leave(refund_id, now=START))
    assert [await by_hand.count_owed(one) for one in (anna, igor)] == [0, 1]
    assert [one.id for one in await by_hand.list_owed(igor)] == [refund_id] and not await by_hand.list_owed(anna)


async def test_late_money_for_what_somebody_else_is_to_pay_goes_back(database: str) -> None:
    first, second = await meet_many(2)
    late = await an_order(first.id)
    assert await in_transaction(lambda: orders.close(late.id, now=START))
    other = await an_order(second.id)
    assert other.id != late.id and (await receive(money_for(late))).verdict is Verdict.PAID_TWICE
    assert (await state_of(late), await state_of(other)) == ("closed", "open")


async def test_of_an_order_only_what_is_left_of_it_goes_back(database: str) -> None:
    (buyer,) = await meet_many(1)
    order = await an_order(buyer.id)
    charge_id = (await receive(money_for(order))).charge_id or 0
    await in_transaction(lambda: refunds.give_back(charge_id, 100_000, reason="left", now=START))
    assert await refunds.standing(order.id) == 50_000
    await in_transaction(lambda: refunds.give_back_order(order.id, reason="cancelled", now=START))
    assert (await refunds.standing(order.id), await state_of(order)) == (0, "returned")


async def test_the_night_that_has_just_begun_is_not_the_next_one() -> None:
    begun = datetime(2026, 12, 2, reconciliation.AT.hour, reconciliation.AT.minute, tzinfo=UTC)
    assert next_at(reconciliation.AT, begun - SECOND) == begun
    assert next_at(reconciliation.AT, begun) == begun + timedelta(days=1)


async def test_another_price_is_another_checkout_and_what_is_paid_does_not_fail_any_more(till: Till) -> None:
    order = await till.order()
    first = await till.begin(order)
    await in_transaction(lambda: orders.reprice(order.id, 90_000, now=till.shop.now()))
    order = await orders.get(order.id)
    assert await till.begin(order) != first
    sums = [row["amount_minor"] for row in await database.fetch("SELECT * FROM payment_attempts ORDER BY id")]
    assert sums == [FEE.amount_minor, 90_000]
    _, row = await database.fetch("SELECT id, external_id, created_at FROM payment_attempts ORDER BY id")
    looks = [row["created_at"] + after for after in checkouts.LOOKS[:2]]
    asked_again = await in_transaction(lambda: checkouts.look_again(row["id"], now=looks[0]))
    assert asked_again == looks[1], "the look of this minute is this one"
    charge = Incoming(till.shop.name, "ch_1", order.token, Price(90_000, "RUB"), order.buyer_id)

    async def learn(standing: Standing) -> int | None:
        where = (till.shop.name, row["external_id"], standing)
        return await in_transaction(lambda: checkouts.learn(*where, receive=settlement.receive, now=till.shop.now()))

    assert await learn(Standing("paid", charge)) is None, "it did not end without money"
    assert await learn(Standing("failed")) is None
    assert await database.fetchval("SELECT state FROM payment_attempts WHERE id = $1", row["id"]) == "paid"
