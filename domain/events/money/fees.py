"""What an entry costs, until when its place is held while it is paid, and what goes back to who leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from domain import database
from domain.agenda import agenda
from domain.events.models import Event
from domain.events.money import promo_codes
from domain.events.money.errors import OnlineFeeUnset
from domain.events.money.prices import is_paid_ahead, price_of, takes_ahead
from domain.events.ways import ONLINE, way_of
from domain.payments import orders, refunds
from domain.payments.methods import STARS
from domain.payments.orders import Order, Price
from domain.places import pools

PURPOSE = "event-entry"
HOLD_END = "event-offer-end"
"""The agenda's word for the end of an offer and of a hold alike: a place is one or the other."""
PAYING = timedelta(minutes=15)
TRANSFERRING = timedelta(hours=24)
HEARING = timedelta(hours=24)
"""Who is accepted has to hear of it first."""
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
STARS_REFUNDS: dict[str, tuple[tuple[timedelta, int], ...]] = {
    "full": ((timedelta(0), 100),),
    "day": ((timedelta(days=1), 100),),
    "none": (),
}
"""The same of Stars, which Telegram gives back all or none."""

_PROMISED = "SELECT refunds, starts_at, paid_refunds, paid_starts_at FROM refund_promises WHERE order_id = $1"
_PROMISE_PAID = """
INSERT INTO refund_promises AS known (order_id, refunds, starts_at) VALUES ($1, $2, $3)
ON CONFLICT (order_id) DO UPDATE SET paid_refunds = excluded.refunds, paid_starts_at = excluded.starts_at
WHERE known.paid_refunds IS NULL AND (known.refunds, known.starts_at) <> (excluded.refunds, excluded.starts_at)
"""


class Due(NamedTuple):
    """What was paid for an entry, and what of it goes back; in minor units, or Stars."""

    paid: int
    back: int
    currency: str

    @property
    def share(self) -> str:
        """whole, part or none."""
        return "none" if not self.back else "whole" if self.back == self.paid else "part"


async def way_priced(event: Event, pool_id: int) -> str | None:
    """Which way a pool is of. Raises OnlineFeeUnset where nobody has said what that way costs."""
    way = await way_of(pool_id)
    require_priced(event, way)
    return way


def require_priced(event: Event, way: str | None) -> None:
    """Raises OnlineFeeUnset."""
    if way == ONLINE and event.fee_stars is None:
        raise OnlineFeeUnset


async def price_in(event: Event, pool_id: int) -> Price | None:
    """What a place of this pool costs. Raises OnlineFeeUnset."""
    return price_of(event, await way_priced(event, pool_id))


async def held_until(event: Event, pool_id: int, *, now: datetime, away: bool = False) -> datetime | None:
    """Until when a place of this pool is held for who pays; None where nothing is paid ahead. Raises OnlineFeeUnset.

    `away`: somebody else's word gives them the place, at an hour when they may sleep.
    """
    if event.fee_stars is not None and not takes_ahead(event):
        return None
    way = await way_priced(event, pool_id)
    if not is_paid_ahead(event, way):
        return None
    by_transfer = event.payment == "transfer" and way != ONLINE
    return now + (TRANSFERRING if by_transfer else HEARING if away else PAYING)


async def ask_for(event: Event, user_id: int, registration_id: int, held: pools.Held, *, now: datetime) -> Order:
    """The order for an entry whose place is held; when the hold ends, so does the order."""
    assert held.offer_ends_at is not None
    price = await price_in(event, held.pool_id)
    assert price is not None
    await agenda.plan(HOLD_END, str(held.id), held.offer_ends_at)
    order = await orders.open_order(
        user_id,
        PURPOSE,
        registration_id,
        Price(price.amount_minor * held.size, price.currency),
        title=event.title,
        payee_id=event.organizer_id,
        expires_at=held.offer_ends_at,
        parts=held.size,
        now=now,
    )
    await database.execute(
        "INSERT INTO refund_promises (order_id, refunds, starts_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        *(order.id, _rule_of(event, price.currency), event.starts_at),
    )
    return order


async def drop(registration_id: int, *, now: datetime) -> None:
    """Nobody is to pay for this entry any more."""
    order = await orders.order_for(PURPOSE, registration_id)
    if order and await orders.close(order.id, now=now):
        await promo_codes.release(registration_id, now=now)


def share_back(event: Event, currency: str, *, now: datetime) -> int:
    """How many per cent go back to who leaves now, by what the organizer says now."""
    return _share(_rule_of(event, currency), currency, event.starts_at - now)


async def promised_back(event: Event, order: Order, *, now: datetime) -> int:
    """The same for who has paid that order: never less than by what was said when they were to pay it, or paid it."""
    currency = order.price.currency
    row = await database.fetchrow(_PROMISED, order.id)
    said = [(row["refunds"], row["starts_at"]), (row["paid_refunds"], row["paid_starts_at"])] if row else []
    promised = [_share(rule, currency, starts_at - now) for rule, starts_at in said if rule is not None]
    return max([share_back(event, currency, now=now), *promised])


async def promise_paid(event: Event, order: Order) -> None:
    """The money has gone: also what was said at that hour is kept."""
    await database.execute(_PROMISE_PAID, order.id, _rule_of(event, order.price.currency), event.starts_at)


def _rule_of(event: Event, currency: str) -> str:
    return event.stars_refunds if currency == STARS else event.refunds


def _share(rule: str, currency: str, left: timedelta) -> int:
    steps = STARS_REFUNDS[rule] if currency == STARS else REFUNDS[rule]
    return next((share for before, share in steps if left >= before), 0)


async def due_back(event: Event, registration_id: int, *, now: datetime) -> Due:
    """What was paid for an entry, and what of it goes back to who leaves now."""
    order = await orders.order_for(PURPOSE, registration_id)
    if order is None:
        return Due(0, 0, event.currency)
    paid, currency = await refunds.standing(order.id), order.price.currency
    return Due(paid, refunds.share_of(paid, await promised_back(event, order, now=now)), currency)


async def settle_guest(event: Event, registration_id: int, size: int, *, now: datetime, asked_by: int) -> None:
    """One of the `size` of a party does not come: their part goes back as the organizer promised.

    Whom nobody has paid for ahead goes first: the others keep what was paid for them.
    """
    order = await orders.order_for(PURPOSE, registration_id)
    if order is None or order.parts - order.settled < size:
        return
    percent = await promised_back(event, order, now=now)
    await refunds.give_back_order(order.id, percent, parts=1, reason=GUEST_GONE, now=now, asked_by=asked_by)


async def under_way(event: Event, registration_id: int) -> str:
    """How money may still come for what is not paid: page, transfer, none."""
    order = await orders.order_for(PURPOSE, registration_id)
    if order is None or order.price.currency == STARS:
        return "none"
    if event.payment == "transfer":
        return "transfer"
    begun: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM payment_attempts WHERE order_id = $1 AND state = 'begun')", order.id
    )
    return "page" if begun else "none"


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
        await promo_codes.release(registration_id, now=now)
        return
    percent = await promised_back(event, order, now=now) if share is None else share
    await refunds.give_back_order(order.id, percent, reason=reason, now=now, asked_by=asked_by or order.buyer_id)
