from __future__ import annotations

from sandbox.telegram.audience import is_ordinary, viewers
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.messages import add_post, show, tell_chat_all
from sandbox.telegram.methods.rights import bot_member
from sandbox.telegram.records import Chat, Post
from sandbox.telegram.world import World

NO_PIN = "not enough rights to manage pinned messages in the chat"


def _pinnable_chat(call: Call) -> Chat:
    chat = call.chat()
    if chat.type == "private":
        return chat
    member = bot_member(call, chat)
    allowed = chat.permissions.get("can_pin_messages") and chat.type != "channel"
    if not (member.may("can_pin_messages") or (not member.is_admin and allowed)):
        raise bad_request(NO_PIN)
    return chat


def tell_pinned(world: World, chat: Chat) -> None:
    pinned = chat.pinned[-1] if chat.pinned else None
    for person_id in viewers(chat):
        world.hub.tell(person_id, {"type": "pinned", "chat": chat.id, "message_id": pinned})
    tell_chat_all(world, chat)


def pin(call: Call) -> bool:
    world, chat = call.world, _pinnable_chat(call)
    post = world.posts_by_id.get((chat.id, call.fields["message_id"]))
    if post is None or post.deleted:
        raise bad_request("message to pin not found")
    if not is_ordinary(post.body):
        raise bad_request("message can't be pinned")
    pin_post(world, chat, post.message_id, world.bot.id)
    return True


def pin_post(world: World, chat: Chat, message_id: int, by: int) -> Post:
    """Returns the service message that says so."""
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    chat.pinned.append(message_id)
    post = world.posts_by_id[chat.id, message_id]
    service = add_post(world, chat, by, {"pinned_message": {"message_id": message_id}}, thread=post.thread)
    show(world, post, "edited")
    tell_pinned(world, chat)
    return service


def unpin(call: Call) -> bool:
    chat = _pinnable_chat(call)
    message_id = call.get("message_id") or (chat.pinned[-1] if chat.pinned else None)
    if message_id is not None and message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    if message_id is not None:
        chat.pinned.remove(message_id)
    tell_pinned(call.world, chat)
    return True


def unpin_all(call: Call) -> bool:
    chat = _pinnable_chat(call)
    chat.pinned.clear()
    tell_pinned(call.world, chat)
    return True


def unpin_topic(call: Call) -> bool:
    chat = _pinnable_chat(call)
    thread = call.get("message_thread_id")
    chat.pinned[:] = [m for m in chat.pinned if call.world.posts_by_id[chat.id, m].thread != thread]
    tell_pinned(call.world, chat)
    return True


HANDLERS: HandlerTable = {
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
    "unpinAllForumTopicMessages": unpin_topic,
    "unpinAllGeneralForumTopicMessages": unpin_topic,
}
