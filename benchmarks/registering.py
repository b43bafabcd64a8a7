"""P4: twice as many people as places, all at once: registration with all its rows, beside the textbook's transaction.

The peer locks the pool's row with FOR UPDATE and then writes the same rows, a statement each: the place, the count, the
registration with its number, its history, the ticket and both reminders, the organizer's digest. It checks nothing
else: no form, no requirements, no programme, no team. What locks nothing shows what a lock is for.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import asyncpg

from benchmarks import ground
from benchmarks.ground import Servers, line, medians, size, title
from benchmarks.people import settle_in
from domain import database
from domain.accounts.people import Person, get_person
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.entry.together import Wish, register_together
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.inbox.crowds import MOST
from domain.notifications.ports import Urgency

ROUNDS, POOL = 3, 12
_PLACE = """
INSERT INTO places (pool_id, user_id, state, asked_at, changed_at) VALUES ($1, $2, $3, $4, $4) RETURNING id
"""
_COUNT = "UPDATE place_pools SET taken = taken + $2, waiting = waiting + $3 WHERE id = $1"
_REGISTRATION = """
INSERT INTO registrations (event_id, user_id, place_id, status, answers, created_at, changed_at, number)
VALUES ($1, $2, $3, $4::text, '{}', $5, $5, CASE WHEN $4::text = 'confirmed' THEN
    (SELECT coalesce(max(number), 0) + 1 FROM registrations WHERE event_id = $1) END) RETURNING id
