"""Refunds that no program can send: whoever has the money is told, sends it, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.accounts.roles import administrators
from domain.audit import trail
from domain.errors import NotFound
from domain.notifications import outbox
from domain.payments import methods, refunds
from domain.payments.errors import AlreadyReturned

PAGE = 8
REASONS = (
    *("left", "cancelled", "rejected", "removed", "no-place"),
    *("paid-twice", "wrong-payer", "wrong-amount", "unknown-order", "not-needed"),
)
_OWED = f"""
SELECT r.id, r.state, r.amount_minor, c.currency, r.reason, c.provider,
    coalesce(nullif(c.provider_charge_id, ''), c.charge_id) AS charge, o.title, o.payee_id, r.created_at,
    coalesce(c.payer_id, o.buyer_id) AS to_id, {FULL_NAME} AS to_name
FROM refunds r JOIN charges c ON c.id = r.charge_id LEFT JOIN orders o ON o.id = c.order_id
LEFT JOIN profiles p ON p.user_id = coalesce(c.payer_id, o.buyer_id)
"""
_WITH_PAYEE = f"(c.provider = '{methods.MANUAL}' AND o.payee_id IS NOT NULL)"
_FOR = f"CASE WHEN {_WITH_PAYEE} THEN o.payee_id = $1 ELSE $2::bool END"


@dataclass(frozen=True, slots=True)
class Owed:
    """Money that somebody is to send back by themselves. `title` and `to_name` are empty where nobody knows them."""

    id: int
    title: str
    to_name: str
    amount_minor: int
    currency: str
    reason: str
    provider: str
    charge: str
    """What whoever took the money calls it."""
    asked_at: datetime
    is_returned: bool

    @property
    def why(self) -> str:
        """One of `REASONS`, for which there are words."""
        return self.reason if self.reason in REASONS else "left"


async def leave(refund_id: int, *, now: datetime) -> None:
    """No program can send this one: who can is told. A transfer is with the payee, all else with the operators."""
    if not await refunds.leave_to_people(refund_id):
        return
    row = await _find(refund_id)
    with_payee = row["provider"] == methods.MANUAL and row["payee_id"]
    senders = [row["payee_id"]] if with_payee else await administrators()
    key = f"payments-return:{refund_id}"
    await outbox.notify_all(senders, "payments-return", params={"refund_id": refund_id}, dedupe_key=key, now=now)


async def count_owed(person: Person) -> int:
    found: int = await database.fetchval(
        "SELECT count(*) FROM refunds r JOIN charges c ON c.id = r.charge_id LEFT JOIN orders o ON o.id = c.order_id "
        f"WHERE r.state = 'by_hand' AND {_FOR}",
        *(person.id, person.is_administrator),
    )
    return found


async def list_owed(person: Person, *, after: int = 0, limit: int = PAGE) -> Sequence[Owed]:
    """What waits for this person, the oldest first."""
    rows = await database.fetch(
        f"{_OWED} WHERE r.state = 'by_hand' AND {_FOR} AND r.id > $3 ORDER BY r.id LIMIT $4",
        *(person.id, person.is_administrator, after, limit),
    )
    return [_owed(row) for row in rows]


async def get_owed(person: Person, refund_id: int) -> Owed:
    """Raises NotFound for whom it does not concern."""
    row = await database.fetchrow(
        f"{_OWED} WHERE r.id = $3 AND r.state <> 'wanted' AND {_FOR}", person.id, person.is_administrator, refund_id
    )
    if row is None:
        raise NotFound
    return _owed(row)


async def returned(actor: Person, refund_id: int, *, now: datetime) -> Owed:
    """«Вернул»: the ledger notes it and the person is told. Raises NotFound, AlreadyReturned."""
    owed = await get_owed(actor, refund_id)
    if not await refunds.sent(refund_id, "", now=now):
        raise AlreadyReturned
    await trail.record(actor.id, "payments-returned", f"refund:{refund_id}", now=now)
    row = await _find(refund_id)
    if row["to_id"]:
        await outbox.notify(row["to_id"], "payments-returned", params={"refund_id": refund_id}, now=now)
    return owed


async def get_returned(refund_id: int) -> Owed:
    return _owed(await _find(refund_id))


async def _find(refund_id: int) -> asyncpg.Record:
    row = await database.fetchrow(f"{_OWED} WHERE r.id = $1", refund_id)
    assert row is not None
    return row


def _owed(row: asyncpg.Record) -> Owed:
    return Owed(
        id=row["id"],
        title=row["title"] or "",
        to_name=row["to_name"] or "",
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        reason=row["reason"],
        provider=row["provider"],
        charge=row["charge"],
        asked_at=row["created_at"],
        is_returned=row["state"] == "done",
    )
