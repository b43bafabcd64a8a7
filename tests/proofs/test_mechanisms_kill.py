"""kill -9 at every named point: nothing told to us is lost, nothing is done twice, nothing owed stays unsaid."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from domain import database as db
from domain.inbox import rows
from tests.integrations.telegram_server import TOKEN, TelegramServer, telegram_server

ROOT = Path(__file__).parents[2]
LANES = 5
PATIENCE_S = 300
"""So long at most, however busy the machine is."""
_DONE = """
SELECT (SELECT count(*) FROM ends) >= $1 AND NOT EXISTS (SELECT FROM inbox WHERE state = 'new')
       AND NOT EXISTS (SELECT FROM outbox WHERE state = 'waiting')
"""
POINTS = (
    "inbox.before-commit",
    "inbox.after-commit",
    "lane.before-commit",
    "lane.after-commit",
    "crowd.before-commit",
    "crowd.after-commit",
    "outbox.after-claim",
    "outbox.after-send",
    "agenda.after-claim",
    "agenda.before-commit",
    "agenda.after-commit",
)


@pytest.fixture
async def server(database: str) -> AsyncIterator[TelegramServer]:
    await db.execute("CREATE TABLE diary (id BIGSERIAL PRIMARY KEY, number BIGINT, lane BIGINT)")
    await db.execute("CREATE TABLE ends (number BIGINT)")
    async with telegram_server() as server:
        yield server


@asynccontextmanager
async def process(
    *where: str, crash: str = "", tries: int = rows.TRIES, crowded: bool = False
) -> AsyncIterator[asyncio.subprocess.Process]:
    """One bot process; killed at the end if it still runs."""
    environment = {**os.environ, "FORMA_CRASH": crash, "TRIES": str(tries)} | ({"CROWDED": "1"} if crowded else {})
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.proofs.mechanisms_process",
        *where,
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


def updates(count: int) -> list[dict[str, Any]]:
    return [
        {"update_id": n, "message": {"message_id": n, "chat": {"id": 1 + n % LANES, "type": "private"}, "text": str(n)}}
        for n in range(1, count + 1)
    ]


async def all_done(count: int) -> None:
    """Until every update is worked, every end has come and everything is said."""
    async with asyncio.timeout(PATIENCE_S):
        while not await db.fetchval(_DONE, count):
            await asyncio.sleep(0.1)


async def check(server: TelegramServer, count: int, kills: int) -> Counter[str]:
    """The invariants; returns how often each thing was said."""
    numbers = list(range(1, count + 1))
    assert [row["number"] for row in await db.fetch("SELECT number FROM diary ORDER BY number")] == numbers
    assert [row["number"] for row in await db.fetch("SELECT number FROM ends ORDER BY number")] == numbers
    for lane in range(1, LANES + 1):
        order = [row["number"] for row in await db.fetch("SELECT number FROM diary WHERE lane = $1 ORDER BY id", lane)]
        assert order == sorted(order), "the order of a lane"
    assert await db.fetchval("SELECT count(*) FROM inbox WHERE state <> 'done'") == 0
    assert await db.fetchval("SELECT count(*) FROM agenda") == 0
    said = Counter(server.said())
    assert set(said) == {f"{kind} {n}" for kind in ("answer", "card") for n in numbers}
    assert max(said.values()) <= 1 + kills
    return said


EVERY_TIME = (
    "inbox.after-commit",
    "lane.before-commit",
    "crowd.before-commit",
    "outbox.after-send",
    "agenda.before-commit",
)
"""The others are played by `make proofs`."""


@pytest.mark.parametrize(
    "point", [one if one in EVERY_TIME else pytest.param(one, marks=pytest.mark.big) for one in POINTS]
)
async def test_a_kill_at(point: str, server: TelegramServer, database: str, redis_url: str) -> None:
    where = (database, redis_url, server.url, TOKEN)
    server.updates = updates(20)
    passing, crowded = 1 if point.endswith("after-claim") or point.startswith("crowd") else 3, point.startswith("crowd")
    async with process(*where, crash=f"{point}:{passing}", crowded=crowded) as child:
        if point.startswith("inbox"):  # one batch passes once: each update comes by itself
            waiting, server.updates = server.updates, []
            feeding = asyncio.create_task(_feed(server, waiting))
        async with asyncio.timeout(PATIENCE_S):
            assert await child.wait() == -signal.SIGKILL
        noted = await _noted()
        if point.startswith("inbox"):
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)
            server.updates = [update for update in updates(20) if update["update_id"] >= server.confirmed]
    async with process(*where, crowded=crowded):
        await all_done(20)
    said = await check(server, 20, kills=1)
    again = {text for text, times in said.items() if times > 1}
    assert not again & noted, "only what it had said and not noted is said again"


async def _noted() -> set[str]:
    """What is known to have been said."""
    rows = await db.fetch("SELECT kind, params::text AS params FROM outbox WHERE state = 'sent'")
    found = [(row["kind"], orjson.loads(row["params"])) for row in rows]
    return {one["calls"][0]["params"]["text"] if kind == "screen" else f"card {one['n']}" for kind, one in found}


async def _feed(server: TelegramServer, waiting: list[dict[str, Any]]) -> None:
    for update in waiting:
        server.updates.append(update)
        while server.confirmed <= update["update_id"]:
            await asyncio.sleep(0.01)


@pytest.mark.long
async def test_two_processes_killed_at_random(server: TelegramServer, database: str, redis_url: str, big: bool) -> None:
    """Kills at any moment, two processes at a time; one of them polls, both work what is left behind."""
    count, kills = (1000, 12) if big else (60, 2)
    where = (database, redis_url, server.url, TOKEN)
    server.updates = updates(count)
    chance = random.Random(7)
    for _ in range(kills):
        async with process(*where), process(*where):
            await asyncio.sleep(chance.uniform(1.5, 4.0))
    async with process(*where), process(*where):
        await all_done(count)
    said = await check(server, count, kills=2 * kills)
    if big:
        repeats = sum(times - 1 for times in said.values())
        print(
            f"\n{count} updates, {2 * kills} kills: {count} effects, 0 lost, 0 doubled, {repeats} messages said again"
        )


async def test_a_row_that_kills_its_process_is_set_aside_and_its_lane_goes_on(
    server: TelegramServer, database: str, redis_url: str
) -> None:
    """The kernel's out-of-memory killer leaves no exception: only what was written before can be counted."""
    where = (database, redis_url, server.url, TOKEN)
    server.updates = updates(12)
    server.updates[2]["message"]["text"] = "deadly"
    deaths, tries = 0, 2
    while not await db.fetchval("SELECT count(*) FROM inbox WHERE state = 'dead'") and deaths < 20:
        async with process(*where, tries=tries) as child, asyncio.timeout(PATIENCE_S):
            done = asyncio.create_task(_set_aside())
            died = asyncio.create_task(child.wait())
            await asyncio.wait({done, died}, return_when=asyncio.FIRST_COMPLETED)
            deaths += died.done()
            done.cancel()
            died.cancel()
            await asyncio.gather(done, died, return_exceptions=True)
    assert deaths == 1 + tries, "the first death is its receiver's, which had no time to count"
    async with process(*where), asyncio.timeout(PATIENCE_S):
        while await db.fetchval("SELECT count(*) FROM diary") < 11:
            await asyncio.sleep(0.1)
    (dead,) = await db.fetch("SELECT external_id, error FROM inbox WHERE state = 'dead'")
    assert (dead["external_id"], dead["error"]) == ("3", rows.DIED)
    lane = await db.fetch("SELECT number FROM diary WHERE lane = 4 ORDER BY id")
    assert [row["number"] for row in lane] == [8], "the rows behind it"
    assert await db.fetchval("SELECT count(*) FROM inbox WHERE state = 'new'") == 0


async def _set_aside() -> None:
    while not await db.fetchval("SELECT count(*) FROM inbox WHERE state = 'dead'"):
        await asyncio.sleep(0.1)
