"""Nobody keeps many places from others without paying for them."""

from __future__ import annotations

from domain import database
from domain.accounts.people import Person
from domain.events.entry.statuses import TO_PAY_SQL
from domain.events.models import Event
from domain.events.money import fees
from domain.events.money.errors import TooManyClaims, TooManyUnpaid
from domain.places import pools

MOST = 2
"""So many places are held at once for who has not paid. Whose transfer waits for the organizer's word has paid."""
MOST_CLAIMED = 5
"""So many transfers of one person may wait for that word."""


async def require_few(person: Person, event: Event) -> None:
    """One more place of `event` is held for them: two asked for at once are judged one after the other.

    Raises TooManyUnpaid.
    """
    await database.one_after_the_other(f"held-unpaid:{person.id}")
    if len(titles := await _others(person, event)) >= MOST:
        raise TooManyUnpaid(titles=titles)


async def foresee(person: Person, event: Event, pool_id: int) -> None:
    """Before they are asked anything: what `require_few` would refuse. A seat in the queue is free to all.

    The event is not held yet, so nothing is.
    """
    if len(titles := await _others(person, event)) >= MOST and await pools.looks_free(pool_id):
        raise TooManyUnpaid(titles=titles)


async def require_few_claims(person: Person, order_id: int) -> None:
    """One more transfer that waits for an organizer's word: said of many events at once, it would keep them all.

    Raises TooManyClaims.
    """
    await database.one_after_the_other(f"held-unpaid:{person.id}")
    waiting = await database.fetchval(
        "SELECT count(*) FROM orders o JOIN payment_attempts a ON a.order_id = o.id AND a.state = 'claimed' "
        "WHERE o.buyer_id = $1 AND o.state = 'open' AND o.id <> $2",
        *(person.id, order_id),
    )
    if waiting >= MOST_CLAIMED:
        raise TooManyClaims(most=MOST_CLAIMED)


async def _others(person: Person, event: Event) -> list[str]:
    """The titles of the events whose places are held for them, in the order in which the holds end.

    An order is open as long as it can be paid: of an event that is called off or over there is none.
    """
    rows = await database.fetch(
        "SELECT e.title FROM registrations r JOIN places h ON h.id = r.place_id JOIN events e ON e.id = r.event_id "
        "JOIN orders o ON o.purpose = $3 AND o.subject_id = r.id AND o.state = 'open' "
        f"WHERE r.user_id = $1 AND r.status IN {TO_PAY_SQL} AND r.event_id <> $2 AND NOT EXISTS ("
        "SELECT 1 FROM payment_attempts a WHERE a.order_id = o.id AND a.state = 'claimed') "
        "ORDER BY h.offer_ends_at, r.id",
        *(person.id, event.id, fees.PURPOSE),
    )
    return [row["title"] for row in rows]
