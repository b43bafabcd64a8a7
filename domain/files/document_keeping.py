"""Documents whose time is over go; the disk and the rows agree."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from pathlib import Path

from domain import database
from domain.files.documents import FETCH, KEPT_AFTER, KEPT_UNUSED
from domain.files.sweeping import BATCH, OLD_S, forget_lost
from domain.files.vault import FOLDER, Vault

_OVER = """
DELETE FROM documents WHERE id IN (
    SELECT d.id FROM documents d
    LEFT JOIN LATERAL (SELECT max(u.needed_until) AS last FROM document_uses u WHERE u.document_id = d.id) it ON TRUE
    WHERE CASE WHEN d.kept THEN d.valid_until < $4 ELSE
        CASE WHEN it.last IS NULL THEN d.created_at < $2 ELSE it.last < $1 END END
    ORDER BY d.id LIMIT $3 FOR UPDATE OF d SKIP LOCKED)
RETURNING path
"""
_LISTED = "SELECT id, path FROM documents WHERE state = 'ready' AND id > $1 ORDER BY id LIMIT $2"
_LOST = """
UPDATE documents SET path = NULL, key_name = NULL, failure = CASE WHEN telegram_file_id IS NULL THEN 'gone' END,
    state = CASE WHEN telegram_file_id IS NULL THEN 'failed' ELSE 'pending' END
WHERE id = ANY($1) AND state = 'ready' RETURNING id, state
"""


async def purge(vault: Vault, *, now: datetime) -> int:
    """Forget documents that are needed for nothing any more, the rows first; how many. Outside any transaction."""
    rows = await database.fetch(_OVER, now - KEPT_AFTER, now - KEPT_UNUSED, BATCH, now.date())
    for row in rows:
        if row["path"]:
            await asyncio.to_thread(vault.remove, row["path"])
    return len(rows)


async def sweep(vault: Vault) -> None:
    """Does nothing where there is no folder of documents: a disk that is away is no reason to forget anything."""
    folder = vault.directory / FOLDER
    if not await asyncio.to_thread(folder.is_dir):
        return
    await forget_lost(vault.directory, _LISTED, _LOST, FETCH)
    paths = await asyncio.to_thread(_old_files, folder)
    for first in range(0, len(paths), BATCH):
        some = paths[first : first + BATCH]
        rows = await database.fetch("SELECT path FROM documents WHERE path = ANY($1)", some)
        for path in set(some) - {row["path"] for row in rows}:
            await asyncio.to_thread(vault.remove, path)


def _old_files(folder: Path) -> list[str]:
    """Unfinished ones too: their names are in no row."""
    before, found = time.time() - OLD_S, []
    for one in folder.iterdir():
        try:
            if one.stat().st_mtime < before:
                found.append(f"{folder.name}/{one.name}")
        except FileNotFoundError:
            continue  # it went, or was given its name, while we looked
    return found
