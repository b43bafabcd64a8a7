from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.kit import dispatch
from domain.inbox import rows
from tests.kit.clock import FakeClock
from tests.kit.town import Town, open_town
from tests.webapp.conftest import app, cast, client, clock, event_id, igor, olya, paul  # noqa: F401  # the same people as in the mini-app's own tests


@pytest.fixture
async def town(database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """A row that fails is set aside at its first try; presses wait for their words."""
    monkeypatch.setattr(rows, "TRIES", 1)
    monkeypatch.setattr(dispatch, "PATIENCE_S", 120.0)
    async with open_town(FakeClock()) as town:
        yield town
