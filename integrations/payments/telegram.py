"""What was paid in the chat: Stars go back through Telegram, money through the provider that stands behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from domain.notifications.ports import Rejected
from domain.payments.orders import Price
from domain.payments.ports import SendsBack
from domain.payments.refunds import ToSend
from domain.payments.settlement import Incoming
from integrations.payments import stripe, yookassa
from integrations.payments.asking import Refused

NAME = "telegram"
STARS = "XTR"
PAGE = 100
_RETURNED = "CHARGE_ALREADY_REFUNDED"


class BotApi(Protocol):
    async def ask(self, method: str, params: Mapping[str, Any] | None = None) -> Any: ...


class Behind(SendsBack, Protocol):
    """A provider that Telegram took the money through."""

    async def knows(self, charge_id: str) -> bool: ...


class TelegramPayments:
    """`behind`: the providers whose keys we have, by name."""

    def __init__(self, api: BotApi, behind: Mapping[str, Behind]) -> None:
        self._api = api
        self._behind = behind

    def takes(self, currency: str) -> bool:
        """Money is listed by the provider behind Telegram, Stars by Telegram itself."""
        return currency == STARS

    async def charges_since(self, moment: datetime) -> AsyncIterator[Incoming]:
        """Telegram lists from its first Star on, and has no way to begin later."""
        offset = 0
        while True:
            asked = {"offset": offset, "limit": PAGE}
            listed = (await self._api.ask("getStarTransactions", asked))["transactions"]
            for one in listed:
                if one["date"] >= moment.timestamp() and (payload := one.get("source", {}).get("invoice_payload")):
                    yield Incoming(NAME, one["id"], payload, Price(one["amount"], STARS))
            if len(listed) < PAGE:
                return
            offset += PAGE

    async def refund(self, refund: ToSend) -> str | None:
        if refund.currency == STARS:
            return await self._give_stars_back(refund)
        provider = self._behind.get(provider_behind(refund.provider_charge_id))
        return None if provider is None else await _through(provider, refund)

    async def _give_stars_back(self, refund: ToSend) -> str | None:
        """Telegram gives back all of a payment or nothing, and to nobody but who paid."""
        if not refund.whole or refund.payer_telegram_id is None:
            return None
        asked = {"user_id": refund.payer_telegram_id, "telegram_payment_charge_id": refund.charge_id}
        try:
            await self._api.ask("refundStarPayment", asked)
        except Rejected as rejected:
            if _RETURNED not in rejected.description.upper():
                raise Refused(400, rejected.description[:64]) from None
        return refund.charge_id


async def _through(provider: Behind, refund: ToSend) -> str | None:
    """The shop behind Telegram may be another one than that whose keys we have."""
    if not await provider.knows(refund.provider_charge_id):
        return None
    return await provider.refund(replace(refund, charge_id=refund.provider_charge_id))


def provider_behind(provider_charge_id: str) -> str:
    """By the looks of what it calls the charge; empty where that says nothing."""
    if provider_charge_id.startswith(("ch_", "pi_")):
        return stripe.NAME
    return yookassa.NAME if yookassa.is_payment_id(provider_charge_id) else ""
