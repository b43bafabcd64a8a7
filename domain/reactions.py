"""What happened, and who reacts to it: the one page that knows. What is here is done at once: money and places."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain import database
from domain.events.entry import entries
from domain.events.money import fees
from domain.payments import orders, settlement
from domain.payments.orders import Order
from domain.payments.settlement import Incoming, Receipt, Verdict


class OnOrder(Protocol):
    async def __call__(self, order: Order, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is bought. `hold` locks the thing before its order: the order of locks everywhere."""

    hold: Callable[[int], Awaitable[None]]
    paid: OnOrder
    not_paid: OnOrder


PURPOSES = {fees.PURPOSE: Purpose(entries.hold, entries.paid, entries.not_paid)}


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
    order = await orders.get(order_id)
    if order.state == "open":
        await PURPOSES[order.purpose].not_paid(order, now=now)
