"""What becomes of an entry when its money comes: in time, late, or for a place that is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, rights_changed
from domain.agenda import agenda
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements, standstill, ways
from domain.events.addressee import told_for
from domain.events.entry import admitting, history, own, waiting
from domain.events.entry.statuses import GONE, OUT, OUT_SQL, PLACED, TO_PAY, TO_PAY_SQL
from domain.events.lifecycle import load, load_managed
from domain.events.models import Event
from domain.events.money import claim_messages, fees, held_unpaid, promo_codes, proofs
from domain.events.money.errors import TransferClaimed
from domain.events.money.promo_codes import Discount
from domain.notifications import outbox
from domain.payments import orders, refunds, transfers
from domain.payments.errors import OrderNotOpen
from domain.payments.methods import STARS
from domain.payments.orders import Order, Price
from domain.payments.settlement import Incoming, Verdict
from domain.places import pools

NOT_NEEDED = "not-needed"
"""Why money goes back that came for a place which is theirs without it."""
_TAKES = ("published", "registration_open")
_KEEPS = (*_TAKES, "running")
"""Somebody may be accepted, or be paying still, when it has begun."""


@dataclass(frozen=True, slots=True)
class EntryToPay:
    """An entry whose place is held while it is paid; `claimed`: its person says that the transfer went, `proven`: and
    has shown what the bank says.
    """

    event_id: int
    registration_id: int
    order: Order
    payment: str
    transfer_to: str
    zone: str
    claimed: bool
    discount: Discount | None = None
    proven: bool = False
    stands_still: bool = False
    """No money is asked for it now."""
    payer: str = ""
    """Whose transfer it is, where the fee is transferred."""


@dataclass(frozen=True, slots=True)
class Claim:
    title: str
    price: Price
    buyer_name: str


async def hold(registration_id: int) -> None:
    """The event first: the order in which everybody locks."""
    event_id = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    if event_id is not None:
        await load(event_id)


async def asks_money(registration_id: int) -> Verdict | None:
    """Whether to ask for it now: PAID, NOT_NOW, or None where it would only go back. What is on its way is taken."""
    row = await database.fetchrow(
        f"SELECT r.status, e.status AS event_status, {standstill.STANDS_STILL} AS stands_still "
        "FROM registrations r JOIN events e ON e.id = r.event_id WHERE r.id = $1",
        registration_id,
    )
    if row is None or row["status"] not in TO_PAY or row["event_status"] not in _KEEPS:
        return None
    return Verdict.NOT_NOW if row["stands_still"] else Verdict.PAID


async def paid(order: Order, *, now: datetime) -> None:
    """The place that is held, or another that is free; who can have none gets all of their money back."""
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", order.subject_id)
    if row is None:
        await refunds.give_back_order(order.id, reason="no-place", now=now)
        return
    event = await load(row["event_id"])
    if row["status"] in PLACED and row["user_id"] == order.buyer_id:
        await _not_needed(order, now=now)
        return
    if not await _has_place(event, row, order, now):
        await refunds.give_back_order(order.id, reason="no-place", now=now)
        amount, currency = order.price.amount_minor, order.price.currency
        kind = "event-paid-too-late"
        await announcements.tell(order.buyer_id, kind, event.id, now=now, amount_minor=amount, currency=currency)
        return
    await fees.promise_paid(event, order)
    await waiting.forget_offer_end(row["place_id"])
    await admitting.confirm_paid(event, order.subject_id, now=now)
    await announcements.changed(event.id, now=now)


async def _not_needed(order: Order, *, now: datetime) -> None:
    """They take part without it: by a code, or since the organizer let them in. A page to pay may have stayed open."""
    await refunds.give_back_order(order.id, reason=NOT_NEEDED, now=now)
    price = order.price
    said = {"verdict": NOT_NEEDED, "title": order.title, "amount": price.amount_minor, "currency": price.currency}
    await outbox.notify(order.buyer_id, "payments-goes-back", params=said, now=now)


async def not_paid(order: Order, *, now: datetime) -> None:
    """An attempt to pay came to nothing: said once for each, while the place is held."""
    row = await database.fetchrow("SELECT event_id, status FROM registrations WHERE id = $1", order.subject_id)
    if row and row["status"] in TO_PAY:
        until = order.expires_at
        await announcements.tell(order.buyer_id, "event-not-paid", row["event_id"], expires_at=until, now=now)


async def returned(order: Order, *, now: datetime) -> None:
    """Money that paid an entry has gone back. Who is out of it, or whose event is called off, has it all: refunded."""
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", order.subject_id)
    if row is None:
        return
    event = await load(row["event_id"])
    is_over = row["status"] in GONE or (event.status == "cancelled" and row["status"] not in OUT)
    if is_over and await fees.is_settled(row["id"]):
        await history.move(row["place_id"], "refunded", actor_id=None, now=now)
        rights_changed(row["user_id"])
        database.publish(f"event:{event.id}")


async def _has_place(event: Event, row: asyncpg.Record, order: Order, now: datetime) -> bool:
    if row["status"] in TO_PAY:
        return event.status in _KEEPS and await pools.confirm(row["place_id"], now=now)
    if event.status not in _TAKES or await standstill.stands_still(event.id):
        return False
    return await _takes_another(event, row, order, now)


async def _takes_another(event: Event, row: asyncpg.Record, order: Order, now: datetime) -> bool:
    """The hold had ended by time: a free place of the same way will do, unless the person is in the event again.

    Who left by themselves does not come back because money was still on its way, and what one way costs pays for no
    other. A code that made it cheaper has to have a use left.
    """
    pool_id = await pools.pool_of(row["place_id"])
    is_open = pool_id in (await ways.pools_of(event.id)).values()
    if row["status"] != "withdrawn" or not is_open or await _left_by_hand(row["id"]):
        return False
    if await own.is_in(event.id, row["user_id"]):
        return False
    size, newest = await pools.size_of(row["place_id"]), await _order(row["id"])
    if newest.id != order.id or not await pools.has_free(pool_id, size):
        return False
    if not await promo_codes.use_again(row["id"]):
        return False
    held = await pools.ask(pool_id, row["user_id"], size=size, now=now)
    await database.execute("UPDATE registrations SET place_id = $2 WHERE id = $1", row["id"], held.id)
    return True


async def _left_by_hand(registration_id: int) -> bool:
    by_hand: bool = await database.fetchval(
        "SELECT actor_id IS NOT NULL FROM registration_changes "
        "WHERE registration_id = $1 AND to_status = 'withdrawn' ORDER BY id DESC LIMIT 1",
        registration_id,
    )
    return by_hand


async def call_off(event_id: int, *, now: datetime) -> bool:
    """Give one more of a cancelled event's entries all of their money back; False when none is left."""
    event = await load(event_id)
    row = await database.fetchrow(
        "SELECT r.id FROM registrations r JOIN orders o ON o.purpose = $2 AND o.subject_id = r.id "
        "WHERE r.event_id = $1 AND (o.state = 'open' OR o.state = 'paid' AND o.settled < o.parts) "
        f"AND r.status NOT IN {OUT_SQL} ORDER BY r.id LIMIT 1",
        *(event.id, fees.PURPOSE),
    )
    if row is None:
        return False
    await fees.settle_leaving(event, row["id"], now=now, share=100, reason="cancelled")
    return True


