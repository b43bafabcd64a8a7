"""What people and operators are shown of payments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.payments.methods import MANUAL

PAGE = 8
_FAILED = "o.state IN ('open', 'closed') AND coalesce(a.state, '') = 'failed'"


@dataclass(frozen=True, slots=True)
class Payment:
    """One of a person's orders. Sums in minor units; `returning`: on its way back, also by hand.

    `state`: open, claimed (the payee is to look for a transfer), paid, returned; without money expired (its time was
    over) or dropped (nothing was to be paid any more); closed where money came all the same. `refused`: the last try to
    pay did not go through; `unseen`: it was a transfer, and the payee has looked in vain.
    """

    order_id: int
    title: str
    amount_minor: int
    currency: str
    state: str
    created_at: datetime
    paid_at: datetime | None
    returned_minor: int
    returning_minor: int
    taken_minor: int
    """All that came for it: twice its sum where it was paid twice."""
    refused: bool = False
    unseen: bool = False

    @property
    def is_returned(self) -> bool:
        return 0 < self.taken_minor <= self.returned_minor

    @property
    def has_receipt(self) -> bool:
        return self.paid_at is not None


async def payments_of(person: Person, *, before: int | None = None, limit: int = PAGE) -> Sequence[Payment]:
    """Newest first; `before` is the last order seen."""
    rows = await database.fetch(
        "SELECT o.id AS order_id, o.title, o.amount_minor, o.currency, o.created_at, o.paid_at, "
        "CASE WHEN o.state = 'open' AND a.state = 'claimed' THEN 'claimed' "
        "WHEN o.state <> 'closed' OR count(c.id) > 0 THEN o.state "
        "WHEN o.expires_at <= o.changed_at THEN 'expired' ELSE 'dropped' END AS state, "
        f"{_FAILED} AND a.provider <> '{MANUAL}' AS refused, {_FAILED} AND a.provider = '{MANUAL}' AS unseen, "
        "coalesce(sum(r.amount_minor) FILTER (WHERE r.state = 'done'), 0)::bigint AS returned_minor, "
        "coalesce(sum(r.amount_minor) FILTER (WHERE r.state <> 'done'), 0)::bigint AS returning_minor, "
        "(SELECT coalesce(sum(t.amount_minor), 0)::bigint FROM charges t WHERE t.order_id = o.id) AS taken_minor "
        "FROM orders o LEFT JOIN charges c ON c.order_id = o.id LEFT JOIN refunds r ON r.charge_id = c.id "
        "LEFT JOIN LATERAL (SELECT state, provider FROM payment_attempts WHERE order_id = o.id "
        "ORDER BY changed_at DESC, id DESC LIMIT 1) a ON TRUE "
        "WHERE o.buyer_id = $1 AND ($2::bigint IS NULL OR o.id < $2) "
        "GROUP BY o.id, a.state, a.provider ORDER BY o.id DESC LIMIT $3",
        *(person.id, before, limit),
    )
    return [Payment(**dict(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one paid: to whom, for what, by what; `charge` is what whoever took the money calls it."""

    number: int
    title: str
    amount_minor: int
    currency: str
    paid_at: datetime
    payee: str
    """Empty where nobody in particular sold it."""
    provider: str
    charge: str
    returned_minor: int


async def get_receipt(person: Person, order_id: int) -> Receipt:
    """Of a payment of theirs that came in. Raises NotFound."""
    row = await database.fetchrow(
        f"SELECT o.id AS number, o.title, c.amount_minor, c.currency, c.received_at AS paid_at, {FULL_NAME} AS payee, "
        "c.provider, CASE WHEN c.currency = 'XTR' OR c.provider_charge_id = '' THEN c.charge_id "
        "ELSE c.provider_charge_id END AS charge, "
        "(SELECT coalesce(sum(r.amount_minor), 0)::bigint FROM refunds r WHERE r.charge_id = c.id "
        "AND r.state = 'done') AS returned_minor FROM orders o JOIN charges c ON c.order_id = o.id AND c.kept "
        "LEFT JOIN profiles p ON p.user_id = o.payee_id WHERE o.id = $1 AND o.buyer_id = $2",
        *(order_id, person.id),
    )
    if row is None:
        raise NotFound
    return Receipt(**dict(row) | {"payee": row["payee"] or ""})
