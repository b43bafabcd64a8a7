"""A process that is asked to end (SIGTERM) finishes what it has in hand, and says what came of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg

from tests.kit.fleet import open_fleet
from tests.kit.forkery import Forkery
from tests.kit.waiting import OTHERS_WAIT, until
from tests.kit.world import words

PATIENCE_S = 60


async def test_the_last_answer_is_said_before_the_process_ends(
    database: str, redis_url: str, forkery: Forkery, tmp_path: Path
) -> None:
    """It is the only bot: what it leaves unsaid would wait for the next start."""
    operator = await asyncpg.connect(database)
    async with open_fleet(forkery, database, redis_url, tmp_path, kinds={"bot": 1}) as fleet:
        (bot,) = fleet.members
        await fleet.start_all()
        async with asyncio.timeout(PATIENCE_S):
            async with operator.transaction():
                await operator.execute("LOCK TABLE users")
                await fleet.world.sim("start", as_="olya")
                await until(lambda: operator.fetchval(OTHERS_WAIT))
                assert bot.process is not None
                bot.process.terminate()
                while await fleet.answers(bot):
                    await asyncio.sleep(0.02)
            assert await bot.process.wait() == 0
        assert [one for one in await fleet.world.transcript("olya") if "Forma" in words(one)]
    await operator.close()
