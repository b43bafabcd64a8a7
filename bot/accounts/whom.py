"""Whom a message is about: the author of what it replies to, of what was forwarded, the person of a contact."""

from __future__ import annotations

from aiogram.types import Message, User

from bot.kit.turn import Turn
from domain.accounts.errors import PersonNotKnown
from domain.accounts.people import Person, TelegramPerson, find_by_telegram_id, find_by_username, meet
from locales import pick_language


def quoted(turn: Turn) -> Message | None:
    """In a topic every message replies to the line that made it: that is no reply."""
    message = turn.incoming.message
    replied = message.reply_to_message if message else None
    return None if replied is None or replied.forum_topic_created else replied


def replied_to(turn: Turn) -> int | None:
    """The author of a forwarded message, the person of a contact, in a group whoever wrote the message."""
    replied = quoted(turn)
    if replied is None:
        return None
    origin = getattr(replied.forward_origin, "sender_user", None)
    if origin:
        return int(origin.id)
    if replied.contact:
        return replied.contact.user_id
    author = replied.from_user
    return author.id if author and not author.is_bot and not turn.private else None


async def named_person(turn: Turn, words: str) -> tuple[Person | None, str]:
    """Of `@name and more`, or of whom the message replies to; and the words that follow. Raises PersonNotKnown."""
    first, _, rest = words.strip().partition(" ")
    if first.startswith("@") and len(first) > 1:
        return await find_by_username(first), rest.strip()
    telegram_id, replied = replied_to(turn), quoted(turn)
    if telegram_id is None or replied is None:
        return None, words.strip()
    try:
        return await find_by_telegram_id(telegram_id), words.strip()
    except PersonNotKnown:
        if replied.from_user is None or replied.from_user.id != telegram_id:
            raise
        return await _met(turn, replied.from_user), words.strip()


async def _met(turn: Turn, user: User) -> Person:
    """Who has written here can be named, even if they have never spoken with the bot."""
    known = TelegramPerson(user.id, user.first_name, user.last_name or "", user.username, user.language_code)
    return await meet(known, now=turn.now, language=pick_language(user.language_code))
