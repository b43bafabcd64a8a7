"""Guest mode: who names the bot in a chat where it is not asks it there. It sees that one message and answers once."""

from __future__ import annotations

from sandbox.telegram.audience import names_bot
from sandbox.telegram.messages import api_chat, api_message
from sandbox.telegram.records import Chat, Fields, Post
from sandbox.telegram.world import OpenQuery, World

PLACES = ("private", "group", "supergroup")


def summon(world: World, post: Post) -> str | None:
    """Asks the bot; the query's id, or None where nobody has called it from outside."""
    chat = world.records.chats[post.chat_id]
    if not _is_guest(world, chat) or post.via_bot or post.receiver is not None or not names_bot(world, post):
        return None
    query = OpenQuery(world.next_id("gq"), "guest", post.sender, chat.id, post.seq)
    world.queries[query.id] = query
    asked = api_message(world, post) | {"chat": _as_seen(world, chat, post), "guest_query_id": query.id}
    world.updates.push("guest_message", asked, f"chat:{post.sender}")
    return query.id


def _is_guest(world: World, chat: Chat) -> bool:
    if chat.type not in PLACES or (chat.type == "private" and chat.with_bot):
        return False
    member = chat.members.get(world.bot.id)
    return member is None or not member.present


def _as_seen(world: World, chat: Chat, post: Post) -> Fields:
    """A talk of two is shown as the chat with the other one."""
    if chat.type != "private":
        return api_chat(world, chat)
    other = world.records.people[next(one for one in chat.members if one != post.sender)]
    names = {"first_name": other.first_name, "last_name": other.last_name, "username": other.username}
    return {"id": other.id, "type": "private", **{name: value for name, value in names.items() if value}}
