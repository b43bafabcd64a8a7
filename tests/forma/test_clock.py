from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from forma.clock import RealClock, open_clock

HOUR = timedelta(hours=1)


class SandboxTime:
    """The one call of a sandbox that the clock needs."""

    def __init__(self) -> None:
        self.offset_s, self.version = 0.0, 1
        self.moved = asyncio.Event()

    def move(self, seconds: float) -> None:
        self.offset_s, self.version = seconds, self.version + 1
        self.moved.set()

    async def answer(self, request: web.Request) -> web.Response:
        if request.query.get("after") == str(self.version):
            self.moved.clear()
            await self.moved.wait()
        return web.json_response({"now": "", "offset_s": self.offset_s, "version": self.version})


@asynccontextmanager
async def told_by(time: SandboxTime) -> AsyncIterator[BaseTestServer]:
    app = web.Application()
    app.router.add_get("/sim/clock", time.answer)
    async with TestServer(app, shutdown_timeout=0) as server:
        yield server


async def test_no_sandbox_is_real_time() -> None:
    async with open_clock("") as clock:
        assert isinstance(clock, RealClock)
        assert abs(clock.now() - datetime.now(UTC)) < HOUR


async def test_the_sandboxes_time_is_known_from_the_start() -> None:
    time = SandboxTime()
    time.move(86400)
    async with told_by(time) as server, open_clock(str(server.make_url("/sim/clock"))) as clock:
        assert clock.now() - datetime.now(UTC) > 23 * HOUR


async def test_a_move_is_followed_and_told() -> None:
    time, jumped = SandboxTime(), asyncio.Event()
    async with told_by(time) as server, open_clock(str(server.make_url("/sim/clock"))) as clock:
        clock.when_moved(jumped.set)
        time.move(86400)
        await asyncio.wait_for(jumped.wait(), 60)
        assert clock.now() - datetime.now(UTC) > 23 * HOUR


async def test_the_last_offset_stays_while_the_sandbox_is_away() -> None:
    time = SandboxTime()
    time.move(86400)
    async with told_by(time) as server, open_clock(str(server.make_url("/sim/clock"))) as clock:
        await server.close()
        assert clock.now() - datetime.now(UTC) > 23 * HOUR
