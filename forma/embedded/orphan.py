"""A server whose parent was killed: it is ours to stop before the next start, and its pid file ours to judge."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

FAST_STOP_S = 15.0
HARD_STOP_S = 5.0


def stop_orphan(cluster: Path) -> None:
    """Call it while holding the data directory's lock: whoever still runs there has no owner."""
    pid_file = cluster / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    for how, patience in ((signal.SIGINT, FAST_STOP_S), (signal.SIGQUIT, HARD_STOP_S)):
        if not _serves(pid, cluster):
            break
        os.kill(pid, how)
        _wait_for_end(pid, cluster, patience)
    if not _serves(pid, cluster):
        # Its number may by now belong to a stranger, and PostgreSQL would refuse to start.
        pid_file.unlink(missing_ok=True)


def _wait_for_end(pid: int, cluster: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while _serves(pid, cluster) and time.monotonic() < deadline:
        time.sleep(0.02)


def _serves(pid: int, cluster: Path) -> bool:
    """Whether process `pid` is a PostgreSQL on this cluster."""
    return f"-D {cluster}" in _command_line(pid)


def _command_line(pid: int) -> str:
    if sys.platform.startswith("linux"):  # small containers have no ps
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
    listing = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listing.stdout
