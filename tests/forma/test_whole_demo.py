"""`forma demo` as a person starts it: all processes, one line, nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from forma.ports import free_port
from tests.forma.processes import processes_of, wait_until
from tests.kit.services import server_directory

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with a killed parent"),
]


@pytest.fixture(scope="module")
def kept() -> Iterator[Path]:
    """Its first start, which makes a database and runs every migration, is the dearest part of it."""
    with server_directory() as path:
        yield path


def test_it_says_one_line_and_ends_without_a_trace(kept: Path) -> None:
    with demo(kept) as (process, line):
        assert line.startswith("Forma is ready: http://localhost:")
        with urllib.request.urlopen(line.removeprefix("Forma is ready: ").strip(), timeout=60) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=120)
        assert (process.returncode, said) == (0, "")
    assert not processes_of(kept)


def test_killed_it_takes_everything_with_it_and_starts_again(kept: Path) -> None:
    for _ in range(2):
        with demo(kept) as (process, line):
            assert line.startswith("Forma is ready")
            process.kill()
            process.wait()
        wait_until(lambda: not processes_of(kept))


@contextmanager
def demo(directory: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FORMA_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "forma", "demo", "--port", str(free_port())],
        stdout=subprocess.PIPE,
        text=True,
        env=clean | {"FORMA_DATA_DIR": str(directory)},
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
