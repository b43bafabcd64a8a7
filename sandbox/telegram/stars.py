"""Stars: who has how many, where they went, refunds and monthly subscriptions."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.messages import add_post, show, tell_bot
from sandbox.telegram.records import Fields, Payment, Person, Post, Subscription
from sandbox.telegram.world import World

MONTH_S = 2_592_000


def give(world: World, person: Person, amount: int) -> None:
    person.stars += amount
    world.touch()
    world.hub.tell(person.id, {"type": "stars", "balance": person.stars})


def transactions(world: World) -> list[Fields]:
    """In the order of time. A payment and its refund carry the same number."""
    found: list[Fields] = []
    for payment in (one for one in world.records.payments if one.currency == "XTR"):
        found.append(_transaction(payment, payment.date) | {"source": _buyer(world, payment)})
        if payment.refunded_at is not None:
            found.append(_transaction(payment, payment.refunded_at) | {"receiver": _buyer(world, payment)})
    for opened in world.records.unlocks:
        source = {"type": "user", "transaction_type": "paid_media_payment", "user": world.user(opened.person)}
        paid = source | ({"paid_media_payload": opened.payload} if opened.payload else {})
        found.append({"id": opened.charge_id, "amount": opened.amount, "date": opened.date, "source": paid})
    return sorted(found, key=lambda transaction: int(transaction["date"]))


def _transaction(payment: Payment, date: int) -> Fields:
    return {"id": payment.charge_id, "amount": payment.amount, "date": date}


def _buyer(world: World, payment: Payment) -> Fields:
    shown: Fields = {"type": "user", "transaction_type": "invoice_payment", "user": world.user(payment.payer)}
    shown["invoice_payload"] = payment.payload
    return shown | ({"subscription_period": MONTH_S} if payment.subscription else {})


def refund(world: World, payment: Payment) -> None:
    """The Stars go back and a service message says so."""
    payment.refunded_at = world.clock.unix()
    world.records.bot_stars -= payment.amount
    person = world.records.people[payment.payer]
    give(world, person, payment.amount)
    subscription = world.records.subscriptions.get(payment.subscription or "")
    if subscription is not None:
        subscription.over = True
    body: Fields = {
        "refunded_payment": {
            "currency": "XTR",
            "total_amount": payment.amount,
            "invoice_payload": payment.payload,
            "telegram_payment_charge_id": payment.charge_id,
            "provider_payment_charge_id": payment.provider_charge_id,
        }
    }
    tell_bot(world, add_post(world, world.private_chat(person), person.id, body))
    _show_again(world, payment)


def _show_again(world: World, payment: Payment) -> None:
    for message_id in (payment.invoice_id, payment.receipt_id):
        post: Post | None = world.posts_by_id.get((payment.chat_id or 0, message_id or 0))
        if post is not None and not post.deleted:
            show(world, post, "edited")


def subscription_of(world: World, person: Person, charge_id: str) -> Subscription:
    for payment in world.records.payments:
        if payment.charge_id == charge_id and payment.payer == person.id and payment.subscription:
            return world.records.subscriptions[payment.subscription]
    raise SimError("this is not a subscription of this person", "GET /sim/payments lists them", status=404)


def set_cancelled(world: World, subscription: Subscription, *, cancelled: bool) -> None:
    """The person's own doing: the bot gets a subscription update."""
    if subscription.over:
        raise SimError("the subscription is over")
    if not cancelled and subscription.cancelled_by_bot:
        raise SimError("the bot has cancelled it: only the bot can allow it again")
    if subscription.cancelled_by_person == cancelled:
        return
    subscription.cancelled_by_person = cancelled
    world.touch()
    tell_subscription(world, subscription, "canceled" if cancelled else "active")


def tell_subscription(world: World, subscription: Subscription, state: str) -> None:
    payload = world.records.invoices[subscription.slug].terms["payload"]
    update = {"user": world.user(subscription.person), "invoice_payload": payload, "state": state}
    world.updates.push("subscription", update, f"chat:{subscription.person}")
