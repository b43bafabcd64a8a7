"""Many requests, some of them broken off, leave nothing open: F61, F62."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import aiohttp
import pytest

from domain import database as forma_database
from tests.kit.clock import START
from tests.proofs import invariants
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, WebClient


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


_HALF_DONE = """
SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in tr%' AND datname = current_database()
"""


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1])


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="how open files are counted is Linux's own")
async def test_requests_that_are_broken_off_leave_nothing_open_and_nothing_half(
    client: WebClient, cast: Cast, olya: Opened, paul: Opened, event_id: int, big: bool
) -> None:
    times = 5_000 if big else 60

    async def round_of_requests(number: int) -> None:
        """By a session of its own: the test client keeps every answer until its end."""
        for who in (olya, paul):
            async with client.session.get(client.make_url(f"/events/{event_id}"), headers=who.headers) as answer:
                await answer.read()
            deed = client.make_url(f"/events/{event_id}/{'registration' if number % 2 else 'leaving'}")
            hasty = aiohttp.ClientTimeout(total=0.002 * (number % 8) + 0.0005)
            try:
                async with client.session.post(deed, headers=who.headers, timeout=hasty) as answer:
                    await answer.read()
            except (TimeoutError, aiohttp.ClientError):
                continue

    await round_of_requests(0)
    before, settled = _open_files(), 0
    for number in range(times):
        await round_of_requests(number)
        settled = settled or (_resident() if number >= times // 5 else 0)
    async with asyncio.timeout(60):
        while _open_files() > before + 10 or await forma_database.fetchval(_HALF_DONE):
            await asyncio.sleep(0.05)
    counted = await invariants.places(START)
    if big:
        growth = _resident() / settled - 1
        more = {"files open more": _open_files() - before, "memory more, %": round(100 * growth, 1)}
        invariants.show(f"{4 * times} requests, half of them broken off", counted, more)
