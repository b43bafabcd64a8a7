from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
import redis.asyncio

from forma.embedded import AlreadyRunning, EmbeddedError, account, embedded_postgres, embedded_valkey, place
from tests.forma.processes import processes_of, wait_until

HOLDER_MARK = "import pathlib"
HOLDER = """
import pathlib, sys, time
from forma.embedded import embedded_postgres, embedded_valkey
directory = pathlib.Path(sys.argv[1])
with embedded_postgres(directory, durable=False) as url, embedded_valkey(directory):
    print(url, flush=True)
    time.sleep(600)
"""


async def test_data_survives_a_restart(server_directory: Path) -> None:
    with embedded_postgres(server_directory) as url:
        await run(url, "CREATE TABLE runs (km int)", "INSERT INTO runs VALUES (42)")
    with embedded_postgres(server_directory) as url:
        assert await ask(url, "SELECT km FROM runs") == 42


async def test_valkey_answers(server_directory: Path) -> None:
    with embedded_valkey(server_directory) as url:
        async with redis.asyncio.from_url(url) as client:
            assert await client.set("ready", 1)


def test_a_second_start_is_told_who_is_there(server_directory: Path) -> None:
    with (
        embedded_valkey(server_directory),
        pytest.raises(AlreadyRunning, match=rf"already running on {server_directory} \(process {os.getpid()}\)"),
        embedded_valkey(server_directory),
    ):
        pass


def test_nothing_is_left_after_a_stop(server_directory: Path) -> None:
    with embedded_postgres(server_directory, durable=False), embedded_valkey(server_directory):
        assert processes_of(server_directory, but=HOLDER_MARK)
        sockets = [place.socket_directory(server_directory, service) for service in ("postgres", "valkey")]
        assert all(path.is_dir() for path in sockets)
    assert not processes_of(server_directory, but=HOLDER_MARK)
    assert not any(path.exists() for path in sockets)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with a killed parent")
async def test_nothing_is_left_after_the_parent_is_killed(server_directory: Path) -> None:
    holder, url = start_holder(server_directory)
    await run(url, "CREATE TABLE runs (km int)", "INSERT INTO runs VALUES (21)")
    holder.kill()
    holder.communicate()
    with embedded_postgres(server_directory, durable=False) as again:  # at once: the old server may still be ending
        assert await ask(again, "SELECT km FROM runs") == 21
    wait_until(lambda: not processes_of(server_directory, but=HOLDER_MARK))


async def test_a_server_killed_in_the_middle_recovers(server_directory: Path) -> None:
    with embedded_postgres(server_directory) as url:
        await run(url, "CREATE TABLE runs (km int)", "INSERT INTO runs VALUES (10)")
        os.kill(int(pid_file(server_directory).read_text().split("\n")[0]), signal.SIGKILL)
    with embedded_postgres(server_directory) as url:
        assert await ask(url, "SELECT km FROM runs") == 10


async def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(server_directory: Path) -> None:
    with embedded_postgres(server_directory, durable=False):
        left_behind = pid_file(server_directory).read_text()
    stranger = start_stranger()
    pid_file(server_directory).write_text("\n".join([str(stranger.pid), *left_behind.split("\n")[1:]]))
    with embedded_postgres(server_directory, durable=False) as url:
        assert await ask(url, "SELECT 1") == 1
    assert stranger.poll() is None
    stranger.communicate(b"\n")


def test_a_broken_start_says_why(server_directory: Path) -> None:
    with embedded_postgres(server_directory, durable=False):
        pass
    with (cluster(server_directory) / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = on\n")
    with pytest.raises(EmbeddedError, match="no_such_setting"), embedded_postgres(server_directory, durable=False):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to lend the server another user")
async def test_root_in_a_closed_home(server_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = server_directory / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setattr(account, "SYSTEM_DATA", server_directory / "elsewhere")
    with embedded_postgres(home / ".forma", durable=False) as url:
        assert await ask(url, "SELECT 1") == 1
    assert (home / ".forma" / "postgres").resolve().is_relative_to(server_directory / "elsewhere")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to lend the server another user")
def test_root_with_an_environment_in_a_closed_home(server_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "SYSTEM_CACHE", server_directory / "cache")
    monkeypatch.setattr(account, "_can_run", lambda binaries, _who: (server_directory / "cache") in binaries.parents)
    with embedded_postgres(server_directory / "data", durable=False):
        commands = processes_of(server_directory / "data")
    assert any(str(server_directory / "cache") in command for command in commands)


def start_holder(directory: Path) -> tuple[subprocess.Popen[str], str]:
    """A process that runs the servers, and its database's URL."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, directory], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    return holder, holder.stdout.readline().strip()


def start_stranger() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)


def cluster(directory: Path) -> Path:
    return (directory / "postgres").resolve()


def pid_file(directory: Path) -> Path:
    return cluster(directory) / "postmaster.pid"


async def run(url: str, *commands: str) -> None:
    connection = await asyncpg.connect(url)
    for command in commands:
        await connection.execute(command)
    await connection.close()


async def ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    answer: object = await connection.fetchval(question)
    await connection.close()
    return answer
