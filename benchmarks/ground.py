"""What every benchmark stands on: servers of its own, processes of ours, how much CPU they used, and how it is said."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from domain import database
from forma.embedded import embedded_postgres, embedded_valkey
from forma.embedded.child import start_child, stop_child
from forma.ports import free_port

TOKEN = "1000001:BENCH"
SECRET = "a secret key for benchmarks, long enough"
_TICKS_S = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Servers:
    postgres: str
    redis: str
    directory: Path


@contextmanager
def servers() -> Iterator[Servers]:
    """PostgreSQL as durable as in production, and Valkey; migrated, empty, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="forma-bench-") as name:
        directory = Path(name)
        directory.chmod(0o711)
        with embedded_postgres(directory) as postgres, embedded_valkey(directory) as redis:
            asyncio.run(database.migrate(postgres))
            yield Servers(postgres, redis, directory)


@asynccontextmanager
async def connected(ground: Servers, *, pool_size: int = 10) -> AsyncIterator[None]:
    await database.connect(ground.postgres, pool_size=pool_size)
    try:
        yield
    finally:
        await database.close()


@dataclass(frozen=True, slots=True)
class Running:
    """A process of ours that answers on `url`."""

    process: subprocess.Popen[bytes]
    url: str

    @property
    def resident_mb(self) -> float:
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def cpu_s(self) -> float:
        """User and system time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * _TICKS_S


@contextmanager
def process(ground: Servers, *module: str, telegram: str, **environment: str) -> Iterator[Running]:
    """`python -m <module…>`, one of Forma's processes on the servers of this benchmark; ready when it is yielded."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORMA_")}
    ours = {
        "FORMA_DATABASE_URL": ground.postgres,
        "FORMA_REDIS_URL": ground.redis,
        "FORMA_DATA_DIR": str(ground.directory / "data"),
        "FORMA_SECRET_KEY": SECRET,
        "FORMA_BOT_TOKEN": TOKEN,
        "FORMA_BOT_USERNAME": "forma_bot",
        "FORMA_TELEGRAM_API": telegram,
        "FORMA_TELEGRAM_MODE": "webhook",
        "FORMA_WEBHOOK_SECRET": "a-secret-of-benchmarks",
        "FORMA_LISTEN": f"127.0.0.1:{port}",
        "FORMA_LOG": "error",
    }
    log = (ground.directory / f"{port}.log").open("wb")
    with log:
        started = start_child(
            [sys.executable, "-m", *module], dies_by=signal.SIGTERM, output=log, env=kept | ours | environment
        )
    try:
        yield Running(started, url)
    finally:
        stop_child(started, signal.SIGTERM, timeout=20)
        if started.returncode:
            print((ground.directory / f"{port}.log").read_text()[-2000:], file=sys.stderr)


async def answers(session: aiohttp.ClientSession, url: str, *, within_s: float = 60.0) -> None:
    """Wait until `GET /health` says that all is well."""
    async with asyncio.timeout(within_s):
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(f"{url}/health") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.02)


async def at_rest(running: Sequence[Running], *, within_s: float = 60.0) -> None:
    """Who has just started still compiles words and templates in the background: that is no part of an answer."""
    async with asyncio.timeout(within_s):
        while True:
            before = sum(one.cpu_s for one in running)
            await asyncio.sleep(1.0)
            if sum(one.cpu_s for one in running) - before < 0.05 * len(running):
                return


def size(name: str, usual: int) -> int:
    """How many, unless the environment says otherwise: `BENCH_EVENTS=1000000 make bench ARGS=search`."""
    return int(os.environ.get(f"BENCH_{name}", usual))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie, such as 0.95."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def medians(rounds: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in rounds.items()}


def title(words: str) -> None:
    print(f"\n{words}", flush=True)


def line(name: str, value: str, goal: str = "") -> None:
    print(f"    {name:<58} {value:>22}{f'   (goal: {goal})' if goal else ''}", flush=True)


def machine() -> str:
    """Whose figures these are."""
    told = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((row.partition(":")[2].strip() for row in told if "model name" in row), "unknown processor")
    python = ".".join(map(str, sys.version_info[:3]))
    load = os.getloadavg()[0]
    return f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} × {model}, Python {python}, load {load:.1f}"
