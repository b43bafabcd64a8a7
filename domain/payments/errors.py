from __future__ import annotations

from domain.errors import Refusal


class OrderNotOpen(Refusal):
    """Params: state (paid, closed, returned)."""

    code = "payments-order-not-open"


class NothingToReturn(Refusal):
    """More than came in, or all of it went back already."""

    code = "payments-nothing-to-return"


class ProviderTrouble(Refusal):
    """The provider said no, or something that we cannot read; nothing was taken."""

    code = "payments-provider-trouble"
    status = 502


class ReceiptAddressNeeded(Refusal):
    """A receipt has to be sent, and nobody knows where to."""

    code = "payments-email-needed"
    status = 422


class NotClaimed(Refusal):
    """The buyer has not said that they made a transfer."""

    code = "payments-not-claimed"


class AlreadyReturned(Refusal):
    """Somebody else has sent it back, or it was said twice."""

    code = "payments-already-returned"
