"""Stripe, as far as a shop with hosted pages needs it: Checkout Sessions, charges, refunds, signed events.

POST /v1/checkout/sessions · GET /v1/checkout/sessions/{id} · GET /v1/charges and /{id} · GET /v1/payment_intents/{id}
POST and GET /v1/refunds
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from aiohttp import web

from sandbox.providers.payments.records import Checkout, SentBack
from sandbox.providers.payments.till import Till, random_name
from sandbox.providers.service import Refused
from sandbox.telegram.prices import KNOWN
from sandbox.telegram.records import Fields

KEY = "sk_test_sandbox"
HOOK_SECRET = "whsec_sandbox"
VERSION = "2024-06-20"
LEAST = 50
MOST = 99_999_999
PAGE = 10
PRICE = "line_items[0][price_data]"
QUANTITY = "line_items[0][quantity]"
NEEDED = (
    *("mode", "success_url", QUANTITY),
    *(f"{PRICE}[{name}" for name in ("product_data][name]", "currency]", "unit_amount]")),
)
_KNOWN = re.compile(
    r"mode|client_reference_id|success_url|cancel_url|customer_email|locale|expires_at|metadata\[\w{1,40}\]"
    r"|payment_intent_data\[(description|metadata\]\[\w{1,40})\]|line_items\[0\]\[quantity\]"
    rf"|{re.escape(PRICE)}\[(currency|unit_amount|product_data\]\[name)\]"
)
_EVENTS = {
    "paid": "checkout.session.completed",
    "pending": "checkout.session.completed",
    "late-paid": "checkout.session.async_payment_succeeded",
    "expired": "checkout.session.expired",
    "declined": "payment_intent.payment_failed",
    "refunded": "charge.refunded",
}


class StripeTill(Till):
    name = "stripe"
    title = "Stripe"
    lives_s = 86_400

    def api(self) -> list[web.RouteDef]:
        base = f"{self.path}/v1"
        return [
            web.post(f"{base}/checkout/sessions", self.guarded(self._begin)),
            web.get(f"{base}/checkout/sessions/{{id}}", self.guarded(self._look)),
            web.get(f"{base}/charges", self.guarded(self._charges)),
            web.get(f"{base}/charges/{{id}}", self.guarded(self._look_at_charge)),
            web.get(f"{base}/payment_intents/{{id}}", self.guarded(self._look_at_intent)),
            web.post(f"{base}/refunds", self.guarded(self._refund)),
            web.get(f"{base}/refunds", self.guarded(self._refunds)),
        ]

    def shown(self) -> Fields:
        return super().shown() | {"key": KEY, "webhook_secret": HOOK_SECRET}

    def is_ours(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "")
        basic = "Basic " + b64encode(f"{KEY}:".encode()).decode()
        return any(hmac.compare_digest(given.encode(), right.encode()) for right in (basic, f"Bearer {KEY}"))

    def refusal(self, problem: Refused) -> web.Response:
        kinds = {401: "invalid_request_error", 429: "invalid_request_error", 503: "api_error"}
        kind = "idempotency_error" if problem.code == "idempotency_error" else kinds.get(problem.status)
        error = {"type": kind or "invalid_request_error", "message": problem.message}
        if problem.code and problem.code != kind:
            error["code"] = problem.code
        if problem.parameter:
            error["param"] = problem.parameter
        return web.json_response({"error": error}, status=problem.status)

    def reused(self) -> Refused:
        return Refused(
            400,
            "idempotency_error",
            "Keys for idempotent requests can only be used with the same parameters they were first used with.",
        )

    def sign(self, body: bytes) -> dict[str, str]:
        return {"Stripe-Signature": signature(body, self._world.clock.unix())}

    def new_ids(self, checkout: Checkout) -> None:
        checkout.id = random_name("cs_test_", 40)
        checkout.payment_id, checkout.charge_id = random_name("pi_"), random_name("ch_")

    def tell(self, happened: str, checkout: Checkout) -> None:
        kind = _EVENTS[happened]
        what = {"checkout": self._session, "payment_intent": self._intent, "charge": self._charge}[kind.split(".")[0]]
        event = {
            "id": random_name("evt_"),
            "object": "event",
            "api_version": VERSION,
            "created": self._world.clock.unix(),
            "livemode": False,
            "pending_webhooks": 1,
            "type": kind,
            "data": {"object": what(checkout)},
        }
        self.notice(str(event["id"]), kind, checkout.id, event)

    async def _begin(self, request: web.Request) -> web.Response:
        form = await _form(request)
        checkout = self._checked(form)

        def make() -> Fields:
            self.open(checkout)
            return self._session(checkout) | {"url": self.address(request, checkout)}

        return self.once(_key(request), form, make)

    def _checked(self, form: Mapping[str, str]) -> Checkout:
        _check_names(form)
        if form["mode"] != "payment":
            raise Refused(400, "", "Invalid mode: must be payment here", "mode")
        for name in ("success_url", "cancel_url"):
            if form.get(name) and not re.match(r"https?://[^/\s]+", form[name]):
                raise Refused(400, "url_invalid", "Not a valid URL", name)
        currency = form[f"{PRICE}[currency]"]
        if currency.upper() not in KNOWN or currency != currency.lower():
            raise Refused(400, "", f"Invalid currency: {currency}.", f"{PRICE}[currency]")
        return Checkout(
            id="",
            title=form[f"{PRICE}[product_data][name]"],
            amount=_total(form),
            currency=currency.upper(),
            return_url=form["success_url"],
            cancel_url=form.get("cancel_url") or form["success_url"],
            marks={name[9:-1]: text for name, text in form.items() if name.startswith("metadata[")},
            born=self._world.clock.unix(),
        )

    async def _look(self, request: web.Request) -> web.Response:
        checkout = self.find(request.match_info["id"])
        if checkout is None:
            raise Refused(404, "resource_missing", f"No such checkout.session: '{request.match_info['id']}'", "session")
        session = self._session(checkout) | {"url": self.address(request, checkout)}
        if "payment_intent" in request.query.getall("expand[]", []) and session["payment_intent"]:
            session["payment_intent"] = self._intent(checkout)
        return web.json_response(session)

    async def _charges(self, request: web.Request) -> web.Response:
        since = int(request.query.get("created[gte]", "0"))
        paid = [one for one in self.kept.checkouts.values() if one.paid_at and one.paid_at >= since]
        return _page(request, [self._charge(one) for one in reversed(paid)])

    async def _look_at_charge(self, request: web.Request) -> web.Response:
        return web.json_response(self._charge(self._of({"charge": request.match_info["id"]})))

    async def _look_at_intent(self, request: web.Request) -> web.Response:
        return web.json_response(self._intent(self._of({"payment_intent": request.match_info["id"]})))

    async def _refund(self, request: web.Request) -> web.Response:
        form = await _form(request)
        for name in form:
            if not re.fullmatch(r"payment_intent|charge|amount|reason|metadata\[\w{1,40}\]", name):
                raise Refused(400, "parameter_unknown", f"Received unknown parameter: {name}", name)
        about = {name[9:-1]: text for name, text in form.items() if name.startswith("metadata[")}

        def make() -> Fields:
            checkout = self._of(form)
            amount = _whole(form, "amount") if "amount" in form else checkout.amount - checkout.returned
            left = checkout.amount - checkout.returned
            if left == 0:
                raise Refused(
                    400, "charge_already_refunded", f"Charge {checkout.charge_id} has already been refunded.", "charge"
                )
            if not 0 < amount <= left:
                raise Refused(
                    400, "", f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", "amount"
                )
            return self._refunded(checkout, self.send_back(checkout, random_name("re_"), amount, about))

        return self.once(_key(request), form, make)

    async def _refunds(self, request: web.Request) -> web.Response:
        checkout = self._of(request.query)
        return _page(request, [self._refunded(checkout, one) for one in reversed(checkout.refunds)])

    def _of(self, asked: Mapping[str, str]) -> Checkout:
        kind, field = ("charge", "charge_id") if asked.get("charge") else ("payment_intent", "payment_id")
        if not asked.get(kind):
            raise Refused(400, "parameter_missing", "One of the following params should be provided: charge", "charge")
        found = self.paid_as(field, asked[kind])
        if found is None:
            raise Refused(404, "resource_missing", f"No such {kind}: '{asked[kind]}'", kind)
        return found

    def _session(self, one: Checkout) -> Fields:
        status = {"open": "open", "late": "complete", "paid": "complete"}.get(one.state, "expired")
        return {
            "id": one.id,
            "object": "checkout.session",
            "amount_total": one.amount,
            "cancel_url": one.cancel_url,
            "client_reference_id": one.marks.get("order"),
            "created": one.born,
            "currency": one.currency.lower(),
            "expires_at": one.born + self.lives_s,
            "livemode": False,
            "metadata": one.marks,
            "mode": "payment",
            "payment_intent": one.payment_id if one.state in ("late", "paid") else None,
            "payment_status": "paid" if one.state == "paid" else "unpaid",
            "status": status,
            "success_url": one.return_url,
            "url": None,
        }

    def _intent(self, one: Checkout) -> Fields:
        statuses = {"paid": "succeeded", "late": "processing"}
        return {
            "id": one.payment_id,
            "object": "payment_intent",
            "amount": one.amount,
            "amount_received": one.amount if one.paid_at else 0,
            "currency": one.currency.lower(),
            "latest_charge": one.charge_id if one.paid_at else None,
            "last_payment_error": {"code": one.reason} if one.reason else None,
            "metadata": one.marks,
            "status": statuses.get(one.state, "requires_payment_method"),
        }

    def _charge(self, one: Checkout) -> Fields:
        return {
            "id": one.charge_id,
            "object": "charge",
            "amount": one.amount,
            "amount_captured": one.amount,
            "amount_refunded": one.returned,
            "created": one.paid_at,
            "currency": one.currency.lower(),
            "metadata": one.marks,
            "paid": True,
            "payment_intent": one.payment_id,
            "refunded": one.returned == one.amount,
            "status": "succeeded",
        }

    def _refunded(self, one: Checkout, back: SentBack) -> Fields:
        return {
            "id": back.id,
            "object": "refund",
            "amount": back.amount,
            "charge": one.charge_id,
            "created": back.at,
            "currency": one.currency.lower(),
            "metadata": back.about,
            "payment_intent": one.payment_id,
            "status": "succeeded",
        }


def _check_names(form: Mapping[str, str]) -> None:
    for name in form:
        if not _KNOWN.fullmatch(name):
            raise Refused(400, "parameter_unknown", f"Received unknown parameter: {name}", name)
    for name in NEEDED:
        if not form.get(name):
            raise Refused(400, "parameter_missing", f"Missing required param: {name}.", name)


def _total(form: Mapping[str, str]) -> int:
    amount = _whole(form, f"{PRICE}[unit_amount]") * _whole(form, QUANTITY)
    if amount < LEAST:
        raise Refused(400, "amount_too_small", "The total amount due must add up to at least $0.50")
    if amount > MOST:
        raise Refused(400, "amount_too_large", "Amount must be no more than $999,999.99")
    return amount


def signature(body: bytes, at: int, secret: str = HOOK_SECRET) -> str:
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


async def _form(request: web.Request) -> dict[str, str]:
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refused(400, "", "Invalid request: the body has to be a form")
    return dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))


def _key(request: web.Request) -> str:
    """Stripe does without one; a shop that may ask twice does not."""
    return request.headers.get("Idempotency-Key") or random_name("no-key-")


def _whole(form: Mapping[str, str], name: str) -> int:
    if not form[name].isdigit():
        raise Refused(400, "parameter_invalid_integer", f"Invalid integer: {form[name]}", name)
    return int(form[name])


def _page(request: web.Request, rows: Iterable[Fields]) -> web.Response:
    limit = int(request.query.get("limit", PAGE))
    if not 1 <= limit <= 100:
        raise Refused(400, "", "This value must be between 1 and 100", "limit")
    listed = list(rows)
    if after := request.query.get("starting_after"):
        place = next((number for number, row in enumerate(listed) if row["id"] == after), None)
        if place is None:
            raise Refused(400, "resource_missing", f"No such object: '{after}'", "starting_after")
        listed = listed[place + 1 :]
    return web.json_response({"object": "list", "data": listed[:limit], "has_more": len(listed) > limit})
