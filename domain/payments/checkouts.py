"""A person is sent to a provider to pay: the attempt is kept first, then begun, then its address is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import orjson

from domain import database
from domain.agenda import agenda
from domain.crash import crash_point
from domain.inbox.receiving import Received, accept
from domain.payments import orders, receipt_addresses
from domain.payments.errors import OrderNotOpen, ProviderTrouble, ReceiptAddressNeeded
from domain.payments.orders import Order
from domain.payments.ports import Begun, Provider, Providers, Standing, ToPay
from domain.payments.settlement import Incoming

LOOK = "payment-look"
TOLD = "payments-told"
"""The topic under which it is published that a provider has said something."""
LOOKS = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 8, 20, 60, 180, 720, 1500, 2900))
"""After its beginning a checkout is asked about so often, whether we were told of it or not."""


class Receive(Protocol):
    """What becomes of money that came in."""

    async def __call__(self, incoming: Incoming, *, now: datetime) -> object: ...


class Failed(Protocol):
    """What becomes of an order when an attempt to pay it came to nothing."""

    async def __call__(self, order_id: int, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Attempt:
    id: int
    amount_minor: int
    external_id: str | None
    url: str | None


async def begin(
    order: Order,
    provider: str,
    providers: Providers,
    *,
    return_url: str,
    email: str | None = None,
    clock: Callable[[], datetime],
) -> str:
    """Where the person pays this order: a new checkout, or the one that waits for them already.

    `email`: said just now, for the receipt. Called outside any transaction, it opens its own.
    Raises OrderNotOpen, ReceiptAddressNeeded, ProviderTrouble, or an outage.
    """
    asked = providers[provider]
    if email:
        await receipt_addresses.keep(order.buyer_id, email)
    if asked.issues_receipts(order.price.currency):
        email = await receipt_addresses.address_of(order.buyer_id)
        if email is None:
            raise ReceiptAddressNeeded
    attempt = await database.in_transaction(lambda: _attempt(order, provider, clock()))
    if attempt.url and attempt.external_id:
        if await _still_waits(asked, provider, attempt.external_id, clock):
            return attempt.url
        attempt = await database.in_transaction(lambda: _attempt(order, provider, clock()))
    wanted = ToPay(
        token=order.token,
        key=f"{order.token}-{attempt.id}",
        title=order.title,
        amount_minor=attempt.amount_minor,
        currency=order.price.currency,
        return_url=return_url,
        email=email,
    )
    crash_point("checkout.before-begin")
    try:
        begun = await asked.begin(wanted)
    except ProviderTrouble:
        await database.execute(
            "UPDATE payment_attempts SET state = 'failed', changed_at = $2 WHERE id = $1", attempt.id, clock()
        )
        raise
    crash_point("checkout.begun")
    await database.in_transaction(lambda: _keep(attempt.id, begun, clock()))
    return begun.url


async def _attempt(order: Order, provider: str, now: datetime) -> Attempt:
    """The one that is under way for what the order costs now, or a new one; the lock keeps a second press waiting."""
    locked = await orders.lock(order.id)
    orders.require_open(locked)
    amount = locked.price.amount_minor
    row = await database.fetchrow(
        "SELECT id, amount_minor, external_id, url FROM payment_attempts WHERE order_id = $1 AND provider = $2 "
        "AND state = 'begun' AND amount_minor = $3 ORDER BY id DESC LIMIT 1",
        *(order.id, provider, amount),
    )
    if row is None:
        row = await database.fetchrow(
            "INSERT INTO payment_attempts (order_id, provider, amount_minor, state, created_at, changed_at) "
            "VALUES ($1, $2, $3, 'begun', $4, $4) RETURNING id, amount_minor, external_id, url",
            *(order.id, provider, amount, now),
        )
    assert row is not None
    return Attempt(**dict(row))


async def _still_waits(provider: Provider, name: str, external_id: str, clock: Callable[[], datetime]) -> bool:
    """Raises OrderNotOpen when it is paid: then what we were not told yet is looked at soon."""
    standing = await provider.look(external_id)
    if standing is not None and standing.state == "pending":
        return True
    if standing is not None and standing.state == "paid":
        await database.in_transaction(lambda: look_soon(name, external_id, now=clock()))
        raise OrderNotOpen(state="paid")
    await database.in_transaction(lambda: _end(name, external_id, "failed", clock()))
    return False


async def _keep(attempt_id: int, begun: Begun, now: datetime) -> None:
    await database.execute(
        "UPDATE payment_attempts SET external_id = $2, url = $3, changed_at = $4 WHERE id = $1",
        *(attempt_id, begun.external_id, begun.url, now),
    )
    await agenda.plan(LOOK, str(attempt_id), now + LOOKS[0])


async def learn(
    provider: str, external_id: str, standing: Standing | None, *, receive: Receive, now: datetime
) -> int | None:
    """What a provider said of a checkout, asked directly: money is received, the attempt ends.

    The order's id when it ended just now without money.
    """
    if standing is None or standing.state == "pending":
        return None
    if standing.charge is not None:
        await receive(standing.charge, now=now)
    order_id = await _end(provider, external_id, standing.state, now)
    return order_id if standing.charge is None else None


async def _end(provider: str, external_id: str, state: str, now: datetime) -> int | None:
    """The order's id, unless that was known."""
    row = await database.fetchrow(
        "UPDATE payment_attempts SET state = $3, changed_at = $4 "
        "WHERE provider = $1 AND external_id = $2 AND state NOT IN ('paid', $3::text) RETURNING id, order_id",
        *(provider, external_id, state, now),
    )
    if row is None:
        return None
    await agenda.cancel(LOOK, str(row["id"]))
    return int(row["order_id"])


async def look_again(attempt_id: int, *, now: datetime) -> datetime | None:
    """Nobody may have told us how it went: ask, and answer when to ask again; None once it is over."""
    row = await database.fetchrow(
        "SELECT provider, external_id, created_at FROM payment_attempts "
        "WHERE id = $1 AND state = 'begun' AND external_id IS NOT NULL",
        attempt_id,
    )
    if row is None:
        return None
    await look_soon(row["provider"], row["external_id"], now=now)
    return next((row["created_at"] + after for after in LOOKS if row["created_at"] + after > now), None)


async def look_soon(provider: str, external_id: str, *, now: datetime) -> None:
    """As if the provider had told us of it: it is asked, and its word counts."""
    await hear(provider, f"look:{external_id}:{int(now.timestamp())}", external_id, None, now=now)


async def hear(provider: str, told_id: str, external_id: str, said: object, *, now: datetime) -> None:
    """Put into the inbox that something happened to a checkout. What was `said` of it is kept and not believed."""
    payload = orjson.dumps({"checkout": external_id, "said": said}).decode()
    await accept(provider, [Received(told_id, _lane(external_id), payload)], now=now, owned_s=0)
    database.publish(TOLD)


def _lane(external_id: str) -> int:
    """What happens to one checkout is worked in its order."""
    return int.from_bytes(hashlib.blake2b(external_id.encode(), digest_size=8).digest()) >> 1
