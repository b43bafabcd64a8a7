"""Forum topics that we make in a linked group, each for a purpose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain import database
from domain.notifications import keys, outbox

PURPOSES = ("announcements", "questions", "companions", "photos", "results", "organizers")
APPLICATIONS = "applications"
"""Made where somebody has to decide who takes part."""


async def plan_missing(chat_id: int, purposes: Sequence[str] = PURPOSES, *, now: datetime) -> None:
    """Ask Telegram for the topics that the group does not have yet. The caller holds the group's row."""
    rows = await database.fetch("SELECT purpose FROM space_topics WHERE chat_id = $1", chat_id)
    made = {row["purpose"] for row in rows}
    for purpose in purposes:
        prefix = f"space-topic:{chat_id}:{purpose}:"
        if purpose in made or await keys.is_waiting(prefix=prefix):
            continue
        key = f"{prefix}{int(now.timestamp() * 1000)}"
        await outbox.tell_chat(chat_id, "space-topic", params={"purpose": purpose}, dedupe_key=key, now=now)


async def thread_of(chat_id: int, purpose: str) -> int | None:
    """None: write to the group as a whole."""
    thread_id: int | None = await database.fetchval(
        "SELECT thread_id FROM space_topics WHERE chat_id = $1 AND purpose = $2", chat_id, purpose
    )
    return thread_id


async def remember(chat_id: int, purpose: str, thread_id: int) -> None:
    """The topic that Telegram made; the first one stays."""
    await database.execute(
        "INSERT INTO space_topics (chat_id, purpose, thread_id) VALUES ($1, $2, $3) "
        "ON CONFLICT (chat_id, purpose) DO NOTHING",
        *(chat_id, purpose, thread_id),
    )
