"""Telegram says that money came, or went back; and asks, just before it takes it, whether it should."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram.types import PreCheckoutQuery

from bot.kit.screen import Screen
from bot.kit.turn import Reply, Turn
from domain import database, reactions
from domain.notifications.ports import Call
from domain.payments import methods
from domain.payments.orders import Price
from domain.payments.settlement import Incoming, Verdict
from locales import pick_language, translator


async def answer_pre_checkout(raw: Mapping[str, Any], now: datetime) -> Call:
    """The answerPreCheckoutQuery call: yes only if the money would pay the payer's own order, open now."""
    query = PreCheckoutQuery.model_validate(raw)
    price = Price(query.total_amount, query.currency)
    person = await database.fetchrow("SELECT id, language FROM users WHERE telegram_id = $1", query.from_user.id)
    verdict = await reactions.payment_asked(query.invoice_payload, price, person["id"] if person else 0, now=now)
    if verdict is Verdict.PAID:
        return Call("answerPreCheckoutQuery", {"pre_checkout_query_id": query.id, "ok": True})
    t = translator(person["language"] if person else pick_language(query.from_user.language_code))
    why = t(f"payments-not-now-{verdict.value}" if verdict else "payments-not-now-over")
    return Call("answerPreCheckoutQuery", {"pre_checkout_query_id": query.id, "ok": False, "error_message": why})


async def received(turn: Turn) -> Reply:
    """successful_payment: the money is with us, whatever we think of it."""
    assert turn.incoming.message and turn.incoming.message.successful_payment
    paid = turn.incoming.message.successful_payment
    price = Price(paid.total_amount, paid.currency)
    receipt = await reactions.charge_received(
        Incoming(
            provider=methods.TELEGRAM,
            charge_id=paid.telegram_payment_charge_id,
            order_token=paid.invoice_payload,
            price=price,
            payer_id=turn.person.id,
            provider_charge_id=paid.provider_payment_charge_id,
        ),
        now=turn.now,
    )
    if receipt.verdict in (Verdict.REPEATED, Verdict.PAID):
        return None  # what was bought says so itself: a ticket, or that there is no place any more
    said = turn.t(
        f"payments-goes-back-{receipt.verdict.value}", amount=turn.t.money(price.amount_minor, price.currency)
    )
    return Screen(said)


async def refunded(turn: Turn) -> Reply:
    """refunded_payment: our own doing, and said by us already."""
    return None
