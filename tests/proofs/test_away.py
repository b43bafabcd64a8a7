"""The database is away for five minutes: everybody waits for it, nobody grows or falls over, nothing is lost (F11)."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from domain import database as forma_database
from tests.kit.clock import START
from tests.kit.fleet import Fleet, Member, open_fleet
from tests.kit.forkery import Forkery
from tests.kit.proxy import by_way_of, open_proxy, postgres_address
from tests.proofs import invariants
from tests.proofs.test_crowd import until_done

AWAY_S = 300
PEOPLE = 60
GROWTH = 50 << 20


@pytest.mark.big
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="how memory is read is Linux's own")
async def test_five_minutes_without_the_database(
    database: str, redis_url: str, forkery: Forkery, tmp_path: Path
) -> None:
    kinds = {"bot": 2, "web": 1, "scheduler": 1}
    async with (
        open_proxy(postgres_address(database)) as wire,
        open_fleet(forkery, by_way_of(wire, database), redis_url, tmp_path, kinds=kinds) as fleet,
    ):
        await fleet.world.sim("clock", set=START.isoformat())
        await fleet.start_all()
        await _come(fleet, range(PEOPLE), 0.0)
        await until_done(fleet, START)
        before = {member.name: _resident(member) for member in fleet.members}
        wire.refuses = True
        wire.cut()
        await _come(fleet, range(PEOPLE, 2 * PEOPLE), AWAY_S / PEOPLE)
        assert [await _health(fleet, member) for member in fleet.members] == [503] * len(fleet.members)
        grown = {member.name: _resident(member) - before[member.name] for member in fleet.members}
        wire.refuses, back = False, time.monotonic()
        await until_done(fleet, START)
        drained_s = time.monotonic() - back
        assert await forma_database.fetchval("SELECT count(*) FROM users") == 2 * PEOPLE
        counted = await invariants.everything(START)
        assert all(one.process and one.process.returncode is None for one in fleet.members), "nobody fell over"
        assert max(grown.values()) < GROWTH
        more = {f"{name} grew by, MiB": round(size / 2**20, 1) for name, size in grown.items()}
        invariants.show(f"the database away for {AWAY_S} s", counted, more, {"drained after, s": round(drained_s, 1)})


async def _come(fleet: Fleet, numbers: range, pause_s: float) -> None:
    for number in numbers:
        await fleet.world.sim("start", as_=f"rival{number + 1}")
        await asyncio.sleep(pause_s)


async def _health(fleet: Fleet, member: Member) -> int:
    async with fleet.world.http.get(f"http://127.0.0.1:{member.port}/health") as answer:
        return answer.status


def _resident(member: Member) -> int:
    assert member.process is not None
    pages = int(Path(f"/proc/{member.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
