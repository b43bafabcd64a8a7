"""The product is killed (SIGKILL) between two steps of a list of results; started again, it goes on where it was."""

from __future__ import annotations

import asyncio

import pytest

from domain import database
from domain.events.results import imports, lists
from domain.events.results.sheets import read_list
from tests.kit.clock import START
from tests.kit.people import meet
from tests.kit.races import race
from tests.kit.world import World

RUNNERS = 3 * imports.BATCH
PATIENCE_S = 300
_ABANDONED = "UPDATE pgqueuer SET heartbeat = now() - interval '1 minute' WHERE status = 'picked'"
"""As if the killed worker had not been heard of for long: the test need not wait for it."""


@pytest.mark.long
async def test_every_line_is_applied_once(stopped_world: World, database_url: str) -> None:
    world = stopped_world
    await world.run_product(FORMA_CRASH="results.between-steps:2")
    await database.connect(database_url, pool_size=2)
    try:
        igor = await meet("Игорь")
        event_id = await race(igor, RUNNERS)
        rows = read_list("a.csv", "".join(f"{n};20:{n % 60:02d}\n" for n in range(1, RUNNERS + 1)).encode())
        async with database.transaction():
            import_id = await imports.receive(igor, event_id, "a.csv", None, now=START)
            await imports.take_rows(import_id, rows, now=START)
            await imports.apply(igor, import_id, now=START)
        assert await world.product_died() == -9
        assert (await lists.get_list(igor, import_id)).done == 2 * imports.BATCH
        await database.execute(_ABANDONED)
        await world.run_product()
        async with asyncio.timeout(PATIENCE_S):
            while (await lists.get_list(igor, import_id)).state != "applied":
                await asyncio.sleep(0.1)
        counted = await database.fetchrow(
            "SELECT (SELECT count(*) FROM results) AS results, (SELECT count(*) FROM result_changes) AS changes, "
            "(SELECT sum(entered) FROM result_tallies) AS tallied"
        )
        assert counted is not None and set(counted.values()) == {RUNNERS}
    finally:
        await database.close()
