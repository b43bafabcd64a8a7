"""Sealed documents on the disk, below the data directory: one file each, under a name that says nothing."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from domain.files.sealing import Keys, Unsealable, new_key, read_keys
from domain.files.writing import no_room

FOLDER = "documents"


def _keys_of_this_process() -> Keys:
    return read_keys(new_key())


@dataclass(frozen=True, slots=True)
class Vault:
    """`directory` is the data directory. Without keys given, what it seals opens in this process alone."""

    directory: Path = Path()
    keys: Keys = field(default_factory=_keys_of_this_process)

    def write(self, data: bytes, path: str) -> str:
        """The name of the key that sealed it. Whole or not at all. Raises NoRoom. Slow: to be called in a thread."""
        target = self.directory / path
        unfinished = target.with_name(f"{target.name}.part")
        with no_room(self.directory, unfinished):
            unfinished.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(unfinished, "wb", opener=_private) as out:
                out.write(self.keys.seal(data, path))
                out.flush()
                os.fsync(out.fileno())
            unfinished.rename(target)
        return self.keys.newest

    def read(self, path: str, key_name: str) -> bytes:
        """Raises Unsealable. Slow: to be called in a thread."""
        try:
            sealed = (self.directory / path).read_bytes()
        except FileNotFoundError as error:
            raise Unsealable("there are no such bytes any more") from error
        return self.keys.open(sealed, path, key_name)

    def remove(self, path: str) -> None:
        (self.directory / path).unlink(missing_ok=True)


def new_path() -> str:
    """The name of a file that there never was."""
    return f"{FOLDER}/{secrets.token_hex(16)}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
