"""Delivery to Telegram: within its limits, and with every one of its answers understood."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog

from domain import database
from domain.notifications import outcomes, rows
from domain.notifications.addressing import address
from domain.notifications.budgets import Budgets
from domain.notifications.outbox import QUESTION, SCREEN
from domain.notifications.outcomes import Dead, Later, Obsolete, Outcome, Sent
from domain.notifications.ports import (
    Blocked,
    Call,
    CallResult,
    Migrated,
    OnMigrated,
    OutboxItem,
    Recipient,
    Rejected,
    Renderer,
    RetryLater,
    TelegramPort,
    Unreachable,
    Unsure,
    Urgency,
)
from domain.notifications.rest import Rest

log = structlog.get_logger("forma.outbox")

HOLD_S = 1.5
"""A longer wait is spent in the table, not in hand."""
_FREE = (
    *("answer", "get", "sendChatAction", "set", "delete", "unpin", "pin", "createForumTopic"),
    *("approve", "decline", "createChatInviteLink", "revoke"),
)
"""Methods that say nothing in a chat: no budget. Pins and topics are not messages: Telegram limits them apart."""
_WIDE_PAUSE = 3
"""As many chats limited within `_WIDE_S` mean that the whole bot is."""
_WIDE_S = 2.0


class TelegramDelivery:
    def __init__(
        self, render: Renderer, port: TelegramPort, budgets: Budgets, *, on_migrated: OnMigrated = rows.redirect
    ) -> None:
        self._render = render
        self._port = port
        self._budgets = budgets
        self._on_migrated = on_migrated
        self._limited: dict[int, float] = {}
        self._rest = Rest(first_s=0.5, longest_s=30.0)

    @property
    def resting_s(self) -> float:
        """How long Telegram is left alone because it did not answer."""
        return self._rest.left_s

    async def deliver(self, item: OutboxItem, now: datetime) -> Outcome:
        if item.kind in (SCREEN, QUESTION):
            return await self._say_all(item, [Call.from_json(call) for call in item.params["calls"]], item.chat_id)
        to = await address(item, now)
        if not isinstance(to, Recipient):
            return to
        rendered = await self._render(item, to)
        if rendered is None:
            return Obsolete("nothing to say")
        return await self._say_all(item, rendered.calls, to.chat_id)

    async def _say_all(self, item: OutboxItem, calls: Sequence[Call], chat_id: int | None) -> Outcome:
        """Calls that were made before an interruption are not made again, whoever goes on with the row."""
        outcome: Outcome = Sent()
        for index in range(item.params.get(rows.SAID, 0), len(calls)):
            outcome = await self._say(item if index == 0 else replace(item, coalesce_key=None), calls[index], chat_id)
            if isinstance(outcome, Later):
                return replace(outcome, said=index)
            if not isinstance(outcome, Sent):
                break
        return outcome

    async def _say(self, item: OutboxItem, call: Call, chat_id: int | None) -> Outcome:
        chat = _whose_budget(call, chat_id)
        wait_s = await self._wait_turn(item, call, chat if isinstance(chat, int) else None)
        if wait_s is not None:
            return Later(wait_s)
        try:
            return Sent(await self._call(call))
        except RetryLater as limit:
            await self._limit(chat, limit.seconds)
            return Later(limit.seconds)
        except Blocked as error:
            if call.fallback is not None and call.fallback.method.startswith("get"):
                return await self._say(item, call.fallback, chat_id)  # who cannot be told does not stop what follows
            return outcomes.Blocked(str(error) or "blocked")
        except Migrated as moved:
            return await self._follow(item, call, chat, moved.new_chat_id)
        except Rejected as error:
            return await self._rejected(item, call, chat_id, error.description)
        except Unreachable:
            return Later(self._rest.begin())
        except Unsure:
            return Dead("unsure: not repeated") if item.urgency >= Urgency.NICE else Later(self._rest.begin())

    async def _call(self, call: Call) -> CallResult:
        result = await self._port.call(call)
        self._rest.answered()
        return result

    async def _wait_turn(self, item: OutboxItem, call: Call, chat_id: int | None) -> float | None:
        """Stay until the call may be made; or the seconds after which to come back."""
        if call.method.startswith(_FREE):
            return None
        if self.resting_s > 0:
            return self.resting_s
        while True:
            granted, wait_s = await self._budgets.take(chat_id, item.urgency, item.coalesce_key)
            if not granted and wait_s > HOLD_S:
                return wait_s
            await asyncio.sleep(wait_s)
            if granted:
                return None

    async def _limit(self, chat_id: Any, seconds: float) -> None:
        """The smallest scope that explains the 429: this chat, or the bot when several chats are limited at once."""
        now = time.monotonic()
        self._limited = {chat: at for chat, at in self._limited.items() if now - at < _WIDE_S}
        if isinstance(chat_id, int):
            self._limited[chat_id] = now
        wide = not isinstance(chat_id, int) or len(self._limited) >= _WIDE_PAUSE
        await self._budgets.pause(None if wide else chat_id, seconds)
        log.warning("telegram limits us", seconds=seconds, whole_bot=wide)

    async def _follow(self, item: OutboxItem, call: Call, old: Any, new: int) -> Outcome:
        if not isinstance(old, int) or old == new:
            return Dead("migrated in a circle")
        async with database.transaction():
            await self._on_migrated(old, new)
        moved = replace(call, params={**call.params, "chat_id": new})
        return await self._say(item, moved, new)

    async def _rejected(self, item: OutboxItem, call: Call, chat_id: int | None, description: str) -> Outcome:
        words = description.lower()
        if call.method == "answerChatJoinRequestQuery" and call.fallback is not None:
            return await self._say(item, call.fallback, chat_id)
        if "user_already_participant" in words:
            return Sent()
        if "hide_requester_missing" in words:
            return Sent(False)
        is_late = "query is too old" in words and call.fallback is None
        if "message is not modified" in words or is_late:
            return Sent()
        if "entit" in words and (plain := _without_entities(call)) is not None:
            return await self._say(item, plain, chat_id)
        if call.fallback is not None:
            return await self._say(item, call.fallback, chat_id)
        is_gone = "not found" in words or "message_id_invalid" in words
        if is_gone and call.method.startswith(("edit", "delete", "pin")):
            return Obsolete(f"gone: {description}")
        return Dead(description)


def _whose_budget(call: Call, chat_id: int | None) -> Any:
    """What one member of a group sees is a message to that person: others write there meanwhile."""
    alone = call.params.get("ephemeral_message_parameters") or call.params
    return alone.get("receiver_user_id") or call.params.get("chat_id", chat_id)


def _without_entities(call: Call) -> Call | None:
    """The same words as plain text; None if they are plain already."""
    plain = {key: value for key, value in call.params.items() if key not in ("entities", "caption_entities")}
    return replace(call, params=plain) if len(plain) < len(call.params) else None
