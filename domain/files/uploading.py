"""Pictures that come through a page: their bytes are here at once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from domain import database
from domain.crash import crash_point
from domain.files.errors import PictureRefused, TooManyPictures
from domain.files.imaging import MIME, NotAPicture, Prepared, prepare
from domain.files.pictures import mark_ready
from domain.files.writing import new_path, write_picture

MOST_IN_AN_HOUR = 40


async def prepare_upload(data: bytes) -> Prepared:
    """Outside any transaction: it may take a second. Raises PictureRefused."""
    try:
        return await asyncio.to_thread(prepare, data)
    except NotAPicture as error:
        raise PictureRefused from error


async def keep_upload(owner_id: int, prepared: Prepared, directory: Path, *, purpose: str, now: datetime) -> int:
    """The new file's id; it can be shown at once. Raises TooManyPictures.

    Outside any transaction: the row that names the folder is there before the folder, and says that it is ready after
    it. Killed in between, it leaves a row that nothing uses, and a sweep takes both.
    """
    path = new_path()
    async with database.transaction():
        file_id = await _reserve(owner_id, path, purpose, now)
    crash_point("files.reserved")
    await asyncio.to_thread(write_picture, directory, prepared, path)
    crash_point("files.before-ready")
    async with database.transaction():
        await mark_ready(file_id, path, MIME, prepared.width, prepared.height)
    return file_id


async def _reserve(owner_id: int, path: str, purpose: str, now: datetime) -> int:
    lately = await database.fetchval(
        "SELECT count(*) FROM files WHERE owner_id = $1 AND created_at > $2", owner_id, now - timedelta(hours=1)
    )
    if lately >= MOST_IN_AN_HOUR:
        raise TooManyPictures
    file_id: int = await database.fetchval(
        "INSERT INTO files (owner_id, purpose, state, path, mime, created_at) "
        "VALUES ($1, $2, 'pending', $3, $4, $5) RETURNING id",
        *(owner_id, purpose, path, MIME, now),
    )
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
