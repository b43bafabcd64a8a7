"""`forma doctor --load` through the command, on a system that has something to do."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
import redis.asyncio

from domain import database
from domain.agenda import agenda
from domain.inbox.receiving import Received, accept
from domain.notifications import outbox
from domain.notifications.budgets import Budgets
from forma.findings import Finding
from forma.load import load_of
from forma.settings import read_settings
from tests.kit.people import meet
from tests.kit.services import Services


async def load(tmp_path: Path, database_url: str, redis_url: str) -> dict[str, Finding]:
    environ = {"FORMA_DATA_DIR": str(tmp_path), "FORMA_DATABASE_URL": database_url, "FORMA_REDIS_URL": redis_url}
    return {one.name: one for one in await load_of(read_settings(environ))}


async def test_nothing_to_do_is_well(tmp_path: Path, database_url: str, redis_url: str, services: Services) -> None:
    """Whatever another database of the same server is busy with."""
    other = await asyncpg.connect(services.postgres)
    async with other.transaction():
        await other.execute("SELECT pg_sleep(0.1)")
        found = await load(tmp_path, database_url, redis_url)
    await other.close()
    connections = found.pop("connections")  # how many there are is the other tests' doing, too
    assert all(one.ok for one in found.values())
    assert found["lanes"].said == "0 updates open in 0 lanes"
    assert found["set aside"].said == "nothing"
    assert "the longest transaction 0.0 s" in connections.said


async def test_who_has_waited_too_long_is_found_with_a_remedy(
    tmp_path: Path, database_url: str, redis_url: str
) -> None:
    now = datetime.now(UTC)
    await database.connect(database_url, pool_size=2)
    try:
        olya = await meet("Оля", now=now)
        told = [Received(str(number), lane, "{}") for number, lane in enumerate((7, 7, 8))]
        await accept("telegram", told, now=now - timedelta(seconds=30))
        async with database.transaction():
            await outbox.notify(olya.id, "event-reminder", now=now - timedelta(minutes=20))
            await agenda.plan("event-start", "17", now - timedelta(seconds=20))
    finally:
        await database.close()
    found = await load(tmp_path, database_url, redis_url)
    assert not found["lanes"].ok and "3 updates open in 2 lanes" in found["lanes"].said
    assert "forma bot" in found["lanes"].remedy
    assert not found["outbox, telegram"].ok and "20 min" in found["outbox, telegram"].said
    assert found["agenda"].ok and "1 due" in found["agenda"].said, "it may be a minute late"


async def test_budgets_say_how_far_they_are_booked(tmp_path: Path, database_url: str, redis_url: str) -> None:
    async with redis.asyncio.from_url(redis_url) as client:
        budgets = Budgets(client)
        await budgets.pause(71, 30)
        booked = await load(tmp_path, database_url, redis_url)
        assert booked["budgets"].ok and "1 chats" in booked["budgets"].said
        await budgets.pause(None, 300)
    paused = await load(tmp_path, database_url, redis_url)
    assert not paused["budgets"].ok and "silence for 5 min" in paused["budgets"].said


async def test_what_does_not_run_is_said(tmp_path: Path) -> None:
    environ = {"FORMA_DATA_DIR": str(tmp_path), "FORMA_DATABASE_URL": "postgresql://forma@127.0.0.1:1/forma"}
    (only,) = await load_of(read_settings(environ))
    assert not only.ok and "forma doctor" in only.remedy
    (embedded,) = await load_of(read_settings({"FORMA_DATA_DIR": str(tmp_path)}))
    assert embedded.said == "not running"


def test_the_command_speaks_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from forma.cli import main

    monkeypatch.setenv("FORMA_DATA_DIR", str(tmp_path))
    assert main(["doctor", "--load", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["findings"][0]["name"] == "database"
