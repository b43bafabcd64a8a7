"""What payments need from the outside: providers who take money and give it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from domain.inbox.outages import Outage
from domain.payments.refunds import ToSend
from domain.payments.settlement import Incoming


class ProviderAway(Outage):
    """The provider did not answer, or asked us to come back later. It may have done what we asked: ask with the key."""


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


class SendsBack(Protocol):
    """Whoever can give money back."""

    async def refund(self, refund: ToSend) -> str | None:
        """The provider's name for the refund, also when it was made before; None: it must be made by hand."""


class Lists(Protocol):
    """Whoever can say what came in."""

    def takes(self, currency: str) -> bool:
        """Whether money of this currency is in the list."""

    def charges_since(self, moment: datetime) -> AsyncIterator[Incoming]:
        """What came in for our orders since then, for the nightly reconciliation."""


class Provider(SendsBack, Lists, Protocol):
    """One shape for whoever takes money. Raises ProviderTrouble when it says no, ProviderAway when it is away."""

    def issues_receipts(self, currency: str) -> bool:
        """Whether what is paid in this currency needs an address for its fiscal receipt."""

    async def begin(self, order: ToPay) -> Begun: ...

    async def look(self, external_id: str) -> Standing | None:
        """None: the provider knows no such checkout, or it is not for one of our orders."""


Providers: TypeAlias = Mapping[str, Provider]
"""By the name under which attempts and charges are kept."""
SendersBack: TypeAlias = Mapping[str, SendsBack]
