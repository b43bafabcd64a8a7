"""Invoices: what the bot asks for, checked as Telegram checks it, and who may pay it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sandbox.telegram.errors import SimError, bad_request
from sandbox.telegram.prices import KNOWN, LEAST, MOST, MOST_STARS, MOST_STARS_A_MONTH, STARS
from sandbox.telegram.records import Fields, Invoice, Payment, Person, Post
from sandbox.telegram.world import World

MONTH_S = 2_592_000
MOST_TIPS = 4
ADDRESS = ("country_code", "state", "city", "street_line1", "street_line2", "post_code")
NEEDS = {"name": "need_name", "phone": "need_phone_number", "email": "need_email", "shipping": "need_shipping_address"}
TERMS = (
    "title",
    "description",
    "payload",
    "provider_token",
    "currency",
    "prices",
    "max_tip_amount",
    "suggested_tip_amounts",
    "start_parameter",
    "provider_data",
    "photo_url",
    "photo_width",
    "photo_height",
    *NEEDS.values(),
    "is_flexible",
    "subscription_period",
)


def checked_terms(fields: Fields) -> Fields:
    """What an invoice is made of; raises 400 with Telegram's words."""
    terms: Fields = {name: fields[name] for name in TERMS if fields.get(name) is not None}
    for name, longest in (("title", 32), ("description", 255)):
        if not 1 <= len(str(terms[name]).strip()) <= longest:
            raise bad_request(f"INVOICE_{name.upper()}_INVALID" if terms[name] else f"invoice {name} must be non-empty")
    if not 1 <= len(terms["payload"].encode()) <= 128:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if terms["currency"] not in KNOWN:
        raise bad_request("CURRENCY_INVALID")
    if not terms["prices"]:
        raise bad_request("PRICES_EMPTY")
    _check_amounts(terms)
    return terms


def _check_amounts(terms: Fields) -> None:
    total = sum(int(price["amount"]) for price in terms["prices"])
    if terms["currency"] == STARS:
        _check_stars(terms, total)
        return
    if not terms.get("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if "subscription_period" in terms:
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    if not LEAST <= total <= MOST:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    _check_tips(terms.get("suggested_tip_amounts", []), terms.get("max_tip_amount", 0))


def _check_stars(terms: Fields, total: int) -> None:
    """Stars need no provider; one price, nothing to deliver, no tips."""
    asked = [name for name in (*NEEDS.values(), "is_flexible", "max_tip_amount") if terms.get(name)]
    if len(terms["prices"]) != 1 or asked or terms.get("provider_token"):
        raise bad_request("STARS_INVOICE_INVALID")
    if not 1 <= total <= MOST_STARS:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    if "subscription_period" in terms and terms["subscription_period"] != MONTH_S:
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    if "subscription_period" in terms and total > MOST_STARS_A_MONTH:
        raise bad_request("SUBSCRIPTION_AMOUNT_INVALID")


def _check_tips(tips: list[int], most: int) -> None:
    rising = all(earlier < later for earlier, later in pairwise(tips))
    if len(tips) > MOST_TIPS or not rising or any(not 0 < tip <= most for tip in tips):
        raise bad_request("SUGGESTED_TIP_AMOUNTS_INVALID")


def new_invoice(world: World, terms: Fields, *, by_link: bool = False, chat_id: int | None = None) -> Invoice:
    invoice = Invoice(slug=world.next_id("inv"), terms=terms, by_link=by_link, chat_id=chat_id)
    world.records.invoices[invoice.slug] = invoice
    world.touch()
    return invoice


def api_invoice(invoice: Invoice) -> Fields:
    terms = invoice.terms
    return {
        "title": terms["title"],
        "description": terms["description"],
        "start_parameter": terms.get("start_parameter", ""),
        "currency": invoice.currency,
        "total_amount": invoice.total,
    }


def needs(invoice: Invoice) -> Fields:
    return {name: bool(invoice.terms.get(field)) for name, field in NEEDS.items()}


def find_invoice(world: World, slug: str) -> Invoice:
    """By slug or by the whole link; raises SimError."""
    bare = slug.rstrip("/").rpartition("/")[2].removeprefix("$")
    found = world.records.invoices.get(bare)
    if found is None:
        raise SimError("SLUG_INVALID", "createInvoiceLink makes one", status=404)
    return found


def invoice_on(world: World, post: Post) -> Invoice:
    found = world.records.invoices.get(post.invoice or "")
    if found is None:
        raise SimError("this message is not an invoice")
    return found


def leads_to_bot(world: World, post: Post) -> str | None:
    """A forwarded invoice with a start parameter is not paid where it lies: its button is a link to the bot."""
    invoice = world.records.invoices.get(post.invoice or "")
    parameter = invoice.terms.get("start_parameter") if invoice else None
    if not parameter or "forward_origin" not in post.body:
        return None
    return f"https://t.me/{world.bot.username}?start={parameter}"


def payment_by(world: World, invoice: Invoice, person_id: int) -> Payment | None:
    """The person's payment of an invoice that is paid once: one in a message."""
    if invoice.by_link:
        return None
    paid = (p for p in world.records.payments if p.slug == invoice.slug and p.payer == person_id)
    return next(paid, None)


def check_payable(world: World, invoice: Invoice, post: Post | None, person: Person) -> None:
    if post is not None and leads_to_bot(world, post) is not None:
        raise SimError("a forwarded invoice with a start parameter is paid in the chat with the bot", "use its link")
    if payment_by(world, invoice, person.id) is not None:
        raise SimError("INVOICE_ALREADY_PAID")
    if world.private_chat(person).blocked:
        raise SimError("the bot is blocked by this person", "POST /sim/block with blocked: false")


def order_info(invoice: Invoice, person: Person, given: Any) -> Fields | None:
    """What the invoice asks about the buyer: as given, or the person's own; raises SimError when it is not whole."""
    asked = needs(invoice)
    whole = prefill(person) if given is None else dict(given)
    wanted = {"name": "name", "phone": "phone_number", "email": "email", "shipping": "shipping_address"}
    for need, field in wanted.items():
        if asked[need] and not whole.get(field):
            raise SimError(f"REQ_INFO_{need.upper()}_INVALID", f"order_info needs {field}")
    kept = {field: _answer(field, whole[field]) for need, field in wanted.items() if asked[need]}
    return kept or None


def _answer(field: str, value: Any) -> Any:
    return address_of(value) if field == "shipping_address" else str(value)


def address_of(given: Any) -> Fields:
    """A ShippingAddress; raises SimError without a country, what else is missing is empty."""
    country = given.get("country_code") if isinstance(given, dict) else None
    if not isinstance(country, str) or len(country) != 2:
        raise SimError("ADDRESS_COUNTRY_INVALID", "country_code is two letters, as in RU")
    return {name: str(given.get(name) or "") for name in ADDRESS} | {"country_code": country.upper()}


def prefill(person: Person) -> Fields:
    address = {"country_code": "RU", "state": "", "city": "Москва", "street_line1": "Парковая, 1", "street_line2": ""}
    return {
        "name": person.name,
        "phone_number": person.phone,
        "email": f"{person.key}@example.com",
        "shipping_address": address | {"post_code": "105037"},
    }
