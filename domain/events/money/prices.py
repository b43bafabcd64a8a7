"""What taking part costs: on site in money, online in Stars, which Telegram asks for what is digital."""

from __future__ import annotations

from typing import Protocol

from domain.events.ways import ONLINE, ONSITE, Way
from domain.payments.methods import STARS
from domain.payments.orders import Price

MOST_STARS = 10_000


class Costs(Protocol):
    """An event, or a card of one. `fee_stars` is None where nobody has said yet what taking part online costs."""

    @property
    def fee_minor(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def fee_stars(self) -> int | None: ...


class PaidSomehow(Costs, Protocol):
    """`payment`: how what it costs on site is paid."""

    @property
    def payment(self) -> str: ...


def price_of(event: Costs, way: str | None) -> Price | None:
    """For one person, that way; None: nothing."""
    if way == ONLINE:
        return Price(event.fee_stars, STARS) if event.fee_stars else None
    return Price(event.fee_minor, event.currency) if event.fee_minor else None


def is_paid_ahead(event: PaidSomehow, way: str | None) -> bool:
    """Before one has a place."""
    return bool(event.fee_stars) if way == ONLINE else bool(event.fee_minor) and event.payment != "spot"


def costs_anything(event: Costs) -> bool:
    """By one of its ways at least, ahead or on the spot."""
    return bool(event.fee_minor or event.fee_stars)


def takes_ahead(event: PaidSomehow) -> bool:
    """By one of its ways at least."""
    return is_paid_ahead(event, ONLINE) or is_paid_ahead(event, ONSITE)


class Priced:
    """What a card with `ways` says of what taking part costs."""

    __slots__ = ()
    ways: tuple[Way, ...]
    fee_minor: int
    currency: str
    fee_stars: int | None

    def price_of(self, way: str | None) -> Price | None:
        return price_of(self, way)

    @property
    def prices(self) -> tuple[Price, ...]:
        """Of the ways that cost something, on site first."""
        found = (self.price_of(way.name) for way in self.ways)
        return tuple(price for price in found if price)

    @property
    def lacks_price(self) -> bool:
        """One can take part online, and nobody has said what that costs."""
        return self.fee_stars is None and any(way.name == ONLINE for way in self.ways)
