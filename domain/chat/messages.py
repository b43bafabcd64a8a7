"""Saying something in a conversation."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.chat.conversations import ConversationCard
from domain.chat.errors import NothingSaid, TooLong
from domain.forms.texts import clean_lines
from domain.notifications import pace

LIMIT = 3000
"""Characters of one message: with its heading it fits into one of Telegram's."""


async def say(person: Person, conversation: ConversationCard, text: str, origin: str, *, now: datetime) -> int:
    """The message's id. Ids grow in the order of commits: the conversation is held until then.

    `origin` is app, group or private; a group bounds its members itself. Raises NothingSaid, TooLong, SaidTooMuch.
    """
    words = clean_lines(text)
    if not words:
        raise NothingSaid
    if len(words) > LIMIT:
        raise TooLong(limit=LIMIT)
    if origin != "group":
        await pace.require(person.id, f"words:{conversation.id}", pace.WORDS, now=now)
    await hold(conversation)
    message_id = await insert(person, conversation, words, origin, now=now)
    database.publish(topic_of(conversation))
    return message_id


async def hold(conversation: ConversationCard) -> None:
    """What is said in it and what is changed of it is done one after the other."""
    await database.execute("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", conversation.id)


async def insert(
    person: Person, conversation: ConversationCard, words: str, origin: str, *, now: datetime, album: str | None = None
) -> int:
    """The caller holds the conversation."""
    message_id: int = await database.fetchval(
        "INSERT INTO messages (conversation_id, author_id, author_name, text, origin, sent_at, album) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        *(conversation.id, person.id, person.name[:128], words, origin, now, album),
    )
    await database.execute("UPDATE conversations SET last_message_id = $2 WHERE id = $1", conversation.id, message_id)
    return message_id


async def revised(message_id: int, conversation: ConversationCard, *, edited_at: datetime | None = None) -> None:
    """Open pages show the message as it is now; with `edited_at`, they say that its author has changed it."""
    await hold(conversation)
    await database.execute(
        "UPDATE messages SET revision = nextval(pg_get_serial_sequence('messages', 'id')), "
        "edited_at = coalesce($2, edited_at) WHERE id = $1",
        *(message_id, edited_at),
    )
    database.publish(topic_of(conversation))


async def settle(message_id: int) -> None:
    """Its question needs no answer any more, where nothing but this message was waiting for one."""
    await database.execute(
        "UPDATE conversations c SET settled_message_id = $1 WHERE c.last_message_id = $1 AND NOT EXISTS ("
        "SELECT 1 FROM messages q WHERE q.conversation_id = c.id AND q.author_id = c.asker_id AND q.id < $1 "
        "AND q.id > coalesce(c.settled_message_id, 0) AND NOT EXISTS (SELECT 1 FROM messages a "
        "WHERE a.conversation_id = c.id AND a.id > q.id AND a.author_id IS DISTINCT FROM c.asker_id))",
        message_id,
    )


def topic_of(conversation: ConversationCard) -> str:
    """What open pages listen to: `room:17`, or `question:5` for a question, which only two may hear."""
    if conversation.kind == "room":
        return f"room:{conversation.event_id}"
    return f"question:{conversation.id}"
