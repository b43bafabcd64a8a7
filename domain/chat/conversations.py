"""Conversations: the room of a subject, or one person's questions about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database


@dataclass(frozen=True, slots=True)
class ConversationCard:
    """`kind` is room or question; only a question has an asker."""

    id: int
    kind: str
    subject: str
    asker_id: int | None

    @property
    def event_id(self) -> int:
        return int(self.subject.partition(":")[2])


async def room_of(subject: str, *, now: datetime) -> ConversationCard:
    """The subject's one room, opened at its first use."""
    return await _get_or_open("room", subject, None, "(subject) WHERE kind = 'room'", now)


async def questions_of(subject: str, asker_id: int, *, now: datetime) -> ConversationCard:
    """What one person asks about the subject: one thread, however many questions."""
    return await _get_or_open("question", subject, asker_id, "(subject, asker_id) WHERE kind = 'question'", now)


async def _get_or_open(kind: str, subject: str, asker_id: int | None, unique: str, now: datetime) -> ConversationCard:
    await database.execute(
        "INSERT INTO conversations (kind, subject, asker_id, last_message_id, created_at) VALUES ($1, $2, $3, 0, $4) "
        f"ON CONFLICT {unique} DO NOTHING",
        *(kind, subject, asker_id, now),
    )
    row = await database.fetchrow(
        "SELECT id, kind, subject, asker_id FROM conversations "
        "WHERE kind = $1 AND subject = $2 AND asker_id IS NOT DISTINCT FROM $3",
        *(kind, subject, asker_id),
    )
    assert row is not None
    return ConversationCard(**dict(row))


async def get_conversation(conversation_id: int) -> ConversationCard | None:
    row = await database.fetchrow(
        "SELECT id, kind, subject, asker_id FROM conversations WHERE id = $1", conversation_id
    )
    return ConversationCard(**dict(row)) if row else None
