"""Pictures that people send: a row at once, the bytes when the network allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.errors import NotFound
from domain.jobs import jobs

FETCH = "file-fetch"
"""The job that brings the bytes; its subject is the file's id."""
PICTURE, PREVIEW = "picture.webp", "preview.webp"


async def keep_telegram_photo(owner_id: int, telegram_file_id: str, *, purpose: str, now: datetime) -> int:
    """The new file's id. It can be shown in Telegram at once, elsewhere when its bytes have come."""
    file_id: int = await database.fetchval(
        "INSERT INTO files (owner_id, purpose, state, telegram_file_id, mime, created_at) "
        "VALUES ($1, $2, 'pending', $3, 'image/jpeg', $4) RETURNING id",
        *(owner_id, purpose, telegram_file_id, now),
    )
    await jobs.enqueue(FETCH, str(file_id))
    return file_id


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """`path` is the folder below the data directory in which picture.webp and preview.webp lie."""

    id: int
    purpose: str
    state: str
    telegram_file_id: str | None
    path: str | None
    mime: str

    @property
    def picture_path(self) -> str | None:
        return f"{self.path}/{PICTURE}" if self.path else None

    @property
    def preview_path(self) -> str | None:
        return f"{self.path}/{PREVIEW}" if self.path else None


async def get_picture(file_id: int) -> StoredPicture:
    row = await database.fetchrow(
        "SELECT id, purpose, state, telegram_file_id, path, mime FROM files WHERE id = $1", file_id
    )
    if row is None:
        raise NotFound
    return StoredPicture(**dict(row))


async def mark_ready(file_id: int, path: str, mime: str, width: int, height: int) -> bool:
    """False: another run was faster, or the file was erased; the bytes at `path` are not wanted."""
    tag = await database.execute(
        "UPDATE files SET state = 'ready', path = $2, mime = $3, width = $4, height = $5 "
        "WHERE id = $1 AND state <> 'ready'",
        *(file_id, path, mime, width, height),
    )
    return tag == "UPDATE 1"


async def mark_failed(file_id: int) -> None:
    await database.execute("UPDATE files SET state = 'failed' WHERE id = $1 AND state = 'pending'", file_id)
