"""YooKassa: a payment is begun with a page of theirs to pay on, and captured at once."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from domain.payments.errors import ProviderTrouble
from domain.payments.orders import Price
from domain.payments.ports import Begun, Standing, ToPay
from domain.payments.refunds import ToSend
from domain.payments.settlement import Incoming
from integrations.payments.asking import Api, Refused, reading

NAME = "yookassa"
OFFICIAL = "https://api.yookassa.ru"
PAGE = 100
TITLE_LENGTH = 128
IN_HUNDREDTHS = frozenset({"RUB", "USD", "EUR", "KZT", "BYN", "UZS", "TRY", "INR", "MDL", "AZN", "AMD", "GEL", "KGS"})
_OF_RECEIPTS = "RUB"
_UNNAMED = "Участие в событии"
"""On the receipt of money whose order nobody knows; receipts are read by the tax office."""
_STATES = {"pending": "pending", "waiting_for_capture": "pending", "canceled": "failed"}


@dataclass(frozen=True, slots=True)
class Fiscal:
    """What stands on a receipt by the law 54-FZ, in YooKassa's codes. `tax_system` 0: the shop has one alone."""

    vat_code: int
    tax_system: int = 0


class YooKassa:
    """One shop. What was not begun by us bears no order and is left alone. `fiscal`: it sends receipts."""

    def __init__(self, shop: str, key: str, *, api: str = OFFICIAL, fiscal: Fiscal | None = None) -> None:
        self._api = Api(api, shop, key)
        self._fiscal = fiscal

    async def close(self) -> None:
        await self._api.close()

    def takes(self, currency: str) -> bool:
        return currency in IN_HUNDREDTHS

    def issues_receipts(self, currency: str) -> bool:
        return self._fiscal is not None and currency == _OF_RECEIPTS

    async def begin(self, order: ToPay) -> Begun:
        asked: dict[str, Any] = {
            "amount": _amount(order.amount_minor, order.currency),
            "capture": True,
            "confirmation": {"type": "redirect", "return_url": order.return_url},
            "description": order.title[:TITLE_LENGTH],
            "metadata": {"order": order.token},
            **self._receipt(order.title, order.amount_minor, order.currency, order.email),
        }
        made = await self._post("/v3/payments", asked, order.key)
        with reading():
            if made["status"] == "canceled":
                raise Refused(200, _reason(made))
            return Begun(str(made["id"]), str(made["confirmation"]["confirmation_url"]))

    async def look(self, external_id: str) -> Standing | None:
        payment = await self._found(f"/v3/payments/{_path(external_id)}")
        if payment is None:
            return None
        with reading():
            token = (payment.get("metadata") or {}).get("order")
            if not token:
                return None
            if payment["status"] == "succeeded":
                return Standing("paid", _incoming(payment, str(token)))
            return Standing("failed" if _STATES[payment["status"]] == "failed" else "pending")

    async def refund(self, refund: ToSend) -> str | None:
        """Keys are kept for a day: what was sent before is looked for by the key that it bears."""
        if (made := await self._sent_before(refund)) is not None:
            return made
        asked = {
            "payment_id": refund.charge_id,
            "amount": _amount(refund.amount_minor, refund.currency),
            "description": refund.key,
            **self._receipt(refund.title, refund.amount_minor, refund.currency, refund.email),
        }
        answer = await self._post("/v3/refunds", asked, refund.key)
        with reading():
            if answer["status"] == "canceled":
                raise Refused(200, _reason(answer))
            return str(answer["id"])

    async def charges_since(self, moment: datetime) -> AsyncIterator[Incoming]:
        since = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        async for one in self._pages("/v3/payments", {"status": "succeeded", "captured_at.gte": since}):
            with reading():
                token = (one.get("metadata") or {}).get("order")
                found = _incoming(one, str(token)) if token else None
            if found:
                yield found

    async def knows(self, charge_id: str) -> bool:
        return await self._found(f"/v3/payments/{_path(charge_id)}") is not None

    async def check(self) -> None:
        """Whether the key opens the door."""
        await self._api.ask("GET", "/v3/payments", params={"limit": "1"})

    def _receipt(self, title: str, minor: int, currency: str, email: str | None) -> dict[str, Any]:
        """One line: a service that is paid in full. Nothing where there is nobody to send it to."""
        if self._fiscal is None or currency != _OF_RECEIPTS or not email:
            return {}
        line = {
            "description": " ".join(title.split())[:TITLE_LENGTH] or _UNNAMED,
            "quantity": "1.00",
            "amount": _amount(minor, currency),
            "vat_code": self._fiscal.vat_code,
            "payment_subject": "service",
            "payment_mode": "full_payment",
        }
        system = {"tax_system_code": self._fiscal.tax_system} if self._fiscal.tax_system else {}
        return {"receipt": {"customer": {"email": email}, "items": [line], **system}}

    async def _sent_before(self, refund: ToSend) -> str | None:
        async for one in self._pages("/v3/refunds", {"payment_id": refund.charge_id}):
            with reading():
                if one.get("description") == refund.key and one["status"] != "canceled":
                    return str(one["id"])
        return None

    async def _pages(self, path: str, asked: Mapping[str, str]) -> AsyncIterator[dict[str, Any]]:
        params = {**asked, "limit": str(PAGE)}
        while True:
            answer = await self._api.ask("GET", path, params=params)
            with reading():
                rows, cursor = list(answer["items"]), answer.get("next_cursor")
            for row in rows:
                yield row
            if not cursor or not rows:
                return
            params["cursor"] = str(cursor)

    async def _found(self, path: str) -> dict[str, Any] | None:
        try:
            return await self._api.ask("GET", path)
        except Refused as refused:
            if refused.http_status == 404 or refused.reason == "not_found":
                return None
            raise

    async def _post(self, path: str, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        return await self._api.ask("POST", path, json=dict(body), headers={"Idempotence-Key": key})


def is_payment_id(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name) is not None


def _amount(minor: int, currency: str) -> dict[str, str]:
    if currency not in IN_HUNDREDTHS:
        raise ProviderTrouble(reason="currency")
    return {"value": f"{minor // 100}.{minor % 100:02}", "currency": currency}


def _price(amount: Mapping[str, Any]) -> Price:
    minor = Decimal(str(amount["value"])) * 100
    if minor != minor.to_integral_value() or amount["currency"] not in IN_HUNDREDTHS:
        raise ValueError("not an amount in hundredths")
    return Price(int(minor), str(amount["currency"]))


def _incoming(payment: Mapping[str, Any], token: str) -> Incoming:
    return Incoming(NAME, str(payment["id"]), token, _price(payment["amount"]))


def _reason(thing: Mapping[str, Any]) -> str:
    return str((thing.get("cancellation_details") or {}).get("reason", "canceled"))[:64]


def _path(external_id: str) -> str:
    """What stands in an address is never more than a name."""
    return "".join(one for one in external_id if one.isascii() and (one.isalnum() or one == "-"))[:64] or "-"
