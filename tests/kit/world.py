"""The whole of Forma beside the sandbox, as real processes; people act in it through the sandbox's own calls."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import aiohttp

from forma.demo import payments_at
from forma.ports import free_port
from tests.kit.forkery import Forkery, Running

TOKEN = "1000001:SANDBOX"
ANYA = "7100000006"
START_S = 600.0


@dataclass
class World:
    """`product` may be killed and started again; the sandbox stays."""

    forkery: Forkery
    http: aiohttp.ClientSession
    sandbox_url: str
    product_url: str
    environment: dict[str, str]
    logs: Path
    product: Running | None = None
    starts: int = 0
    seen: dict[str, int] = field(default_factory=dict)

    async def sim(self, call: str, **body: Any) -> Any:
        """A /sim call; `as_` and the like lose their underscore. Its refusal fails the test with its hint."""
        asked = {name.rstrip("_"): value for name, value in body.items()}
        async with self.http.post(f"{self.sandbox_url}/sim/{call}", json=asked) as answer:
            told = await answer.json()
            assert answer.status < 400, f"{call} {asked}: {told}"
            return told

    async def ask(self, path: str, **query: str | int) -> Any:
        async with self.http.get(f"{self.sandbox_url}{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def start(self, who: str, payload: str = "") -> list[dict[str, Any]]:
        await self.sim("start", as_=who, payload=payload)
        return await self.news(who)

    async def say(self, who: str, text: str, **where: Any) -> list[dict[str, Any]]:
        await self.sim("say", as_=who, text=text, **where)
        return await self.news(who, where.get("chat"))

    async def press(self, who: str, button: str, **where: Any) -> dict[str, Any]:
        """The answer to the press, once nothing is left to do."""
        answer = await self.sim("press", as_=who, button=button, **where)
        await self.idle()
        return dict(answer["answer"] or {})

    async def idle(self) -> None:
        await self.sim("idle", timeout=120)

    async def transcript(self, who: str, chat: str | int | None = None) -> list[dict[str, Any]]:
        where: dict[str, str | int] = {} if chat is None else {"chat": chat}
        lines: list[dict[str, Any]] = await self.ask("/sim/transcript", **{"as": who, **where})
        return lines

    async def news(self, who: str, chat: str | int | None = None) -> list[dict[str, Any]]:
        """What the person has not seen yet of a chat, once nothing is left to do."""
        await self.idle()
        messages = await self.transcript(who, chat)
        key = f"{who}:{chat}"
        fresh = [one for one in messages if one["message_id"] > self.seen.get(key, 0) and not is_own(one, who)]
        self.seen[key] = max((one["message_id"] for one in messages), default=0)
        return fresh

    async def last(self, who: str, chat: str | int | None = None) -> dict[str, Any]:
        """The newest message of the chat, as that person sees it."""
        await self.idle()
        return (await self.transcript(who, chat))[-1]

    async def send_file(self, who: str, kind: str, name: str, content: bytes, **where: str) -> None:
        form = aiohttp.FormData({"as": who, "kind": kind, **where})
        form.add_field("file", content, filename=name)
        async with self.http.post(f"{self.sandbox_url}/sim/send", data=form) as answer:
            assert answer.status == 200, await answer.text()

    async def page(self, who: str, path: str) -> str:
        """A page of the mini-app as that person gets it, opened from the chat."""
        async with self.http.get(f"{self.sandbox_url}/sim/webapp", params={"as": who, "path": "/"}) as answer:
            session = {"init_data": (await answer.json())["init_data"], "platform": "test"}
        async with self.http.post(f"{self.product_url}/session", json=session) as answer:
            token = (await answer.json())["token"]
        bearer = {"Authorization": f"Bearer {token}"}
        async with self.http.get(f"{self.product_url}{path}", headers=bearer) as answer:
            assert answer.status == 200, await answer.text()
            return unescape(await answer.text())

    async def advance(self, span: str) -> None:
        await self.sim("clock", advance=span)
        await self.idle()

    async def walk_on(self, span: str) -> None:
        """Time goes on, and Forma has heard where everybody is; what it says about it may still be on its way."""
        await self.sim("clock", advance=span)
        await self.sim("idle", timeout=120, heard=True)

    async def set_clock(self, moment: str) -> None:
        await self.sim("clock", set=moment)
        await self.idle()

    async def run_product(self, **extra: str) -> None:
        """Start Forma and wait until it is healthy, or until it has died of a crash point."""
        self.starts += 1
        log = self.logs / f"product-{self.starts}.log"
        self.product = await self.forkery.start("forma", "run", environment=self.environment | extra, log=log)
        async with asyncio.timeout(START_S):
            while not await self._healthy():
                if self.product.returncode is not None:
                    raise AssertionError(log.read_text()[-3000:])
                await asyncio.sleep(0.05)

    async def _healthy(self) -> bool:
        try:
            async with self.http.get(f"{self.product_url}/health") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    async def stop_product(self, *, kill: bool = False) -> None:
        if self.product is None or self.product.returncode is not None:
            return
        if kill:
            self.product.kill()
        else:
            self.product.terminate()
        await self.product.wait()

    async def product_died(self) -> int:
        """Wait for it; the exit code."""
        assert self.product is not None
        async with asyncio.timeout(START_S):
            return await self.product.wait()


def is_own(message: Mapping[str, Any], who: str) -> bool:
    return bool(message.get("out"))


def words(message: Mapping[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")


def buttons(message: Mapping[str, Any]) -> list[str]:
    return [button["text"] for row in message.get("keyboard") or message.get("buttons") or [] for button in row]


@asynccontextmanager
async def open_world(
    forkery: Forkery,
    database_url: str,
    redis_url: str,
    directory: Path,
    *,
    mode: str = "polling",
    run: bool = False,
    **extra: str,
) -> AsyncIterator[World]:
    """The sandbox is up, and with `run` Forma too; else `run_product` starts it."""
    sandbox_port, product_port, mail_port = free_port(), free_port(), free_port()
    sandbox_url, product_url = f"http://127.0.0.1:{sandbox_port}", f"http://127.0.0.1:{product_port}"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("FORMA_")} | {
        "FORMA_DATA_DIR": str(directory),
        "FORMA_DATABASE_URL": database_url,
        "FORMA_REDIS_URL": redis_url,
        "FORMA_BOT_TOKEN": TOKEN,
        "FORMA_TELEGRAM_API": sandbox_url,
        "FORMA_TELEGRAM_MODE": mode,
        "FORMA_CLOCK": f"{sandbox_url}/sim/clock",
        "FORMA_PUBLIC_URL": product_url,
        "FORMA_LISTEN": f"127.0.0.1:{product_port}",
        "FORMA_SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
        "FORMA_ADMINS": ANYA,
        "FORMA_LOG": "info,json",
        **payments_at(sandbox_url),
        **extra,
    }
    command = [
        "--listen", f"127.0.0.1:{sandbox_port}", "--webapp-url", product_url, "--token", TOKEN,
        "--smtp-listen", f"127.0.0.1:{mail_port}", "--health-url", f"{product_url}/health",
        "--hook", f"stripe={product_url}/hooks/stripe", "--hook", f"yookassa={product_url}/hooks/yookassa",
    ]  # fmt: skip
    log = directory / "sandbox.log"
    sandbox = await forkery.start("sandbox", *command, environment=os.environ, log=log)
    everybody = aiohttp.TCPConnector(limit=0)  # of hundreds nobody waits for the connection of another
    async with aiohttp.ClientSession(connector=everybody, timeout=aiohttp.ClientTimeout(total=180)) as http:
        world = World(forkery, http, sandbox_url, product_url, environment, directory)
        try:
            if run:
                await world.run_product()
            await _answering(http, f"{sandbox_url}/sim/state")
            yield world
        finally:
            await world.stop_product()
            sandbox.terminate()
            await sandbox.wait()


async def _answering(http: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(START_S):
        while True:
            try:
                async with http.get(url):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
