"""Where an embedded server keeps its socket and its lock, and whether somebody holds them already."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forma.embedded.child import Account
from forma.embedded.errors import AlreadyRunning, EmbeddedError

SOCKETS = Path("/tmp")
"""A Unix socket's path may have about 100 characters, so sockets live under a short name, not in the data directory."""


def socket_directory(data_dir: Path, service: str) -> Path:
    """The same for every process that names this data directory."""
    name = hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:10]
    return SOCKETS / f"forma-{name}-{os.geteuid()}-{service}"


@contextmanager
def sockets_for(data_dir: Path, service: str, account: Account) -> Iterator[Path]:
    """A directory for the service's socket, closed to everybody else; gone afterwards."""
    path = _open_socket_directory(data_dir, service, account)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _open_socket_directory(data_dir: Path, service: str, account: Account) -> Path:
    """A stranger's directory of that name is refused."""
    path = socket_directory(data_dir, service)
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), account.uid}:
        raise EmbeddedError(f"{path} belongs to somebody else; remove it and start again.")
    path.chmod(0o700)
    if account.uid is not None:
        os.chown(path, account.uid, account.gid or -1)
    return path


@contextmanager
def held(data_dir: Path, service: str) -> Iterator[None]:
    """Be the only one who runs `service` on this data directory. Raises AlreadyRunning."""
    path = data_dir / f"{service}.lock"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        raise EmbeddedError(
            f"{data_dir} cannot be written ({error.strerror}): set FORMA_DATA_DIR to a directory of yours."
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_already_running(data_dir, path)) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def is_held(data_dir: Path, service: str) -> bool:
    path = data_dir / f"{service}.lock"
    if not path.exists():
        return False
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _already_running(data_dir: Path, lock: Path) -> str:
    holder = lock.read_text().strip()
    process = f" (process {holder})" if holder else ""
    return (
        f"Forma is already running on {data_dir}{process}: stop it first, or set FORMA_DATA_DIR to another directory."
    )
