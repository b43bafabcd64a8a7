"""Live cards: the pinned message of a linked group that shows its subject as it is now."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.notifications import outbox
from domain.notifications.ports import Urgency


async def refresh(subject: str, *, now: datetime) -> None:
    """Say that the subject's cards are out of date; of many refreshes in a row the newest is shown."""
    rows = await database.fetch(
        "SELECT l.chat_id FROM space_links l JOIN spaces s ON s.chat_id = l.chat_id WHERE l.subject = $1 AND s.present",
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
