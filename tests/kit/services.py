"""The servers the tests run against: one PostgreSQL and one Valkey a test run, a database of its own for each test."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import asyncpg

from domain import database
from forma.embedded import embedded_postgres, embedded_valkey
from forma.embedded.account import cluster_directory
from tests.kit.prepared import prepare

TEMPLATE = "forma_template"
ROOM = 2 << 30
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Services:
    """Where the servers are; `worker` keeps parallel workers apart."""

    postgres: str
    redis: str
    worker: int = 0

    def database_url(self, name: str) -> str:
        return self.postgres.replace("/forma?", f"/{name}?")

    def redis_url(self) -> str:
        return f"{self.redis}?db={self.worker}"

    def for_worker(self, worker: int) -> dict[str, str | int]:
        """Plain values, as xdist carries them to a worker."""
        return asdict(self) | {"worker": worker}

    @classmethod
    def from_values(cls, values: dict[str, str | int]) -> Self:
        return cls(str(values["postgres"]), str(values["redis"]), int(values["worker"]))


@contextmanager
def running_services(*, tidied: bool = True) -> Iterator[Services]:
    """PostgreSQL with the migrated template database, and Valkey. Untidied, it does only what a test asks of it."""
    with server_directory() as directory:
        prepare(cluster_directory(directory), lambda: _make_cluster(directory))
        with embedded_postgres(directory, durable=False) as postgres, embedded_valkey(directory) as redis:
            services = Services(postgres, redis)
            if not tidied:
                asyncio.run(_administer(services, "ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()"))
            yield services


def _in_memory() -> str | None:
    """A directory in memory where the system has one with room: cloning a database takes a fifth of the time there."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return str(memory) if roomy else None


@contextmanager
def server_directory() -> Iterator[Path]:
    """A directory that the database user can reach (pytest's tmp_path is closed to it when we are root)."""
    path = Path(tempfile.mkdtemp(prefix="forma-test-", dir=_in_memory()))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@asynccontextmanager
async def cloned_database(services: Services) -> AsyncIterator[str]:
    """A fresh migrated database, dropped afterwards; yields its URL."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    await _administer(services, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
    try:
        yield services.database_url(name)
    finally:
        await _administer(services, f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def empty_database(services: Services) -> AsyncIterator[str]:
    """One that nothing was ever written to."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    await _administer(services, f"CREATE DATABASE {name}")
    try:
        yield services.database_url(name)
    finally:
        await _administer(services, f"DROP DATABASE {name} WITH (FORCE)")


def _make_cluster(directory: Path) -> None:
    with embedded_postgres(directory, durable=False) as postgres:
        asyncio.run(_make_template(Services(postgres, "")))


async def _make_template(services: Services) -> None:
    await _administer(services, f"CREATE DATABASE {TEMPLATE}")
    await database.migrate(services.database_url(TEMPLATE))
    await _administer(services, f"ALTER DATABASE {TEMPLATE} ALLOW_CONNECTIONS false")


async def _administer(services: Services, *commands: str) -> None:
    connection = await asyncpg.connect(services.postgres)
    try:
        for command in commands:
            await connection.execute(command)
    finally:
        await connection.close()
