"""The groups we live in: when we came, what they are called, whether we are still there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database


@dataclass(frozen=True, slots=True)
class Group:
    """What Telegram says of a group. `kind` is group or supergroup."""

    chat_id: int
    title: str
    kind: str
    is_forum: bool


async def enter(group: Group, *, language: str, now: datetime) -> bool:
    """We are in the group. True if we were not before; a group keeps the language of its first welcome."""
    was_there = await database.fetchval("SELECT present FROM spaces WHERE chat_id = $1 FOR UPDATE", group.chat_id)
    await database.execute(
        "INSERT INTO spaces (chat_id, title, kind, is_forum, present, language, joined_at) "
        "VALUES ($1, $2, $3, $4, TRUE, $5, $6) ON CONFLICT (chat_id) DO UPDATE SET title = excluded.title, "
        "kind = excluded.kind, is_forum = excluded.is_forum, present = TRUE",
        *(group.chat_id, group.title[:255], group.kind, group.is_forum, language, now),
    )
    return not was_there


async def leave(chat_id: int) -> None:
    """We were put out. The link stays: who takes us back finds everything as it was."""
    await database.execute("UPDATE spaces SET present = FALSE WHERE chat_id = $1", chat_id)


async def rename(chat_id: int, title: str) -> None:
    await database.execute("UPDATE spaces SET title = $2 WHERE chat_id = $1", chat_id, title[:255])
