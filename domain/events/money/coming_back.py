"""What is on its way back to somebody who is out of an event, so that its card can say so."""

from __future__ import annotations

from domain import database
from domain.events.money.fees import PURPOSE
from domain.payments.orders import Price


async def coming_back(user_id: int, event_id: int) -> tuple[Price, ...]:
    """One sum a currency; what has gone back already is none of it."""
    rows = await database.fetch(
        "SELECT c.currency, sum(f.amount_minor)::bigint AS amount_minor FROM registrations r "
        "JOIN orders o ON o.purpose = $3 AND o.subject_id = r.id JOIN charges c ON c.order_id = o.id "
        "JOIN refunds f ON f.charge_id = c.id AND f.state <> 'done' "
        "WHERE r.event_id = $2 AND r.user_id = $1 GROUP BY c.currency ORDER BY c.currency",
        *(user_id, event_id, PURPOSE),
    )
    return tuple(Price(row["amount_minor"], row["currency"]) for row in rows)
