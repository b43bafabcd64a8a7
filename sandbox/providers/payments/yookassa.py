"""YooKassa, as far as a shop with redirects needs it: payments, refunds, notifications without a signature.

POST /v3/payments · GET /v3/payments/{id} · GET /v3/payments · POST and GET /v3/refunds
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
import uuid
from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from sandbox.providers.payments import receipts
from sandbox.providers.payments.records import Checkout, SentBack
from sandbox.providers.payments.till import HANDS, Till
from sandbox.providers.service import Refused
from sandbox.telegram.prices import KNOWN, WHOLE
from sandbox.telegram.records import Fields

SHOP = "100500"
KEY = "test_sandbox"
LARGEST_KEY = 64
MOST = 99_999_999
_EVENTS = {
    "paid": "payment.succeeded",
    "late-paid": "payment.succeeded",
    "canceled": "payment.canceled",
    "expired": "payment.canceled",
    "refunded": "refund.succeeded",
}
_PAYMENT = {"amount", "capture", "confirmation", "description", "metadata", "receipt"}
_REFUND = {"payment_id", "amount", "description", "receipt"}


class YooKassaTill(Till):
    name = "yookassa"
    title = "ЮKassa"
    lives_s = 3600
    hands = (*HANDS, "receipts")

    def api(self) -> list[web.RouteDef]:
        base = f"{self.path}/v3"
        return [
            web.post(f"{base}/payments", self.guarded(self._begin)),
            web.get(f"{base}/payments/{{id}}", self.guarded(self._look)),
            web.get(f"{base}/payments", self.guarded(self._payments)),
            web.post(f"{base}/refunds", self.guarded(self._refund)),
            web.get(f"{base}/refunds", self.guarded(self._refunds)),
        ]

    def shown(self) -> Fields:
        return super().shown() | {"shop": SHOP, "key": KEY}

    def is_ours(self, request: web.Request) -> bool:
        right = "Basic " + b64encode(f"{SHOP}:{KEY}".encode()).decode()
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), right.encode())

    def refusal(self, problem: Refused) -> web.Response:
        body = {"type": "error", "id": str(uuid.uuid4()), "code": problem.code, "description": problem.message}
        if problem.parameter:
            body["parameter"] = problem.parameter
        return web.json_response(body, status=problem.status)

    def reused(self) -> Refused:
        return Refused(400, "invalid_request", "Idempotence key duplicated", "Idempotence-Key")

    def sign(self, body: bytes) -> dict[str, str]:
        """Their notifications bear none: whoever gets one asks back."""
        return {}

    async def act(self, hand: str, fields: Fields) -> Fields:
        """`receipts` (`on`): the shop has a till at the tax office, and takes nothing without a receipt."""
        if hand != "receipts":
            return await super().act(hand, fields)
        self.kept.receipts = fields.get("on") is not False
        self.changed()
        return {"ok": True, "receipts": self.kept.receipts}

    def ends_by_decline(self) -> bool:
        return True

    def new_ids(self, checkout: Checkout) -> None:
        head = secrets.token_hex(4)
        checkout.id = checkout.payment_id = checkout.charge_id = f"{head}-000f-5000-8000-{secrets.token_hex(6)}"

    def tell(self, happened: str, checkout: Checkout) -> None:
        kind = _EVENTS.get(happened)
        if kind is None:
            return
        about = self._sent_back(checkout, checkout.refunds[-1]) if happened == "refunded" else self._payment(checkout)
        self.notice(secrets.token_hex(8), kind, checkout.id, {"type": "notification", "event": kind, "object": about})

    async def _begin(self, request: web.Request) -> web.Response:
        body = await _json(request, _PAYMENT)
        checkout = self._checked(body)

        def make() -> Fields:
            self.open(checkout)
            return self._payment(checkout) | {"confirmation": self._confirmation(request, checkout)}

        return self.once(_key(request), body, make)

    def _checked(self, body: Fields) -> Checkout:
        amount, currency = _amount(body)
        way = body.get("confirmation")
        if not isinstance(way, dict) or way.get("type") != "redirect":
            raise _wrong("Confirmation has to be a redirect here", "confirmation.type")
        if not re.match(r"https?://[^/\s]+", str(way.get("return_url", ""))):
            raise _wrong("This is not an address", "confirmation.return_url")
        title, marks = body.get("description", ""), body.get("metadata", {})
        if not isinstance(title, str) or len(title) > 128:
            raise _wrong("Description is longer than 128", "description")
        if not isinstance(marks, dict) or len(marks) > 16 or any(not isinstance(one, str) for one in marks.values()):
            raise _wrong("Metadata are at most 16 texts", "metadata")
        receipt = receipts.checked(body, amount, currency, demanded=self.kept.receipts)
        if body.get("capture") is not True:
            raise _wrong("Payments are captured at once here", "capture")
        back = str(way["return_url"])
        return Checkout(
            id="",
            title=title,
            amount=amount,
            currency=currency,
            return_url=back,
            cancel_url=back,
            marks=marks,
            born=self._world.clock.unix(),
            receipt=receipt,
        )

    def _confirmation(self, request: web.Request, one: Checkout) -> Fields:
        return {
            "type": "redirect",
            "return_url": one.return_url,
            "confirmation_url": self.address(request, one),
        }

    async def _look(self, request: web.Request) -> web.Response:
        one = self.find(request.match_info["id"])
        if one is None:
            raise Refused(404, "not_found", "Payment doesn't exist or access denied", "payment_id")
        waits = {"confirmation": self._confirmation(request, one)} if one.state == "open" else {}
        return web.json_response(self._payment(one) | waits)

    async def _payments(self, request: web.Request) -> web.Response:
        since = _moment(request.query.get("captured_at.gte", "1970-01-01T00:00:00Z"))
        wanted = request.query.get("status")
        found = [self._payment(one) for one in reversed(self.kept.checkouts.values()) if one.paid_at >= since]
        return _page(request, [one for one in found if wanted in (None, one["status"])])

    async def _refund(self, request: web.Request) -> web.Response:
        body = await _json(request, _REFUND)
        amount, currency = _amount(body)
        about = {"description": body["description"]} if body.get("description") else {}
        receipt = receipts.checked(body, amount, currency, demanded=self.kept.receipts)

        def make() -> Fields:
            one = self.paid_as("payment_id", str(body.get("payment_id", "")))
            if one is None:
                raise _wrong("Payment doesn't exist, or is not paid", "payment_id")
            if currency != one.currency:
                raise _wrong("The currency is not that of the payment", "amount.currency")
            if amount > one.amount - one.returned:
                raise _wrong("Refund amount is more than what is left of the payment", "amount.value")
            return self._sent_back(one, self.send_back(one, str(uuid.uuid4()), amount, about, receipt))

        return self.once(_key(request), body, make)

    async def _refunds(self, request: web.Request) -> web.Response:
        wanted = request.query.get("payment_id")
        paid = [one for one in self.kept.checkouts.values() if wanted in (None, one.payment_id)]
        return _page(request, [self._sent_back(one, back) for one in paid for back in reversed(one.refunds)])

    def _payment(self, one: Checkout) -> Fields:
        statuses = {"open": "pending", "late": "pending", "paid": "succeeded"}
        shown: Fields = {
            "id": one.id,
            "status": statuses.get(one.state, "canceled"),
            "amount": _money(one.amount, one.currency),
            "created_at": _stamp(one.born),
            "description": one.title,
            "metadata": one.marks,
            "paid": one.state == "paid",
            "recipient": {"account_id": SHOP, "gateway_id": "200500"},
            "refundable": one.state == "paid" and one.returned < one.amount,
            "test": True,
            **({"receipt_registration": "succeeded" if one.paid_at else "pending"} if one.receipt else {}),
        }
        if one.state == "paid":
            shown |= {"captured_at": _stamp(one.paid_at), "refunded_amount": _money(one.returned, one.currency)}
        if shown["status"] == "canceled":
            why = "expired_on_confirmation" if one.state == "expired" else "card_expired"
            shown["cancellation_details"] = {"party": "yoo_money", "reason": why}
        return shown

    def _sent_back(self, one: Checkout, back: SentBack) -> Fields:
        return {
            "id": back.id,
            "payment_id": one.id,
            "status": "succeeded",
            "amount": _money(back.amount, one.currency),
            "created_at": _stamp(back.at),
            **back.about,
            **({"receipt_registration": "succeeded"} if back.receipt else {}),
        }


def _wrong(message: str, parameter: str) -> Refused:
    return Refused(400, "invalid_request", message, parameter)


def _key(request: web.Request) -> str:
    key = request.headers.get("Idempotence-Key", "")
    if not 0 < len(key) <= LARGEST_KEY:
        raise _wrong("Idempotence-Key is missing or longer than 64", "Idempotence-Key")
    return key


async def _json(request: web.Request, known: set[str]) -> Fields:
    try:
        body = json.loads(await request.read())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise _wrong("The body is not a JSON object", "")
    if strange := sorted(body.keys() - known):
        raise _wrong(f"Unknown parameter {strange[0]}", strange[0])
    return body


def _amount(body: Fields) -> tuple[int, str]:
    given: Any = body.get("amount")
    if not isinstance(given, dict) or not isinstance(given.get("value"), str):
        raise _wrong("Amount is missing", "amount")
    if given.get("currency") not in KNOWN - WHOLE:
        raise _wrong("Currency is not known", "amount.currency")
    if not re.fullmatch(r"\d{1,9}\.\d\d", given["value"]):
        raise _wrong("Amount has two digits after the point", "amount.value")
    minor = int(given["value"].replace(".", ""))
    if not 0 < minor <= MOST:
        raise _wrong("Amount is out of its limits", "amount.value")
    return minor, str(given["currency"])


def _money(minor: int, currency: str) -> Fields:
    return {"value": f"{minor // 100}.{minor % 100:02}", "currency": currency}


def _stamp(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _moment(text: str) -> int:
    try:
        return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())
    except ValueError as problem:
        raise _wrong("This is not a moment", "captured_at") from problem


def _page(request: web.Request, rows: Iterable[Fields]) -> web.Response:
    limit, cursor = request.query.get("limit", "10"), request.query.get("cursor", "0")
    if not limit.isdigit() or not 1 <= int(limit) <= 100 or not cursor.isdigit():
        raise _wrong("Limit is 1 to 100", "limit")
    listed, first = list(rows), int(cursor)
    shown = listed[first : first + int(limit)]
    more = {"next_cursor": str(first + int(limit))} if len(listed) > first + int(limit) else {}
    return web.json_response({"type": "list", "items": shown, **more})
