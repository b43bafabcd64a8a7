"""Who sees a message: people in the chat, and the bot within its privacy mode."""

from __future__ import annotations

from sandbox.telegram.entities import entity_text
from sandbox.telegram.records import Chat, Fields, Post
from sandbox.telegram.world import World

MEDIA = ("text", "rich_message", "photo", "document", "video", "voice", "video_note", "animation", "audio", "sticker")
ORDINARY = (*MEDIA, "location", "venue", "contact", "poll", "invoice", "dice", "paid_media")


def viewers(chat: Chat) -> list[int]:
    if chat.type == "private" and chat.with_bot:
        return [chat.id]
    return [person_id for person_id, member in chat.members.items() if member.present]


def sees(world: World, person_id: int, post: Post) -> bool:
    """An ephemeral message is its receiver's (and its author's), and may stand where another message was."""
    if post.deleted or (post.receiver not in (None, person_id) and post.sender != person_id):
        return False
    stand_in = world.stand_ins.get((person_id, post.chat_id, post.message_id)) if post.message_id else None
    return stand_in is None or stand_in.deleted


def bot_reads(world: World, chat: Chat, post: Post) -> bool:
    if post.sender == world.bot.id:
        return False
    if chat.type == "private":
        return chat.with_bot
    member = chat.members.get(world.bot.id)
    if member is None or not member.present:
        return False
    if member.is_admin or not world.switches.privacy or chat.type == "channel":
        return True
    if post.receiver == world.bot.id:
        return True
    return post.via_bot or not is_ordinary(post.body) or _addresses_bot(world, post)


def is_ordinary(body: Fields) -> bool:
    return any(kind in body for kind in ORDINARY)


def _addresses_bot(world: World, post: Post) -> bool:
    replied = world.posts_by_id.get((post.chat_id, post.reply_to)) if post.reply_to else None
    if replied is not None and replied.sender == world.bot.id:
        return True
    return names_bot(world, post)


def names_bot(world: World, post: Post) -> bool:
    """By its @name, or by a command that is its own."""
    text = str(post.body.get("text") or post.body.get("caption") or "")
    entities = post.body.get("entities") or post.body.get("caption_entities") or []
    name = f"@{world.bot.username}".lower()
    for entity in entities:
        part = entity_text(text, entity).lower()
        if entity["type"] == "mention" and part == name:
            return True
        if entity["type"] == "bot_command" and (part.endswith(name) or ("@" not in part and _is_member(world, post))):
            return True
    return False


def _is_member(world: World, post: Post) -> bool:
    """A command without a name is meant for the bots that are there."""
    member = world.records.chats[post.chat_id].members.get(world.bot.id)
    return member is not None and member.present
