"""What a group is about."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.spaces.errors import LinkedAlready


async def bind(chat_id: int, subject: str, linked_by: int, *, now: datetime) -> bool:
    """Link the group to a subject; False if it is linked to that one already. Raises LinkedAlready.

    The group's row is held, so that two administrators cannot link two things at once.
    """
    await database.execute("SELECT 1 FROM spaces WHERE chat_id = $1 FOR UPDATE", chat_id)
    present = await subject_of(chat_id)
    if present == subject:
        return False
    if present is not None:
        raise LinkedAlready
    await database.execute(
        "INSERT INTO space_links (chat_id, subject, linked_by, linked_at, card_version) VALUES ($1, $2, $3, $4, 0)",
        *(chat_id, subject, linked_by, now),
    )
    return True


async def release(chat_id: int) -> str | None:
    """Let go; the subject that the group was about. Topics stay: they belong to the group."""
    subject: str | None = await database.fetchval(
        "DELETE FROM space_links WHERE chat_id = $1 RETURNING subject", chat_id
    )
    return subject


async def subject_of(chat_id: int) -> str | None:
    subject: str | None = await database.fetchval("SELECT subject FROM space_links WHERE chat_id = $1", chat_id)
    return subject
