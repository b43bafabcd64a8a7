"""What we lean on is slow, cut, full of refusals or frozen, while people act: nothing is lost and presses are answered.

F10-F15, F17-F20; N1, N3, N4, N7.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import redis.asyncio

from domain import database as forma_database
from forma.embedded import embedded_valkey
from tests.kit import people
from tests.kit.clock import START
from tests.kit.fleet import Fleet, open_fleet
from tests.kit.forkery import Forkery
from tests.kit.proxy import Proxy, by_way_of, open_proxy, postgres_address
from tests.proofs import invariants
from tests.proofs.crowd import Someone
from tests.proofs.test_crowd import tickets, until_done

KINDS = {"bot": 2, "web": 1, "scheduler": 1}
ANSWERED_S = 240
OLYA = 7_100_000_001


class OwnValkey:
    """One that may be frozen, killed and started again at the same address."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._running = embedded_valkey(directory)
        self.url = self._running.__enter__()

    def pid(self) -> int:
        lines = (self._directory / "valkey.log").read_text().split()
        return int(next(one for one in lines if ":M" in one).split(":")[0])

    async def flush(self) -> None:
        async with redis.asyncio.from_url(self.url) as client:
            await client.flushall()

    def freeze(self) -> None:
        os.kill(self.pid(), signal.SIGSTOP)

    def wake(self) -> None:
        os.kill(self.pid(), signal.SIGCONT)

    def stop(self) -> None:
        self._running.__exit__(None, None, None)

    def start(self) -> None:
        self._running = embedded_valkey(self._directory)
        self._running.__enter__()


@contextmanager
def own_valkey(directory: Path) -> Iterator[OwnValkey]:
    valkey = OwnValkey(directory)
    try:
        yield valkey
    finally:
        valkey.stop()


@dataclass
class Place:
    """All of it, with hands on every wire."""

    fleet: Fleet
    wire: Proxy
    valkey: OwnValkey
    patient: bool
    """Troubles last as long as they would."""

    async def last(self, seconds: float) -> None:
        await asyncio.sleep(seconds if self.patient else seconds / 4)

    async def fault(self, kind: str, **how: Any) -> None:
        await self.fleet.world.sim("fault", kind=kind, **how)


@pytest.fixture
async def place(
    database: str, server_directory: Path, forkery: Forkery, tmp_path: Path, big: bool
) -> AsyncIterator[Place]:
    with own_valkey(server_directory) as valkey:
        async with (
            open_proxy(postgres_address(database)) as wire,
            open_fleet(forkery, by_way_of(wire, database), valkey.url, tmp_path, kinds=KINDS) as fleet,
        ):
            await fleet.world.sim("clock", set=START.isoformat())
            await fleet.start_all()
            yield Place(fleet, wire, valkey, patient=big)


async def valkey_emptied(place: Place) -> None:
    for _ in range(5):
        await place.valkey.flush()
        await place.last(0.5)


async def valkey_frozen(place: Place) -> None:
    place.valkey.freeze()
    try:
        await _press_is_answered(place)
    finally:
        place.valkey.wake()


async def valkey_stopped(place: Place) -> None:
    place.valkey.stop()
    try:
        await _press_is_answered(place)
    finally:
        place.valkey.start()


async def database_slow(place: Place) -> None:
    place.wire.delay_s = 0.1
    await _press_is_answered(place)
    await place.last(4)
    place.wire.delay_s = 0.0


async def database_cut(place: Place) -> None:
    for _ in range(4):
        assert place.wire.cut()
        await place.last(1.5)


async def database_half_closed(place: Place) -> None:
    assert place.wire.half_close()
    await place.last(4)


async def database_silent(place: Place) -> None:
    """The wire is pulled out: no answer and no refusal, longer than anybody waits for one."""
    place.wire.hold()
    await place.last(40 if place.patient else 12)
    place.wire.cut()
    place.wire.let_go()


async def database_away(place: Place) -> None:
    place.wire.refuses = True
    place.wire.cut()
    await place.last(12)
    place.wire.refuses = False


async def telegram_limits(place: Place) -> None:
    """Only the chat that was limited pauses, and for as long as it was told."""
    await place.fault("429", method="sendMessage", chat="olya", retry_after=2)
    await place.fleet.world.sim("start", as_="olya")
    limited, again = await _limited_and_said(place, OLYA)
    assert (_moment(again) - _moment(limited)).total_seconds() >= 2


