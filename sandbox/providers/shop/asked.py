"""What is asked of the shop's API, and how it answers: pages, moments, orders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aiohttp import web

from sandbox.providers.service import Refused, number_of
from sandbox.providers.shop import feeds
from sandbox.providers.shop.records import Order
from sandbox.telegram.records import Fields


def order(one: Order) -> Fields:
    return {
        "order_id": one.id,
        "status": one.status,
        "sku": one.sku,
        "click_id": one.click,
        "subid": one.sub,
        "order_sum": feeds.roubles(one.price),
        "payment_sum": feeds.roubles(one.commission),
        "currency": "RUB",
        "created_at": one.at,
    }


def page(request: web.Request, rows: Iterable[Fields]) -> web.Response:
    limit, first = number_of(request.query.get("limit", "100")), number_of(request.query.get("cursor", "0"))
    if limit is None or not 1 <= limit <= 500 or first is None:
        raise Refused(400, "invalid_request", "limit is 1 to 500, cursor is the next_cursor of the page before")
    listed, end = list(rows), first + limit
    more = str(end) if len(listed) > end else None
    return web.json_response({"items": listed[first:end], "total": len(listed), "next_cursor": more})


def moment(text: str | None) -> int | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00").replace(" ", "+"))
    except ValueError as problem:
        raise Refused(400, "invalid_request", "since is a moment like 2026-12-07T09:00:00Z") from problem
    if moment.tzinfo is None:
        raise Refused(400, "invalid_request", "since needs its offset from UTC")
    return int(moment.timestamp())
