"""sendMessageDraft: a private chat sees how the bot's message grows."""

from __future__ import annotations

from typing import Any

from sandbox.telegram import drafts
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.entities import formatted
from sandbox.telegram.errors import bad_request
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.methods.sending import LONGEST_TEXT, checked_thread, writable_chat
from sandbox.telegram.records import Chat


def draft_chat(call: Call) -> Chat:
    chat = call.chat()
    if chat.type != "private":
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    writable_chat(call, counted=False)
    checked_thread(call, chat, None)
    if call.fields["draft_id"] == 0:
        raise bad_request("RANDOM_ID_INVALID")
    return chat


def put_draft(call: Call, chat: Chat, **content: Any) -> bool:
    how: dict[str, Any] = {name: bool(call.get(name)) for name in ("can_stop", "keep_on_stop")}
    drafts.put(call.world, chat, drafts.Draft(call.fields["draft_id"], **content, **how))
    return True


def send_draft(call: Call) -> bool:
    """An empty text is the bot thinking."""
    chat = draft_chat(call)
    text, entities = formatted(call.get("text", ""), call.get("parse_mode"), call.get("entities"), call.world.find_user)
    if utf16_len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return put_draft(call, chat, text=text, entities=entities)


HANDLERS: HandlerTable = {"sendMessageDraft": send_draft}
