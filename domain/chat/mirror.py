"""What is written in the mini-app's room, posted in the linked group: several lines in one message.

Time is cut into slots. A slot has one outbox row, which speaks for everything that was written in it; a group gets
at most one such message a slot, within Telegram's 20 a minute, and a talk that never pauses is not held back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from domain import database
from domain.chat.queries import MESSAGE_COLUMNS, MessageCard, card_of
from domain.notifications import keys, outbox

SLOT_S = 4
_SLOT = timedelta(seconds=SLOT_S)
_MARGIN = timedelta(seconds=0.5)
"""For transactions that began in the slot and commit after its end."""
_WAITING = f"""
SELECT {MESSAGE_COLUMNS} FROM messages m
WHERE m.conversation_id = $1 AND m.origin = 'app' AND m.sent_at < $3
  AND m.sent_at >= (SELECT l.linked_at FROM space_links l WHERE l.chat_id = $2)
  AND m.id > coalesce((SELECT max(c.message_id) FROM message_copies c JOIN messages o ON o.id = c.message_id
                       WHERE c.chat_id = $2 AND o.conversation_id = $1 AND o.origin = 'app'), 0)
ORDER BY m.id LIMIT 200
"""


async def plan(chat_ids: Sequence[int], conversation_id: int, message_id: int, *, now: datetime) -> None:
    """That was written in the app; the groups read of it at the end of the slot.

    What was held up for so long that a group has been told of its slot already was written in a later one.
    """
    usual = datetime.fromtimestamp((now.timestamp() // SLOT_S + 1) * SLOT_S, UTC)
    ends_at = usual
    while not all([await _is_planned(chat_id, conversation_id, ends_at, now) for chat_id in chat_ids]):
        ends_at += _SLOT
    if ends_at > usual:
        await database.execute("UPDATE messages SET sent_at = $2 WHERE id = $1", message_id, ends_at - _SLOT)


async def _is_planned(chat_id: int, conversation_id: int, ends_at: datetime, now: datetime) -> bool:
    """False: it is being said, or was."""
    key = f"room-lines:{chat_id}:{conversation_id}:{int(ends_at.timestamp())}"
    params = {"conversation_id": conversation_id, "ends_at": ends_at.isoformat()}
    due_at = ends_at + _MARGIN
    await outbox.tell_chat(chat_id, "chat-room-lines", params=params, dedupe_key=key, not_before=due_at, now=now)
    return await keys.hold_waiting(key)


async def waiting_lines(chat_id: int, conversation_id: int, ends_at: datetime) -> list[MessageCard]:
    """What the group has not been told of what was written in the app before that moment, oldest first."""
    rows = await database.fetch(_WAITING, conversation_id, chat_id, ends_at)
    return [card_of(row) for row in rows]
