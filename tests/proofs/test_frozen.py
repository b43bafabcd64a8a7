"""A process that stops in the middle (SIGSTOP) and wakes when others have done its work: it changes nothing (F9)."""

from __future__ import annotations

import asyncio
import hashlib
import signal
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain import database as forma_database
from domain.accounts.people import Person, TelegramPerson, meet
from domain.events.entry import leaving, registration
from domain.notifications import outbox
from tests.kit import people
from tests.kit.clock import START
from tests.kit.fleet import Fleet, Member, open_fleet
from tests.kit.forkery import Forkery
from tests.kit.world import words
from tests.proofs import invariants

PATIENCE_S = 150
OLYA = TelegramPerson(7_100_000_001, "Оля", "Смирнова", "olya_runs", "ru")
BOT_POINTS = ("lane.before-commit", "lane.after-commit", "inbox.after-commit", "outbox.after-send")
AGENDA_POINTS = ("agenda.before-commit", "agenda.after-claim")
EVERY_TIME = ("lane.before-commit",)
"""It holds locks that the others need; the rest is played by `make proofs`."""


def some(points: tuple[str, ...]) -> list[object]:
    return [one if one in EVERY_TIME else pytest.param(one, marks=pytest.mark.big) for one in points]


@pytest.fixture
async def fleet(database: str, redis_url: str, forkery: Forkery, tmp_path: Path) -> AsyncIterator[Fleet]:
    kinds = {"bot": 2, "scheduler": 2}
    async with open_fleet(forkery, database, redis_url, tmp_path, kinds=kinds) as fleet:
        await fleet.world.sim("clock", set=START.isoformat())
        yield fleet


async def _run_frozen(fleet: Fleet, kind: str, point: str) -> tuple[Member, Member]:
    """Two processes of a kind; the first will stop at that point."""
    first, second = [one for one in fleet.members if one.kind == kind]
    await fleet.start(first, FORMA_CRASH=f"{point}:1:freeze")
    return first, second


async def _until_frozen(member: Member) -> None:
    assert member.process is not None
    async with asyncio.timeout(PATIENCE_S):
        while _state(member.process.pid) != "T":
            await asyncio.sleep(0.05)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


async def _until(sql: str, *args: object) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await forma_database.fetchval(sql, *args):
            await asyncio.sleep(0.1)


async def _digest() -> str:
    """All that is stored; only what time a row was looked at last may differ."""
    tables = await forma_database.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = hashlib.sha256()
    for name in sorted(row["tablename"] for row in tables):
        rows = await forma_database.fetch(
            f"SELECT (to_jsonb(t) - 'leased_until' - 'not_before')::text AS row FROM \"{name}\" t ORDER BY 1"
        )
        found.update("\n".join([name, *(row["row"] for row in rows)]).encode())
    return found.hexdigest()


async def _wake(fleet: Fleet, member: Member) -> None:
    """Until it works again; what it had in hand is over by then."""
    assert member.process is not None
    member.process.send_signal(signal.SIGCONT)
    async with asyncio.timeout(PATIENCE_S):
        while not await fleet.healthy(member):
            await asyncio.sleep(0.1)
    await asyncio.sleep(3)  # it has something to do, and must not: there is nothing to wait for


_SETTLED = """
SELECT NOT EXISTS (SELECT FROM inbox WHERE state = 'new')
   AND NOT EXISTS (SELECT FROM outbox WHERE state = 'waiting' AND not_before <= $1)
   AND EXISTS (SELECT FROM outbox WHERE state = 'sent')
"""


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="how a process is read is Linux's own")
@pytest.mark.parametrize("point", some(BOT_POINTS))
async def test_another_bot_takes_over_and_the_one_that_wakes_changes_nothing(
    fleet: Fleet, point: str, big: bool
) -> None:
    frozen, other = await _run_frozen(fleet, "bot", point)
    await fleet.world.sim("start", as_="olya")
    await _until_frozen(frozen)
    fleet.bots.targets = [("127.0.0.1", other.port)]
    fleet.bots.cut()
    await fleet.start(other)
    await _until(_SETTLED, START)
    before = await _digest()
    await _wake(fleet, frozen)
    assert await _digest() == before
    greetings = [one for one in await fleet.world.transcript("olya") if "Я Forma" in words(one)]
    assert len(greetings) == 1 + (point == "outbox.after-send"), "said and not noted: said once more"
    assert await forma_database.fetchval("SELECT count(*) FROM users") == 1
    if big:
        print(f"\nfrozen at {point}: taken over, 0 writes by the one that woke, said {len(greetings)} time(s)")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="how a process is read is Linux's own")
