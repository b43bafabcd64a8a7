"""Orders: opened for a thing, paid once, or closed when the thing is not to be had any more."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.errors import NotFound
from domain.payments.errors import OrderNotOpen

TITLE_LENGTH = 128


@dataclass(frozen=True, slots=True)
class Price:
    """`currency`: ISO 4217 in its minor unit, or XTR in Stars."""

    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Order:
    id: int
    token: str
    buyer_id: int
    payee_id: int | None
    purpose: str
    subject_id: int
    title: str
    price: Price
    state: str
    expires_at: datetime | None
    parts: int = 1
    """For so many alike it is paid: one person with their guests."""
    settled: int = 0
    """Of so many it is decided what goes back."""


async def open_order(
    buyer_id: int,
    purpose: str,
    subject_id: int,
    price: Price,
    *,
    title: str,
    payee_id: int | None,
    expires_at: datetime | None,
    parts: int = 1,
    now: datetime,
) -> Order:
    """The order to be paid for this thing: a new one, or the one that is open already."""
    if price.amount_minor <= 0:
        raise ValueError("what costs nothing needs no order")
    row = await database.fetchrow(
        "INSERT INTO orders (token, buyer_id, payee_id, purpose, subject_id, title, amount_minor, currency, state, "
        "expires_at, parts, settled, created_at, changed_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, 0, $11, $11) "
        "ON CONFLICT (purpose, subject_id) WHERE state IN ('open', 'paid') DO NOTHING RETURNING *",
        secrets.token_urlsafe(16),
        *(buyer_id, payee_id, purpose, subject_id, title[:TITLE_LENGTH], price.amount_minor, price.currency),
        *(expires_at, parts, now),
    )
    if row is None:
        row = await database.fetchrow(
            "SELECT * FROM orders WHERE purpose = $1 AND subject_id = $2 AND state IN ('open', 'paid')",
            *(purpose, subject_id),
        )
    assert row is not None
    return order_of(row)


async def find(token: str) -> Order:
    """Raises NotFound."""
    row = await database.fetchrow("SELECT * FROM orders WHERE token = $1", token)
    if row is None:
        raise NotFound
    return order_of(row)


async def get(order_id: int) -> Order:
    row = await database.fetchrow("SELECT * FROM orders WHERE id = $1", order_id)
    assert row is not None
    return order_of(row)


async def order_for(purpose: str, subject_id: int) -> Order | None:
    """The newest order for this thing, whatever became of it."""
    row = await database.fetchrow(
        "SELECT * FROM orders WHERE purpose = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 1", purpose, subject_id
    )
    return order_of(row) if row else None


async def lock(order_id: int) -> Order:
    row = await database.fetchrow("SELECT * FROM orders WHERE id = $1 FOR UPDATE", order_id)
    assert row is not None
    return order_of(row)


async def reprice(order_id: int, amount_minor: int, *, parts: int | None = None, now: datetime) -> None:
    """Another price from now on: money that still comes for the old one is a wrong amount. Raises OrderNotOpen."""
    require_open(await lock(order_id))
    await database.execute(
        "UPDATE orders SET amount_minor = $2, parts = coalesce($4, parts), changed_at = $3 WHERE id = $1",
        *(order_id, amount_minor, now, parts),
    )


async def give_time(order_id: int, until: datetime, *, now: datetime) -> None:
    """It may be paid until then, since its thing is held that long."""
    await database.execute(
        "UPDATE orders SET expires_at = $2, changed_at = $3 WHERE id = $1 AND state = 'open'", order_id, until, now
    )


async def has_another(order: Order) -> bool:
    """Its thing is paid for by another order, or is to be."""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM orders WHERE purpose = $1 AND subject_id = $2 AND id <> $3 "
        "AND state IN ('open', 'paid'))",
        *(order.purpose, order.subject_id, order.id),
    )
    return found


async def close(order_id: int, *, now: datetime) -> bool:
    """It is not to be paid any more; False if it is not open. Money that still comes for it is judged when it comes."""
    tag = await database.execute(
        "UPDATE orders SET state = 'closed', changed_at = $2 WHERE id = $1 AND state = 'open'", order_id, now
    )
    return tag == "UPDATE 1"


def require_open(order: Order) -> None:
    """Raises OrderNotOpen."""
    if order.state != "open":
        raise OrderNotOpen(state=order.state)


def order_of(row: asyncpg.Record) -> Order:
    return Order(
        id=row["id"],
        token=row["token"],
        buyer_id=row["buyer_id"],
        payee_id=row["payee_id"],
        purpose=row["purpose"],
        subject_id=row["subject_id"],
        title=row["title"],
        price=Price(row["amount_minor"], row["currency"]),
        state=row["state"],
        expires_at=row["expires_at"],
        parts=row["parts"],
        settled=row["settled"],
    )
