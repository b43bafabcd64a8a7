"""A brand's shop with a partner programme: feeds, tracked links, orders, postbacks.

There is no one public protocol of such shops. The feed is YML, or JSON by pages; postbacks and their statuses are those
of affiliate networks such as Admitad, sent as signed JSON: X-Signature: sha256=<HMAC of the body by the secret>.

GET /feed.yml, /feed.json: no key; ETag and Last-Modified, 304; `since` (a moment): only what changed
GET /api/v1/products?since&cursor&limit · /products/{sku} · /orders?since: Authorization: Bearer <key>, 60 a minute
GET /go/{sku}?subid=…: the landing of a tracked link; programs that only look ahead are noted as such
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from random import Random

from aiohttp import web

from sandbox.providers.answers import refusal
from sandbox.providers.service import Handler, Refused, Service, real, whole
from sandbox.providers.shop import asked, feeds, landing, shown
from sandbox.providers.shop.catalogue import VENDOR, things
from sandbox.providers.shop.records import Change, Click, Order, ShopRecords
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields

KEY = "sandbox-shop-key"
SECRET = "sandbox-postback-secret"
PERCENT = 7
A_MINUTE = 60
MOST_KEPT = 1_000
LOOKERS = re.compile(r"bot|crawl|spider|preview|TelegramBot|facebookexternalhit|WhatsApp|curl|python", re.IGNORECASE)
Text = Callable[[list[feeds.Offer], str], str]


class Shop(Service):
    name = "shop"
    title = VENDOR
    hands = ("price", "stock", "withdraw", "shuffle", "buy", "approve", "decline")

    @property
    def kept(self) -> ShopRecords:
        kept = self._world.records.outside.shop
        if not kept.printed_at:
            kept.printed_at = self._world.clock.unix()
        return kept

    def routes(self) -> list[web.RouteDef]:
        base, self._asked = self.path, dict[int, int]()
        return [
            web.get(f"{base}/feed.yml", self.guarded(self._yml)),
            web.get(f"{base}/feed.json", self.guarded(self._json)),
            web.get(f"{base}/api/v1/products", self._keyed(self._products)),
            web.get(f"{base}/api/v1/products/{{sku}}", self._keyed(self._product)),
            web.get(f"{base}/api/v1/orders", self._keyed(self._orders)),
            web.get(f"{base}/go/{{sku}}", self.guarded(self._landing)),
            web.post(f"{base}/go/{{sku}}", self.guarded(self._bought)),
            web.get(f"{base}/pictures/{{sku}}.svg", self._picture),
        ]

    def refusal(self, problem: Refused) -> web.Response:
        return refusal(problem.status, problem.code, problem.message)

    def sign(self, body: bytes) -> dict[str, str]:
        return {"X-Signature": signature(body)}

    def _keyed(self, handler: Handler) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {KEY}".encode()):
                raise Refused(401, "unauthorized", "Authorization: Bearer <key> is missing or wrong")
            minute = self._world.clock.unix() // 60
            self._asked = {minute: self._asked.get(minute, 0) + 1}
            if self._asked[minute] > A_MINUTE:
                raise Refused(429, "too_many_requests", f"{A_MINUTE} requests a minute")
            return await handler(request)

        return self.guarded(answer)

    async def _yml(self, request: web.Request) -> web.Response:
        return self._feed(request, "application/xml", lambda found, base: feeds.as_yml(found, base, self._printed()))

    async def _json(self, request: web.Request) -> web.Response:
        def text(found: list[feeds.Offer], base: str) -> str:
            return web.json_response([feeds.as_json(one, base) for one in found]).text or ""

        return self._feed(request, "application/json", text)

    def _feed(self, request: web.Request, kind: str, text: Text) -> web.Response:
        """Not sent again to who has it already."""
        since, kept, base = asked.moment(request.query.get("since")), self.kept, self.base(request)
        print_ = f"{kept.printed_at}:{kept.version}:{since}:{kind}:{base}"
        marks = {
            "ETag": f'"{hashlib.sha256(print_.encode()).hexdigest()[:20]}"',
            "Last-Modified": format_datetime(self._printed(), usegmt=True),
            "Cache-Control": "max-age=60",
        }
        if self._is_known(request, marks["ETag"]):
            return web.Response(status=304, headers=marks)
        answer = web.Response(text=text(feeds.offers(kept, since), base), content_type=kind, headers=marks)
        answer.enable_compression()
        return answer

    def _printed(self) -> datetime:
        changed = max((one.at for one in self.kept.changes.values()), default=0)
        return datetime.fromtimestamp(max(changed, self.kept.printed_at), UTC)

    def _is_known(self, request: web.Request, etag: str) -> bool:
        """If-None-Match decides when it is there, as HTTP has it."""
        if "If-None-Match" in request.headers:
            given = [one.strip().removeprefix("W/") for one in request.headers["If-None-Match"].split(",")]
            return etag in given or "*" in given
        try:
            return parsedate_to_datetime(request.headers.get("If-Modified-Since", "")) >= self._printed()
        except (TypeError, ValueError):
            return False

    async def _products(self, request: web.Request) -> web.Response:
        found = feeds.offers(self.kept, asked.moment(request.query.get("since")))
        base = self.base(request)
        return asked.page(request, [feeds.as_json(one, base) for one in found])

    async def _product(self, request: web.Request) -> web.Response:
        found = feeds.offer(self.kept, request.match_info["sku"])
        if found is None or found.gone:
            raise Refused(410 if found else 404, "gone" if found else "not_found", "There is no such product")
        return web.json_response(feeds.as_json(found, self.base(request)))

    async def _orders(self, request: web.Request) -> web.Response:
        since = asked.moment(request.query.get("since")) or 0
        return asked.page(request, [asked.order(one) for one in self.kept.orders.values() if one.at >= since])

    async def _landing(self, request: web.Request) -> web.Response:
        found = self._on_landing(request)
        looks = request.method == "HEAD" or bool(LOOKERS.search(request.headers.get("User-Agent", "")))
        click = self._clicked(found.thing.sku, request.query.get("subid", ""), bot=looks)
        return landing.shown(request, found, click.id)

    def _clicked(self, sku: str, sub: str, *, bot: bool = False) -> Click:
        click = Click(id=secrets.token_hex(8), sku=sku, sub=sub[:200], at=self._world.clock.unix(), bot=bot)
        self.kept.clicks[click.id] = click
        while len(self.kept.clicks) > MOST_KEPT:
            del self.kept.clicks[next(iter(self.kept.clicks))]
        self.changed()
        return click

    def _on_landing(self, request: web.Request) -> feeds.Offer:
        found = feeds.offer(self.kept, request.match_info["sku"])
        if found is None:
            raise web.HTTPNotFound
        return found

    async def _bought(self, request: web.Request) -> web.Response:
        found, form = self._on_landing(request), await request.post()
        if form.get("do") != "buy":
            raise web.HTTPNotFound
        click = self.kept.clicks.get(str(form.get("click", "")))
        try:
            order = self._order(found, click if click and click.sku == found.thing.sku else None)
        except SimError:
            return landing.shown(request, found, str(form.get("click", "")))
        return landing.bought(request, order)

    def _order(self, found: feeds.Offer, click: Click | None) -> Order:
        """One thing less in stock; the partner whose link led here is told."""
        thing, kept = found.thing, self.kept
        if found.gone or thing.stock < 1:
            raise SimError(f"{thing.sku} is out of stock", status=409)
        kept.last_number += 1
        order = Order(
            id=f"SV{kept.last_number:06}",
            sku=thing.sku,
            click=click.id if click else "",
            sub=click.sub if click else "",
            price=thing.price,
            commission=thing.price * PERCENT // 100,
            at=self._world.clock.unix(),
        )
        kept.orders[order.id] = order
        self._change(thing.sku, stock=thing.stock - 1)
        self._tell(order)
        self.changed()
        return order

    def _change(self, sku: str, **to: int | bool) -> None:
        before = self.kept.changes.get(sku) or Change(at=0)
        self.kept.changes[sku] = before.model_copy(update={"at": self._world.clock.unix(), **to})
        self.kept.version += 1

    def _tell(self, order: Order) -> None:
        """Of orders that no partner brought, nobody hears."""
        if order.sub:
            body = asked.order(order) | {"event": f"order.{order.status}", "time": self._world.clock.unix()}
            self.notice(secrets.token_hex(8), f"order.{order.status}", order.id, body)

    async def _picture(self, request: web.Request) -> web.Response:
        if request.match_info["sku"] not in things():
            raise web.HTTPNotFound
        return web.Response(text=landing.picture(request.match_info["sku"]), content_type="image/svg+xml")

    async def act(self, hand: str, fields: Fields) -> Fields:
        """price `sku`, `to` (roubles); stock `sku`, `to`; withdraw `sku`; shuffle `many`; buy `sku`, `sub`;
        approve and decline `id` (the newest order when left out)."""
        if hand in ("approve", "decline"):
            return self._decide(fields, "approved" if hand == "approve" else "declined")
        if hand == "shuffle":
            return self._shuffle(min(max(0, whole(fields, "many", 50)), len(things())))
        if hand not in self.hands:
            return await super().act(hand, fields)
        found = self._named(fields)
        if hand == "buy":
            sub = str(fields.get("sub", ""))
            order = self._order(found, self._clicked(found.thing.sku, sub) if sub else None)
            return {"ok": True, "id": order.id}
        if hand == "price":
            self._change(found.thing.sku, price=max(1, round(real(fields, "to", 0) * 100)))
        elif hand == "stock":
            self._change(found.thing.sku, stock=max(0, whole(fields, "to", 0)))
        else:
            self._change(found.thing.sku, gone=True)
        return {"ok": True}

    def _shuffle(self, many: int) -> Fields:
        """A day in a shop: prices and stock of so many things move."""
        chance = Random(self.kept.version)
        for sku in chance.sample(sorted(things()), many):
            price = things()[sku].price * chance.choice((80, 90, 95, 105, 110)) // 100
            self._change(sku, price=price, stock=chance.choice((0, 1, 3, 20, 60)))
        return {"ok": True, "changed": many}

    def _decide(self, fields: Fields, status: str) -> Fields:
        orders = self.kept.orders
        order = orders.get(str(fields.get("id") or next(reversed(orders), "")))
        if order is None:
            raise SimError("there is no such order", status=404)
        order.status = status
        self._tell(order)
        return {"ok": True, "id": order.id, "status": status}

    def _named(self, fields: Fields) -> feeds.Offer:
        found = feeds.offer(self.kept, str(fields.get("sku", "SV-00001")))
        if found is None:
            raise SimError("there is no such product", "SV-00001…SV-05000", status=404)
        return found

    def shown(self) -> Fields:
        kept = self.kept
        return {
            "key": KEY,
            "postback_secret": SECRET,
            "feeds": [f"{self.path}/feed.yml", f"{self.path}/feed.json"],
            "orders": [one.model_dump() for one in kept.orders.values()],
            "clicks": [one.model_dump() for one in kept.clicks.values()],
            "sections": shown.sections(kept),
            "levers": [
                {"word": "shop-open", "href": f"{self.path}/go/SV-00001?subid=me"},
                {"word": "shop-shuffle", "action": "shuffle", "fields": {"many": 50}},
            ],
        }


def signature(body: bytes) -> str:
    return "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
