"""What a provider of payments remembers: checkouts, what went back, what it told the shop."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from sandbox.providers.notices import Told

State = Literal["open", "late", "paid", "canceled", "expired"]


class SentBack(BaseModel):
    id: str
    amount: int
    at: int
    about: dict[str, Any] = Field(default_factory=dict)
    """What the shop wrote to it: metadata or a description."""
    receipt: dict[str, Any] | None = None


class Checkout(BaseModel):
    """`open`: not paid yet; `late`: the bank takes its time, until `pays_at`."""

    id: str
    title: str
    amount: int
    currency: str
    return_url: str
    cancel_url: str
    marks: dict[str, str] = Field(default_factory=dict)
    """The shop's metadata."""
    born: int
    state: State = "open"
    reason: str = ""
    pays_at: int = 0
    paid_at: int = 0
    payment_id: str = ""
    charge_id: str = ""
    refunds: list[SentBack] = Field(default_factory=list)
    receipt: dict[str, Any] | None = None
    """For the tax office, as the shop wrote it."""

    @property
    def returned(self) -> int:
        return sum(one.amount for one in self.refunds)


class Answered(BaseModel):
    """What a request with a key was answered, and a print of what it asked."""

    asked: str
    body: dict[str, Any]
    at: int


class TillRecords(Told):
    checkouts: dict[str, Checkout] = Field(default_factory=dict)
    answered: dict[str, Answered] = Field(default_factory=dict)
    receipts: bool = False
    """Nothing is taken without one."""
