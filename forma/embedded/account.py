"""PostgreSQL refuses to run as root: who runs it then, and what that user can reach."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from forma.embedded.child import Account
from forma.embedded.errors import EmbeddedError

SYSTEM_DATA = Path("/var/lib/forma")
SYSTEM_CACHE = Path("/var/cache/forma")


def database_account(cluster: Path) -> Account:
    """Ourselves; as root the owner of the data, or nobody: the server needs a user with a name, as that one has."""
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.geteuid() != 0:
        if owner not in {None, os.geteuid()}:
            raise EmbeddedError(
                f"{cluster} belongs to another user: start as that user, or set FORMA_DATA_DIR to another directory."
            )
        return Account()
    user = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    return Account(user.pw_uid, user.pw_gid)


def cluster_directory(data_dir: Path) -> Path:
    """`data_dir`/postgres, not made yet.

    As root in a closed home (/root) the database user could not get there: then it is a link to /var/lib/forma.
    """
    path = data_dir / "postgres"
    if os.geteuid() == 0 and not _open_to_all(data_dir):
        if path.exists() and not path.is_symlink():
            raise EmbeddedError(
                f"The database user cannot reach {path}: allow it to pass (chmod o+x on the directories above)."
            )
        if not path.is_symlink():
            path.symlink_to(_outside(data_dir))
    return Path(os.path.realpath(path))


def readable_binaries(binaries: Path, account: Account) -> Path:
    """The binaries' directory, or a copy of it where the account can run them (an environment inside /root)."""
    if account.uid is None or _can_run(binaries, account):
        return binaries
    package = binaries.parent.parent
    copy = SYSTEM_CACHE / f"postgresql-{_fingerprint(binaries / 'postgres')}"
    if not copy.exists():
        draft = SYSTEM_CACHE / f"{copy.name}.{os.getpid()}"
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, draft / part.name, symlinks=True)
        draft.chmod(0o755)
        draft.rename(copy)
    copied = copy / package.name / "pginstall" / "bin"
    if not _can_run(copied, account):
        raise EmbeddedError(
            f"The database user can run PostgreSQL neither in {binaries} nor in {copied}: set FORMA_DATABASE_URL."
        )
    return copied


def _open_to_all(directory: Path) -> bool:
    real = directory.resolve()
    return all(place.stat().st_mode & 0o001 for place in (real, *real.parents))


def _outside(data_dir: Path) -> Path:
    name = hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:10]
    place = SYSTEM_DATA / name
    place.mkdir(mode=0o755, parents=True, exist_ok=True)
    return place / "postgres"


def _fingerprint(binary: Path) -> str:
    found = binary.stat()
    return hashlib.sha256(f"{binary}:{found.st_size}:{found.st_mtime_ns}".encode()).hexdigest()[:10]


def _can_run(binaries: Path, account: Account) -> bool:
    assert account.gid is not None
    try:
        done = subprocess.run(
            [str(binaries / "initdb"), "--version"], capture_output=True, cwd="/", check=False, env={"LC_ALL": "C"},
            user=account.uid, group=account.gid, extra_groups=[],
        )  # fmt: skip
    except PermissionError:
        return False
    return done.returncode == 0
