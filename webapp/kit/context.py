"""What the composition root gives the mini-app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Protocol

from domain.files.vault import Vault
from domain.maps.services import NO_MAPS, Maps
from domain.payments.orders import Order
from domain.payments.ports import Providers

TELEGRAM_FRAMES = ("https://web.telegram.org", "https://*.telegram.org")


class InvoiceLink(Protocol):
    async def __call__(self, order: Order, title: str) -> str:
        """Where Telegram's sheet for this order opens."""


class Clock(Protocol):
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class PaymentHooks:
    """What proves that a webhook comes from a provider; what is empty lets nobody in."""

    stripe_secret: str = field(default="", repr=False)
    yookassa_from: tuple[IPv4Network | IPv6Network, ...] = ()


@dataclass(frozen=True, slots=True)
class WebContext:
    """`public_url` is the origin under which Telegram opens us, without a slash at its end.

    `frame_ancestors` are the origins that may show us in a frame; `telegram_script` is the address of
    telegram-web-app.js (empty: our own copy); `clock` tells domain time; `health` says what is reachable;
    pictures lie below `data_dir`; `providers` are where people can be sent to pay.
    """

    bot_token: str
    bot_username: str
    public_url: str
    secret: str
    clock: Clock
    health: Callable[[], Awaitable[Mapping[str, object]]]
    frame_ancestors: tuple[str, ...] = TELEGRAM_FRAMES
    telegram_script: str = ""
    data_dir: Path = Path()
    vault: Vault = field(default_factory=Vault)
    """Where documents lie, sealed."""
    providers: Providers = field(default_factory=dict)
    invoice_link: InvoiceLink | None = None
    """For Telegram's own sheet; None where it takes no money."""
    hooks: PaymentHooks = field(default_factory=PaymentHooks)
    maps: Maps = NO_MAPS

    def startapp_link(self, payload: str) -> str:
        return f"https://t.me/{self.bot_username}?startapp={payload}"
