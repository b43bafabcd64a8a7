"""Forma as many processes on one database: bots behind a webhook, pages, schedulers, workers, each killed alone."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from forma.ports import free_port
from tests.kit.forkery import Forkery, Running
from tests.kit.proxy import Proxy, open_proxy
from tests.kit.world import START_S, World, open_world

SECRET = "the-webhook-secret-of-the-tests"


@dataclass(eq=False)
class Member:
    """One process; `starts` numbers its logs."""

    kind: str
    name: str
    port: int
    process: Running | None = None
    starts: int = 0


@dataclass(eq=False)
class Fleet:
    """`bots` is where the webhook leads, `webs` where pages are asked for: each connection to the next that lives."""

    world: World
    bots: Proxy
    webs: Proxy
    members: list[Member]
    environment: Mapping[str, str]
    killed: int = 0
    ended: int = 0

    async def start(self, member: Member, **extra: str) -> None:
        """Until it is healthy."""
        member.starts += 1
        own = {"FORMA_LISTEN": f"127.0.0.1:{member.port}"}
        log = self.world.logs / f"{member.name}-{member.starts}.log"
        process = await self.world.forkery.start(
            "forma", member.kind, environment={**self.environment, **own, **extra}, log=log
        )
        member.process = process
        async with asyncio.timeout(START_S):
            while not await self.healthy(member):
                if process.returncode is not None:
                    raise AssertionError(f"{member.name}: {log.read_text()[-3000:]}")
                await asyncio.sleep(0.05)

    async def start_all(self) -> None:
        """Those that do not run."""
        dead = [one for one in self.members if one.process is None or one.process.returncode is not None]
        for member in dead:
            await self.start(member)

    async def healthy(self, member: Member) -> bool:
        try:
            async with self.world.http.get(f"http://127.0.0.1:{member.port}/health") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError):
            return False

    async def answers(self, member: Member) -> bool:
        """Whether its door is open."""
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", member.port)
        except OSError:
            return False
        writer.close()
        return True

    async def end(self, member: Member, how: signal.Signals) -> None:
        assert member.process is not None
        member.process.send_signal(how)
        await member.process.wait()
        if how is signal.SIGKILL:
            self.killed += 1
        else:
            self.ended += 1

    async def stop_all(self) -> None:
        for member in self.members:
            if member.process is not None and member.process.returncode is None:
                member.process.kill()
                await member.process.wait()


@asynccontextmanager
async def open_fleet(
    forkery: Forkery, database_url: str, redis_url: str, directory: Path, *, kinds: Mapping[str, int], **extra: str
) -> AsyncIterator[Fleet]:
    """The sandbox runs and the fronts are open; `start_all` starts the processes."""
    members = [Member(kind, f"{kind}{number}", free_port()) for kind, count in kinds.items() for number in range(count)]

    def ports(kind: str) -> list[tuple[str, int]]:
        return [("127.0.0.1", one.port) for one in members if one.kind == kind]

    async with (
        open_world(forkery, database_url, redis_url, directory, mode="webhook") as world,
        open_proxy(*ports("bot")) as bots,
        open_proxy(*ports("web"), port=int(world.product_url.rsplit(":", 1)[1])) as webs,
    ):
        hook = {"FORMA_PUBLIC_URL": f"http://127.0.0.1:{bots.port}", "FORMA_WEBHOOK_SECRET": SECRET}
        fleet = Fleet(world, bots, webs, members, {**world.environment, **hook, **extra})
        try:
            yield fleet
        finally:
            await fleet.stop_all()
