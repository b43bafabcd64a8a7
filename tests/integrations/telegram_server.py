"""A Bot API server for tests: remembers every call, answers what it is told to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

TOKEN = "700000001:test"
Answer = Callable[[str, dict[str, Any]], web.Response | None]


class Reset(Exception):
    """The connection is cut in place of an answer."""


@dataclass
class Heard:
    method: str
    params: dict[str, Any]
    at: float
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class TelegramServer:
    """`answer` may return an error for a call; None means success, Reset closes the connection without a word."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    answer: Answer = lambda method, params: None
    updates: list[dict[str, Any]] = field(default_factory=list)
    pollers: int = 0
    most_pollers: int = 0
    confirmed: int = 0
    answered: int = 0
    """How often updates were handed out."""

    def said(self, method: str = "sendMessage") -> list[str]:
        return [call.params.get("text", "") for call in self.heard if call.method == method]

    async def handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        files: dict[str, bytes] = {}
        if request.content_type == "multipart/form-data":
            params: dict[str, Any] = {}
            for key, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    files[key] = value.file.read()
                else:
                    params[key] = value
        else:
            params = await request.json()
        if method == "getUpdates":
            return await self._updates(params)
        self.heard.append(Heard(method, params, time.monotonic(), files))
        try:
            refused = self.answer(method, params)
        except Reset:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if refused is not None:
            return refused
        if method == "getFile":
            return ok({"file_id": params["file_id"], "file_path": "documents/1.gpx"})
        return ok({"message_id": len(self.heard), "chat": {"id": params.get("chat_id")}})

    async def _updates(self, params: dict[str, Any]) -> web.Response:
        self.pollers += 1
        self.most_pollers = max(self.most_pollers, self.pollers)
        try:
            self.confirmed = max(self.confirmed, params.get("offset") or 0)
            self.updates = [update for update in self.updates if update["update_id"] >= self.confirmed]
            for _ in range(20):
                if self.updates:
                    break
                await asyncio.sleep(0.01)
            refused = self.answer("getUpdates", params)
            self.answered += bool(self.updates)
            return refused if refused is not None else ok(self.updates[:100])
        finally:
            self.pollers -= 1

    async def file(self, request: web.Request) -> web.Response:
        return web.Response(body=b"<gpx/>")


def ok(result: Any) -> web.Response:
    return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")


def refusal(code: int, description: str, **parameters: Any) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.Response(status=code, body=orjson.dumps(body), content_type="application/json")


@asynccontextmanager
async def telegram_server(port: int = 0) -> AsyncIterator[TelegramServer]:
    server = TelegramServer()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", server.handle)
    app.router.add_get("/file/bot{token}/{path:.*}", server.file)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    sockets = site._server.sockets  # type: ignore[union-attr]  # aiohttp offers a bound port under no public name
    server.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
