"""Child processes that do not outlive their parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Account:
    """The user a child runs as; None means the user we are."""

    uid: int | None = None
    gid: int | None = None


def start_child(
    command: Sequence[str | Path],
    *,
    dies_by: signal.Signals,
    output: IO[bytes] | int | None = None,
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
    cwd: str | Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in its own session (Ctrl-C in the terminal is for us alone), tied to our life.

    On Linux the kernel sends `dies_by` to the child when the calling thread ends, even by kill -9: call it from the
    main thread. Elsewhere a killed parent leaves its children; the next start finds and stops them.
    """
    who = account or Account()
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=dict(env) if env is not None else None,
        cwd=cwd,
        user=who.uid,
        group=who.gid,
        extra_groups=[] if who.uid is not None else None,
        start_new_session=True,
        preexec_fn=_tether(dies_by),  # noqa: PLW1509  # only prctl and getppid are called there: no locks, no allocation
    )


def stop_child(process: subprocess.Popen[bytes], how: signal.Signals, *, timeout: float) -> None:
    """Ask the child to end; past `timeout` seconds it is killed."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _tether(dies_by: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, int(dies_by), 0, 0, 0)
        if os.getppid() != parent:  # the parent died between fork and prctl: the signal will never come
            os._exit(1)

    return tie
