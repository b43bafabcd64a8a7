"""Paying: questions to the bot, the deadline, the charge, and the service message that must not be lost."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram import stars
from sandbox.telegram.errors import SimError
from sandbox.telegram.invoices import check_payable, order_info, payment_by
from sandbox.telegram.messages import add_post, show, tell_bot
from sandbox.telegram.pressing import await_answer
from sandbox.telegram.records import Chat, Fields, Invoice, Payment, Person, Post, Subscription
from sandbox.telegram.world import OpenQuery, World

OUTCOMES = ("ok", "fail", "cancel", "late", "twice")
TIMED_OUT = "BOT_PRECHECKOUT_TIMEOUT"
DECLINED = "PAYMENT_FAILED"
POOR = "BALANCE_TOO_LOW"


@dataclass(frozen=True)
class Sheet:
    """One person's payment sheet: what is paid, where its message is, and what was filled in."""

    person: Person
    invoice: Invoice
    post: Post | None = None
    tip: int = 0
    info: Any = None
    option: str | None = None
    options: list[Fields] = field(default_factory=list)


async def pay(world: World, sheet: Sheet, outcome: str) -> Fields:
    """{status, error?, charge_id?, message_id?}; the person's pages hear invoice_closed. Raises SimError."""
    if outcome not in OUTCOMES:
        raise SimError(f"unknown outcome {outcome!r}", ", ".join(OUTCOMES))
    check_payable(world, sheet.invoice, sheet.post, sheet.person)
    _check_tip(sheet)
    result = await _outcome(world, sheet, outcome)
    place = {"chat": sheet.post.chat_id, "message_id": sheet.post.message_id} if sheet.post else {}
    closed = {"type": "invoice_closed", "slug": sheet.invoice.slug, "status": result["status"], **place}
    world.hub.tell(sheet.person.id, closed)
    return result


def _check_tip(sheet: Sheet) -> None:
    if not 0 <= sheet.tip <= int(sheet.invoice.terms.get("max_tip_amount", 0)):
        raise SimError("TIP_AMOUNT_INVALID", f"0 to {sheet.invoice.terms.get('max_tip_amount', 0)}")


async def _outcome(world: World, sheet: Sheet, outcome: str) -> Fields:
    if outcome == "cancel":
        return {"status": "cancelled"}
    sheet = await _with_shipping(world, sheet)
    if outcome == "twice":
        return await _pay_twice(world, sheet)
    query = _ask(world, sheet)
    if outcome == "late":
        query.born -= world.switches.pre_checkout_s
    return await _finish(world, sheet, query, declined=outcome == "fail")


async def _pay_twice(world: World, sheet: Sheet) -> Fields:
    """Two presses before the first is answered: two questions, and an invoice in a message is still paid once."""
    queries = [_ask(world, sheet), _ask(world, sheet)]
    results = [await _finish(world, sheet, query) for query in queries]
    best = next((result for result in results if result["status"] == "paid"), results[0])
    return best | {"payments": results}


async def _with_shipping(world: World, sheet: Sheet) -> Sheet:
    info = order_info(sheet.invoice, sheet.person, sheet.info)
    if not sheet.invoice.terms.get("is_flexible"):
        return Sheet(sheet.person, sheet.invoice, sheet.post, sheet.tip, info)
    address = (info or {}).get("shipping_address")
    if not address:
        raise SimError("a flexible invoice needs need_shipping_address", "the bot asks for it in sendInvoice")
    options = await shipping_options(world, sheet, address)
    chosen = next((one for one in options if one["id"] == sheet.option), options[0] if sheet.option is None else None)
    if chosen is None:
        raise SimError("SHIPPING_OPTION_INVALID", ", ".join(one["id"] for one in options))
    return Sheet(sheet.person, sheet.invoice, sheet.post, sheet.tip, info, chosen["id"], options)


async def shipping_options(world: World, sheet: Sheet, address: Fields) -> list[Fields]:
    """Asks the bot where it delivers; raises SimError with the bot's reason when it does not."""
    query = _open(world, sheet, "shipping")
    fields = {"invoice_payload": sheet.invoice.terms["payload"], "shipping_address": address}
    _push(world, sheet.person, "shipping_query", query, fields)
    if not await _answered(query):
        raise SimError("BOT_SHIPPING_TIMEOUT", status=504)
    answer: Fields = query.answer or {}
    if not answer["ok"]:
        raise SimError(str(answer["error"]), "the bot does not deliver there")
    found: list[Fields] = answer["options"]
    return found


def total_of(sheet: Sheet) -> int:
    chosen = next((one for one in sheet.options if one["id"] == sheet.option), None)
    delivery = sum(int(price["amount"]) for price in chosen["prices"]) if chosen else 0
    return sheet.invoice.total + sheet.tip + delivery


def _ask(world: World, sheet: Sheet) -> OpenQuery:
    query = _open(world, sheet, "pre_checkout")
    fields: Fields = {
        "currency": sheet.invoice.currency,
        "total_amount": total_of(sheet),
        "invoice_payload": sheet.invoice.terms["payload"],
    }
    fields |= {"shipping_option_id": sheet.option} if sheet.option else {}
    _push(world, sheet.person, "pre_checkout_query", query, fields | _info(sheet))
    return query


def _info(sheet: Sheet) -> Fields:
    return {"order_info": sheet.info} if sheet.info else {}


