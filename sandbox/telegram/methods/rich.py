"""sendRichMessage, and its draft while it grows."""

from __future__ import annotations

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.methods.drafting import draft_chat, put_draft
from sandbox.telegram.methods.sending import deliver
from sandbox.telegram.records import Fields
from sandbox.telegram.rich.message import rich_body


def send_rich(call: Call) -> Fields:
    private = call.chat().type == "private"
    return deliver(call, rich_body(call.world, call.rich, private=private, uploads=call.uploads))


def send_rich_draft(call: Call) -> bool:
    chat = draft_chat(call)
    body = rich_body(call.world, call.rich, private=True, draft=True, stored=True)
    return put_draft(call, chat, rich=body["rich_message"])


HANDLERS: HandlerTable = {"sendRichMessage": send_rich, "sendRichMessageDraft": send_rich_draft}
