"""PostgreSQL goes away and comes back; so does Valkey: nothing that was acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import pytest

from domain import database as db
from forma.embedded import embedded_postgres
from tests.integrations.telegram_server import TOKEN, telegram_server
from tests.proofs.test_mechanisms_kill import all_done, check, process, updates


@pytest.mark.long
@pytest.mark.parametrize("how", [pytest.param(signal.SIGINT, marks=pytest.mark.big), signal.SIGQUIT])
async def test_postgres_restarts_under_load_and_valkey_is_never_there(
    server_directory: Path, unconnected: None, free_port: int, how: signal.Signals
) -> None:
    """SIGINT is its fast shutdown, SIGQUIT the immediate one: it goes as if the power had failed.

    A durable server, unlike in other tests: one that answers before it has written may lose what it confirmed.
    """
    nowhere = f"redis://127.0.0.1:{free_port}"
    with ExitStack() as running:
        database = running.enter_context(embedded_postgres(server_directory))
        await db.migrate(database)
        await _tables(database)
        async with telegram_server() as server, process(database, nowhere, server.url, TOKEN):
            server.updates = updates(30)
            await _until_some_are_worked(database)
            os.kill(_postmaster(server_directory), how)
            await asyncio.to_thread(running.close)
            server.updates += updates(60)[30:]
            running.enter_context(await asyncio.to_thread(_started, server_directory))
            await db.connect(database)
            try:
                await all_done(60)
                await check(server, 60, kills=1)
            finally:
                await db.close()


def _postmaster(directory: Path) -> int:
    return int((directory / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def _started(directory: Path) -> ExitStack:
    stack = ExitStack()
    stack.enter_context(embedded_postgres(directory))
    return stack


async def _tables(database: str) -> None:
    own = await asyncpg.connect(database)
    await own.execute("CREATE TABLE diary (id BIGSERIAL PRIMARY KEY, number BIGINT, lane BIGINT)")
    await own.execute("CREATE TABLE ends (number BIGINT)")
    await own.close()


async def _until_some_are_worked(database: str) -> None:
    own = await asyncpg.connect(database)
    while await own.fetchval("SELECT count(*) FROM diary") < 3:
        await asyncio.sleep(0.02)
    await own.close()
