"""What failed: the operators' page of it, and the page that people get."""

from __future__ import annotations

import re

import pytest

from domain import database
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, break_something, make_staff


async def test_operators_see_failures_and_try_again(cast: Cast, clock: FakeClock, client: object, igor: Opened) -> None:
    await make_staff(cast.igor, clock.now())
    await break_something("inbox", clock)
    page = await igor.see("/ops/inbox")
    assert "KeyError: &lt;b&gt;" in page and page.count('class="failure"') == 20
    row_id = await database.fetchval("SELECT max(id) FROM inbox")
    assert (await igor.post(f"/ops/inbox/{row_id}/retrying")).status == 200
    assert await database.fetchval("SELECT state FROM inbox WHERE id = $1", row_id) == "new"
    assert (await igor.post("/ops/inbox/999999/retrying")).status == 404
    assert (await igor.get("/ops/nothing")).status == 404


async def test_a_failure_of_ours_has_a_number_and_no_details(
    cast: Cast, igor: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.execute("ALTER TABLE place_pools RENAME TO hidden_pools")
    answer = await igor.get("/events")
    text = await answer.text()
    assert answer.status == 500
    assert re.search(r"номер [0-9a-f]{8}", text) and "place_pools" not in text
    await database.execute("ALTER TABLE hidden_pools RENAME TO place_pools")
