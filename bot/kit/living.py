"""One living message: an open question stands in one place, and only there it has buttons."""

from __future__ import annotations

from domain.forms import drafts
from domain.notifications import outbox
from domain.notifications.ports import Call, CallResult, OutboxItem


def unbutton(chat_id: int, message_id: int) -> Call:
    """The words stay."""
    return Call("editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id})


async def note_question(item: OutboxItem, result: CallResult) -> None:
    """A question has been shown: it lives there now, and the message in which it stood before loses its buttons.

    So does this one if it was answered before we knew of it.
    """
    message_id = result.get("message_id") if isinstance(result, dict) else None
    if message_id is None or item.user_id is None or item.chat_id is None:
        return
    shown = int(message_id) if item.params["buttons"] else None
    stale = await drafts.place_question(item.user_id, item.chat_id, shown)
    if stale is not None:
        calls = [unbutton(item.chat_id, stale)]
        await outbox.show(calls, chat_id=item.chat_id, user_id=item.user_id, now=item.not_before)
