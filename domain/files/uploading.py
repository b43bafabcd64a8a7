"""Pictures that come through a page: their bytes are here at once."""

from __future__ import annotations

import asyncio
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from domain import database
from domain.files.errors import PictureRefused, TooManyPictures
from domain.files.imaging import MIME, NotAPicture, Prepared, prepare
from domain.files.writing import write_picture

MOST_IN_AN_HOUR = 40


async def prepare_upload(data: bytes) -> Prepared:
    """Outside any transaction: it may take a second. Raises PictureRefused."""
    try:
        return await asyncio.to_thread(prepare, data)
    except NotAPicture as error:
        raise PictureRefused from error


async def keep_upload(owner_id: int, prepared: Prepared, directory: Path, *, purpose: str, now: datetime) -> int:
    """The new file's id; it can be shown at once. Raises TooManyPictures."""
    lately = await database.fetchval(
        "SELECT count(*) FROM files WHERE owner_id = $1 AND created_at > $2", owner_id, now - timedelta(hours=1)
    )
    if lately >= MOST_IN_AN_HOUR:
        raise TooManyPictures
    path = await asyncio.to_thread(write_picture, directory, prepared)
    try:
        file_id: int = await database.fetchval(
            "INSERT INTO files (owner_id, purpose, state, path, mime, width, height, created_at) "
            "VALUES ($1, $2, 'ready', $3, $4, $5, $6, $7) RETURNING id",
            *(owner_id, purpose, path, MIME, prepared.width, prepared.height, now),
        )
    except BaseException:
        await asyncio.to_thread(shutil.rmtree, directory / path)
        raise
    return file_id


async def is_own_picture(file_id: int, owner_id: int) -> bool:
    """Did that person upload it?"""
    own: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM files WHERE id = $1 AND owner_id = $2 AND state = 'ready')", file_id, owner_id
    )
    return own


async def note_telegram_id(file_id: int, telegram_file_id: str) -> None:
    """Telegram has been given the bytes once; from now on its own name for them is enough."""
    await database.execute(
        "UPDATE files SET telegram_file_id = $2 WHERE id = $1 AND telegram_file_id IS NULL", file_id, telegram_file_id
    )