async def telegram_fails(place: Place) -> None:
    for kind, times in (("500", 10), ("drop", 5)):
        await place.fault(kind, method="sendMessage", times=times if place.patient else times // 3)
    await _press_is_answered(place)


async def telegram_drops_what_it_took(place: Place) -> None:
    await place.fault("drop", method="sendMessage", times=6 if place.patient else 1, when="after")
    await place.fleet.world.sim("say", as_="olya", text="/help")
    await place.last(2)


async def telegram_is_slow(place: Place) -> None:
    ms = 20_500 if place.patient else 3_000
    await place.fault("slow", method="sendMessage", chat="olya", ms=ms)
    await place.fleet.world.sim("say", as_="olya", text="/help")
    await _press_is_answered(place)


TROUBLES: tuple[Callable[[Place], Awaitable[None]], ...] = (
    valkey_emptied,
    valkey_frozen,
    valkey_stopped,
    database_slow,
    database_cut,
    database_half_closed,
    database_silent,
    database_away,
    telegram_limits,
    telegram_fails,
    telegram_drops_what_it_took,
    telegram_is_slow,
)


@pytest.mark.long
async def test_whatever_is_in_trouble_nothing_is_lost(place: Place, big: bool) -> None:
    fleet = place.fleet
    count, capacity = (60, 15) if big else (5, 2)
    igor = await people.meet("Игорь")
    event = await people.published(igor, capacity=capacity)
    await fleet.world.sim("say", as_="pasha", text="/my")
    calm = asyncio.Event()
    crowd = [Someone(f"rival{n}", fleet, [event.id], random.Random(n), pause_s=3.0) for n in range(1, count + 1)]
    lasted: dict[str, float] = {}
    async with asyncio.TaskGroup() as acting:
        for one in crowd:
            acting.create_task(one.live(2, calm))
        for trouble in TROUBLES:
            began = time.monotonic()
            await trouble(place)
            await _press_is_answered(place)
            lasted[f"{trouble.__name__.replace('_', ' ')}, s"] = round(time.monotonic() - began, 1)
        calm.set()
    await until_done(fleet, START)
    counted = await invariants.everything(START)
    counted |= await tickets(fleet, crowd)
    assert await forma_database.fetchval("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0
    dead = "SELECT kind, error FROM outbox WHERE state = 'dead' AND user_id IS DISTINCT FROM $1"
    assert await forma_database.fetch(dead, igor.id) == [], "only who has no chat with us cannot be told"
    assert all(one.process is not None and one.process.returncode is None for one in fleet.members), "nobody fell over"
    if big:
        title = f"{count} people, {len(TROUBLES)} troubles, each followed by an answered press"
        invariants.show(title, lasted, counted)


async def _press_is_answered(place: Place) -> None:
    """Pasha turns the pages of his own events; the button stops spinning with an answer."""
    async with asyncio.timeout(ANSWERED_S):
        while not await _pressed(place):
            await asyncio.sleep(0.5)


async def _pressed(place: Place) -> bool:
    world = place.fleet.world
    seen = [one for one in await world.transcript("pasha") if one["buttons"]]
    if not seen:
        return False
    body = {
        "as": "pasha",
        "button": seen[-1]["buttons"][0]["text"],
        "message_id": seen[-1]["message_id"],
        "timeout": 20,
    }
    async with world.http.post(f"{world.sandbox_url}/sim/press", json=body) as answer:
        told = await answer.json()
    return bool(told.get("answer") is not None)


async def _limited_and_said(place: Place, chat: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The call that was refused, and the next one that was taken."""
    async with asyncio.timeout(ANSWERED_S):
        while True:
            calls = await place.fleet.world.ask("/sim/calls", method="sendMessage")
            said = [one for one in calls if one["params"].get("chat_id") == chat]
            refused = next((at for at, one in enumerate(said) if one["error_code"] == 429), len(said))
            taken = [one for one in said[refused:] if one["ok"]]
            if taken:
                return said[refused], taken[0]
            await asyncio.sleep(0.2)


def _moment(call: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(call["at"])
