"""Ports of the loopback for our own servers."""

from __future__ import annotations

import itertools
import random
import socket
from collections.abc import Iterator

LOOPBACK = "127.0.0.1"
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


def free_port() -> int:
    """One that nobody listens on. Raises OSError when there is none."""
    for port in itertools.islice(_round, len(_OURS)):
        if is_free(port):
            return port
    raise OSError(f"ports {_OURS.start} to {_OURS.stop - 1} are all taken")
