"""What an entry costs, until when its place is held while it is paid, and what goes back to who leaves."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.agenda import agenda
from domain.events.models import Event
from domain.events.money import promo_codes
from domain.payments import orders, refunds
from domain.payments.orders import Order, Price
from domain.places import pools

PURPOSE = "event-entry"
HOLD_END = "event-offer-end"
"""The agenda's word for the end of an offer and of a hold alike: a place is one or the other."""
PAYING = timedelta(minutes=15)
TRANSFERRING = timedelta(hours=24)
CONFIRMING = timedelta(days=3)
"""How long an organizer has to say that a transfer came."""
GUEST_GONE = "guest"
"""Why one person's part of what was paid for a party went back."""
PAYMENTS = ("online", "transfer", "spot")
REFUNDS: dict[str, tuple[tuple[timedelta, int], ...]] = {
    "full": ((timedelta(0), 100),),
    "most": ((timedelta(0), 90),),
    "week": ((timedelta(days=7), 100), (timedelta(days=1), 50)),
    "none": (),
}
"""So much before the start, or earlier, so many per cent go back to who leaves. Who is called off gets all."""


def is_paid_ahead(event: Event) -> bool:
    return bool(event.fee_minor) and event.payment != "spot"


def held_until(event: Event, *, now: datetime) -> datetime | None:
    """Until when a place is held for who pays; None where nothing is paid ahead."""
    if not is_paid_ahead(event):
        return None
    return now + (TRANSFERRING if event.payment == "transfer" else PAYING)


async def ask_for(event: Event, user_id: int, registration_id: int, held: pools.Held, *, now: datetime) -> Order:
    """The order for an entry whose place is held; when the hold ends, so does the order."""
    assert held.offer_ends_at is not None
    await agenda.plan(HOLD_END, str(held.id), held.offer_ends_at)
    return await orders.open_order(
        user_id,
        PURPOSE,
        registration_id,
        Price(event.fee_minor * held.size, event.currency),
        title=event.title,
        payee_id=event.organizer_id,
        expires_at=held.offer_ends_at,
        now=now,
    )


async def drop(registration_id: int, *, now: datetime) -> None:
    """Nobody is to pay for this entry any more."""
    order = await orders.order_for(PURPOSE, registration_id)
    if order and await orders.close(order.id, now=now):
        await promo_codes.release(registration_id)


def share_back(event: Event, *, now: datetime) -> int:
    """How many per cent go back to who leaves now."""
    left = event.starts_at - now
    return next((share for before, share in REFUNDS[event.refunds] if left >= before), 0)


async def parts_left(registration_id: int) -> tuple[int, int]:
    """For how many people of how many that were paid for an entry still stands.

    A guest who was given back while it stands was settled by a refund of their own: theirs is no part of what is left.
    """
    row = await database.fetchrow(
        "SELECT h.size, (SELECT count(*)::int FROM refunds f JOIN charges c ON c.id = f.charge_id "
        "JOIN orders o ON o.id = c.order_id WHERE o.purpose = $1 AND o.subject_id = r.id AND c.kept "
        "AND f.reason = $3) AS gone FROM registrations r JOIN places h ON h.id = r.place_id WHERE r.id = $2",
        *(PURPOSE, registration_id, GUEST_GONE),
    )
    return (row["size"], row["size"] + row["gone"]) if row else (1, 1)


async def due_back(event: Event, registration_id: int, *, now: datetime) -> tuple[int, int]:
    """What was paid for an entry, and what of it goes back to who leaves now; both in minor units."""
    parts, paid_for = await parts_left(registration_id)
    paid: int = await database.fetchval(
        "SELECT coalesce(sum(least(c.amount_minor * $3 / $4, c.amount_minor - c.returned_minor)), 0)::bigint "
        "FROM charges c JOIN orders o ON o.id = c.order_id WHERE o.purpose = $1 AND o.subject_id = $2 AND c.kept",
        *(PURPOSE, registration_id, parts, paid_for),
    )
    return paid, paid * share_back(event, now=now) // 100


async def is_settled(registration_id: int) -> bool:
    """Something went back for the entry itself, and nothing is still on its way."""
    settled: bool = await database.fetchval(
        "SELECT coalesce(bool_or(f.reason <> $3) AND bool_and(f.state = 'done'), FALSE) FROM refunds f "
        "JOIN charges c ON c.id = f.charge_id JOIN orders o ON o.id = c.order_id "
        "WHERE o.purpose = $1 AND o.subject_id = $2 AND c.kept",
        *(PURPOSE, registration_id, GUEST_GONE),
    )
    return settled


async def settle_leaving(
    event: Event,
    registration_id: int,
    *,
    now: datetime,
    share: int | None = None,
    reason: str = "left",
    asked_by: int | None = None,
) -> None:
    """An unpaid order is closed; of a paid one goes back what the organizer promised, or `share` per cent."""
    order = await orders.order_for(PURPOSE, registration_id)
    if order is None:
        return
    if await orders.close(order.id, now=now):
        await promo_codes.release(registration_id)
        return
    percent = share_back(event, now=now) if share is None else share
    of, whom = await parts_left(registration_id), asked_by or order.buyer_id
    await refunds.give_back_order(order.id, percent, of=of, reason=reason, now=now, asked_by=whom)
