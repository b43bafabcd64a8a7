"""The demo's child processes: started, waited for, watched, stopped."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from forma.embedded.child import start_child, stop_child

READY_TIMEOUT_S = 600.0
"""A slow machine gets there; a process that cannot start ends by itself, which is said at once."""
WORD_EVERY_S = 15.0
STOP_TIMEOUT_S = 10.0
LOOK_EVERY_S = 0.05


class ChildFailed(Exception):
    """A process of the tree ended by itself, or was not ready in time."""


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path
    health: str

    def check(self) -> None:
        if self.process.poll() is not None:
            code = self.process.returncode
            raise ChildFailed(f"The {self.name} stopped (exit code {code}). Last lines of {self.log}:\n{self._tail()}")

    def _tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").strip().splitlines()[-12:])


@contextmanager
def child(name: str, module: Iterable[str], *, log: Path, health: str, env: Mapping[str, str]) -> Iterator[Child]:
    """Run `python -m <module…>`, its words into `log`; ended with SIGTERM when the block is left, and when we die."""
    with log.open("wb") as output:
        process = start_child([sys.executable, "-m", *module], dies_by=signal.SIGTERM, output=output, env=env)
    try:
        yield Child(name, process, log, health)
    finally:
        stop_child(process, signal.SIGTERM, timeout=STOP_TIMEOUT_S)


def wait_until_ready(children: list[Child], say: Callable[[str], None] = print) -> None:
    """What takes long is said now and then. Raises ChildFailed."""
    began = time.monotonic()
    deadline, next_word = began + READY_TIMEOUT_S, began + WORD_EVERY_S
    waiting = list(children)
    while waiting:
        for one in children:
            one.check()
        waiting = [one for one in waiting if not _is_healthy(one.health)]
        if waiting and time.monotonic() > deadline:
            late = waiting[0]
            raise ChildFailed(f"The {late.name} was not ready after {READY_TIMEOUT_S:.0f} seconds; see {late.log}.")
        if waiting and time.monotonic() > next_word:
            next_word += WORD_EVERY_S
            say(f"The {waiting[0].name} is still getting ready ({time.monotonic() - began:.0f} s)")
        time.sleep(LOOK_EVERY_S)


def watch(children: list[Child]) -> None:
    """Until one of them ends: raises ChildFailed then."""
    while True:
        for one in children:
            one.check()
        time.sleep(4 * LOOK_EVERY_S)


def _is_healthy(url: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=2.0) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return False
