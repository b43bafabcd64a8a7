"""Saying something in a conversation."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.chat.conversations import ConversationCard
from domain.chat.errors import NothingSaid, TooLong
from domain.forms.texts import clean_lines

LIMIT = 3000
"""Characters of one message: with its heading it fits into one of Telegram's."""


async def say(person: Person, conversation: ConversationCard, text: str, origin: str, *, now: datetime) -> int:
    """The message's id. Ids grow in the order of commits: the conversation is held until then.

    `origin` is app, group or private. Raises NothingSaid, TooLong.
    """
    words = clean_lines(text)
    if not words:
        raise NothingSaid
    if len(words) > LIMIT:
        raise TooLong(limit=LIMIT)
    await database.execute("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", conversation.id)
    message_id: int = await database.fetchval(
        "INSERT INTO messages (conversation_id, author_id, author_name, text, origin, sent_at) "
        "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        *(conversation.id, person.id, person.name[:128], words, origin, now),
    )
    await database.execute("UPDATE conversations SET last_message_id = $2 WHERE id = $1", conversation.id, message_id)
    database.publish(topic_of(conversation))
    return message_id


def topic_of(conversation: ConversationCard) -> str:
    """What open pages listen to: `room:17`, or `question:5` for a question, which only two may hear."""
    if conversation.kind == "room":
        return f"room:{conversation.event_id}"
    return f"question:{conversation.id}"
