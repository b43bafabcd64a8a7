"""By what people can pay here: said once by the composition root, from the settings."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.payments.ports import Providers

STARS = "XTR"
"""What is digital is paid for inside Telegram by nothing else."""
TELEGRAM = "telegram"
STRIPE = "stripe"
YOOKASSA = "yookassa"
MANUAL = "manual"
"""A transfer from person to person, which the payee confirms."""
ONLINE = (TELEGRAM, YOOKASSA, STRIPE)
"""In the order in which they are offered."""
_configured: set[str] = set()


def configure(names: Collection[str]) -> None:
    _configured.clear()
    _configured.update(names)


def online() -> tuple[str, ...]:
    """What an order in money can be paid by at once."""
    return tuple(name for name in ONLINE if name in _configured)


def for_currency(currency: str, providers: Providers) -> tuple[str, ...]:
    """The same, without those who do not take this currency; Stars need nobody but Telegram."""
    if currency == STARS:
        return (TELEGRAM,)
    return tuple(name for name in online() if name not in providers or providers[name].takes(currency))
