"""/payments: what a person paid, and what went back."""

from __future__ import annotations

from bot.kit.turn import Reply, Turn
from bot.payments.screens import history_screen
from domain.payments.queries import payments_of


async def payments(turn: Turn) -> Reply:
    before = turn.number() if turn.args and turn.incoming.kind == "press" else None
    return history_screen(await payments_of(turn.person, before=before), turn.zone, turn.t, turn.now)