def _open(world: World, sheet: Sheet, kind: str) -> OpenQuery:
    query = OpenQuery(world.next_id(kind[:3]), kind, sheet.person.id, meta={"ttl": world.switches.pre_checkout_s})
    world.queries[query.id] = query
    return query


def _push(world: World, person: Person, kind: str, query: OpenQuery, fields: Fields) -> None:
    world.updates.push(kind, {"id": query.id, "from": world.user(person.id), **fields}, f"chat:{person.id}")


async def _answered(query: OpenQuery) -> bool:
    left = query.born + float(query.meta["ttl"]) - time.monotonic()
    return await await_answer(query, left)


async def _finish(world: World, sheet: Sheet, query: OpenQuery, *, declined: bool = False) -> Fields:
    if not await _answered(query):
        return {"status": "failed", "error": TIMED_OUT}
    answer: Fields = query.answer or {}
    if not answer["ok"]:
        return {"status": "failed", "error": answer["error"]}
    if declined:
        return {"status": "failed", "error": DECLINED}
    if payment_by(world, sheet.invoice, sheet.person.id) is not None:
        return {"status": "failed", "error": "INVOICE_ALREADY_PAID"}
    if sheet.invoice.in_stars and sheet.person.stars < total_of(sheet):
        return {"status": "failed", "error": POOR}
    payment, service = charge(world, sheet)
    return {"status": "paid", "charge_id": payment.charge_id, "message_id": service.message_id}


def charge(world: World, sheet: Sheet, subscription: Subscription | None = None) -> tuple[Payment, Post]:
    """Takes the money and says so: the successful_payment is in the queue before anybody is answered."""
    payment = _payment(world, sheet)
    world.records.payments.append(payment)
    if sheet.invoice.in_stars:
        stars.give(world, sheet.person, -payment.amount)
        world.records.bot_stars += payment.amount
    recurring = _subscribed(world, sheet, payment, subscription)
    chat = _receipt_chat(world, sheet)
    chat.started = chat.started or chat.type == "private"
    body = {"successful_payment": api_payment(sheet, payment) | recurring}
    service = add_post(world, chat, sheet.person.id, body)
    payment.chat_id, payment.receipt_id = chat.id, service.message_id
    tell_bot(world, service)
    if sheet.post is not None:
        show(world, sheet.post, "edited")
    return payment, service


def _payment(world: World, sheet: Sheet) -> Payment:
    prefix, number = "stx" if sheet.invoice.in_stars else "tpc", world.next_id("")
    return Payment(
        charge_id=f"{prefix}{sheet.person.id}_{number}",
        provider_charge_id=f"{sheet.person.id}_{number}" if sheet.invoice.in_stars else f"prov_{number}",
        slug=sheet.invoice.slug,
        payer=sheet.person.id,
        amount=total_of(sheet),
        currency=sheet.invoice.currency,
        date=world.clock.unix(),
        title=sheet.invoice.terms["title"],
        payload=sheet.invoice.terms["payload"],
        order_info=sheet.info,
        invoice_id=sheet.post.message_id if sheet.post else None,
    )


def api_payment(sheet: Sheet, payment: Payment) -> Fields:
    fields: Fields = {
        "currency": payment.currency,
        "total_amount": payment.amount,
        "invoice_payload": payment.payload,
        "telegram_payment_charge_id": payment.charge_id,
        "provider_payment_charge_id": payment.provider_charge_id,
    }
    return fields | _info(sheet) | ({"shipping_option_id": sheet.option} if sheet.option else {})


def _subscribed(world: World, sheet: Sheet, payment: Payment, subscription: Subscription | None) -> Fields:
    """Begins the subscription, or adds a month to the one that is renewed."""
    period = sheet.invoice.terms.get("subscription_period")
    if period is None:
        return {}
    first = subscription is None
    if subscription is None:
        until = world.clock.unix() + int(period)
        subscription = Subscription(charge_id=payment.charge_id, person=sheet.person.id, slug=payment.slug, until=until)
        world.records.subscriptions[subscription.charge_id] = subscription
    else:
        subscription.until += int(period)
    payment.subscription = subscription.charge_id
    marks: Fields = {"subscription_expiration_date": subscription.until, "is_recurring": True}
    return marks | ({"is_first_recurring": True} if first else {})


def _receipt_chat(world: World, sheet: Sheet) -> Chat:
    """Where the invoice is, when the bot is there too; else the private chat with the bot."""
    chat = world.records.chats[sheet.post.chat_id] if sheet.post else None
    bot = chat.members.get(world.bot.id) if chat else None
    if chat is not None and chat.type in ("group", "supergroup") and bot is not None and bot.present:
        return chat
    return world.private_chat(sheet.person)


def renew_due(world: World) -> None:
    """Subscriptions whose month is over: paid again without a question, or over."""
    for subscription in list(world.records.subscriptions.values()):
        while not subscription.over and subscription.until <= world.clock.unix():
            _renew(world, subscription)


def _renew(world: World, subscription: Subscription) -> None:
    person = world.records.people[subscription.person]
    invoice = world.records.invoices[subscription.slug]
    if subscription.cancelled or world.private_chat(person).blocked:
        subscription.over = True
    elif person.stars < invoice.total:
        subscription.over = True
        stars.tell_subscription(world, subscription, "failed")
    else:
        charge(world, Sheet(person, invoice), subscription)
    world.touch()
