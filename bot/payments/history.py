"""/payments: what a person paid, and what went back; what they are to send back; where their receipts go."""

from __future__ import annotations

from bot.kit.screen import Alert, Screen
from bot.kit.turn import Reply, Turn
from bot.payments.screens import history_screen, receipt_screen
from domain.forms.form import JsonValue
from domain.payments import receipt_addresses
from domain.payments.by_hand import count_owed
from domain.payments.queries import get_receipt, payments_of


async def payments(turn: Turn) -> Reply:
    return await _history(turn, turn.number() if turn.args and turn.incoming.kind == "press" else None)


async def _history(turn: Turn, before: int | None = None) -> Screen:
    paid, owed = await payments_of(turn.person, before=before), await count_owed(turn.person)
    to = await receipt_addresses.changeable(turn.person.id)
    return history_screen(paid, turn.zone, turn.t, turn.now, owed=owed, receipts_to=to)


async def slip(turn: Turn) -> Reply:
    """[Чек № 12]"""
    return receipt_screen(await get_receipt(turn.person, turn.number()), turn.zone, turn.t, turn.now)


async def address(turn: Turn) -> Reply:
    """[Чеки: olya@example.org]: another one."""
    known = {"email": await receipt_addresses.changeable(turn.person.id)}
    return await turn.forms.begin(turn, receipt_addresses.CHANGE, prefill=known)


async def address_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    email = str(answers["email"])
    await receipt_addresses.keep(turn.person.id, email)
    return [Alert(turn.t("payments-email-changed", email=email)), await _history(turn)]


async def back(turn: Turn, subject: str) -> Screen:
    return await _history(turn)
