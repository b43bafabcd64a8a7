"""Who takes money for us: the keys of Stripe, of YooKassa, and of what BotFather connected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network

from forma.variables import SettingsError, text, url

STRIPE = "https://api.stripe.com"
YOOKASSA = "https://api.yookassa.ru"
YOOKASSA_FROM = (
    "185.71.76.0/27,185.71.77.0/27,77.75.153.0/25,77.75.156.11/32,77.75.156.35/32,77.75.154.128/25,2a02:5180::/32"
)
VARIABLES = frozenset(
    {
        "FORMA_STRIPE_API",
        "FORMA_STRIPE_KEY",
        "FORMA_STRIPE_WEBHOOK_SECRET",
        "FORMA_TELEGRAM_PAYMENT_TOKEN",
        "FORMA_YOOKASSA_API",
        "FORMA_YOOKASSA_FROM",
        "FORMA_YOOKASSA_KEY",
        "FORMA_YOOKASSA_SHOP",
        "FORMA_YOOKASSA_TAX_SYSTEM",
        "FORMA_YOOKASSA_VAT_CODE",
    }
)


@dataclass(frozen=True)
class PaymentSettings:
    """What is empty is not offered."""

    stripe_key: str = field(default="", repr=False)
    stripe_webhook_secret: str = field(default="", repr=False)
    stripe_api: str = STRIPE
    yookassa_shop: str = ""
    yookassa_key: str = field(default="", repr=False)
    yookassa_api: str = YOOKASSA
    yookassa_from: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks from which its notifications are believed enough to ask back."""
    yookassa_vat_code: int = 0
    """0: no receipts are sent."""
    yookassa_tax_system: int = 0
    telegram_token: str = field(default="", repr=False)


def read_payments(environ: Mapping[str, str]) -> PaymentSettings:
    """Raises SettingsError, also for what is half set."""
    _together(environ, "STRIPE_KEY", "STRIPE_WEBHOOK_SECRET", "copy both from Stripe's Developers page")
    _together(environ, "YOOKASSA_SHOP", "YOOKASSA_KEY", "copy both from YooKassa's Integration page")
    if text(environ, "YOOKASSA_TAX_SYSTEM") and not text(environ, "YOOKASSA_VAT_CODE"):
        raise SettingsError(
            "FORMA_YOOKASSA_VAT_CODE is not set and FORMA_YOOKASSA_TAX_SYSTEM is: "
            "set both to send receipts, or leave both empty."
        )
    return PaymentSettings(
        stripe_key=_like(environ, "STRIPE_KEY", r"[sr]k_(test|live)_\w+", "it begins with sk_test_ or sk_live_"),
        stripe_webhook_secret=_like(environ, "STRIPE_WEBHOOK_SECRET", r"whsec_\w+", "it begins with whsec_"),
        stripe_api=url(environ, "STRIPE_API", ("http", "https"), STRIPE),
        yookassa_shop=_like(environ, "YOOKASSA_SHOP", r"\d{1,12}", "it is the shop's number"),
        yookassa_key=_like(environ, "YOOKASSA_KEY", r"(test|live)_[\w-]+", "it begins with test_ or live_"),
        yookassa_api=url(environ, "YOOKASSA_API", ("http", "https"), YOOKASSA),
        yookassa_from=_networks(environ),
        yookassa_vat_code=_code(environ, "YOOKASSA_VAT_CODE", 12),
        yookassa_tax_system=_code(environ, "YOOKASSA_TAX_SYSTEM", 6),
        telegram_token=_like(
            environ, "TELEGRAM_PAYMENT_TOKEN", r"\d+:(TEST|LIVE):\S+", "copy it from @BotFather, Payments: 123:TEST:abc"
        ),
    )


def _code(environ: Mapping[str, str], name: str, most: int) -> int:
    """One of YooKassa's codes from 1; 0 where none is set. Raises SettingsError."""
    value = text(environ, name)
    if not value:
        return 0
    if not value.isascii() or not value.isdecimal() or len(value) > 2 or not 1 <= int(value) <= most:
        raise SettingsError(f"FORMA_{name} has to be one of YooKassa's codes, 1 to {most}; leave it empty for none.")
    return int(value)


def _together(environ: Mapping[str, str], one: str, other: str, remedy: str) -> None:
    given = [name for name in (one, other) if text(environ, name)]
    if len(given) == 1:
        missing = other if given == [one] else one
        raise SettingsError(f"FORMA_{missing} is not set and FORMA_{given[0]} is: {remedy}, or leave both empty.")


def _like(environ: Mapping[str, str], name: str, pattern: str, hint: str) -> str:
    value = text(environ, name)
    if value and not re.fullmatch(pattern, value, re.ASCII):
        raise SettingsError(f"FORMA_{name} does not look right: {hint}.")
    return value


def _networks(environ: Mapping[str, str]) -> tuple[IPv4Network | IPv6Network, ...]:
    listed = [one.strip() for one in text(environ, "YOOKASSA_FROM", YOOKASSA_FROM).split(",") if one.strip()]
    try:
        return tuple(ip_network(one) for one in listed)
    except ValueError:
        raise SettingsError(
            "FORMA_YOOKASSA_FROM has to be networks with commas between them, such as 185.71.76.0/27; "
            "leave it empty for those that YooKassa names."
        ) from None
