"""The disk and the rows agree: folders that no row names go, rows whose folder is gone say so."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from domain import database
from domain.files.pictures import FETCH
from domain.jobs import jobs

OLD_S = 24 * 3600.0
"""Real seconds after which a folder without a row is nobody's: until then somebody may be about to name it."""
BATCH = 500
_LISTED = "SELECT id, path FROM files WHERE state = 'ready' AND id > $1 ORDER BY id LIMIT $2"
_LOST = """
UPDATE files SET state = CASE WHEN telegram_file_id IS NULL THEN 'failed' ELSE 'pending' END, path = NULL
WHERE id = ANY($1) AND state = 'ready' RETURNING id, state
"""


async def sweep_disk(directory: Path) -> None:
    """Does nothing where there is no folder of files: a disk that is away is no reason to forget anything."""
    folder = directory / "files"
    if not await asyncio.to_thread(folder.is_dir):
        return
    await forget_lost(directory, _LISTED, _LOST, FETCH)
    for paths in _batches(await asyncio.to_thread(_old_folders, folder)):
        rows = await database.fetch("SELECT path FROM files WHERE path = ANY($1)", paths)
        await remove_folders(directory, sorted(set(paths) - {row["path"] for row in rows}))


async def remove_folders(directory: Path, paths: Sequence[str]) -> None:
    for path in paths:
        await asyncio.to_thread(shutil.rmtree, directory / path, ignore_errors=True)


async def forget_lost(directory: Path, listed: str, lost: str, fetch: str) -> None:
    """What Telegram still has is fetched again by that job; anything else has failed.

    `listed`: ids and paths of so many rows behind an id; `lost`: notes those ids, and says in which state they are.
    """
    last = 0
    while rows := await database.fetch(listed, last, BATCH):
        last = rows[-1]["id"]
        missing = await asyncio.to_thread(_missing, directory, {row["id"]: row["path"] for row in rows})
        if missing:
            async with database.transaction():
                for row in await database.fetch(lost, missing):
                    if row["state"] == "pending":
                        await jobs.enqueue(fetch, str(row["id"]))


def _missing(directory: Path, paths: dict[int, str | None]) -> list[int]:
    return [row_id for row_id, path in paths.items() if path is None or not (directory / path).exists()]


def _old_folders(folder: Path) -> list[str]:
    """Unfinished ones too: their names are in no row."""
    before = time.time() - OLD_S
    return [f"{folder.name}/{one.name}" for one in folder.iterdir() if _written_at(one) < before]


def _written_at(folder: Path) -> float:
    """Now for what went or was given its name while we looked."""
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _batches(paths: list[str]) -> list[list[str]]:
    return [paths[first : first + BATCH] for first in range(0, len(paths), BATCH)]
