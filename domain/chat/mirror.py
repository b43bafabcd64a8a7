"""What is written in the mini-app's room, posted in the linked group: several lines in one message.

Time is cut into slots. A slot has one outbox row, which speaks for everything that was written in it; a group gets
at most one such message a slot, within Telegram's 20 a minute, and a talk that never pauses is not held back.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain import database
from domain.chat.queries import MESSAGE_COLUMNS, MessageCard, card_of
from domain.notifications import outbox

SLOT_S = 4
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


async def plan(chat_id: int, conversation_id: int, *, now: datetime) -> None:
    """Something was written in the app; the group reads of it at the end of the slot."""
    ends_at = datetime.fromtimestamp((now.timestamp() // SLOT_S + 1) * SLOT_S, UTC)
    await outbox.tell_chat(
        chat_id,
        "chat-room-lines",
        params={"conversation_id": conversation_id, "ends_at": ends_at.isoformat()},
        dedupe_key=f"room-lines:{chat_id}:{conversation_id}:{int(ends_at.timestamp())}",
        not_before=ends_at + _MARGIN,
        now=now,
    )


async def waiting_lines(chat_id: int, conversation_id: int, ends_at: datetime) -> list[MessageCard]:
    """What the group has not been told of what was written in the app before that moment, oldest first."""
    rows = await database.fetch(_WAITING, conversation_id, chat_id, ends_at)
    return [card_of(row) for row in rows]
