"""IN-10: what is to go back is sent once, by whoever can send it; the rest is for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from domain import database
from domain import database as forma_database
from domain.accounts.people import get_person
from domain.errors import NotFound
from domain.inbox.outages import is_outage
from domain.jobs.jobs import Hopeless
from domain.notifications.ports import Rejected, Unreachable
from domain.payments import ledger, receipt_addresses, refunds
from domain.payments.orders import Order, Price
from domain.payments.ports import ProviderAway, SendersBack
from domain.payments.queries import get_receipt
from domain.payments.sending import NotSent, send_refund
from domain.payments.settlement import Incoming, receive
from integrations.payments.manual import ManualTransfer
from integrations.payments.telegram import TelegramPayments
from tests.domain.payments.conftest import FEE, Till
from tests.kit.clock import START, FakeClock
from tests.kit.people import meet_many


async def paid(till: Till) -> Order:
    order = await till.order()
    await till.begin(order)
    await till.shop.drive("pay")
    await till.heard()
    return order


async def wanted(order: Order, percent: int = 100) -> int:
    async with database.transaction():
        made = await refunds.give_back_order(order.id, percent, reason="left", now=START)
    assert made is not None
    return made


async def state_of(refund_id: int) -> str:
    state: str = await database.fetchval("SELECT state FROM refunds WHERE id = $1", refund_id)
    return state


async def send(till: Till, refund_id: int) -> None:
    await send_refund(refund_id, {till.shop.name: till.shop.provider}, sent=refunds.sent, clock=till.shop.now)


async def test_it_is_sent_once(till: Till) -> None:
    refund_id = await wanted(await paid(till), 50)
    await send(till, refund_id)
    await send(till, refund_id)
    assert (await state_of(refund_id), await till.shop.returned()) == ("done", [75_000])
    assert await database.fetchval("SELECT provider_refund_id <> '' FROM refunds")
    assert not [1 for (account, _), _ in (await ledger.balances()).items() if account == ledger.RETURNING]


async def test_sent_and_not_noted_it_is_not_sent_again(till: Till) -> None:
    refund_id = await wanted(await paid(till), 50)
    refund = await refunds.to_send(refund_id)
    assert refund is not None
    await till.shop.provider.refund(refund)  # here the process was killed
    await send(till, refund_id)
    assert (await state_of(refund_id), await till.shop.returned()) == ("done", [75_000])


async def test_an_outage_is_no_answer(till: Till) -> None:
    refund_id = await wanted(await paid(till))
    for trouble in ("outage", "drop"):
        await till.shop.drive(trouble, times=3)
        with pytest.raises(ProviderAway) as caught:
            await send(till, refund_id)
        assert is_outage(caught.value) and await state_of(refund_id) == "wanted"
    await till.shop.drive("restore")
    await send(till, refund_id)
    assert (await state_of(refund_id), await till.shop.returned()) == ("done", [150_000])


async def test_a_no_is_said_to_the_operators(till: Till) -> None:
    refund_id = await wanted(await paid(till))
    await till.shop.drive("garbage")
    with pytest.raises(NotSent, match=till.shop.name):
        await send(till, refund_id)
    with pytest.raises(Hopeless, match="not configured"):
        await send_refund(refund_id, {}, sent=refunds.sent, clock=till.shop.now)
    assert await state_of(refund_id) == "wanted"


class Telegram:
    def __init__(self, *answers: Exception | None) -> None:
        self.answers, self.asked = list(answers), []  # type: ignore[var-annotated]

    async def ask(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        self.asked.append((method, dict(params or {})))
        if (answer := self.answers.pop(0)) is not None:
            raise answer
        return True


async def a_refund(provider: str, price: Price, bank: str = "", percent: int = 100) -> tuple[int, int]:
    """Its id, and the Telegram id of who paid."""
    from tests.domain.payments.test_ledger import an_order

    (olya,) = await meet_many(1)
    order = await an_order(olya.id, price=price)
    async with database.transaction():
        await receive(Incoming(provider, "charge-1", order.token, price, olya.id, bank), now=START)
    return await wanted(order, percent), olya.telegram_id


async def sent_by(senders: SendersBack, refund_id: int) -> str:
    await send_refund(refund_id, senders, sent=refunds.sent, clock=FakeClock().now)
    return await state_of(refund_id)


async def test_a_transfer_goes_back_by_hand(database: str) -> None:
    refund_id, _ = await a_refund("manual", FEE)
    assert await sent_by({"manual": ManualTransfer()}, refund_id) == "by_hand"


async def test_stars_go_back_whole_to_who_paid(database: str) -> None:
    refund_id, telegram_id = await a_refund("telegram", Price(50, "XTR"))
    telegram = Telegram(Unreachable("away"), Rejected("Bad Request: CHARGE_ALREADY_REFUNDED"))
    senders = {"telegram": TelegramPayments(telegram, {})}
    with pytest.raises(Unreachable):
        await sent_by(senders, refund_id)
    assert await sent_by(senders, refund_id) == "done"
    asked = {"user_id": telegram_id, "telegram_payment_charge_id": "charge-1"}
    assert telegram.asked == [("refundStarPayment", asked)] * 2


async def test_money_of_whom_nobody_knows_is_not_sent_to_the_buyer(till: Till) -> None:
    """It came for an order of theirs, but not the amount of it: who paid it is not known."""
    order = await till.order()
    odd = Incoming("telegram", "charge-9", order.token, Price(1, order.price.currency))
    async with database.transaction():
        await receive(odd, now=START)
    refund = await refunds.to_send(await database.fetchval("SELECT id FROM refunds"))
    assert refund is not None and refund.payer_telegram_id is None
    buyer = await get_person(order.buyer_id)
    with pytest.raises(NotFound):
        await get_receipt(buyer, order.id)
    right = Incoming("telegram", "charge-10", order.token, order.price)
    async with database.transaction():
        await receive(right, now=START)
    refund = await refunds.to_send(await wanted(order))
    assert refund is not None and refund.payer_telegram_id == buyer.telegram_id
    assert (await get_receipt(buyer, order.id)).charge == "charge-10"


async def test_of_what_went_back_already_nothing_goes_back_again(till: Till) -> None:
    order = await paid(till)
    charge_id = await database.fetchval("SELECT id FROM charges")
    async with database.transaction():
        await refunds.give_back(charge_id, 100_000, reason="left", now=START)
    await wanted(order)
    assert await database.fetchval("SELECT sum(amount_minor) FROM refunds") == order.price.amount_minor


async def test_a_receipt_goes_to_a_confirmed_address_or_to_the_one_that_was_said(database: str) -> None:
    [olya] = await meet_many(1)
    await forma_database.execute("UPDATE users SET email = 'new@example.org' WHERE id = $1", olya.id)
    assert await receipt_addresses.address_of(olya.id) is None
    await receipt_addresses.keep(olya.id, "said@example.org")
    assert await receipt_addresses.address_of(olya.id) == "said@example.org"
    await forma_database.execute("UPDATE users SET email_confirmed_at = $1", START)
    assert await receipt_addresses.address_of(olya.id) == "new@example.org"


async def test_a_part_of_stars_is_for_people(database: str) -> None:
    refund_id, _ = await a_refund("telegram", Price(50, "XTR"), percent=50)
    assert await sent_by({"telegram": TelegramPayments(Telegram(), {})}, refund_id) == "by_hand"


async def test_stars_that_telegram_does_not_give_back_are_said(database: str) -> None:
    refund_id, _ = await a_refund("telegram", Price(50, "XTR"))
    with pytest.raises(NotSent, match="CHARGE_NOT_FOUND"):
        await sent_by({"telegram": TelegramPayments(Telegram(Rejected("CHARGE_NOT_FOUND")), {})}, refund_id)


@pytest.mark.parametrize("bank", ["", "sandbox-1", "22e12f66-000f-5000-8000-18db351245c7", "ch_unknown"])
async def test_money_paid_in_the_chat_at_a_shop_that_is_not_ours_is_for_people(till: Till, bank: str) -> None:
    refund_id, _ = await a_refund("telegram", FEE, bank)
    senders = {"telegram": TelegramPayments(Telegram(), {till.shop.name: till.shop.provider})}
    assert await sent_by(senders, refund_id) == "by_hand"


async def test_money_paid_in_the_chat_goes_back_through_who_took_it(till: Till) -> None:
    begun = await till.shop.provider.begin(_checkout())
    await till.shop.drive("pay")
    standing = await till.shop.provider.look(begun.external_id)
    assert standing is not None and standing.charge is not None
    bank = standing.charge.provider_charge_id or standing.charge.charge_id
    refund_id, _ = await a_refund("telegram", FEE, bank)
    senders = {"telegram": TelegramPayments(Telegram(), {till.shop.name: till.shop.provider})}
    assert await sent_by(senders, refund_id) == "done"
    assert await till.shop.returned() == [150_000]


def _checkout() -> Any:
    from tests.kit.shop import to_pay

    return to_pay()
