"""The web view of a telephone: the mini-app by way of a second origin, under that telephone's name.

A page cannot give another origin's frame a User-Agent. So the frame of a "telephone" comes from here: everything is
passed on to the mini-app and back as it is, but for the header, and a script at the head of each page.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import aiohttp
from aiohttp import web
from yarl import URL

BRIDGE = Path(__file__).parent / "webview_bridge.js"
AGENT = (
    "Mozilla/5.0 (Linux; Android 11; {model}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/156.0.0.0 Mobile Safari/537.36 Telegram-Android/12.2.3 ({model}; Android 11; SDK 30; {performance})"
)
PHONES = {"android": AGENT.format(model="Google Pixel 8", performance="HIGH")}
PHONES["android-low"] = AGENT.format(model="Xiaomi Redmi 9A", performance="LOW")
VERSION = "9.6"
OWN_WAY = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "host", "accept-encoding"}
)
NONCE = re.compile(r"'nonce-([^']+)'")
BEGINNINGS = [re.compile(tag, re.IGNORECASE) for tag in (rb"<head(?:\s[^>]*)?>", rb"<html[^>]*>", rb"<!doctype[^>]*>")]
FRAME_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=10)


class WebViews:
    """One origin for each kind of telephone, opened when it is first wanted."""

    def __init__(self, upstream: str) -> None:
        self._upstream = URL(upstream)
        self._open: dict[str, str] = {}
        self._runners: list[web.AppRunner] = []
        self._session: aiohttp.ClientSession | None = None

    async def address(self, url: str, phone: str) -> str:
        """The address of a page of the mini-app as that telephone opens it; another site's stays as it is."""
        page, mark, fragment = url.partition("#")
        wanted = URL(page)
        if wanted.origin() != self._upstream.origin():
            return url
        # The fragment as it was given: read as an address, what is encoded in the launch data would come out of it.
        return str(URL(await self._origin(phone)).join(wanted.relative())) + mark + fragment

    async def _origin(self, phone: str) -> str:
        if phone not in self._open:
            view = _WebView(self._upstream, PHONES[phone], self._http())
            app = web.Application(client_max_size=50 * 1024 * 1024)
            app.add_routes([web.route("*", "/{path:.*}", view.serve)])
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handler_cancellation=True)
            await runner.setup()
            self._runners.append(runner)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self._open[phone] = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return self._open[phone]

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=FRAME_TIMEOUT, auto_decompress=True)
        return self._session

    async def close(self) -> None:
        for runner in self._runners:
            await runner.cleanup()
        if self._session is not None:
            await self._session.close()


class _WebView:
    def __init__(self, upstream: URL, agent: str, http: aiohttp.ClientSession) -> None:
        self._upstream = upstream
        self._agent = agent
        self._http = http
        self._script = f"const AGENT = {json.dumps(agent)};\n" + BRIDGE.read_text("utf-8")

    async def serve(self, request: web.Request) -> web.StreamResponse:
        target = self._upstream.join(URL(request.raw_path, encoded=True))
        headers = {name: self._as_upstream(request, value) for name, value in request.headers.items()}
        headers = {name: value for name, value in headers.items() if name.lower() not in OWN_WAY}
        headers |= {"User-Agent": self._agent, "Accept-Encoding": "identity"}
        body = await request.read() if request.can_read_body else None
        try:
            async with self._http.request(
                request.method, target, headers=headers, data=body, allow_redirects=False
            ) as answer:
                return await self._pass_on(request, answer)
        except aiohttp.ClientConnectionError:
            return web.Response(status=502, text="the mini-app is not there")

    def _as_upstream(self, request: web.Request, value: str) -> str:
        return value.replace(f"{request.scheme}://{request.host}", str(self._upstream.origin()))

    async def _pass_on(self, request: web.Request, answer: aiohttp.ClientResponse) -> web.StreamResponse:
        kept = [(name, value) for name, value in answer.headers.items() if name.lower() not in OWN_WAY]
        response = web.StreamResponse(status=answer.status)
        for name, value in kept:
            response.headers.add(
                name, value.removeprefix(str(self._upstream.origin())) if name == "Location" else value
            )
        if answer.content_type == "text/html":
            page = self._with_script(await answer.read(), answer.headers.get("Content-Security-Policy", ""))
            response.content_length = len(page)
            await response.prepare(request)
            await response.write(page)
            return response
        await response.prepare(request)
        async for piece in answer.content.iter_any():
            await response.write(piece)
        return response

    def _with_script(self, page: bytes, policy: str) -> bytes:
        """A whole page gets the script; a fragment of one stays as it is."""
        head = next((found for one in BEGINNINGS if (found := one.search(page))), None)
        if head is None:
            return page
        nonce = NONCE.search(policy)
        mark = f' nonce="{nonce[1]}"' if nonce else ""
        script = f"<script{mark}>(() => {{\n{self._script}}})();</script>".encode()
        return page[: head.end()] + script + page[head.end() :]
