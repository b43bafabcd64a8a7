"""What calling an event off would bring, seen before it is done: who hears of it, and which money goes back how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.events.entry.statuses import IN_IT_SQL, OUT_SQL
from domain.events.lifecycle import load
from domain.events.money import fees, takings
from domain.events.policy import require_manager
from domain.payments import methods
from domain.payments.orders import Price

Sender = Literal["itself", "you", "payee", "operators"]
"""Who sends money back: nobody has to; who looks; whoever the transfers went to; who keeps order in Forma."""
_SENDERS: tuple[Sender, ...] = ("itself", "you", "payee", "operators")
_PAID = f"""
SELECT c.provider, c.currency, c.provider_charge_id, c.returned_minor = 0 AS whole, o.payee_id,
       least(c.amount_minor - c.amount_minor * o.settled / o.parts, c.amount_minor - c.returned_minor) AS amount
FROM registrations r JOIN orders o ON o.purpose = $2 AND o.subject_id = r.id AND o.state = 'paid'
JOIN charges c ON c.order_id = o.id AND c.kept
WHERE r.event_id = $1 AND o.settled < o.parts AND r.status NOT IN {OUT_SQL} ORDER BY r.id
"""
_PEOPLE = f"""
SELECT count(*) FROM (
    SELECT user_id FROM registrations WHERE event_id = $1 AND status IN {IN_IT_SQL}
    UNION SELECT o.buyer_id FROM registrations r JOIN orders o ON o.purpose = $2 AND o.subject_id = r.id
    JOIN charges c ON c.order_id = o.id AND c.kept WHERE r.event_id = $1 AND r.status NOT IN {OUT_SQL}
) told
"""


@dataclass(frozen=True, slots=True)
class GoesBack:
    """For so many entries, one sum a currency."""

    sender: Sender
    entries: int
    sums: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`people` hear of it. `claims`: transfers of which nobody has said whether they came; who looks finds out."""

    people: int
    back: tuple[GoesBack, ...]
    claims: int


async def foresee(actor: Person, event_id: int) -> Foreseen:
    """Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(actor, event)
    people = await database.fetchval(_PEOPLE, event.id, fees.PURPOSE)
    rows = await database.fetch(_PAID, event.id, fees.PURPOSE)
    claims = await takings.count_claims(event.id)
    return Foreseen(people, _by_sender(actor, [row for row in rows if row["amount"] > 0]), claims)


def _by_sender(actor: Person, rows: Sequence[asyncpg.Record]) -> tuple[GoesBack, ...]:
    found: dict[Sender, list[asyncpg.Record]] = {one: [] for one in _SENDERS}
    for row in rows:
        found[_sender(actor, row)].append(row)
    return tuple(GoesBack(sender, len(its), _sums(its)) for sender, its in found.items() if its)


def _sender(actor: Person, row: asyncpg.Record) -> Sender:
    if methods.goes_back_by_itself(row["provider"], row["currency"], row["provider_charge_id"], whole=row["whole"]):
        return "itself"
    if row["provider"] != methods.MANUAL or row["payee_id"] is None:
        return "operators"
    return "you" if row["payee_id"] == actor.id else "payee"


def _sums(rows: Sequence[asyncpg.Record]) -> tuple[Price, ...]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["currency"]] = sums.get(row["currency"], 0) + row["amount"]
    return tuple(Price(amount, currency) for currency, amount in sums.items())
