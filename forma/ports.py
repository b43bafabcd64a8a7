"""Ports of the loopback for our own servers."""

from __future__ import annotations

import fcntl
import itertools
import os
import random
import socket
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

LOOPBACK = "127.0.0.1"
CLAIMS = Path("/tmp")
"""Where it is noted which ports are spoken for by demos that have not opened them yet; a folder for each account."""
_OURS = range(18_000, 32_000)
"""Below those that systems give to outgoing connections: what is free stays so until a server that starts is up."""
_BEGIN = random.SystemRandom().randrange(len(_OURS))
_round: Iterator[int] = itertools.cycle([*_OURS[_BEGIN:], *_OURS[:_BEGIN]])
"""Each port comes once before any comes again; processes that choose at the same time begin at other places."""


def is_free(port: int) -> bool:
    """Nobody listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def claim(port: int, until: ExitStack) -> bool:
    """Nobody listens there, and no other of our processes has claimed it: ours until the stack ends, or this process.

    Who only looks finds the same port free as another who looks before its server is up.
    """
    with ExitStack() as ours:
        file = ours.enter_context((_own_claims() / str(port)).open("a"))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if not is_free(port):
            return False
        until.push(ours.pop_all())
    return True


def _own_claims() -> Path:
    """Raises OSError where somebody else has made it."""
    path = CLAIMS / f"forma-ports-{os.geteuid()}"
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise OSError(f"{path} belongs to somebody else; remove it and start again.")
    return path


def free_port() -> int:
    """One that nobody listens on. Raises OSError when there is none."""
    for port in itertools.islice(_round, len(_OURS)):
        if is_free(port):
            return port
    raise OSError(f"ports {_OURS.start} to {_OURS.stop - 1} are all taken")
