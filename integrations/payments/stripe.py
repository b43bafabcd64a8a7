"""Stripe: a Checkout Session is begun, its PaymentIntent is the charge. Cards are seen by Stripe's page alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from typing import Any

from domain.payments.orders import Price
from domain.payments.ports import Begun, Standing, ToPay
from domain.payments.refunds import ToSend
from domain.payments.settlement import Incoming
from integrations.payments.asking import Api, Refused, reading

NAME = "stripe"
OFFICIAL = "https://api.stripe.com"
VERSION = "2024-06-20"
PAGE = 100
ODD = frozenset({"ISK", "UGX", "XTR"})
"""Stripe counts them in other units than ISO 4217 does; XTR are Telegram's Stars."""
_RETURNED = "charge_already_refunded"
_FAILED = ("failed", "canceled")


class Stripe:
    """One account. What was not begun by us bears no order and is left alone."""

    def __init__(self, key: str, *, api: str = OFFICIAL) -> None:
        self._api = Api(api, key, headers={"Stripe-Version": VERSION})

    async def close(self) -> None:
        await self._api.close()

    def takes(self, currency: str) -> bool:
        return currency not in ODD

    def issues_receipts(self, currency: str) -> bool:
        return False

    async def begin(self, order: ToPay) -> Begun:
        made = await self._post("/v1/checkout/sessions", _session(order), order.key)
        with reading():
            return Begun(_text(made["id"]), _text(made["url"]))

    async def look(self, external_id: str) -> Standing | None:
        asked = {"expand[]": "payment_intent"}
        session = await self._found(f"/v1/checkout/sessions/{_path(external_id)}", asked)
        if session is None:
            return None
        with reading():
            return _standing(session)

    async def refund(self, refund: ToSend) -> str | None:
        """Keys are kept for a day: what was sent before is looked for by the key that it bears."""
        if (made := await self._sent_before(refund)) is not None:
            return made
        asked = {**_charge(refund), "amount": refund.amount_minor, "metadata": {"key": refund.key}}
        try:
            answer = await self._post("/v1/refunds", asked, refund.key)
        except Refused as refused:
            if refused.reason == _RETURNED and refund.whole:  # by hand, on Stripe's own page
                return _RETURNED
            raise
        with reading():
            if answer["status"] in _FAILED:
                raise Refused(200, f"refund {answer['status']}")
            return _text(answer["id"])

    async def charges_since(self, moment: datetime) -> AsyncIterator[Incoming]:
        asked = {"created[gte]": str(int(moment.timestamp())), "limit": str(PAGE)}
        async for one in self._pages("/v1/charges", asked):
            with reading():
                token = one["metadata"].get("order")
                if one["status"] != "succeeded" or not token or not one["payment_intent"]:
                    continue
                price = Price(int(one["amount_captured"]), _currency(one))
                found = Incoming(
                    NAME, _text(one["payment_intent"]), _text(token), price, provider_charge_id=_text(one["id"])
                )
            yield found

    async def knows(self, charge_id: str) -> bool:
        kind = "charges" if charge_id.startswith("ch_") else "payment_intents"
        return await self._found(f"/v1/{kind}/{_path(charge_id)}", {}) is not None

    async def check(self) -> None:
        """Whether the key opens the door."""
        await self._api.ask("GET", "/v1/charges", params={"limit": "1"})

    async def _sent_before(self, refund: ToSend) -> str | None:
        found = self._pages("/v1/refunds", {**_charge(refund), "limit": str(PAGE)})
        async for one in found:
            with reading():
                if one["metadata"].get("key") == refund.key and one["status"] not in _FAILED:
                    return _text(one["id"])
        return None

    async def _pages(self, path: str, asked: Mapping[str, str]) -> AsyncIterator[dict[str, Any]]:
        params = dict(asked)
        while True:
            answer = await self._api.ask("GET", path, params=params)
            with reading():
                rows, more = list(answer["data"]), bool(answer["has_more"])
            for row in rows:
                yield row
            if not more or not rows:
                return
            with reading():
                params["starting_after"] = _text(rows[-1]["id"])

    async def _found(self, path: str, params: Mapping[str, str]) -> dict[str, Any] | None:
        try:
            return await self._api.ask("GET", path, params=params)
        except Refused as refused:
            if refused.http_status == 404:
                return None
            raise

    async def _post(self, path: str, fields: Mapping[str, Any], key: str) -> dict[str, Any]:
        form = {name: str(value) for name, value in _flat(fields)}
        return await self._api.ask("POST", path, data=form, headers={"Idempotency-Key": key})


def _session(order: ToPay) -> dict[str, Any]:
    price = {
        "currency": order.currency.lower(),
        "unit_amount": order.amount_minor,
        "product_data": {"name": order.title},
    }
    marked = {"order": order.token}
    return {
        "mode": "payment",
        "client_reference_id": order.token,
        "line_items": [{"quantity": 1, "price_data": price}],
        "metadata": marked,
        "payment_intent_data": {"metadata": marked},
        "success_url": order.return_url,
        "cancel_url": order.return_url,
        **({"customer_email": order.email} if order.email else {}),
    }


def _standing(session: Mapping[str, Any]) -> Standing | None:
    token = session["metadata"].get("order")
    if not token:
        return None
    if session["payment_status"] == "paid":
        return Standing("paid", _incoming(session["payment_intent"], _text(token)))
    return Standing("failed" if session["status"] == "expired" else "pending")


def _incoming(intent: Mapping[str, Any], token: str) -> Incoming:
    price = Price(int(intent["amount_received"]), _currency(intent))
    return Incoming(NAME, _text(intent["id"]), token, price, provider_charge_id=_text(intent["latest_charge"]))


def _charge(refund: ToSend) -> dict[str, str]:
    """Charges made through Telegram are known by the charge itself."""
    kind = "charge" if refund.charge_id.startswith("ch_") else "payment_intent"
    return {kind: refund.charge_id}


def _currency(thing: Mapping[str, Any]) -> str:
    return _text(thing["currency"]).upper()


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("a text was expected")
    return value


def _path(external_id: str) -> str:
    """What stands in an address is never more than a name."""
    return "".join(one for one in external_id if one.isascii() and (one.isalnum() or one in "_-"))[:128] or "-"


def _flat(fields: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """`{"a": {"b": 1}}` → `a[b]=1`, as Stripe's forms want it."""
    for name, value in fields.items():
        key = f"{within}[{name}]" if within else name
        if isinstance(value, Mapping):
            yield from _flat(value, key)
        elif isinstance(value, list):
            yield from _flat({str(number): one for number, one in enumerate(value)}, key)
        else:
            yield key, value
