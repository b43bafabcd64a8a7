"""What happened, and who reacts to it: the one page that knows. What is here is done at once: money and places."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain import database
from domain.events import entries, fees
from domain.payments import settlement
from domain.payments.orders import Order
from domain.payments.settlement import Incoming, Receipt, Verdict


class OnPaid(Protocol):
    async def __call__(self, order: Order, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is bought. `hold` locks the thing before its order: the order of locks everywhere."""

    hold: Callable[[int], Awaitable[None]]
    paid: OnPaid


PURPOSES = {fees.PURPOSE: Purpose(entries.hold, entries.paid)}


async def charge_received(incoming: Incoming, *, now: datetime) -> Receipt:
    """Money came, by whatever door: note it once, and let what it paid for become the buyer's."""
    row = await database.fetchrow("SELECT purpose, subject_id FROM orders WHERE token = $1", incoming.order_token)
    if row:
        await PURPOSES[row["purpose"]].hold(row["subject_id"])
    receipt = await settlement.receive(incoming, now=now)
    if receipt.verdict is Verdict.PAID and receipt.order:
        await PURPOSES[receipt.order.purpose].paid(receipt.order, now=now)
    return receipt
