from __future__ import annotations

from pydantic import BaseModel, Field

from sandbox.providers.notices import Told


class Change(BaseModel):
    """What is no longer as the catalogue was printed."""

    at: int
    price: int | None = None
    stock: int | None = None
    gone: bool = False


class Click(BaseModel):
    id: str
    sku: str
    sub: str
    at: int
    bot: bool = False


class Order(BaseModel):
    """`price` in kopecks; `status`: pending, approved, declined."""

    id: str
    sku: str
    click: str
    sub: str
    price: int
    commission: int
    at: int
    status: str = "pending"


class ShopRecords(Told):
    printed_at: int = 0
    """When the catalogue was first asked for: what has not changed since is of that moment."""
    changes: dict[str, Change] = Field(default_factory=dict)
    clicks: dict[str, Click] = Field(default_factory=dict)
    orders: dict[str, Order] = Field(default_factory=dict)
    last_number: int = 0
    version: int = 0
