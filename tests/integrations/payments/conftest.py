from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.kit.shop import NAMES, Shop, open_shop


@pytest.fixture(params=NAMES)
async def shop(request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    async with open_shop(request.param) as opened:
        yield opened
