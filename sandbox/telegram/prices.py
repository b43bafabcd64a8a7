"""Sums of money: minor units as the Bot API counts them, and as people read them."""

from __future__ import annotations

STARS = "XTR"
SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "UAH": "₴", "BYN": "Br", "JPY": "¥", "INR": "₹"}
WHOLE = frozenset({"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF"})
WHOLE |= {"XOF", "XPF", STARS}
LISTED = """
AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BHD BND BOB BRL BYN CAD CHF CNY COP CRC CZK DKK DOP DZD EGP ETB EUR GBP GEL GHS
GTQ HKD HNL HRK HUF IDR ILS INR IQD IRR JMD JOD KES KGS KZT LBP LKR MAD MDL MMK MNT MOP MUR MVR MXN MYR MZN NGN NIO NOK
NPR NZD PAB PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD SYP THB TJS TMT TND TRY TTD TWD TZS UAH USD UYU UZS YER ZAR
"""
KNOWN = WHOLE | frozenset(LISTED.split())
# About what one US dollar to ten thousand are, in minor units of a currency of two digits.
LEAST, MOST = 100, 100_000_000
MOST_STARS, MOST_STARS_A_MONTH = 100_000, 10_000


def price_text(amount: int, currency: str, language: str | None) -> str:
    """`500,00 ₽` for Russian readers, `$5.00` or `RUB 500.00` for others, `⭐ 50`."""
    if currency == STARS:
        return f"⭐ {_grouped(amount, language)}"
    digits = 0 if currency in WHOLE else 2
    whole, rest = divmod(abs(amount), 10**digits)
    number = _grouped(whole, language)
    if digits:
        number += ("," if language == "ru" else ".") + f"{rest:0{digits}d}"
    number = "−" + number if amount < 0 else number
    if language == "ru":
        return f"{number} {SIGNS.get(currency, currency)}"
    return f"{SIGNS[currency]}{number}" if currency in ("USD", "EUR", "GBP") else f"{currency} {number}"


def _grouped(number: int, language: str | None) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}" if language == "ru" else ",")
