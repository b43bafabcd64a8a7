"""What a person wants to hear, where, and when not. Each of these runs inside a door's transaction, or reads."""

from __future__ import annotations

from typing import TypeAlias

from domain import database
from domain.notifications.rules import Channel, Topic, enabled_by_default

Matrix: TypeAlias = dict[Topic, dict[Channel, bool]]
Quiet: TypeAlias = tuple[int, int]
"""Local hours: from, to."""


async def get_matrix(user_id: int) -> Matrix:
    """Every type on every channel, defaults filled in."""
    rows = await database.fetch(
        "SELECT topic, channel, enabled FROM notification_preferences WHERE user_id = $1", user_id
    )
    chosen = {(row["topic"], row["channel"]): row["enabled"] for row in rows}
    return {
        topic: {way: chosen.get((topic, way), enabled_by_default(topic, way)) for way in Channel} for topic in Topic
    }


async def set_preference(user_id: int, topic: Topic, channel: Channel, enabled: bool) -> None:
    await database.execute(
        "INSERT INTO notification_preferences (user_id, topic, channel, enabled) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (user_id, topic, channel) DO UPDATE SET enabled = excluded.enabled",
        user_id,
        topic,
        channel,
        enabled,
    )


async def get_quiet_hours(user_id: int) -> Quiet | None:
    row = await database.fetchrow("SELECT starts_hour, ends_hour FROM quiet_hours WHERE user_id = $1", user_id)
    return None if row is None else (row["starts_hour"], row["ends_hour"])


async def set_quiet_hours(user_id: int, starts_hour: int, ends_hour: int) -> None:
    """Local hours, 0…23; the night may be crossed."""
    await database.execute(
        "INSERT INTO quiet_hours (user_id, starts_hour, ends_hour) VALUES ($1, $2, $3) "
        "ON CONFLICT (user_id) DO UPDATE SET starts_hour = excluded.starts_hour, ends_hour = excluded.ends_hour",
        user_id,
        starts_hour,
        ends_hour,
    )


async def clear_quiet_hours(user_id: int) -> None:
    await database.execute("DELETE FROM quiet_hours WHERE user_id = $1", user_id)


async def mute(user_id: int, subject: str) -> None:
    await database.execute(
        "INSERT INTO notification_mutes (user_id, subject) VALUES ($1, $2) ON CONFLICT (user_id, subject) DO NOTHING",
        user_id,
        subject,
    )


async def unmute(user_id: int, subject: str) -> None:
    await database.execute("DELETE FROM notification_mutes WHERE user_id = $1 AND subject = $2", user_id, subject)


async def get_mutes(user_id: int) -> list[str]:
    rows = await database.fetch("SELECT subject FROM notification_mutes WHERE user_id = $1 ORDER BY subject", user_id)
    return [row["subject"] for row in rows]
