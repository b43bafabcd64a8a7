"""Live cards: the pinned message of a linked group that shows its subject as it is now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from domain import database
from domain.agenda import agenda
from domain.notifications import outbox
from domain.notifications.ports import Urgency
from domain.spaces import tags

ARE_SHOWN = "EXISTS (SELECT 1 FROM space_links l WHERE l.subject = {subject})"
"""As a condition: a group shows the subject, so that `refresh` may have something to do."""


async def refresh(subject: str, *, now: datetime) -> None:
    """Say that the subject's cards are out of date, and the tags; of many refreshes in a row the newest is shown."""
    rows = await database.fetch(
        "SELECT l.chat_id, l.tags FROM space_links l JOIN spaces s ON s.chat_id = l.chat_id "
        "WHERE l.subject = $1 AND s.present",
        subject,
    )
    for row in rows:
        await outbox.tell_chat(
            row["chat_id"],
            "space-card",
            params={"subject": subject},
            coalesce_key=f"card:{row['chat_id']}",
            urgency=Urgency.NICE,
            now=now,
        )
    if any(row["tags"] for row in rows):
        await agenda.plan(tags.DUE, subject, now)


def digest(text: str, buttons: Sequence[str]) -> str:
    """Equal for cards that look alike: the words, and the words on the buttons."""
    return hashlib.sha256("\n".join([text, *buttons]).encode()).hexdigest()


async def note_shown(chat_id: int, subject: str, message_id: int, shown: str, *, now: datetime) -> None:
    """The card stands there and looks like that. A new message is pinned in place of the old one."""
    before = await database.fetchval(
        "SELECT card_message_id FROM space_links WHERE chat_id = $1 AND subject = $2 FOR UPDATE", chat_id, subject
    )
    await database.execute(
        "UPDATE space_links SET card_message_id = $3, card_digest = $4, card_version = card_version + 1 "
        "WHERE chat_id = $1 AND subject = $2",
        *(chat_id, subject, message_id, shown),
    )
    if before != message_id:
        await pin(chat_id, message_id, now=now)


async def forget_looks(subject: str) -> None:
    """The next refresh edits the cards even if their words are the same: a picture changed."""
    await database.execute("UPDATE space_links SET card_digest = NULL WHERE subject = $1", subject)


async def pin(chat_id: int, message_id: int, *, now: datetime) -> None:
    """Repeated when the bot is given the right to."""
    key = f"space-pin:{chat_id}:{message_id}:{int(now.timestamp())}"
    await outbox.tell_chat(chat_id, "space-pin", params={"message_id": message_id}, dedupe_key=key, now=now)
