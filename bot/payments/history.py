"""/payments: what a person paid, and what went back; and what they are to send back themselves."""

from __future__ import annotations

from bot.kit.turn import Reply, Turn
from bot.payments.screens import history_screen, receipt_screen
from domain.payments.by_hand import count_owed
from domain.payments.queries import get_receipt, payments_of


async def payments(turn: Turn) -> Reply:
    before = turn.number() if turn.args and turn.incoming.kind == "press" else None
    paid, owed = await payments_of(turn.person, before=before), await count_owed(turn.person)
    return history_screen(paid, turn.zone, turn.t, turn.now, owed=owed)


async def slip(turn: Turn) -> Reply:
    """[Чек № 12]"""
    return receipt_screen(await get_receipt(turn.person, turn.number()), turn.zone, turn.t, turn.now)
