"""Nobody is the first to use a connection."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from domain import database as forma_database
from forma import warming
from forma.warming import warm_connections
from tests.kit.clock import START
from tests.kit.people import meet, published

_OPEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


async def test_connections_have_looked_at_what_people_look_at_first(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "PATIENCE_S", 60.0)
    await published(await meet("Игорь"))
    before = await forma_database.fetchval(_OPEN)
    with capture_logs() as said:
        await warm_connections(5, START)
    assert said == []
    assert forma_database.lent() == 0
    assert await forma_database.fetchval(_OPEN) == before + 4


async def test_before_anybody_is_there_nothing_is_looked_at(database: str) -> None:
    await warm_connections(2, START)
    assert forma_database.lent() == 0


async def test_whatever_goes_wrong_a_process_starts() -> None:
    await warm_connections(2, START)
