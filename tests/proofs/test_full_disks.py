"""No room on a disk of the database, or for the log: what cannot be stored is not acknowledged, nothing is lost (F37).

Small disks are made with tmpfs; mounting wants root. Uploads are in `webapp/test_full_disk.py`.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from domain import database as db
from forma.embedded import embedded_postgres
from tests.integrations.telegram_server import TOKEN, TelegramServer, telegram_server
from tests.kit.disks import Disk, small_disk
from tests.kit.fleet import Fleet, open_fleet
from tests.kit.forkery import Forkery
from tests.kit.world import words
from tests.proofs.test_mechanisms_kill import all_done, check, process, updates

PATIENCE_S = 150


@dataclass
class Server:
    """A durable PostgreSQL of the test's own, and what is said to the bot that lives on it."""

    directory: Path
    running: ExitStack
    url: str
    telegram: TelegramServer

    @classmethod
    @asynccontextmanager
    async def started(cls, directory: Path) -> AsyncIterator[Server]:
        with ExitStack() as running:
            url = running.enter_context(embedded_postgres(directory))
            async with telegram_server() as telegram:
                yield cls(directory, running, url, telegram)

    async def prepare(self, *more: str) -> None:
        await db.migrate(self.url)
        own = await asyncpg.connect(self.url)
        await own.execute("CREATE TABLE diary (id BIGSERIAL PRIMARY KEY, number BIGINT, lane BIGINT)")
        await own.execute("CREATE TABLE ends (number BIGINT)")
        for statement in more:
            await own.execute(statement)
        await own.close()

    async def stop(self) -> None:
        await asyncio.to_thread(self.running.close)

    async def start(self) -> None:
        await asyncio.to_thread(self.running.enter_context, embedded_postgres(self.directory))

    async def until_worked(self, count: int) -> None:
        own = await asyncpg.connect(self.url)
        async with asyncio.timeout(PATIENCE_S):
            while await own.fetchval("SELECT count(*) FROM diary") < count:
                await asyncio.sleep(0.02)
        await own.close()

    async def until_it_says(self, words: str) -> None:
        log = self.directory / "postgres.log"
        async with asyncio.timeout(PATIENCE_S):
            while words not in log.read_text():
                await asyncio.sleep(0.05)

    async def all_is_done(self, count: int) -> None:
        await db.connect(self.url)
        try:
            await all_done(count)
            await check(self.telegram, count, kills=1)
        finally:
            await db.close()


@pytest.fixture
def wal_disk(server_directory: Path) -> Iterator[Disk]:
    """A cluster whose write-ahead log lies on a disk of its own."""
    with embedded_postgres(server_directory):
        pass
    wal = server_directory / "postgres" / "pg_wal"
    with small_disk(server_directory / "wal", like=wal, megabytes=96) as disk:
        shutil.copytree(wal, disk.path, dirs_exist_ok=True)
        disk.give_to_owner_of(wal)
        shutil.rmtree(wal)
        wal.symlink_to(disk.path)
        yield disk


async def test_postgres_has_no_room_for_its_log_of_changes(
    server_directory: Path, wal_disk: Disk, unconnected: None, big: bool
) -> None:
    """It ends by itself, and cannot come back before there is room: then everything is as it was confirmed."""
    async with Server.started(server_directory) as server:
        await server.prepare()
        nowhere = "redis://127.0.0.1:1"
        async with process(server.url, nowhere, server.telegram.url, TOKEN) as bot:
            server.telegram.updates = updates(30)
            await server.until_worked(3)
            wal_disk.fill()
            await _write_until_it_ends(server.url)
            await server.until_it_says("No space left on device")
            server.telegram.updates += updates(60)[30:]
            await server.stop()
            assert bot.returncode is None, "the bot waits for it"
            wal_disk.empty()
            await server.start()
            await server.all_is_done(60)
    if big:
        print("\nthe disk of PostgreSQL's WAL was full: 60 updates, 0 lost, 0 doubled")


async def _write_until_it_ends(url: str) -> None:
    """Changes of ten megabytes each, until none is taken any more."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                own = await asyncpg.connect(url)
                await own.execute("SELECT pg_logical_emit_message(true, 'proof', repeat('x', 10000000))")
                await own.close()
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                return


@pytest.fixture
def data_disk(server_directory: Path) -> Iterator[Disk]:
    with embedded_postgres(server_directory):
        pass
    with small_disk(server_directory / "data", like=server_directory / "postgres", megabytes=4) as disk:
        yield disk


async def test_postgres_has_no_room_for_what_we_are_told(
    server_directory: Path, data_disk: Disk, unconnected: None, big: bool
) -> None:
    """What does not fit is not confirmed: Telegram keeps it and says it again until there is room."""
    count = 400
    async with Server.started(server_directory) as server:
        await server.prepare(
            f"CREATE TABLESPACE small LOCATION '{data_disk.path}'",
            "ALTER TABLE inbox SET TABLESPACE small",
            "ALTER INDEX inbox_pkey SET TABLESPACE small",
        )
        async with process(server.url, "redis://127.0.0.1:1", server.telegram.url, TOKEN) as bot:
            server.telegram.updates = updates(30)
            await server.until_worked(3)
            data_disk.fill()
            server.telegram.updates += updates(count)[30:]
            await server.until_it_says("No space left on device")
            assert bot.returncode is None
            data_disk.empty()
            await server.all_is_done(count)
            await _leave_the_disk(server.url)
    if big:
        print(f"\nthe disk of the inbox was full: {count} updates, 0 lost, 0 doubled")


async def _leave_the_disk(url: str) -> None:
    """So that the cluster can be thrown away after the disk."""
    own = await asyncpg.connect(url)
    await own.execute("DROP TABLE inbox CASCADE")
    await own.close()


async def test_a_log_that_cannot_be_written_stops_nobody(
    database: str, redis_url: str, forkery: Forkery, tmp_path: Path
) -> None:
    """Everything that our processes say goes to a disk that is full, from their first line on."""
    kinds = {"bot": 1, "web": 1, "scheduler": 1}
    with small_disk(tmp_path / "logs", megabytes=1) as disk:
        disk.fill()
        async with open_fleet(forkery, database, redis_url, tmp_path, kinds=kinds, FORMA_LOG="debug") as fleet:
            for member in fleet.members:
                (tmp_path / f"{member.name}-1.log").symlink_to(disk.path / member.name)
            await fleet.start_all()
            await _is_served(fleet, "olya")
            assert [(disk.path / member.name).read_bytes() for member in fleet.members] == [b"", b"", b""]
            disk.empty()
            await fleet.world.sim("fault", kind="429", method="sendMessage", chat="pasha", retry_after=1)
            await _is_served(fleet, "pasha")
            assert "limits us" in (disk.path / "bot0").read_text(), "where there is room again it is written"


async def _is_served(fleet: Fleet, who: str) -> None:
    world = fleet.world
    await world.sim("start", as_=who)
    async with asyncio.timeout(PATIENCE_S):
        while not any("Forma" in words(one) for one in await world.transcript(who)):
            await asyncio.sleep(0.1)
    async with world.http.get(f"{world.product_url}/") as page:
        assert page.status == 200
    assert all(one.process and one.process.returncode is None for one in fleet.members)
