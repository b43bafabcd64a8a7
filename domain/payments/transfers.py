"""Transfers from person to person: the buyer says that the money went, the payee that it came."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.payments import methods, orders
from domain.payments.errors import NotClaimed
from domain.payments.orders import Order
from domain.payments.settlement import Incoming


async def claim(order: Order, *, now: datetime) -> bool:
    """The buyer says that they transferred the money; False if they have said so. Raises OrderNotOpen."""
    current = await orders.lock(order.id)
    orders.require_open(current)
    tag = await database.execute(
        "INSERT INTO payment_attempts (order_id, provider, external_id, state, created_at, changed_at) "
        "VALUES ($1, $2, $3, 'claimed', $4, $4) ON CONFLICT (provider, external_id) DO UPDATE "
        "SET state = 'claimed', changed_at = $4 WHERE payment_attempts.state = 'failed'",
        *(order.id, methods.MANUAL, str(order.id), now),
    )
    return tag == "INSERT 0 1"


async def claimed(order_id: int) -> bool:
    said: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM payment_attempts WHERE order_id = $1 AND state = 'claimed')", order_id
    )
    return said


async def came(order: Order, *, now: datetime) -> Incoming:
    """The payee says that it came: money like any other. Raises NotClaimed.

    Also one in which they had looked in vain before, while it can still be paid: a bank may take its time.
    """
    tag = await database.execute(
        "UPDATE payment_attempts SET state = 'paid', changed_at = $2 WHERE order_id = $1 AND provider = $3 "
        "AND (state = 'claimed' OR state = 'failed' AND $4)",
        *(order.id, now, methods.MANUAL, order.state == "open"),
    )
    if tag != "UPDATE 1":
        raise NotClaimed
    return Incoming(methods.MANUAL, f"order:{order.id}", order.token, order.price)


async def did_not_come(order: Order, *, now: datetime) -> None:
    """The payee has looked and found nothing; the buyer may say it again. Raises NotClaimed."""
    tag = await database.execute(
        "UPDATE payment_attempts SET state = 'failed', changed_at = $2 WHERE order_id = $1 AND state = 'claimed'",
        *(order.id, now),
    )
    if tag != "UPDATE 1":
        raise NotClaimed