async def apply_promo(person: Person, event_id: int, code: str, *, now: datetime) -> EntryToPay | None:
    """A code said by who is to pay: their entry at its new price; None when nothing is left to pay and they are in.

    Raises NotFound, EventStandsStill, OrderNotOpen, PromoCodeUnknown, PromoCodeUsedUp, TransferClaimed.
    """
    event = await load(event_id)
    await standstill.require_goes_on(event.id)
    entry = await to_pay(person, event_id)
    orders.require_open(entry.order)
    if entry.claimed:
        raise TransferClaimed
    number = entry.registration_id
    use = await promo_codes.take(event.id, number, code, entry.order.price.amount_minor, zone=event.zone, now=now)
    if use.price_minor:
        await orders.reprice(entry.order.id, use.price_minor, now=now)
        return await to_pay(person, event_id)
    place_id = await database.fetchval("SELECT place_id FROM registrations WHERE id = $1", number)
    await orders.close(entry.order.id, now=now)
    if not await pools.confirm(place_id, now=now):
        raise OrderNotOpen(state="closed")
    await waiting.forget_offer_end(place_id)
    await admitting.confirm_accepted(event, number, person.id, now=now)
    await announcements.changed(event.id, now=now)
    return None


async def claim_transfer(person: Person, registration_id: int, *, now: datetime) -> EntryToPay:
    """«Перевод отправлен»: the place is kept until the organizer has looked. Said twice, it is one.

    Raises NotFound, also where the fee is not transferred, OrderNotOpen, TooManyClaims.
    """
    event = await load(await _event_of(registration_id))
    order = await _order(registration_id)
    if order.buyer_id != person.id or _payment_of(event, order) != "transfer":
        raise NotFound
    await held_unpaid.require_few_claims(person, order.id)
    if await transfers.claim(order, now=now):
        await fees.promise_paid(event, order)
        await _wait_for_organizer(event, registration_id, now)
    return _to_pay(event, registration_id, order, claimed=True)


async def _wait_for_organizer(event: Event, registration_id: int, now: datetime) -> None:
    place_id = await database.fetchval("SELECT place_id FROM registrations WHERE id = $1", registration_id)
    until = now + fees.CONFIRMING
    if await pools.hold_until(place_id, until, now=now):
        await agenda.plan(fees.HOLD_END, str(place_id), until)
    told = await told_for(event.organizer_id, event.organization_id)
    await announcements.tell(told, "event-transfer-claimed", event.id, registration_id=registration_id, now=now)


