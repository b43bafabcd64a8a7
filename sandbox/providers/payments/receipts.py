"""Receipts by the law 54-FZ, as YooKassa takes them: who gets it, and what was sold for how much, with which tax."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from sandbox.providers.service import Refused
from sandbox.telegram.records import Fields

VAT_CODES = range(1, 13)
TAX_SYSTEMS = range(1, 7)
LONGEST, MOST_LINES = 128, 100
SUBJECTS = frozenset(
    [
        "commodity",
        "excise",
        "job",
        "service",
        "gambling_bet",
        "gambling_prize",
        "lottery",
        "lottery_prize",
        "intellectual_activity",
        "payment",
        "agent_commission",
        "property_right",
        "non_operating_gain",
        "insurance_premium",
        "sales_tax",
        "resort_fee",
        "composite",
        "another",
    ]
)
MODES = frozenset(
    ["full_prepayment", "partial_prepayment", "advance", "full_payment", "partial_payment", "credit", "credit_payment"]
)
_KNOWN = {"customer", "items", "tax_system_code"}
_OF_LINE = {"description", "quantity", "amount", "vat_code", "payment_subject", "payment_mode", "measure"}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def checked(body: Fields, amount: int, currency: str, *, demanded: bool) -> Fields | None:
    """The receipt of a payment or a refund. Raises Refused in the provider's words."""
    given: Any = body.get("receipt")
    if given is None:
        if demanded:
            raise _wrong("Receipt is missing or illegal", "receipt")
        return None
    if not isinstance(given, dict) or given.keys() - _KNOWN:
        raise _wrong("Receipt is missing or illegal", "receipt")
    _check_customer(given.get("customer"))
    if given.get("tax_system_code", 1) not in TAX_SYSTEMS:
        raise _wrong("Tax system code is illegal", "receipt.tax_system_code")
    lines = given.get("items")
    if not isinstance(lines, list) or not 0 < len(lines) <= MOST_LINES:
        raise _wrong("Receipt items are missing, or more than 100", "receipt.items")
    together = sum(_check_line(one, f"receipt.items[{at}]", currency) for at, one in enumerate(lines))
    if together != Decimal(amount) / 100:
        raise _wrong("Sum of receipt items doesn't match the amount", "receipt.items")
    return given


def _check_customer(customer: Any) -> None:
    if not isinstance(customer, dict) or not (customer.get("email") or customer.get("phone")):
        raise _wrong("Customer's email or phone is required", "receipt.customer")
    email, phone = customer.get("email"), customer.get("phone")
    if email is not None and not (isinstance(email, str) and _EMAIL.fullmatch(email)):
        raise _wrong("Email is illegal", "receipt.customer.email")
    if phone is not None and not (isinstance(phone, str) and re.fullmatch(r"\d{4,15}", phone)):
        raise _wrong("Phone has 4 to 15 digits", "receipt.customer.phone")


def _check_line(line: Any, where: str, currency: str) -> Decimal:
    """What it costs altogether."""
    if not isinstance(line, dict) or line.keys() - _OF_LINE:
        raise _wrong("Receipt item is illegal", where)
    about = line.get("description")
    if not isinstance(about, str) or not 0 < len(about) <= LONGEST:
        raise _wrong("Item description has 1 to 128 characters", f"{where}.description")
    if not re.fullmatch(r"\d{1,7}(\.\d{1,3})?", str(line.get("quantity", ""))) or not Decimal(line["quantity"]):
        raise _wrong("Item quantity is illegal", f"{where}.quantity")
    price = line.get("amount")
    if not isinstance(price, dict) or not re.fullmatch(r"\d{1,9}\.\d\d", str(price.get("value", ""))):
        raise _wrong("Item amount is illegal", f"{where}.amount")
    if price.get("currency") != currency:
        raise _wrong("Item currency is not that of the payment", f"{where}.amount.currency")
    if type(line.get("vat_code")) is not int or line["vat_code"] not in VAT_CODES:
        raise _wrong("VAT code is illegal", f"{where}.vat_code")
    if line.get("payment_subject") not in SUBJECTS:
        raise _wrong("Payment subject is illegal", f"{where}.payment_subject")
    if line.get("payment_mode") not in MODES:
        raise _wrong("Payment mode is illegal", f"{where}.payment_mode")
    return Decimal(line["quantity"]) * Decimal(price["value"])


def _wrong(message: str, parameter: str) -> Refused:
    return Refused(400, "invalid_request", message, parameter)
