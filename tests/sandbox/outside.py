"""Somebody who listens to webhooks, for the tests of providers that send them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class Heard:
    body: bytes
    headers: dict[str, str]


@dataclass
class Listener:
    """`statuses` are taken one by one, then it is 200; `echo`: whether a challenge is answered."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    echo: bool = True

    async def hear(self, request: web.Request) -> web.Response:
        if request.method == "GET":
            self.asked.append(dict(request.query))
            return web.json_response({"hub.challenge": request.query["hub.challenge"]} if self.echo else {})
        self.heard.append(Heard(await request.read(), {name.lower(): value for name, value in request.headers.items()}))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def wait(self, many: int) -> list[Heard]:
        async with asyncio.timeout(60):
            while len(self.heard) < many:
                await asyncio.sleep(0.02)
        assert len(self.heard) == many
        return self.heard


async def listening() -> AsyncIterator[Listener]:
    listener, app = Listener(), web.Application()
    app.router.add_route("*", "/hook", listener.hear)
    server = TestServer(app)
    await server.start_server()
    listener.url = str(server.make_url("/hook"))
    yield listener
    await server.close()
