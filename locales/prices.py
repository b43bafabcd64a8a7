"""What taking part costs, and what is off, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from locales import Translator


class Price(Protocol):
    @property
    def amount_minor(self) -> int: ...
    @property
    def currency(self) -> str: ...


class PromoCode(Protocol):
    """`uses`: how often it may be used, None: without end."""

    @property
    def percent(self) -> int: ...
    @property
    def uses(self) -> int | None: ...
    @property
    def used(self) -> int: ...
    @property
    def until(self) -> date | None: ...
    @property
    def is_closed(self) -> bool: ...


def prices_words(prices: Iterable[Price], t: Translator) -> str:
    """«500 ₽ / ⭐ 50»: on site, then online."""
    return " / ".join(t.money(one.amount_minor, one.currency) for one in prices)


def promo_code_words(code: PromoCode, t: Translator) -> str:
    """«−10 % · взяли 3 из 20 · до 5 декабря»"""
    used = t("event-promo-used", used=code.used)
    parts = [
        t("event-promo-percent", percent=code.percent),
        t("event-promo-used-of", used=code.used, uses=code.uses) if code.uses else used,
        t("event-promo-until", day=t.date(code.until)) if code.until else "",
        t("event-promo-is-closed") if code.is_closed else "",
    ]
    return " · ".join(filter(None, parts))
