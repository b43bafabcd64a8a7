"""A group that became a supergroup has another id and other message ids; everything else it keeps."""

from __future__ import annotations

from domain import database
from domain.notifications import rows


async def follow(old: int, new: int) -> None:
    """Give the new id what the old one had. Safe to repeat: Telegram says it in more ways than one."""
    await database.execute(
        "INSERT INTO spaces (chat_id, title, kind, is_forum, present, language, joined_at) "
        "SELECT $2, title, 'supergroup', is_forum, TRUE, language, joined_at FROM spaces WHERE chat_id = $1 "
        "ON CONFLICT (chat_id) DO UPDATE SET language = excluded.language",
        *(old, new),
    )
    await database.execute(
        "UPDATE space_links SET chat_id = $2, card_message_id = NULL, card_digest = NULL "
        "WHERE chat_id = $1 AND NOT EXISTS (SELECT 1 FROM space_links WHERE chat_id = $2)",
        *(old, new),
    )
    await database.execute(
        "UPDATE member_tags m SET chat_id = $2 WHERE chat_id = $1 "
        "AND NOT EXISTS (SELECT 1 FROM member_tags t WHERE t.chat_id = $2 AND t.user_id = m.user_id)",
        *(old, new),
    )
    for table in ("space_doors", "join_requests"):
        await database.execute(
            f"UPDATE {table} moved SET chat_id = $2 WHERE chat_id = $1 "
            f"AND NOT EXISTS (SELECT 1 FROM {table} there WHERE there.chat_id = $2)",
            *(old, new),
        )
    await rows.redirect(old, new)
    await database.execute("UPDATE spaces SET present = FALSE, migrated_to = $2 WHERE chat_id = $1", old, new)
