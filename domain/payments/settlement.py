"""Money that came in: noted once, then it pays its order or goes back. Nothing else can become of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.errors import NotFound
from domain.notifications import outbox
from domain.payments import ledger, methods, orders, refunds
from domain.payments.orders import Order, Price


class Verdict(enum.Enum):
    """What a charge came to."""

    PAID = "paid"
    REPEATED = "repeated"
    """We knew of it."""
    UNKNOWN_ORDER = "unknown-order"
    WRONG_AMOUNT = "wrong-amount"
    WRONG_PAYER = "wrong-payer"
    """An invoice that was passed on and paid by somebody else."""
    PAID_TWICE = "paid-twice"
    NOT_NOW = "stands-still"
    """What it is for takes no money now: said before it is taken, never of money that came."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A provider's word that money came. `charge_id` is unique at the provider: the key of everything here."""

    provider: str
    charge_id: str
    order_token: str
    price: Price
    payer_id: int | None = None
    """Our id of who paid, where the provider knows."""
    provider_charge_id: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`late`: the order had been closed; whether its thing can still be had is for its module to say."""

    verdict: Verdict
    order: Order | None = None
    charge_id: int | None = None
    late: bool = False


async def check(order_token: str, price: Price, payer_id: int, *, now: datetime) -> Verdict | None:
    """What would become of that money, asked just before it is taken: PAID if all is well; None: the time is over."""
    try:
        order = await orders.find(order_token)
    except NotFound:
        return Verdict.UNKNOWN_ORDER
    verdict = _judge(order, Incoming("", "", order_token, price, payer_id))
    over = order.state == "closed" or (order.expires_at is not None and order.expires_at <= now)
    return None if over and verdict is Verdict.PAID else verdict


async def receive(incoming: Incoming, *, now: datetime) -> Receipt:
    """Note a charge and decide what it is. Called by `domain.reactions`, which first holds the order's thing."""
    order_id = await database.fetchval("SELECT id FROM orders WHERE token = $1", incoming.order_token)
    order = await orders.lock(order_id) if order_id else None
    charge_id = await _note(incoming, order, now)
    if charge_id is None:
        return Receipt(Verdict.REPEATED, order)
    verdict = _judge(order, incoming)
    if verdict is Verdict.PAID and order and order.state == "closed" and await orders.has_another(order):
        verdict = Verdict.PAID_TWICE
    if verdict is not Verdict.PAID:
        await refunds.give_back(charge_id, reason=verdict.value, now=now)
        await _tell_of_page(incoming, verdict, order, now)
        return Receipt(verdict, order, charge_id)
    assert order is not None
    await _keep(order, charge_id, now)
    return Receipt(Verdict.PAID, order, charge_id, late=order.state == "closed")


async def _tell_of_page(incoming: Incoming, verdict: Verdict, order: Order | None, now: datetime) -> None:
    """Who paid by a provider's page hears that it goes back; in the chat they are answered there, by hand by people."""
    if order is None or incoming.provider in (methods.TELEGRAM, methods.MANUAL):
        return
    price = incoming.price
    said = {"verdict": verdict.value, "title": order.title, "amount": price.amount_minor, "currency": price.currency}
    await outbox.notify(order.buyer_id, "payments-goes-back", params=said, now=now)


def _judge(order: Order | None, incoming: Incoming) -> Verdict:
    if order is None:
        return Verdict.UNKNOWN_ORDER
    if order.price != incoming.price:
        return Verdict.WRONG_AMOUNT
    if incoming.payer_id not in (None, order.buyer_id):
        return Verdict.WRONG_PAYER
    return Verdict.PAID if order.state in ("open", "closed") else Verdict.PAID_TWICE


async def _note(incoming: Incoming, order: Order | None, now: datetime) -> int | None:
    """The charge's id; None for one that is known."""
    price = incoming.price
    charge_id: int | None = await database.fetchval(
        "INSERT INTO charges (provider, charge_id, provider_charge_id, order_id, payer_id, amount_minor, currency, "
        "returned_minor, kept, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, FALSE, $8) "
        "ON CONFLICT (provider, charge_id) DO NOTHING RETURNING id",
        *(incoming.provider, incoming.charge_id, incoming.provider_charge_id, order.id if order else None),
        *(incoming.payer_id, price.amount_minor, price.currency, now),
    )
    if charge_id is not None:
        came_from = ledger.outside(incoming.provider)
        await ledger.post("received", charge_id, came_from, ledger.UNDECIDED, price.amount_minor, now=now)
    return charge_id


async def _keep(order: Order, charge_id: int, now: datetime) -> None:
    await database.execute("UPDATE charges SET kept = TRUE WHERE id = $1", charge_id)
    await database.execute(
        "UPDATE orders SET state = 'paid', paid_at = $2, changed_at = $2 WHERE id = $1", order.id, now
    )
    await ledger.post(
        "kept", charge_id, ledger.UNDECIDED, ledger.payee(order.payee_id), order.price.amount_minor, now=now
    )
