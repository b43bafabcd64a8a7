"""A Bot API that says yes to everything, and notes when what was said came in."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import orjson
from aiohttp import web

from forma.ports import free_port

MESSAGES = ("sendMessage", "sendPhoto", "editMessageText")
_SAID = orjson.dumps({"ok": True, "result": {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}}})


class YesSayer:
    """`seen` counts calls by method; `at` are the moments of messages in the order they came."""

    def __init__(self) -> None:
        self.url = ""
        self.seen: Counter[str] = Counter()
        self.at: deque[float] = deque()
        self.to: Counter[int] = Counter()
        self.on_answer: Callable[[str], None] = lambda query_id: None

    async def answer(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        body = await request.read()
        self.seen[method] += 1
        if method == "answerCallbackQuery":
            self.on_answer(orjson.loads(body)["callback_query_id"])
        elif method in MESSAGES:
            self.at.append(time.perf_counter())
            if method == "sendMessage":
                self.to[orjson.loads(body)["chat_id"]] += 1
        return web.Response(body=_SAID, content_type="application/json")


@asynccontextmanager
async def telegram() -> AsyncIterator[YesSayer]:
    says = YesSayer()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", says.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    says.url = f"http://127.0.0.1:{port}"
    try:
        yield says
    finally:
        await runner.cleanup()
