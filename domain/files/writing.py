"""Pictures on the disk, below the data directory."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from domain.files.imaging import Prepared
from domain.files.pictures import PICTURE, PREVIEW


def new_path() -> str:
    """The name of a folder that there never was."""
    return f"files/{secrets.token_hex(16)}"


def write_picture(directory: Path, prepared: Prepared, path: str) -> str:
    """The new folder, below `directory`. Whole or not at all: written beside, synced, then given its name."""
    folder = directory / path
    unfinished = folder.with_name(f"{folder.name}.part")
    unfinished.mkdir(parents=True, mode=0o700)
    for name, data in ((PICTURE, prepared.picture), (PREVIEW, prepared.preview)):
        with (unfinished / name).open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    unfinished.rename(folder)
    return path
