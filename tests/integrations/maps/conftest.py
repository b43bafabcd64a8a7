from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.kit.atlas import Atlas, open_atlas


@pytest.fixture
async def atlas() -> AsyncIterator[Atlas]:
    async with open_atlas() as opened:
        yield opened
