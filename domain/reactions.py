"""What happened, and who reacts to it: the one page that knows. What is here is done at once: money and places."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain import database
from domain.accounts.people import Person
from domain.events.entry import entries
from domain.events.money import fees
from domain.payments import by_hand, orders, refunds, settlement
from domain.payments.by_hand import Owed
from domain.payments.orders import Order, Price
from domain.payments.settlement import Incoming, Receipt, Verdict


class OnOrder(Protocol):
    async def __call__(self, order: Order, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is bought. `hold` locks the thing before its order: the order of locks everywhere."""

    hold: Callable[[int], Awaitable[None]]
    paid: OnOrder
    not_paid: OnOrder
    returned: OnOrder
    asks_money: Callable[[int], Awaitable[Verdict | None]]


PURPOSES = {fees.PURPOSE: Purpose(entries.hold, entries.paid, entries.not_paid, entries.returned, entries.asks_money)}


async def payment_asked(order_token: str, price: Price, payer_id: int, *, now: datetime) -> Verdict | None:
    """What would become of that money, asked just before it is taken: see `settlement.check`."""
    verdict = await settlement.check(order_token, price, payer_id, now=now)
    if verdict is not Verdict.PAID:
        return verdict
    order = await orders.find(order_token)
    return await PURPOSES[order.purpose].asks_money(order.subject_id)


async def charge_received(incoming: Incoming, *, now: datetime) -> Receipt:
    """Money came, by whatever door: note it once, and let what it paid for become the buyer's."""
    row = await database.fetchrow("SELECT purpose, subject_id FROM orders WHERE token = $1", incoming.order_token)
    if row:
        await PURPOSES[row["purpose"]].hold(row["subject_id"])
    receipt = await settlement.receive(incoming, now=now)
    if receipt.verdict is Verdict.PAID and receipt.order:
        await PURPOSES[receipt.order.purpose].paid(receipt.order, now=now)
    return receipt


async def attempt_failed(order_id: int, *, now: datetime) -> None:
    """A provider says that an attempt came to nothing: who still is to pay hears of it and may try again."""
    thing = await orders.get(order_id)
    await PURPOSES[thing.purpose].hold(thing.subject_id)
    order = await orders.get(order_id)
    if order.state == "open":
        await PURPOSES[order.purpose].not_paid(order, now=now)


async def refund_sent(refund_id: int, provider_refund_id: str, *, now: datetime) -> None:
    """A provider has sent money back: noted, and what it had paid for hears of it."""
    order = await _hold_returned(refund_id)
    if await refunds.sent(refund_id, provider_refund_id, now=now) and order:
        await PURPOSES[order.purpose].returned(order, now=now)


async def returned_by_hand(actor: Person, refund_id: int, *, now: datetime) -> Owed:
    """«Вернул», by whoever had the money. Raises NotFound, AlreadyReturned."""
    order = await _hold_returned(refund_id)
    owed = await by_hand.returned(actor, refund_id, now=now)
    if order:
        await PURPOSES[order.purpose].returned(order, now=now)
    return owed


async def _hold_returned(refund_id: int) -> Order | None:
    """The order whose money it is, with its thing held; None: nobody knows what it was for."""
    order_id = await database.fetchval(
        "SELECT c.order_id FROM refunds f JOIN charges c ON c.id = f.charge_id WHERE f.id = $1", refund_id
    )
    if order_id is None:
        return None
    order = await orders.get(order_id)
    await PURPOSES[order.purpose].hold(order.subject_id)
    return order
