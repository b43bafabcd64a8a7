"""Small disks that can be filled, for tests of what happens then. Mounting wants root."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Disk:
    path: Path

    @property
    def _ballast(self) -> Path:
        return self.path / "ballast"

    def fill(self) -> None:
        """To the last byte."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 10):
                try:
                    while file.write(bytes(size)):
                        pass
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def empty(self) -> None:
        self._ballast.unlink()

    def give_to_owner_of(self, known: Path) -> None:
        """The disk and everything on it."""
        owner = known.stat()
        for path in (self.path, *self.path.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)


@contextmanager
def small_disk(path: Path, *, megabytes: int, like: Path | None = None) -> Iterator[Disk]:
    """A disk of that size at a new directory; it belongs to whom `like` belongs. Skips the test where it cannot be."""
    path.mkdir()
    mounted = os.geteuid() == 0 and _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path))
    if not mounted:
        pytest.skip("a small disk cannot be mounted here")
    disk = Disk(path)
    try:
        if like is not None:
            path.chmod(0o700)
            disk.give_to_owner_of(like)
        yield disk
    finally:
        _run("umount", "--lazy", str(path))


def _run(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
