from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.world import World, open_world


@pytest.fixture
async def stopped_world(database_url: str, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """The sandbox alone; the test starts Forma itself, as often as it likes."""
    async with open_world(database_url, redis_url, tmp_path) as world:
        yield world


@pytest.fixture(params=["polling", "webhook"])
async def world(
    request: pytest.FixtureRequest, database_url: str, redis_url: str, tmp_path: Path
) -> AsyncIterator[World]:
    """Everything runs; each test is played by polling and by webhook."""
    async with open_world(database_url, redis_url, tmp_path, mode=request.param) as world:
        await world.run_product()
        await world.set_clock("2026-12-01T09:00:00+03:00")
        yield world
