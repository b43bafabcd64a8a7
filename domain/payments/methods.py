"""By what people can pay here: said once by the composition root, from the settings."""

from __future__ import annotations

from collections.abc import Callable, Collection
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
_behind: list[Callable[[str], str]] = []


def configure(names: Collection[str], *, behind: Callable[[str], str] | None = None) -> None:
    """`behind`: which provider stands behind what was paid in the chat, by its own name for the charge."""
    _configured.clear()
    _configured.update(names)
    _behind[:] = [behind] if behind else []


def goes_back_by_itself(provider: str, currency: str, provider_charge_id: str, *, whole: bool) -> bool:
    """What is to be expected of sending it back: no person has to. `whole`: nothing of it has gone back before."""
    if currency == STARS:
        return whole
    if provider == TELEGRAM:
        return any(behind(provider_charge_id) in _configured for behind in _behind)
    return provider != MANUAL and provider in _configured


def online() -> tuple[str, ...]:
    """What an order in money can be paid by at once."""
    return tuple(name for name in ONLINE if name in _configured)


def for_currency(currency: str, providers: Providers) -> tuple[str, ...]:
    """The same, without those who do not take this currency; Stars need nobody but Telegram."""
    if currency == STARS:
        return (TELEGRAM,)
    return tuple(name for name in online() if name not in providers or providers[name].takes(currency))
