"""Giving money back: asked for in the transaction of what causes it, sent by a job under a key the provider knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.jobs import jobs
from domain.payments import ledger
from domain.payments.errors import NothingToReturn
from domain.payments.receipt_addresses import EMAIL_SQL

JOB = "refund"
KEY_LENGTH = 64
"""What every provider takes. The charge is in it: ids of refunds begin anew where a backup came back."""
_OF_CHARGE = """
SELECT c.id, c.provider, c.charge_id, c.amount_minor, c.currency, c.returned_minor, c.kept, c.order_id, o.payee_id
FROM charges c LEFT JOIN orders o ON o.id = c.order_id WHERE c.id = $1 FOR UPDATE OF c
"""


@dataclass(frozen=True, slots=True)
class ToSend:
    """A refund for a provider. `key` makes a repeat of it recognisable."""

    id: int
    key: str
    provider: str
    charge_id: str
    provider_charge_id: str
    payer_telegram_id: int | None
    amount_minor: int
    currency: str
    whole: bool
    """All that came in goes back by this one."""
    title: str = ""
    email: str | None = None
    """For the receipt of it."""


async def give_back(
    charge_id: int, amount_minor: int | None = None, *, reason: str, now: datetime, asked_by: int | None = None
) -> int:
    """Send back so much of a charge, or all that is left of it. Returns the refund's id. Raises NothingToReturn."""
    charge = await database.fetchrow(_OF_CHARGE, charge_id)
    assert charge is not None
    left = charge["amount_minor"] - charge["returned_minor"]
    amount = left if amount_minor is None else amount_minor
    if not 0 < amount <= left:
        raise NothingToReturn
    refund_id: int = await database.fetchval(
        "INSERT INTO refunds (charge_id, amount_minor, reason, state, asked_by, provider_refund_id, created_at) "
        "VALUES ($1, $2, $3, 'wanted', $4, '', $5) RETURNING id",
        *(charge_id, amount, reason, asked_by, now),
    )
    await database.execute("UPDATE charges SET returned_minor = returned_minor + $2 WHERE id = $1", charge_id, amount)
    owner = ledger.payee(charge["payee_id"]) if charge["kept"] else ledger.UNDECIDED
    await ledger.post("owed", charge_id, owner, ledger.RETURNING, amount, refund_id=refund_id, now=now)
    if charge["kept"] and amount == left:
        await _order_returned(charge, now)
    await jobs.enqueue(JOB, str(refund_id))
    return refund_id


async def standing(order_id: int, parts: int | None = None) -> int:
    """What was paid for so many of an order's parts of which nothing is decided yet, or for all of them.

    Each part is worth as much; what cannot be divided lies with the last ones, so that all of them are the whole.
    """
    found: int | None = await database.fetchval(
        "SELECT least(c.amount_minor * least(o.settled + coalesce($2, o.parts), o.parts) / o.parts "
        "- c.amount_minor * o.settled / o.parts, c.amount_minor - c.returned_minor) "
        "FROM charges c JOIN orders o ON o.id = c.order_id WHERE o.id = $1 AND c.kept",
        *(order_id, parts),
    )
    return found or 0


def share_of(amount_minor: int, percent: int) -> int:
    """Rounded down to the minor unit, like a price list."""
    return amount_minor * percent // 100


async def give_back_order(
    order_id: int,
    share_percent: int = 100,
    *,
    parts: int | None = None,
    reason: str,
    now: datetime,
    asked_by: int | None = None,
) -> int | None:
    """Settle what paid an order, or so many `parts` of it: a share of it, in whole per cent, goes back, once and for
    all. Returns the refund's id; None when nothing is to go back.
    """
    charge_id = await database.fetchval("SELECT id FROM charges WHERE order_id = $1 AND kept FOR UPDATE", order_id)
    if charge_id is None:
        return None
    amount = share_of(await standing(order_id, parts), share_percent)
    await database.execute(
        "UPDATE orders SET settled = least(settled + coalesce($2, parts), parts), changed_at = $3 WHERE id = $1",
        *(order_id, parts, now),
    )
    return await give_back(charge_id, amount, reason=reason, now=now, asked_by=asked_by) if amount > 0 else None


async def to_send(refund_id: int) -> ToSend | None:
    """What is to be sent; None once it went, or only a person can send it."""
    row = await database.fetchrow(
        "SELECT r.id, c.provider, c.charge_id, c.provider_charge_id, u.telegram_id AS payer_telegram_id, "
        "r.amount_minor, c.currency, r.amount_minor = c.amount_minor AS whole, coalesce(o.title, '') AS title, "
        f"{EMAIL_SQL} AS email "
        "FROM refunds r JOIN charges c ON c.id = r.charge_id LEFT JOIN orders o ON o.id = c.order_id "
        "LEFT JOIN users u ON u.id = coalesce(c.payer_id, CASE WHEN c.kept THEN o.buyer_id END) "
        "LEFT JOIN profiles p ON p.user_id = coalesce(o.buyer_id, c.payer_id) "
        "WHERE r.id = $1 AND r.state = 'wanted'",
        refund_id,
    )
    return None if row is None else ToSend(**dict(row), key=f"{row['charge_id']}-{refund_id}"[-KEY_LENGTH:])


async def sent(refund_id: int, provider_refund_id: str, *, now: datetime) -> bool:
    """The money went back; False if that was known."""
    row = await database.fetchrow(
        "UPDATE refunds SET state = 'done', done_at = $2, provider_refund_id = $3 "
        "WHERE id = $1 AND state <> 'done' RETURNING charge_id, amount_minor",
        *(refund_id, now, provider_refund_id),
    )
    if row is None:
        return False
    provider = await database.fetchval("SELECT provider FROM charges WHERE id = $1", row["charge_id"])
    await ledger.post(
        "returned",
        row["charge_id"],
        ledger.RETURNING,
        ledger.outside(provider),
        row["amount_minor"],
        refund_id=refund_id,
        now=now,
    )
    return True


async def leave_to_people(refund_id: int) -> bool:
    """No program sends this one back any more; False if that was known, or it went. See `by_hand`."""
    tag = await database.execute("UPDATE refunds SET state = 'by_hand' WHERE id = $1 AND state = 'wanted'", refund_id)
    return tag == "UPDATE 1"


async def _order_returned(charge: asyncpg.Record, now: datetime) -> None:
    await database.execute(
        "UPDATE orders SET state = 'returned', changed_at = $2 WHERE id = $1 AND state = 'paid'",
        *(charge["order_id"], now),
    )
