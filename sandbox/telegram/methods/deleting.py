from __future__ import annotations

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.messages import remove
from sandbox.telegram.records import Chat, Post

DELETABLE_S = 48 * 3600


def _may_delete(call: Call, chat: Chat, post: Post) -> bool:
    world = call.world
    if chat.type != "private" and chat.members[world.bot.id].may("can_delete_messages"):
        return True
    fresh = world.clock.unix() - post.date <= DELETABLE_S
    return fresh and (post.sender == world.bot.id or chat.type == "private")


def _found(call: Call, chat: Chat, message_id: int) -> Post | None:
    post = call.world.posts_by_id.get((chat.id, message_id))
    return post if post is not None and not post.deleted else None


def delete_message(call: Call) -> bool:
    chat = call.chat()
    post = _found(call, chat, call.fields["message_id"])
    if post is None:
        raise bad_request("message to delete not found")
    if not _may_delete(call, chat, post):
        raise bad_request("message can't be deleted")
    remove(call.world, chat, [post])
    return True


def delete_messages(call: Call) -> bool:
    """Those that cannot be found or deleted are passed over, as Telegram does."""
    chat = call.chat()
    ids = call.fields["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("too many messages specified")
    found = [post for message_id in ids if (post := _found(call, chat, message_id)) is not None]
    remove(call.world, chat, [post for post in found if _may_delete(call, chat, post)])
    return True


HANDLERS: HandlerTable = {"deleteMessage": delete_message, "deleteMessages": delete_messages}
