"""Photos that were taken out of an album go for good when nobody has put them back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from domain import database
from domain.files.documents import KEPT_UNUSED
from domain.files.sweeping import BATCH, remove_folders

_REMOVED = """
WITH gone AS (DELETE FROM album_photos WHERE id IN (
    SELECT id FROM album_photos WHERE removed_at < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING file_id)
DELETE FROM files f USING gone WHERE f.id = gone.file_id AND f.purpose = 'album' RETURNING f.path
"""


async def purge(directory: Path, *, now: datetime) -> int:
    """As long as an unused document stays; the rows first; how many. Called outside any transaction."""
    paths = [row["path"] for row in await database.fetch(_REMOVED, now - KEPT_UNUSED, BATCH)]
    await remove_folders(directory, [path for path in paths if path])
    return len(paths)
