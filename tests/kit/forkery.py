"""Our programs as real processes that start at once: one process has imported everything and forks at a word.

A journey starts the product and the sandbox; importing their libraries anew each time would cost seconds of CPU.
What runs is what `python -m <module> <arguments>` runs, in a process of its own, with an environment of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import locales

ROOT = Path(__file__).parents[2]
LIBRARIES = ("bot.table", "forma.cli", "forma.processes", "sandbox.app", "uvloop", "webapp.app")


class Running:
    """A forked process, with the manners of asyncio's own."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._writer = writer
        self._ending = asyncio.create_task(self._until_end(reader))

    async def _until_end(self, reader: asyncio.StreamReader) -> int:
        self.returncode = int(await reader.readline() or -signal.SIGKILL)
        self._writer.close()
        return self.returncode

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def wait(self) -> int:
        return await asyncio.shield(self._ending)


class Forkery:
    def __init__(self, address: str) -> None:
        self._address = address

    async def start(self, module: str, *arguments: str, environment: Mapping[str, str], log: Path) -> Running:
        """Run `python -m module arguments`; what it says goes to the file `log`."""
        order = {"module": module, "arguments": arguments, "environment": dict(environment), "log": str(log)}
        reader, writer = await asyncio.open_unix_connection(self._address)
        writer.write(json.dumps(order).encode() + b"\n")
        return Running(int(await reader.readline()), reader, writer)


@contextmanager
def open_forkery() -> Iterator[Forkery]:
    with tempfile.TemporaryDirectory(prefix="forma-fork-") as directory:
        address = f"{directory}/socket"
        command = [sys.executable, "-m", "tests.kit.forkery", address]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            try:
                yield Forkery(address)
            finally:
                process.stdin.close()


def serve(address: str) -> None:
    """Fork for whoever connects, until the standard input ends. Single-threaded, so that forking is safe."""
    for library in LIBRARIES:
        importlib.import_module(library)
    deque(locales.compile_all(), maxlen=0)  # what each of them would do anew
    gc.collect()
    gc.freeze()  # what all of them share is copied by none of them for being looked through
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen(64)
        ended, woken = socket.socketpair()
        for one in (ended, woken):
            one.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
        print("ready", flush=True)
        _serve(door, ended)


def _serve(door: socket.socket, ended: socket.socket) -> None:
    running: dict[int, socket.socket] = {}
    while True:
        heard, _, _ = select.select([door, ended, sys.stdin], [], [])
        if sys.stdin in heard:
            return _end_all(running)
        if ended in heard:
            ended.recv(4096)
            _tell_ends(running)
        if door in heard:
            client, _ = door.accept()
            with client.makefile() as line:
                order = json.loads(line.readline())
            pid = os.fork()
            if pid == 0:
                _become(order)
            running[pid] = client
            _tell(client, pid)


def _end_all(running: Mapping[int, socket.socket]) -> None:
    """Nobody is left behind by a test run that was killed."""
    for pid in running:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _tell_ends(running: dict[int, socket.socket]) -> None:
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with running.pop(pid) as client:
            _tell(client, os.waitstatus_to_exitcode(status))


def _tell(client: socket.socket, number: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # the test is over and does not ask any more
        client.sendall(f"{number}\n".encode())


def _become(order: Mapping[str, Any]) -> NoReturn:
    code = 1
    try:
        _settle_in(order["environment"], order["log"])
        sys.argv = [order["module"], *order["arguments"]]
        runpy.run_module(order["module"], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _settle_in(environment: Mapping[str, str], log: str) -> None:
    """As a fresh process would find itself: its own environment, its output, no open doors, default signals."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.closerange(3, 1024)
    importlib.reload(sys.modules["domain.crash"])  # reads its point from the environment at import


def main(arguments: Sequence[str]) -> None:
    serve(arguments[0])


if __name__ == "__main__":
    main(sys.argv[1:])
