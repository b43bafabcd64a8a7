from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.kit.clock import FakeClock
from tests.kit.town import Town, open_town


@pytest.fixture
async def town(database: str) -> AsyncIterator[Town]:
    async with open_town(FakeClock()) as town:
        yield town
