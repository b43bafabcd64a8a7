"""The job that brings a picture's bytes from Telegram to our own disk."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Protocol

from domain import database
from domain.crash import crash_point
from domain.errors import NotFound
from domain.files import pictures
from domain.files.imaging import MIME, NotAPicture, Prepared, prepare
from domain.files.pictures import StoredPicture
from domain.files.writing import new_path, write_picture
from domain.jobs.jobs import Hopeless
from domain.notifications.ports import Rejected


class Downloads(Protocol):
    async def download(self, file_id: str) -> bytes:
        """Raises Rejected for a file that Telegram does not give, an Outage when it is away."""
        ...


async def fetch_picture(file_id: int, *, downloads: Downloads, directory: Path) -> None:
    """Download, clean, store below `directory` and mark ready; once, however often it is called.

    Raises Hopeless (the file is marked failed) for what will never be a picture.
    """
    try:
        stored = await pictures.get_picture(file_id)
    except NotFound:
        return
    if stored.state == "ready" or stored.telegram_file_id is None:
        return
    try:
        prepared = await asyncio.to_thread(prepare, await downloads.download(stored.telegram_file_id))
    except (NotAPicture, Rejected) as error:
        async with database.transaction():
            await pictures.mark_failed(file_id)
        raise Hopeless(str(error)) from error
    await _keep(stored, prepared, directory)


async def _keep(stored: StoredPicture, prepared: Prepared, directory: Path) -> None:
    """The bytes are on the disk before the row says so; a row that does not want them (any more) takes them back."""
    path = await asyncio.to_thread(write_picture, directory, prepared, new_path())
    crash_point("files.before-ready")
    wanted = False
    try:
        async with database.transaction():
            wanted = await pictures.mark_ready(stored.id, path, MIME, prepared.width, prepared.height)
            database.publish(f"file:{stored.id}")
    finally:
        if not wanted:
            await asyncio.to_thread(shutil.rmtree, directory / path)
