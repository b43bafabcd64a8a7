"""Pictures on the disk, below the data directory."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from domain.files.errors import NoRoom
from domain.files.imaging import Prepared
from domain.files.pictures import PICTURE, PREVIEW

log = structlog.get_logger("forma.files")
_FULL = (errno.ENOSPC, errno.EDQUOT)


def new_path() -> str:
    """The name of a folder that there never was."""
    return f"files/{secrets.token_hex(16)}"


def write_picture(directory: Path, prepared: Prepared, path: str) -> str:
    """The new folder, below `directory`. Whole or not at all: written beside, synced, then given its name.

    Raises NoRoom, and leaves nothing, when the disk is full.
    """
    folder = directory / path
    unfinished = folder.with_name(f"{folder.name}.part")
    with no_room(directory, unfinished):
        _write(unfinished, prepared)
        unfinished.rename(folder)
    return path


@contextmanager
def no_room(directory: Path, unfinished: Path) -> Iterator[None]:
    """What could not be finished leaves nothing. Raises NoRoom when the disk is full."""
    try:
        yield
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.unlink(missing_ok=True)
        if error.errno not in _FULL:
            raise
        log.error("the disk is full", directory=str(directory))
        raise NoRoom from error


def _write(folder: Path, prepared: Prepared) -> None:
    folder.mkdir(parents=True, mode=0o700)
    for name, data in ((PICTURE, prepared.picture), (PREVIEW, prepared.preview)):
        with (folder / name).open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