async def transfer_came(actor: Person, registration_id: int, *, now: datetime) -> Incoming:
    """The organizer has the money: what `reactions.charge_received` is to be told. Raises NotClaimed."""
    event = await load_managed(actor, await _event_of(registration_id))
    order = await _order(registration_id)
    incoming = await transfers.came(order, now=now)
    await claim_messages.looked_for(event.id, registration_id, now=now)
    await trail.record(actor.id, "event-transfer-came", f"event:{event.id}", now=now, details={"order": order.id})
    return incoming


async def transfer_did_not_come(actor: Person, registration_id: int, *, now: datetime) -> None:
    """The organizer looked in vain; the person is told and has a day to settle it. Raises NotClaimed."""
    event = await load_managed(actor, await _event_of(registration_id))
    order = await _order(registration_id)
    await transfers.did_not_come(order, now=now)
    await claim_messages.looked_for(event.id, registration_id, now=now)
    place_id = await database.fetchval("SELECT place_id FROM registrations WHERE id = $1", registration_id)
    until = now + fees.TRANSFERRING
    if await pools.hold_until(place_id, until, now=now):
        await agenda.plan(fees.HOLD_END, str(place_id), until)
        await orders.give_time(order.id, until, now=now)
    await announcements.tell(order.buyer_id, "event-transfer-missing", event.id, now=now)
    await trail.record(actor.id, "event-transfer-missing", f"event:{event.id}", now=now, details={"order": order.id})


async def to_pay(person: Person, event_id: int) -> EntryToPay:
    """What the person is to pay for taking part. Raises NotFound."""
    registration_id = await database.fetchval(
        f"SELECT id FROM registrations WHERE event_id = $1 AND user_id = $2 AND status IN {TO_PAY_SQL}",
        *(event_id, person.id),
    )
    if registration_id is None:
        raise NotFound
    order = await _order(registration_id)
    event = await load(event_id, lock=False)
    entry = _to_pay(event, registration_id, order, claimed=await transfers.claimed(order.id))
    proven = entry.claimed and await proofs.given(registration_id) is not None
    still = await standstill.stands_still(event.id)
    discount = None if still else await promo_codes.discount_of(event_id, registration_id)
    payer = await _name_of(person) if entry.payment == "transfer" else ""
    return replace(entry, discount=discount, proven=proven, stands_still=still, payer=payer)


async def _name_of(person: Person) -> str:
    name: str = await database.fetchval(f"SELECT {FULL_NAME} FROM profiles p WHERE p.user_id = $1", person.id)
    return name


async def order_of_payer(telegram_id: int, event_id: int) -> Order | None:
    """The order that somebody is about to pay online, asked before the transaction that says so."""
    row = await database.fetchrow(
        "SELECT o.* FROM orders o JOIN registrations r ON r.id = o.subject_id JOIN users u ON u.id = r.user_id "
        "JOIN events e ON e.id = r.event_id AND (e.payment = 'online' OR o.currency = $4) "
        f"WHERE o.purpose = $1 AND r.event_id = $2 AND u.telegram_id = $3 AND r.status IN {TO_PAY_SQL} "
        "AND o.state = 'open'",
        *(fees.PURPOSE, event_id, telegram_id, STARS),
    )
    return orders.order_of(row) if row else None


async def get_claim(registration_id: int) -> Claim | None:
    """None once the organizer has answered."""
    row = await database.fetchrow(
        f"SELECT o.title, o.amount_minor, o.currency, {FULL_NAME} AS buyer_name "
        "FROM orders o JOIN payment_attempts a ON a.order_id = o.id AND a.state = 'claimed' "
        "JOIN profiles p ON p.user_id = o.buyer_id WHERE o.purpose = $1 AND o.subject_id = $2 AND o.state = 'open'",
        *(fees.PURPOSE, registration_id),
    )
    return Claim(row["title"], Price(row["amount_minor"], row["currency"]), row["buyer_name"]) if row else None


def _to_pay(event: Event, registration_id: int, order: Order, *, claimed: bool) -> EntryToPay:
    payment = _payment_of(event, order)
    return EntryToPay(event.id, registration_id, order, payment, event.transfer_to, event.zone, claimed)


def _payment_of(event: Event, order: Order) -> str:
    return "online" if order.price.currency == STARS else event.payment


async def _order(registration_id: int) -> Order:
    order = await orders.order_for(fees.PURPOSE, registration_id)
    if order is None:
        raise NotFound
    return order


async def _event_of(registration_id: int) -> int:
    event_id: int | None = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    if event_id is None:
        raise NotFound
    return event_id
