"""Who did what is written once and cannot be changed unnoticed."""

from __future__ import annotations

import asyncio
from datetime import timedelta, timezone

from domain import database as forma_database
from domain.audit import trail
from domain.database import in_transaction, transaction
from tests.kit.clock import START

DETAILS = {"z": 1, "a": {"list": [1, "два", None, True]}, "share": 0.1}


async def note(number: int) -> None:
    await in_transaction(lambda: trail.record(number, "tested", f"thing:{number}", now=START, details=DETAILS))


async def test_forty_writers_at_once_make_one_chain(database: str) -> None:
    await asyncio.gather(*(note(number) for number in range(40)))
    hashes = await forma_database.fetch("SELECT previous_hash, entry_hash FROM audit_entries ORDER BY id")
    assert [row["previous_hash"] for row in hashes] == ["", *(row["entry_hash"] for row in hashes[:-1])]
    assert await trail.first_broken_entry() is None


async def test_the_zone_of_the_clock_does_not_matter(database: str) -> None:
    async with transaction():
        moscow = START.astimezone(timezone(timedelta(hours=3)))
        await trail.record(None, "tested", "thing:1", now=moscow.replace(microsecond=120))
    assert await trail.first_broken_entry() is None


async def test_what_was_changed_behind_our_back_is_found(database: str) -> None:
    for number in range(1, 4):
        await note(number)
    await forma_database.execute("ALTER TABLE audit_entries DISABLE TRIGGER audit_append_only")
    for change in ("UPDATE audit_entries SET actor_id = 9 WHERE id = 2", "DELETE FROM audit_entries WHERE id = 2"):
        async with transaction() as tx:
            await tx.sql.execute("SAVEPOINT before")
            await tx.sql.execute(change)
            assert await trail.first_broken_entry() == (2 if "UPDATE" in change else 3)
            await tx.sql.execute("ROLLBACK TO before")
    assert await trail.first_broken_entry() is None


async def test_what_is_rolled_back_was_never_written(database: str) -> None:
    class Interrupted(Exception):
        pass

    try:
        async with transaction():
            await trail.record(1, "tested", "thing:1", now=START)
            raise Interrupted
    except Interrupted:
        await note(2)
    assert await forma_database.fetchval("SELECT count(*) FROM audit_entries") == 1
    assert await trail.first_broken_entry() is None