"""
_HISTORY = """
INSERT INTO registration_changes (registration_id, actor_id, at, from_status, to_status, details)
VALUES ($1, $2, $3, NULL, $4, '{}')
"""
_SAID = """
INSERT INTO outbox (kind, params, user_id, channel, urgency, topic, subject, dedupe_key, not_before, created_at)
VALUES ($1, $2::text::jsonb, $3, 'telegram', $4, 'events', $5, $6, $7, $8) ON CONFLICT (dedupe_key, channel) DO NOTHING
"""
Way = Callable[[Person], Awaitable[None]]
BATCHES = "ours, a crowd in batches"


class Event:
    """Open for registration."""

    def __init__(self, organizer_id: int, event_id: int, pool_id: int) -> None:
        self.organizer_id, self.id, self.pool_id = organizer_id, event_id, pool_id


Rush = Callable[[Event, list[Person]], Awaitable[tuple[float, int]]]
"""Registrations a second, and how many a constraint refused."""


async def _opened(organizer: Person, capacity: int) -> Event:
    now = datetime.now(UTC)
    plan = EventPlan("Забег на 5 км", now + timedelta(days=7), "Europe/Moscow", place="Сокольники", capacity=capacity)
    async with database.transaction():
        event = await creation.create_event(organizer, plan, now=now)
        await lifecycle.publish(organizer, event.id, now=now)
    pool_id = await database.fetchval("SELECT pool_id FROM event_ways WHERE event_id = $1", event.id)
    return Event(organizer.id, int(event.id), pool_id)


def _ours(event: Event) -> Way:
    async def take(person: Person) -> None:
        now = datetime.now(UTC)
        await database.in_transaction(lambda: registration.register(person, event.id, {}, now=now))

    return take


async def _rush_together(event: Event, people: list[Person]) -> tuple[float, int]:
    """As a process does it when all press at once."""
    begun, crowd = time.perf_counter(), [Wish(one) for one in people]
    for first in range(0, len(crowd), MOST):
        batch, now = crowd[first : first + MOST], datetime.now(UTC)
        outcomes = await database.in_transaction(partial(register_together, batch, event.id, now=now))
        assert all(outcomes)
    return len(people) / (time.perf_counter() - begun), 0


def _textbook(event: Event, pool: Any, *, lock: str) -> Way:
    async def take(person: Person) -> None:
        async with pool.acquire() as on, on.transaction():
            await _textbook_rows(on, event, person.id, lock)

    return take


async def _textbook_rows(on: Any, event: Event, person: int, lock: str) -> None:
    now = datetime.now(UTC)
    known = await on.fetchrow(f"SELECT capacity, taken FROM place_pools WHERE id = $1 {lock}", event.pool_id)
    free = known["taken"] < known["capacity"]
    place_id = await on.fetchval(_PLACE, event.pool_id, person, "confirmed" if free else "waiting", now)
    await on.execute(_COUNT, event.pool_id, int(free), int(not free))
    status = "confirmed" if free else "waitlisted"
    registration_id = await on.fetchval(_REGISTRATION, event.id, person, place_id, status, now)
    await on.execute(_HISTORY, registration_id, person, now, status)
    if free:
        subject, soon = f"event:{event.id}", now + timedelta(days=6)
        said = (
            ("event-ticket", person, f"t:{registration_id}", now),
            ("event-reminder", person, f"r24:{registration_id}", soon),
            ("event-reminder", person, f"r1:{registration_id}", soon + timedelta(hours=23)),
            ("event-registrations", event.organizer_id, f"d:{event.id}", now + timedelta(minutes=10)),
        )
        for kind, whom, key, at in said:
            await on.execute(_SAID, kind, "{}", whom, int(Urgency.MUST), subject, key, at, now)
    await on.execute("SELECT pg_notify('forma_hints', $1)", f"event:{event.id}")


async def _rush_alone(way: Callable[[Event], Way], event: Event, people: list[Person]) -> tuple[float, int]:
    return await _rush(way(event), people)


async def _rush(take: Way, people: list[Person]) -> tuple[float, int]:
    """As many at once as there are connections; registrations a second, and how many a constraint refused."""
    waiting, refused = iter(people), 0

    async def one_after_another() -> None:
        nonlocal refused
        for person in waiting:
            try:
                await take(person)
            except asyncpg.IntegrityConstraintViolationError:
                refused += 1

    begun = time.perf_counter()
    await asyncio.gather(*(one_after_another() for _ in range(POOL)))
    return len(people) / (time.perf_counter() - begun), refused


async def _oversold(event: Event, capacity: int) -> int:
    taken: int = await database.fetchval(
        "SELECT count(*) FROM places WHERE pool_id = $1 AND state = 'confirmed'", event.pool_id
    )
    return max(0, taken - capacity)


async def measure(servers: Servers) -> None:
    count = size("REGISTRATIONS", 600)
    capacity = count // 2
    async with ground.connected(servers, pool_size=POOL), AsyncExitStack() as stack:
        pool = await stack.enter_async_context(asyncpg.create_pool(servers.postgres, min_size=POOL, max_size=POOL))
        ids = await settle_in(count + 1)
        organizer, *people = [await get_person(one) for one in ids]
        await database.execute("ANALYZE")
        ways: dict[str, Callable[[Event], Way]] = {
            "ours": _ours,
            "FOR UPDATE, a statement for each row": lambda event: _textbook(event, pool, lock="FOR UPDATE"),
            "without a lock": lambda event: _textbook(event, pool, lock=""),
        }
        rushes: dict[str, Rush] = {name: partial(_rush_alone, way) for name, way in ways.items()}
        rushes[BATCHES] = _rush_together
        rates: dict[str, list[float]] = {name: [] for name in rushes}
        oversold: dict[str, int] = dict.fromkeys(rushes, 0)
        refused: dict[str, int] = dict.fromkeys(rushes, 0)
        for round_ in range(ROUNDS + 1):
            for name, rush in rushes.items():
                event = await _opened(organizer, capacity)
                rate, failed = await rush(event, people)
                rates[name] += [rate] if round_ else []
                oversold[name] += await _oversold(event, capacity)
                refused[name] += failed
    _say(medians(rates), oversold, refused)


def _say(rates: dict[str, float], oversold: dict[str, int], refused: dict[str, int]) -> None:
    for name, rate in rates.items():
        line(f"registrations: {name}", f"{rate:.0f}/s")
        line("    oversold; stopped by a constraint of the database", f"{oversold[name]}; {refused[name]}")
    ours, peer = rates["ours"], rates["FOR UPDATE, a statement for each row"]
    line("ours, to FOR UPDATE", f"{ours / peer:.2f} ×", "≥ 2 ×, oversold 0")
    line(f"{BATCHES}, to FOR UPDATE", f"{rates[BATCHES] / peer:.2f} ×", "≥ 10 ×, oversold 0")


def main() -> None:
    title("P4  registration under contention, with all its rows")
    with ground.servers() as servers:
        asyncio.run(measure(servers))
