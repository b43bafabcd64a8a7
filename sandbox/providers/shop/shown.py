"""What the sandbox's people see of the shop: its orders, who clicked, what is no longer as it was printed."""

from __future__ import annotations

from sandbox.providers.service import MOST_SHOWN
from sandbox.providers.shop.records import Change, Order, ShopRecords
from sandbox.telegram.records import Fields


def sections(kept: ShopRecords) -> list[Fields]:
    """The newest first."""
    orders = [_order(one) for one in list(kept.orders.values())[: -MOST_SHOWN - 1 : -1]]
    clicks = [
        {"title": one.sku, "about": one.sub, "at": one.at, "say": {"word": "shop-looker"} if one.bot else None}
        for one in list(kept.clicks.values())[: -MOST_SHOWN - 1 : -1]
    ]
    changes = [
        {"title": sku, "say": _change(one), "at": one.at}
        for sku, one in sorted(kept.changes.items(), key=lambda pair: -pair[1].at)[:MOST_SHOWN]
    ]
    return [
        {"name": "shop-orders", "rows": orders},
        {"name": "shop-clicks", "rows": clicks},
        {"name": "shop-changes", "rows": changes},
    ]


def _order(one: Order) -> Fields:
    levers = [
        {"word": f"shop-{hand}", "action": hand, "fields": {"id": one.id}}
        for hand, status in (("approve", "approved"), ("decline", "declined"))
        if one.status != status
    ]
    return {
        "title": one.id,
        "about": " · ".join(part for part in (one.sku, one.sub) if part),
        "say": {"word": "shop-price", "values": {"price": one.price / 100}},
        "at": one.at,
        "state": f"shop-{one.status}",
        "levers": levers,
    }


def _change(one: Change) -> Fields:
    """Its price and what is left of it, as far as they were changed."""
    if one.gone:
        return {"word": "shop-withdrawn"}
    price = {"price": one.price / 100} if one.price is not None else {}
    stock = {"stock": one.stock} if one.stock is not None else {}
    word = "shop-price-left" if price and stock else "shop-price" if price else "shop-left"
    return {"word": word, "values": price | stock}
