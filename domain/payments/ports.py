"""What payments need from the outside: providers who take money and give it back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from domain.payments.refunds import ToSend
from domain.payments.settlement import Incoming


@dataclass(frozen=True, slots=True)
class Begun:
    """A checkout at the provider, and where the person pays. Begun again with the same key, it is the same one."""

    external_id: str
    url: str


@dataclass(frozen=True, slots=True)
class ToPay:
    """An order for a provider. `key` makes a repeat of the question recognisable."""

    token: str
    key: str
    title: str
    amount_minor: int
    currency: str
    return_url: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the provider says of a checkout, asked directly: the only word that counts."""

    state: Literal["pending", "paid", "failed"]
    charge: Incoming | None = None


class Provider(Protocol):
    """One shape for whoever takes money. Raises ProviderTrouble when it says no, an outage when it is away."""

    async def begin(self, order: ToPay) -> Begun: ...

    async def look(self, external_id: str) -> Standing: ...

    async def refund(self, refund: ToSend) -> str | None:
        """The provider's name for the refund, also when it was made before; None: it must be made by hand."""

    def charges_since(self, moment: datetime) -> AsyncIterator[Incoming]:
        """What came in since then, for the nightly reconciliation."""
