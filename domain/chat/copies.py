"""Where messages stand in Telegram: a reply to one of them finds its way back, and nothing is mirrored twice."""

from __future__ import annotations

from domain import database


async def remember(message_id: int, chat_id: int, telegram_message_id: int) -> None:
    await database.execute(
        "INSERT INTO message_copies (message_id, chat_id, telegram_message_id) VALUES ($1, $2, $3) "
        "ON CONFLICT (chat_id, telegram_message_id) DO NOTHING",
        *(message_id, chat_id, telegram_message_id),
    )


async def find_original(chat_id: int, telegram_message_id: int) -> int | None:
    """The message whose copy that is; None for anything else."""
    message_id: int | None = await database.fetchval(
        "SELECT message_id FROM message_copies WHERE chat_id = $1 AND telegram_message_id = $2",
        *(chat_id, telegram_message_id),
    )
    return message_id
