"""One living message: an open question stands in one place, and only there it has buttons."""

from __future__ import annotations

from domain.forms import drafts
from domain.notifications import outbox
from domain.notifications.ports import Call, CallResult, OutboxItem


def unbutton(chat_id: int, message_id: int) -> Call:
    """The words stay."""
    return Call("editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id})


def unbutton_alone(chat_id: int, person: int, ephemeral_id: int) -> Call:
    """The same for a message in a group that only that person sees."""
    return Call("editEphemeralMessageReplyMarkup", _named(chat_id, person, ephemeral_id))


def drop_alone(chat_id: int, person: int, ephemeral_id: int) -> Call:
    return Call("deleteEphemeralMessage", _named(chat_id, person, ephemeral_id))


def _named(chat_id: int, person: int, ephemeral_id: int) -> dict[str, int]:
    return {"chat_id": chat_id, "receiver_user_id": person, "ephemeral_message_id": ephemeral_id}


async def note_question(item: OutboxItem, result: CallResult) -> None:
    """A question has been shown: it lives there now, and the message in which it stood before loses its buttons.

    So does this one if it was answered before we knew of it.
    """
    if outbox.ALONE in item.params:
        await _note_alone(item, result)
        return
    message_id = result.get("message_id") if isinstance(result, dict) else None
    if message_id is None or item.user_id is None or item.chat_id is None:
        return
    shown = int(message_id) if item.params["buttons"] else None
    stale = await drafts.place_question(item.user_id, item.chat_id, shown)
    if stale is not None:
        calls = [unbutton(item.chat_id, stale)]
        await outbox.show(calls, chat_id=item.chat_id, user_id=item.user_id, now=item.not_before)


async def _note_alone(item: OutboxItem, result: CallResult) -> None:
    """In a group. One that was changed stands where it stood; one that went to the private chat is not the question."""
    assert item.user_id is not None and item.chat_id is not None
    if not isinstance(result, dict):
        if edited := item.params.get("edited"):
            await drafts.note_place(item.user_id, item.chat_id, edited)
        return
    if result["chat"]["id"] != item.chat_id or not result.get("ephemeral_message_id"):
        return
    stale = await drafts.place_question(item.user_id, item.chat_id, int(result["ephemeral_message_id"]))
    if stale is not None:
        alone = int(item.params[outbox.ALONE])
        calls = [unbutton_alone(item.chat_id, alone, stale)]
        await outbox.show(calls, chat_id=item.chat_id, user_id=item.user_id, now=item.not_before, alone=alone)
