"""What is due happens once, however many look."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from domain import database as db
from domain.agenda import agenda
from domain.agenda.queries import agenda_state, dead_due
from domain.inbox.rows import DIED
from tests.kit.clock import START

HOUR = timedelta(hours=1)


@pytest.fixture
async def ends(database: str) -> list[str]:
    await db.execute("CREATE TABLE ends (subject TEXT)")
    return []


async def end(subject: str, now: datetime) -> None:
    await db.execute("INSERT INTO ends VALUES ($1)", subject)


async def plan(kind: str, subject: str, due_at: datetime) -> None:
    async with db.transaction():
        await agenda.plan(kind, subject, due_at)


async def ended() -> list[str]:
    return [row["subject"] for row in await db.fetch("SELECT subject FROM ends ORDER BY 1")]


async def test_a_hold_ends_at_its_time_and_not_before(ends: list[str]) -> None:
    await plan("hold", "registration:5", START + HOUR)
    assert await agenda.next_due() == START + HOUR
    assert await agenda.work_due({"hold": end}, START) == 0
    assert await agenda.work_due({"hold": end}, START + HOUR) == 1
    assert await ended() == ["registration:5"]
    assert await agenda.next_due() is None


async def test_planning_again_moves_it_and_cancelling_removes_it(ends: list[str]) -> None:
    await plan("hold", "a", START)
    await plan("hold", "a", START + HOUR)
    await plan("hold", "b", START)
    async with db.transaction():
        assert await agenda.cancel("hold", "b")
    await agenda.work_due({"hold": end}, START)
    assert await ended() == []
    assert (await agenda_state(now=START)).planned == 1


async def test_of_one_moment_the_first_that_was_planned_is_first(ends: list[str]) -> None:
    """However the rows lie: one that was moved is written behind the others."""
    done: list[str] = []

    async def note(subject: str, now: datetime) -> None:
        done.append(subject)

    for subject, due_at in (("b", START + HOUR), ("a", START), ("c", START), ("b", START)):
        await plan("hold", subject, due_at)
    assert [await agenda.work_due({"hold": note}, START, limit=2) for _ in range(2)] == [2, 1]
    assert done == ["b", "a", "c"]


async def test_two_schedulers_do_each_row_once(ends: list[str]) -> None:
    for number in range(40):
        await plan("hold", f"{number:02}", START)
    while any(await asyncio.gather(*(agenda.work_due({"hold": end}, START, limit=3) for _ in range(2)))):
        pass
    assert await ended() == [f"{number:02}" for number in range(40)]


async def test_a_worker_that_lost_its_lease_changes_nothing(ends: list[str]) -> None:
    await plan("hold", "a", START)

    async def slow(subject: str, now: datetime) -> None:
        await end(subject, now)
        await asyncio.create_task(rival())

    async def rival() -> None:
        with_own_context = asyncio.get_running_loop().create_task(_replan(), context=clean)
        await with_own_context

    async def _replan() -> None:
        await plan("hold", "a", START + HOUR)

    import contextvars

    clean = contextvars.Context()
    await agenda.work_due({"hold": slow}, START)
    assert await ended() == []
    assert await agenda.next_due() == START + HOUR


async def test_a_handler_may_ask_to_be_called_again(ends: list[str]) -> None:
    async def hourly(subject: str, now: datetime) -> datetime:
        await end(subject, now)
        return now + HOUR

    async def replans(subject: str, now: datetime) -> None:
        await end(subject, now)
        await agenda.plan("move", subject, now + 2 * HOUR)

    await plan("sync", "a", START)
    await plan("move", "b", START)
    handlers: dict[str, agenda.Handler] = {"sync": hourly, "move": replans}
    assert await agenda.work_due(handlers, START) == 2
    assert await agenda.work_due(handlers, START) == 0
    assert await agenda.work_due(handlers, START + HOUR) == 1
    assert await agenda.work_due(handlers, START + 2 * HOUR) == 2


async def test_what_fails_five_times_is_set_aside_with_its_reason(ends: list[str]) -> None:
    async def broken(subject: str, now: datetime) -> None:
        await end(subject, now)
        raise LookupError(subject)

    await plan("hold", "a", START)
    while await agenda.work_due({"hold": broken}, START):
        await db.execute("UPDATE agenda SET leased_until = NULL")
    (dead,) = await dead_due()
    assert (dead.attempts, await ended()) == (5, [])
    assert dead.error.startswith("LookupError at ")
    assert await agenda.retry_dead(dead.id)
    assert await agenda.work_due({"hold": end}, START) == 1
    assert await ended() == ["a"]


async def test_kinds_of_others_are_left_alone(ends: list[str]) -> None:
    await plan("of another release", "a", START)
    assert await agenda.work_due({"hold": end}, START) == 0


class Killed(BaseException):
    """What a SIGKILL is to us: nothing after it is done, and the lease stands until it runs out."""


async def kill(subject: str, now: datetime) -> None:
    if subject == "deadly":
        raise Killed
    await end(subject, now)


async def look_and_die() -> bool:
    """One process: does what is due until it is killed. False: it has come through."""
    try:
        await agenda.work_due({"hold": kill}, START)
    except Killed:
        await db.execute("UPDATE agenda SET leased_until = now() WHERE leased_until IS NOT NULL")
        return True
    return False


async def test_what_kills_its_process_each_time_is_set_aside_and_the_rest_is_done(ends: list[str]) -> None:
    await plan("hold", "deadly", START - HOUR)
    await plan("hold", "a", START)
    deaths = 0
    while await look_and_die():
        deaths += 1
        assert deaths <= agenda.TRIES + 1, "tried without end"
    assert await ended() == ["a"]
    (dead,) = await dead_due()
    assert (dead.subject, dead.attempts, dead.error) == ("deadly", agenda.TRIES, DIED)
    assert await agenda.retry_dead(dead.id)
    assert await agenda.work_due({"hold": end}, START) == 1


async def test_a_try_that_an_outage_ends_is_not_counted(ends: list[str]) -> None:
    async def away(subject: str, now: datetime) -> None:
        raise ConnectionResetError

    await plan("hold", "a", START)
    for _ in range(3):
        await agenda.work_due({"hold": away}, START)
        await db.execute("UPDATE agenda SET leased_until = now()")
    assert await db.fetchval("SELECT attempts FROM agenda") == 0
