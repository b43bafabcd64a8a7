"""Where a simulated day is held: the sandbox and the whole of Forma as children, on servers that leave nothing."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from domain import database
from forma.demo import TOKEN, Ports, product_environment
from forma.embedded import embedded_postgres, embedded_valkey
from forma.ports import LOOPBACK, free_port
from forma.supervisor import Child, child, wait_until_ready

WEBHOOK_SECRET = "a-secret-of-simulated-days"
_POLL_S = 20


class SandboxSaidNo(Exception):
    """Its error and its hint."""


@dataclass(frozen=True, slots=True)
class Servers:
    postgres: str
    redis: str
    directory: Path


@contextmanager
def temporary_servers() -> Iterator[Servers]:
    """PostgreSQL as durable as in production, and Valkey; migrated, empty."""
    with tempfile.TemporaryDirectory(prefix="forma-raceday-") as name:
        directory = Path(name)
        directory.chmod(0o711)
        with embedded_postgres(directory) as postgres, embedded_valkey(directory) as redis:
            asyncio.run(database.migrate(postgres))
            yield Servers(postgres, redis, directory)


@dataclass(slots=True)
class Told:
    """What the bot said to one chat: when (monotonic), and how often Telegram refused it for haste, to whomever."""

    edits: list[float] = field(default_factory=list)
    refused: int = 0


class Grounds:
    def __init__(self, servers: Servers, ports: Ports, product: Child, http: aiohttp.ClientSession) -> None:
        self.servers, self._product, self._http = servers, product, http
        self.sandbox_url = f"http://{LOOPBACK}:{ports.sandbox}"
        self.product_url = f"http://{LOOPBACK}:{ports.product}"

    @property
    def resident_mb(self) -> float:
        """Of the product."""
        try:
            pages = int(Path(f"/proc/{self._product.process.pid}/statm").read_text().split()[1])
        except OSError:  # another system than Linux
            return 0.0
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def check(self) -> None:
        """Raises ChildFailed."""
        self._product.check()

    async def sim(self, call: str, **fields: Any) -> Any:
        """A call of the sandbox; `as_` and the like lose their underscore. Raises SandboxSaidNo."""
        asked = {name.rstrip("_"): value for name, value in fields.items()}
        async with self._http.post(f"{self.sandbox_url}/sim/{call}", json=asked) as answer:
            told = await answer.json()
            if answer.status >= 400:
                raise SandboxSaidNo(f"{call}: {told}")
            return told

    async def look(self, path: str, **query: str | int) -> Any:
        async with self._http.get(f"{self.sandbox_url}{path}", params=query) as answer:
            return await answer.json()

    async def set_clock(self, moment: datetime) -> None:
        await self.sim("clock", set=moment.isoformat())

    async def tell_bot(self, update: Mapping[str, Any]) -> None:
        """As Telegram does by webhook: again, until it is stored."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": WEBHOOK_SECRET}
        while True:
            async with self._http.post(f"{self.product_url}/telegram/webhook", json=update, headers=headers) as answer:
                if answer.status == 200:
                    return
                if answer.status != 503:
                    raise SandboxSaidNo(f"the webhook answered {answer.status}")
            await asyncio.sleep(0.1)

    async def listen(self, chat_id: int, told: Told) -> None:
        """For ever: count what the bot says."""
        after = 0
        while True:
            calls = await self.look("/sim/calls", after=after, wait=_POLL_S)
            now = asyncio.get_running_loop().time()
            for call in calls:
                after = max(after, int(call["id"]))
                told.refused += call["error_code"] == 429
                if call["method"] == "editMessageText" and call["params"].get("chat_id") == chat_id and call["ok"]:
                    told.edits.append(now)


@contextmanager
def children(servers: Servers) -> Iterator[tuple[Ports, Child]]:
    """The sandbox with Telegram's limits, and `forma run`; ready when it is yielded. Raises ChildFailed."""
    ports = Ports(*(free_port() for _ in range(3)))
    directory = servers.directory
    env = product_environment(os.environ, directory / "data", ports) | {
        "FORMA_DATABASE_URL": servers.postgres,
        "FORMA_REDIS_URL": servers.redis,
        "FORMA_TELEGRAM_MODE": "webhook",
        "FORMA_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "FORMA_BOT_USERNAME": "forma_bot",
        "FORMA_LOG": "error",
    }
    at, product = f"http://{LOOPBACK}:{ports.sandbox}", f"http://{LOOPBACK}:{ports.product}"
    command = ["sandbox", "--listen", f"{LOOPBACK}:{ports.sandbox}", "--webapp-url", product, "--token", TOKEN]
    command += ["--smtp-listen", f"{LOOPBACK}:{ports.mail}", "--bot-username", "forma_bot", "--flood"]
    world = child("sandbox", command, log=directory / "sandbox.log", health=f"{at}/sim/state", env=env)
    forma = child("product", ["forma", "run"], log=directory / "forma.log", health=f"{product}/health", env=env)
    with world as first, forma as second:
        wait_until_ready([first, second])
        yield ports, second
