"""What goes back to whom when an event is called off, also to who has handed on what they had paid for."""

from __future__ import annotations

from collections.abc import Sequence

from domain import database
from domain.events.entry.statuses import OUT_SQL
from domain.payments import refunds
from domain.payments.orders import Price

REASON = "cancelled"
_PAID = f"""
SELECT o.id, o.buyer_id, c.currency, r.status NOT IN {OUT_SQL} AS stands,
       (SELECT sum(f.amount_minor)::bigint FROM refunds f WHERE f.charge_id = c.id AND f.reason = '{REASON}') AS sent
FROM registrations r JOIN orders o ON o.purpose = 'event-entry' AND o.subject_id = r.id
JOIN charges c ON c.order_id = o.id AND c.kept WHERE r.event_id = $1
"""


async def payers(event_id: int) -> list[int]:
    """Who paid for what is called off with it; asked before anything has gone back."""
    rows = await database.fetch(f"SELECT DISTINCT buyer_id FROM ({_PAID}) paid WHERE stands ORDER BY 1", event_id)
    return [row["buyer_id"] for row in rows]


async def going_back(event_id: int, buyer_id: int) -> Sequence[Price]:
    """One sum a currency, whether it is on its way yet or not."""
    sums: dict[str, int] = {}
    rows = await database.fetch(f"SELECT * FROM ({_PAID}) paid WHERE buyer_id = $2 ORDER BY id", event_id, buyer_id)
    for row in rows:
        amount = row["sent"] or (await refunds.standing(row["id"]) if row["stands"] else 0)
        sums[row["currency"]] = sums.get(row["currency"], 0) + amount
    return [Price(amount, currency) for currency, amount in sums.items() if amount]
