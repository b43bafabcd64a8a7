"""Calls whose result we need: each is a row of the outbox, and what Telegram answers is stored with it."""

from __future__ import annotations

from bot.kit.rendering import Said
from bot.spaces.posting import group_words
from domain.notifications.ports import Call, CallResult, OutboxItem
from domain.spaces import topics

_COLORS = {
    "announcements": 0xFB6F5F,
    "questions": 0xFFD67E,
    "companions": 0x8EEE98,
    "photos": 0xCB86DB,
    "results": 0x6FB9F0,
    "organizers": 0xFF93B2,
    "applications": 0xFFD67E,
}
"""Telegram allows six."""


async def topic(said: Said) -> list[Call] | None:
    purpose = said.params["purpose"]
    assert said.chat_id is not None
    if await topics.thread_of(said.chat_id, purpose) is not None:
        return None
    t = await group_words(said)
    params = {"chat_id": said.chat_id, "name": t(f"space-topic-{purpose}"), "icon_color": _COLORS[purpose]}
    return [Call("createForumTopic", params)]


async def topic_made(item: OutboxItem, result: CallResult) -> None:
    assert isinstance(result, dict) and item.chat_id is not None
    await topics.remember(item.chat_id, item.params["purpose"], result["message_thread_id"])


async def pin(said: Said) -> list[Call]:
    params = {"chat_id": said.chat_id, "message_id": said.params["message_id"], "disable_notification": True}
    return [Call("pinChatMessage", params)]


CALLS = {"space-topic": topic, "space-pin": pin}
AFTER_SENT = {"space-topic": topic_made}
