from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain import database
from tests.kit.forkery import Forkery
from tests.kit.world import World, open_world

START = "2026-12-01T09:00:00+03:00"


@pytest.fixture
async def stopped_world(forkery: Forkery, database_url: str, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """The sandbox alone; the test starts Forma itself, as often as it likes."""
    async with open_world(forkery, database_url, redis_url, tmp_path) as world:
        yield world


@pytest.fixture
async def world(forkery: Forkery, database_url: str, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """Everything runs, by polling."""
    async with open_world(forkery, database_url, redis_url, tmp_path, run=True) as world:
        await world.set_clock(START)
        yield world


@pytest.fixture(params=["polling", "webhook"])
async def world_by_both_doors(
    request: pytest.FixtureRequest, forkery: Forkery, database_url: str, redis_url: str, tmp_path: Path
) -> AsyncIterator[World]:
    """For the way through everything: played by polling and by webhook."""
    async with open_world(forkery, database_url, redis_url, tmp_path, mode=request.param, run=True) as world:
        await world.set_clock(START)
        yield world


@pytest.fixture
async def connected(database_url: str) -> AsyncIterator[None]:
    """Beside the product: the test itself asks its database."""
    await database.connect(database_url)
    yield
    await database.close()
