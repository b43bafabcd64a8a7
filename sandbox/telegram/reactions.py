"""Reactions: a person's, and what the bot hears of them."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.messages import api_chat, lane, show
from sandbox.telegram.records import Chat, Fields, Person, Post
from sandbox.telegram.world import World

LISTED = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈
😴 😭 🤓 👻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷 😡
❤\u200d🔥 👨\u200d💻 🤷\u200d♂ 🤷\u200d♀
"""
EMOJI = frozenset(LISTED.split())


def known_emoji(emoji: str) -> str | None:
    """As Telegram writes it (without the variation selector), None when it is not a reaction."""
    bare = emoji.replace("\ufe0f", "")
    return bare if bare in EMOJI else None


def react(world: World, person: Person, chat: Chat, post: Post, emoji: str | None) -> None:
    """Sets the person's reaction; None takes it back. The bot hears of it in private or as an administrator."""
    known = known_emoji(emoji) if emoji else None
    if emoji and known is None:
        raise SimError(f"{emoji!r} is not a reaction", "👍 👎 ❤ 🔥 🎉 👏 …")
    old = post.reactions.pop(person.id, [])
    new = [known] if known else []
    if new:
        post.reactions[person.id] = new
    world.touch()
    show(world, post, "edited")
    if old != new and _bot_hears(world, chat):
        _tell_bot(world, person, chat, post, old, new)


def _bot_hears(world: World, chat: Chat) -> bool:
    if chat.type == "private":
        return chat.with_bot
    bot = chat.members.get(world.bot.id)
    return bot is not None and bot.is_admin


def _tell_bot(world: World, person: Person, chat: Chat, post: Post, old: list[str], new: list[str]) -> None:
    about: Fields = {"chat": api_chat(world, chat), "message_id": post.message_id, "date": world.clock.unix()}
    if chat.type == "channel":
        world.updates.push("message_reaction_count", about | {"reactions": _counts(post)}, lane(chat))
        return
    member = chat.members.get(person.id)
    hidden = member is not None and member.is_anonymous
    actor: Fields = {"actor_chat": api_chat(world, chat)} if hidden else {"user": world.user(person.id)}
    change = {"old_reaction": _types(old), "new_reaction": _types(new)}
    world.updates.push("message_reaction", about | actor | change, lane(chat))


def _types(emojis: list[str]) -> list[Fields]:
    return [{"type": "emoji", "emoji": emoji} for emoji in emojis]


def _counts(post: Post) -> list[Fields]:
    """Who reacted in a channel is not told, only how many."""
    chosen = [emoji for emojis in post.reactions.values() for emoji in emojis]
    return [{"type": _types([emoji])[0], "total_count": chosen.count(emoji)} for emoji in dict.fromkeys(chosen)]
