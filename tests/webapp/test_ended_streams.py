"""What becomes of a stream's connection, and of how many one person holds."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from domain import database
from domain.events.entry import leaving
from domain.events.talking import talk
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.test_live import PATIENCE_S, ended, read_event
from tests.webapp.world import Opened
from webapp.kit import live
from webapp.kit.keys import HUB

END = b"0\r\n\r\n"


async def test_nothing_is_written_behind_the_end_of_a_stream(
    app: web.Application,
    cast: Cast,
    event_id: int,
    olya: Opened,
    igor: Opened,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is said in the room is being made ready while she is let go: her connection carries another answer then."""
    making, made = asyncio.Event(), asyncio.Event()
    room = app[HUB].topics["room"]

    async def slow(*asked: Any) -> live.Update | None:
        making.set()
        await made.wait()
        return await room.news(*asked)

    async def say(text: str) -> None:
        async with database.transaction():
            await talk.post_to_room(cast.igor, event_id, text, now=clock.now())

    await olya.post(f"/events/{event_id}/registration")
    monkeypatch.setattr(live, "CHECKED_EVERY", 1)
    monkeypatch.setattr(live, "HEARTBEAT_S", 0.1)
    address = f"/live?topic=room:{event_id}"
    headers = "".join(f"{name}: {value}\r\n" for name, value in olya.headers.items())
    asked = f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()
    reader, writer = await asyncio.open_connection(olya.client.server.host, olya.client.server.port)
    try:
        async with asyncio.timeout(PATIENCE_S), igor.client.get(address, headers=igor.headers) as others:
            writer.write(asked)
            await reader.readuntil(b"retry: 2000\n\n\r\n")
            await say("раз")
            await reader.readuntil("раз".encode())
            monkeypatch.setitem(app[HUB].topics, "room", replace(room, news=slow))  # type: ignore[arg-type]
            await say("ключ под ковриком")
            await making.wait()
            async with database.transaction():
                await leaving.leave(cast.olya, event_id, now=clock.now())
            await reader.readuntil(END)
            made.set()
            await say("два")
            while "два" not in (await read_event(others))[1]:
                pass
            writer.write(asked)
            answer = await reader.readuntil(b"\r\n\r\n")
    finally:
        writer.close()
    assert answer.startswith(b"HTTP/1.1 403"), answer


async def test_whoever_opens_too_many_streams_loses_the_oldest(
    event_id: int, olya: Opened, paul: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_OF_ONE", 2)
    address = f"/live?topic=event:{event_id}"
    others = await paul.client.get(address, headers=paul.headers)
    hers = [await olya.client.get(address, headers=olya.headers) for _ in range(3)]
    await ended(hers[0])
    await paul.post(f"/events/{event_id}/registration")
    for stream in (*hers[1:], others):
        assert 'hx-target="#places"' in (await read_event(stream))[1]
        stream.close()