@pytest.mark.parametrize("point", some(AGENDA_POINTS))
async def test_another_scheduler_takes_over_and_the_place_is_offered_once(fleet: Fleet, point: str, big: bool) -> None:
    olya, paul, katya = await people.meet_many(3)
    event = await people.published(await people.meet("Игорь"), capacity=1)
    for one in (olya, paul, katya):
        await _do(registration.register, one, event.id, {})
    await _do(leaving.leave, olya, event.id)
    frozen, other = await _run_frozen(fleet, "scheduler", point)
    late = START + timedelta(hours=3)
    await fleet.world.sim("clock", set=late.isoformat())
    await _until_frozen(frozen)
    await fleet.start(other)
    await _until("SELECT status = 'offered' FROM registrations WHERE user_id = $1", katya.id)
    before = await _digest()
    await _wake(fleet, frozen)
    assert await _digest() == before
    await invariants.places(late)
    told = "SELECT count(*) FROM outbox WHERE kind = 'event-offer' AND user_id = $1"
    assert await forma_database.fetchval(told, katya.id) == 1
    if big:
        print(f"\nfrozen at {point}: taken over, 0 writes by the one that woke, one offer")


async def _do(use_case: object, person: Person, event_id: int, *more: object) -> None:
    assert callable(use_case)
    await forma_database.in_transaction(lambda: use_case(person, event_id, *more, now=START))


@pytest.mark.big
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="how a process is read is Linux's own")
async def test_a_frozen_process_that_polls_is_followed_by_another(
    database: str, redis_url: str, forkery: Forkery, tmp_path: Path
) -> None:
    """Its lock would live as long as its connection: for ever. After a minute without a sign of life it is taken."""
    async with open_fleet(
        forkery, database, redis_url, tmp_path, kinds={"bot": 2}, FORMA_TELEGRAM_MODE="polling"
    ) as fleet:
        first, second = fleet.members
        await fleet.start(first)
        await fleet.world.sim("start", as_="olya")
        await _until(_SETTLED, START + timedelta(days=3650))
        assert first.process is not None
        first.process.send_signal(signal.SIGSTOP)
        await fleet.start(second)
        await fleet.world.sim("start", as_="pasha")
        await _until("SELECT count(*) = 2 FROM users")
        await _wake(fleet, first)
        await fleet.world.sim("start", as_="katya")
        await _until("SELECT count(*) = 3 FROM users")
        lost = await forma_database.fetchval("SELECT count(*) FROM inbox WHERE state <> 'done'")
        assert lost == 0
        print("\nfrozen while it polls: another polls within a minute and a half, updates lost 0")


async def test_a_lease_runs_from_its_statement_on_both_clocks(database: str) -> None:
    """What was said in a transaction that took too long belongs to whoever comes first, not to this process."""
    handed: list[float] = []
    outbox.send_here("telegram", lambda item, leased_until: handed.append(leased_until))
    try:
        async with forma_database.transaction():
            olya = await meet(OLYA, now=START, language="ru")
            began = await forma_database.fetchval("SELECT clock_timestamp() FROM pg_sleep(0.2)")
            await outbox.notify(olya.id, "hello", now=START)
            said = time.monotonic()
            ends = await forma_database.fetchval("SELECT leased_until FROM outbox")
            await forma_database.execute("SELECT pg_sleep(0.2)")
    finally:
        outbox.send_here("telegram", None)
    assert ends >= began + timedelta(seconds=outbox.LEASE_S), "not from the beginning of the transaction"
    assert handed[0] <= said + outbox.LEASE_S, "not from its commit"
