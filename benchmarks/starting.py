"""P11: how long a start takes and how big it is; P12: what a first opening carries, and how soon it answers."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import hmac
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import aiohttp

from benchmarks import ground
from benchmarks.ground import Servers, line, percentile, title
from benchmarks.people import FIRST, publish_events, settle_in
from benchmarks.telegram import telegram
from forma.demo import TOKEN
from forma.embedded.child import start_child
from forma.ports import free_port

STARTS = 3
PACED_A_SECOND, PACED_S = 200, 10
KB = 1024


@contextmanager
def started(command: list[str], directory: Path, ready: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The process, once it has said `ready`, and the seconds that took."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORMA_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # without bytecode our modules would be compiled at each start
    ours = {"FORMA_BOT_TOKEN": TOKEN, "FORMA_LOG": "error", "FORMA_BOT_USERNAME": "forma_bot"}
    ours |= {"FORMA_TELEGRAM_API": "http://127.0.0.1:9", "FORMA_LISTEN": f"127.0.0.1:{free_port()}"}
    environment = kept | ours | {"FORMA_DATA_DIR": str(directory)}
    begun = time.perf_counter()
    process = start_child(
        [sys.executable, "-m", *command], dies_by=signal.SIGTERM, output=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    try:
        for said in process.stdout:
            if ready.encode() in said:
                break
        yield process, time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def resident_mb(process: subprocess.Popen[bytes]) -> dict[str, float]:
    """Proportional set size of the process and all under it, by program."""
    found: dict[str, float] = {}
    for pid in _family(process.pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            name = Path(f"/proc/{pid}/comm").read_text().strip()
            size = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
            found[name] = found.get(name, 0.0) + (int(size[1]) / KB if size else 0.0)
    return found


def _family(pid: int) -> list[int]:
    with suppress(FileNotFoundError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *(one for child in children for one in _family(int(child)))]
    return []


def starts(directory: Path) -> None:
    """The first start makes the database; those after it count."""
    port = str(free_port())
    for what, command, ready, goal in (
        ("forma demo", ["forma", "demo", "--port", port], "Forma is ready", "≤ 5 s from the second on"),
        ("forma run", ["forma", "run"], "http://127.0.0.1", "≤ 3 s warm"),
    ):
        took = []
        for _ in range(STARTS + 1):
            with started(command, directory / command[1], ready) as (process, seconds):
                took.append(seconds)
                time.sleep(3)  # what is put off until after readiness belongs to its size
                size = resident_mb(process)
        line(f"{what}: first start", f"{took[0]:.1f} s")
        line(f"{what}: start", f"{min(took[1:]):.1f} to {max(took[1:]):.1f} s", goal)
        told = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in sorted(size.items()))
        line(f"{what}: all its processes", f"{sum(size.values()):.0f} MB", "≤ 300 MB for forma run")
        print(f"        {told}")


async def first_opening(servers: Servers) -> None:
    async with ground.connected(servers), telegram() as says, aiohttp.ClientSession() as session:
        people = await settle_in(2)
        await publish_events(people[0], 40)
        with ground.process(servers, "forma", "web", telegram=says.url) as process:
            await ground.answers(session, process.url)
            await ground.at_rest([process])
            await _weigh(session, process.url)
            await _paced(session, process.url)


async def _weigh(session: aiohttp.ClientSession, url: str) -> None:
    headers = {"Accept-Encoding": "gzip"}
    async with session.get(url) as answer:
        shell = await answer.text()
    line("the page, compressed", f"{len(gzip.compress(shell.encode())) / KB:.1f} KB", "≤ 14 KB")
    for kind, goal in (("js", 40), ("css", 10)):
        weight = 0
        for path in re.findall(rf'(?:src|href)="(/static/[^"]+\.{kind})"', shell):
            async with session.get(url + path, headers=headers) as answer:
                weight += len(gzip.compress(await answer.read(), 9))
        line(f"its {kind}, compressed", f"{weight / KB:.1f} KB", f"≤ {goal} KB")


def _launch(bot_token: str) -> str:
    user = json.dumps({"id": FIRST + 1, "first_name": "Оля", "username": "runner1", "language_code": "ru"})
    values = {"user": user, "auth_date": str(int(time.time())), "query_id": "AA", "signature": "x"}
    key = hmac.digest(b"WebAppData", bot_token.encode(), "sha256")
    said = "\n".join(f"{name}={value}" for name, value in sorted(values.items()))
    return urlencode(values | {"hash": hmac.new(key, said.encode(), hashlib.sha256).hexdigest()})


async def _paced(session: aiohttp.ClientSession, url: str) -> None:
    """A signed-in person's pages, over HTTP: the first page, the catalogue, an event, in turn."""
    async with session.post(f"{url}/session", json={"init_data": _launch(ground.TOKEN)}) as answer:
        assert answer.status == 200, await answer.text()
        token = (await answer.json())["token"]
    took: dict[str, list[float]] = {"/": [], "/events": [], "/events/1": []}

    async def open_page(path: str) -> None:
        begun = time.perf_counter()
        async with session.get(url + path, headers={"Authorization": f"Bearer {token}"}) as answer:
            await answer.read()
            assert answer.status == 200
        took[path].append(time.perf_counter() - begun)

    async def for_seconds(seconds: int) -> None:
        begun, tasks, paths = time.perf_counter(), [], list(took)
        for number in range(PACED_A_SECOND * seconds):
            await asyncio.sleep(max(0.0, begun + number / PACED_A_SECOND - time.perf_counter()))
            tasks.append(asyncio.create_task(open_page(paths[number % len(paths)])))
        await asyncio.gather(*tasks)

    await for_seconds(1)
    first = [seconds for found in took.values() for seconds in found]
    line("the first second after a start", f"p95 {percentile(first, 0.95) * 1e3:.0f} ms")  # its connections are cold
    for found in took.values():
        found.clear()
    await for_seconds(PACED_S)
    for path, found in took.items():
        told = f"median {percentile(found, 0.5) * 1e3:.0f}, p95 {percentile(found, 0.95) * 1e3:.0f} ms"
        line(f"GET {path}, at {PACED_A_SECOND}/s in all", told, "p95 ≤ 100 ms")


def main() -> None:
    with ground.servers() as servers:
        title("P12  the mini-app's first opening")
        asyncio.run(first_opening(servers))
        title("P11  starting, from the command to readiness")
        starts(servers.directory)
