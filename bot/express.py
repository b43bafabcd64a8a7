"""What Telegram does not wait for: answered beside the lanes, by whoever received it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.events.group_door import answer_join
from bot.events.guest import answer_guest
from bot.events.inline import answer_inline
from bot.kit.turn import BotApp
from bot.payments.receiving import answer_pre_checkout
from domain import database


async def answer(app: BotApp, update: Mapping[str, Any], now: datetime) -> None:
    """Nothing for an update of any other kind."""
    with database.in_a_hurry():
        await _answer(app, update, now)


async def _answer(app: BotApp, update: Mapping[str, Any], now: datetime) -> None:
    if query := update.get("inline_query"):
        await app.telegram.call(await answer_inline(app, query, now))
    elif query := update.get("pre_checkout_query"):
        await app.telegram.call(await answer_pre_checkout(query, now))
    elif request := update.get("chat_join_request"):
        if call := await answer_join(app, request):
            await app.telegram.call(call)
    elif message := update.get("guest_message"):
        await answer_guest(app, message, now)
