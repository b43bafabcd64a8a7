"""The money of one event, for its organizer: what came in, what is awaited, and which transfers are to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.entry import entries
from domain.events.entry.entries import Claim
from domain.events.entry.statuses import OUT_SQL
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees, proofs
from domain.events.policy import require_manager
from domain.payments.methods import STARS

PAGE = 8
_CLAIMS = """registrations r
JOIN orders o ON o.purpose = $2 AND o.subject_id = r.id AND o.state = 'open'
JOIN payment_attempts a ON a.order_id = o.id AND a.state = 'claimed'
JOIN profiles p ON p.user_id = r.user_id
WHERE r.event_id = $1"""
_PROVEN = """EXISTS (SELECT 1 FROM document_uses u JOIN documents d ON d.id = u.document_id AND d.state <> 'failed'
WHERE u.purpose = $5 AND u.subject_id = r.id AND u.ended_at IS NULL)"""

_GOING_BACK = f"""
SELECT count(*) FILTER (WHERE asked OR due) AS entries, count(*) FILTER (WHERE asked AND NOT due AND NOT on_its_way)
    AS done, count(*) FILTER (WHERE asked AND NOT due AND by_hand) AS by_hand
FROM (
    SELECT r.id, count(f.id) > 0 AS asked, coalesce(bool_or(f.state <> 'done'), FALSE) AS on_its_way,
           coalesce(bool_or(f.state = 'by_hand'), FALSE) AS by_hand,
           bool_or(o.state = 'paid' AND o.settled < o.parts AND r.status NOT IN {OUT_SQL}) AS due
    FROM registrations r JOIN orders o ON o.purpose = $2 AND o.subject_id = r.id
    JOIN charges c ON c.order_id = o.id AND c.kept
    LEFT JOIN refunds f ON f.charge_id = c.id AND f.reason = 'cancelled'
    WHERE r.event_id = $1 GROUP BY r.id
) each_of
"""


@dataclass(frozen=True, slots=True)
class Sum:
    """In minor units, or Stars."""

    currency: str
    kept_minor: int
    returned_minor: int
    returning_minor: int = 0
    """Not there yet."""


@dataclass(frozen=True, slots=True)
class GoingBack:
    """Of an event that was called off: of so many entries the fee goes back, has gone, is for somebody to send."""

    entries: int
    done: int
    by_hand: int

    @property
    def goes_on(self) -> bool:
        return self.done + self.by_hand < self.entries


@dataclass(frozen=True, slots=True)
class Takings:
    """`sums`: of each currency that came in, one at least. `paid` and `awaited` count entries, `claims`
    transfers that are to be looked at.
    """

    event_id: int
    title: str
    payment: str
    sums: tuple[Sum, ...]
    paid: int
    awaited: int
    claims: int
    back: GoingBack | None = None


@dataclass(frozen=True, slots=True)
class ClaimedTransfer:
    registration_id: int
    name: str
    amount_minor: int
    currency: str
    claimed_at: datetime
    proven: bool


async def get_takings(actor: Person, event_id: int) -> Takings:
    """Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(actor, event)
    row = await database.fetchrow(
        "SELECT count(DISTINCT o.id) FILTER (WHERE o.state = 'paid') AS paid, "
        "count(DISTINCT o.id) FILTER (WHERE o.state = 'open') AS awaited "
        "FROM registrations r JOIN orders o ON o.purpose = $2 AND o.subject_id = r.id "
        "WHERE r.event_id = $1",
        *(event.id, fees.PURPOSE),
    )
    assert row is not None
    claims, sums = await count_claims(event.id), await _sums(event)
    back = await _going_back(event.id) if event.status == "cancelled" else None
    return Takings(event.id, event.title, event.payment, sums, **dict(row), claims=claims, back=back)


async def _going_back(event_id: int) -> GoingBack | None:
    """None: nobody had paid."""
    row = await database.fetchrow(_GOING_BACK, event_id, fees.PURPOSE)
    return GoingBack(**dict(row)) if row and row["entries"] else None


async def _sums(event: Event) -> tuple[Sum, ...]:
    """Currencies are never added up together."""
    rows = await database.fetch(
        "SELECT c.currency, sum(c.amount_minor - c.returned_minor)::bigint AS kept_minor, "
        "sum(c.returned_minor - f.under_way)::bigint AS returned_minor, sum(f.under_way)::bigint AS returning_minor "
        "FROM registrations r JOIN orders o ON o.purpose = $2 AND o.subject_id = r.id "
        "JOIN charges c ON c.order_id = o.id AND c.kept CROSS JOIN LATERAL (SELECT coalesce(sum(b.amount_minor), 0) "
        "AS under_way FROM refunds b WHERE b.charge_id = c.id AND b.state <> 'done') f "
        "WHERE r.event_id = $1 GROUP BY c.currency ORDER BY c.currency <> $3, c.currency",
        *(event.id, fees.PURPOSE, event.currency),
    )
    found = [Sum(**dict(row)) for row in rows]
    own = STARS if event.fee_stars and not event.fee_minor else event.currency
    return tuple(found) or (Sum(own, 0, 0),)


async def count_claims(event_id: int) -> int:
    found: int = await database.fetchval(f"SELECT count(*) FROM {_CLAIMS}", event_id, fees.PURPOSE)
    return found


async def list_claims(actor: Person, event_id: int, *, after: int = 0, limit: int = PAGE) -> Sequence[ClaimedTransfer]:
    """In the order of registration; `after` is the last one seen. Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(actor, event)
    rows = await database.fetch(
        f"SELECT r.id AS registration_id, {FULL_NAME} AS name, o.amount_minor, o.currency, "
        f"a.changed_at AS claimed_at, {_PROVEN} AS proven FROM {_CLAIMS} AND r.id > $3 ORDER BY r.id LIMIT $4",
        *(event.id, fees.PURPOSE, after, limit, proofs.PURPOSE),
    )
    return [ClaimedTransfer(**dict(row)) for row in rows]


async def open_claim(actor: Person, registration_id: int) -> Claim:
    """Raises NotFound for one that is answered, or is not the actor's to answer."""
    event_id = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    claim = await entries.get_claim(registration_id)
    if event_id is None or claim is None:
        raise NotFound
    require_manager(actor, await load(event_id, lock=False))
    return claim
