"""Paying invoices, the person's Stars, payments and subscriptions."""

from __future__ import annotations

from dataclasses import replace

from sandbox.sim.ask import Ask, SimTable
from sandbox.telegram import checkout, paid_media, paid_members, stars
from sandbox.telegram.checkout import Sheet
from sandbox.telegram.errors import SimError
from sandbox.telegram.invoices import address_of, find_invoice, invoice_on, needs, payment_by, prefill
from sandbox.telegram.prices import STARS, price_text
from sandbox.telegram.records import Fields, PaidMember, Payment
from sandbox.telegram.shown_content import invoice_photo, shown_payment
from sandbox.telegram.speaking import find_post


def _sheet(ask: Ask) -> Sheet:
    """The invoice of a message, or one by its slug (or link)."""
    person = ask.person()
    if ask.fields.get("slug"):
        return Sheet(person, find_invoice(ask.world, ask.text("slug")))
    post = find_post(ask.world, ask.chat(), person, ask.number("message_id"))
    return Sheet(person, invoice_on(ask.world, post), post)


async def invoice(ask: Ask) -> Fields:
    """Everything the payment sheet shows."""
    sheet = _sheet(ask)
    found, language = sheet.invoice, sheet.person.language_code
    shown: Fields = {
        "slug": found.slug,
        "title": found.terms["title"],
        "description": found.terms["description"],
        "currency": found.currency,
        "stars": found.in_stars,
        "total": found.total,
        "total_text": price_text(found.total, found.currency, language),
        "prices": [price | _text(ask, found.currency, price["amount"]) for price in found.terms["prices"]],
        "needs": needs(found),
        "flexible": bool(found.terms.get("is_flexible")),
        "balance": sheet.person.stars,
        "paid": payment_by(ask.world, found, sheet.person.id) is not None,
        "prefill": prefill(sheet.person),
    }
    period = found.terms.get("subscription_period")
    return shown | invoice_photo(found) | _tips(ask, sheet) | ({"subscription_period": period} if period else {})


def _text(ask: Ask, currency: str, amount: int) -> Fields:
    return {"text": price_text(amount, currency, ask.person().language_code)}


def _tips(ask: Ask, sheet: Sheet) -> Fields:
    terms, currency = sheet.invoice.terms, sheet.invoice.currency
    if not terms.get("max_tip_amount"):
        return {}
    suggested = [{"amount": tip} | _text(ask, currency, tip) for tip in terms.get("suggested_tip_amounts", [])]
    return {"tips": {"max": terms["max_tip_amount"], "suggested": suggested}}


async def shipping(ask: Ask) -> Fields:
    sheet = _sheet(ask)
    if not sheet.invoice.terms.get("is_flexible"):
        raise SimError("this invoice does not depend on the address")
    address = ask.table("address") or prefill(sheet.person)["shipping_address"]
    options = await checkout.shipping_options(ask.world, sheet, address_of(address))
    return {"options": [_option(ask, sheet, option) for option in options]}


def _option(ask: Ask, sheet: Sheet, option: Fields) -> Fields:
    total = sum(int(price["amount"]) for price in option["prices"])
    shown = {"id": option["id"], "title": option["title"], "total": total}
    return shown | _text(ask, sheet.invoice.currency, total)


async def pay(ask: Ask) -> Fields:
    """outcome: ok, fail (declined), cancel, late (the bot answers too late), twice (the button was pressed twice)."""
    sheet = replace(
        _sheet(ask),
        tip=ask.optional_number("tip") or 0,
        info=ask.table("order_info"),
        option=ask.fields.get("shipping_option"),
    )
    return await checkout.pay(ask.world, sheet, ask.text("outcome", "ok"))


async def unlock(ask: Ask) -> Fields:
    """Paid media of a message, opened with the person's Stars."""
    person, chat = ask.person(), ask.chat()
    post = find_post(ask.world, chat, person, ask.number("message_id"))
    opened = paid_media.unlock(ask.world, person, post)
    return {"charge_id": opened.charge_id, "balance": person.stars}


async def payments(ask: Ask) -> list[Fields]:
    """To the bot, and to channels that cost Stars; the newest first."""
    person = ask.person()
    own = [payment for payment in ask.world.records.payments if payment.payer == person.id]
    shown = [shown_payment(ask.world, payment, person.id) | _subscription(ask, payment) for payment in own]
    shown += [one for paid in ask.world.records.paid_members if paid.person == person.id for one in _months(ask, paid)]
    return sorted(shown, key=lambda payment: int(payment["date"]))[::-1]


def _months(ask: Ask, paid: PaidMember) -> list[Fields]:
    title = ask.world.latest(ask.world.records.chats[paid.chat_id]).title
    state: Fields = {"id": paid.charges[0].charge_id, "until": paid.until, "period": paid.period}
    state |= {"cancelled": paid.cancelled, "over": paid.over}
    total = {"total": paid.price, "total_text": _text(ask, STARS, paid.price)["text"], "currency": STARS, "stars": True}
    common: Fields = {"title": title, "subscription": state, "chat": paid.chat_id, **total}
    return [charge.model_dump() | common for charge in paid.charges]


def _subscription(ask: Ask, payment: Payment) -> Fields:
    found = ask.world.records.subscriptions.get(payment.subscription or "")
    if found is None:
        return {}
    period = ask.world.records.invoices[found.slug].terms["subscription_period"]
    state = {"until": found.until, "cancelled": found.cancelled, "over": found.over, "period": period}
    return {"subscription": {"id": found.charge_id, **state}}


async def subscription(ask: Ask) -> Fields:
    person, charge_id, action = ask.person(), ask.text("charge_id"), ask.text("action")
    if action not in ("cancel", "resume"):
        raise SimError(f"unknown action {action!r}", "cancel, resume")
    paid = paid_members.of_charge(ask.world, person, charge_id)
    if paid is not None:
        paid_members.set_cancelled(ask.world, paid, cancelled=action == "cancel")
    else:
        found = stars.subscription_of(ask.world, person, charge_id)
        stars.set_cancelled(ask.world, found, cancelled=action == "cancel")
    return {"ok": True}


async def add_stars(ask: Ask) -> Fields:
    person, amount = ask.person(), ask.number("add")
    if person.stars + amount < 0:
        raise SimError("nobody has less than no Stars", f"{person.key} has {person.stars}")
    stars.give(ask.world, person, amount)
    return {"balance": person.stars}


CALLS: SimTable = {
    ("GET", "invoice"): invoice,
    ("POST", "pay/shipping"): shipping,
    ("POST", "pay"): pay,
    ("POST", "unlock"): unlock,
    ("GET", "payments"): payments,
    ("POST", "subscription"): subscription,
    ("POST", "stars"): add_stars,
}
