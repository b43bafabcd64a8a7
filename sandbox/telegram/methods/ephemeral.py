"""Messages that one person sees: edited and deleted by their own methods."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.messages import remove
from sandbox.telegram.methods.editing import apply_edit, new_caption, new_markup, new_media, new_text
from sandbox.telegram.records import Post


def _post(call: Call, missing: str) -> Post:
    chat = call.chat()
    receiver, number = call.fields["receiver_user_id"], call.fields["ephemeral_message_id"]
    for post in reversed(call.world.posts_of.get(chat.id, [])):
        if post.ephemeral_id == number and post.receiver == receiver and not post.deleted:
            return post
    raise bad_request(missing)


def _own(call: Call) -> Post:
    post = _post(call, "message to edit not found")
    if post.sender != call.world.bot.id:
        raise bad_request("message can't be edited")
    return post


def _editor(content: Any) -> Any:
    def edit(call: Call) -> bool:
        post = _own(call)
        apply_edit(call, post, content(call, post), new_markup(call, post))
        return True

    return edit


def _delete(call: Call) -> bool:
    post = _post(call, "message to delete not found")
    remove(call.world, call.chat(), [post])
    return True


HANDLERS: HandlerTable = {
    "editEphemeralMessageText": _editor(new_text),
    "editEphemeralMessageCaption": _editor(new_caption),
    "editEphemeralMessageMedia": _editor(new_media),
    "editEphemeralMessageReplyMarkup": _editor(lambda call, post: post.body),
    "deleteEphemeralMessage": _delete,
}
