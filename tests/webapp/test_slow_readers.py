"""Who reads slowly is told the newest state, and never a queue of old ones; who does not read at all is let go."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from tests.webapp.test_live import PATIENCE_S, read_event
from tests.webapp.world import Opened
from webapp.kit import live, streams
from webapp.kit.keys import HUB

LONG = 300_000
"""More than a connection takes before somebody reads."""


class Changing:
    """A topic whose state is a number."""

    def __init__(self, app: web.Application, event_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self._hub, self._topic, self.version = app[HUB], f"event:{event_id}", 0
        known = app[HUB].topics["event"]
        monkeypatch.setitem(app[HUB].topics, "event", replace(known, news=self._news))

    async def _news(self, *asked: Any) -> live.Update | None:
        told = str(self.version)
        return live.Update(told, f"<p>{told}</p>", ("x" * LONG + told,)) if self.version and asked[-1] != told else None

    def change(self) -> None:
        self.version += 1
        self._hub.hint(self._topic)


@asynccontextmanager
async def slowly(who: Opened, address: str) -> AsyncIterator[asyncio.StreamReader]:
    """A connection with little room, of which nothing is read yet but its head."""
    to = socket.socket()
    to.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    to.setblocking(False)
    await asyncio.get_running_loop().sock_connect(to, (who.client.server.host, who.client.server.port))
    reader, writer = await asyncio.open_connection(sock=to, limit=4096)
    try:
        headers = "".join(f"{name}: {value}\r\n" for name, value in who.headers.items())
        writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
        async with asyncio.timeout(PATIENCE_S):
            await reader.readuntil(b"retry: 2000\n\n")
        yield reader
    finally:
        writer.close()


async def _read_until(reader: asyncio.StreamReader, version: str) -> list[str]:
    """The versions that come, up to that one and to the end of what is said of it."""
    said, seen = b"", list[str]()
    while not (version in seen and said.endswith(b"\n\n\r\n")):
        read = await reader.read(65536)
        assert read, f"cut off after {seen}"
        said += read
        seen = re.findall(r"\nid: (\d+)\n", said.decode())
    return seen


async def test_who_was_slow_is_told_the_newest_state_and_none_in_between(
    app: web.Application, event_id: int, olya: Opened, paul: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, address = Changing(app, event_id, monkeypatch), f"/live?topic=event:{event_id}"
    async with slowly(paul, address) as slow, olya.client.get(address, headers=olya.headers) as quick:
        for _ in range(6):
            state.change()
            assert (await read_event(quick))[0] == str(state.version)
        async with asyncio.timeout(PATIENCE_S):
            seen = await _read_until(slow, "6")
            state.change()
            seen += await _read_until(slow, "7")
    assert seen == ["1", "6", "7"]


async def test_who_reads_nothing_at_all_is_let_go(
    app: web.Application, event_id: int, paul: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_S", 0.1)
    gone, cut = asyncio.Event(), streams.Follower.cut

    def noted(follower: streams.Follower) -> None:
        cut(follower)
        gone.set()

    monkeypatch.setattr(streams.Follower, "cut", noted)
    state = Changing(app, event_id, monkeypatch)
    async with slowly(paul, f"/live?topic=event:{event_id}"), asyncio.timeout(PATIENCE_S):
        state.change()
        await gone.wait()


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="Linux lets one say how long silence may last")
async def test_who_vanishes_without_a_word_is_given_a_minute_by_the_kernel(
    app: web.Application, event_id: int, paul: Opened
) -> None:
    async with paul.client.get(f"/live?topic=event:{event_id}", headers=paul.headers):
        (follower,) = app[HUB]._followers[f"event:{event_id}"]
        assert follower.transport
        connection = follower.transport.get_extra_info("socket")
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == streams.UNANSWERED_MS
