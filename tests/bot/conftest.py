from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.notifications import budgets
from tests.kit.atlas import Atlas, open_atlas
from tests.kit.clock import FakeClock
from tests.kit.town import Town, open_town


@pytest.fixture
async def atlas() -> AsyncIterator[Atlas]:
    async with open_atlas() as opened:
        yield opened


@pytest.fixture
async def town(database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Town]:
    """Card edits wait for nothing here; their pace has its own tests."""
    monkeypatch.setattr(budgets, "CARD_EVERY_S", 0.0)
    async with open_town(FakeClock(), tmp_path) as town:
        yield town
