"""Two ways, two queues, and everybody at once: random histories, checked after every move and every tangle."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.errors import Refusal
from domain.events import lifecycle
from domain.events.entry import admitting, changing_way, leaving, registration
from domain.events.making import creation
from domain.events.models import Event
from scheduler.events import AGENDA
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, plan, published
from tests.proofs import invariants

WAYS = ("onsite", "online")
FORMATS = ("onsite", "online", "hybrid", "hybrid", "hybrid")
_TWICE = """
SELECT r.user_id FROM registrations r WHERE status NOT IN ('withdrawn', 'rejected', 'refunded')
GROUP BY event_id, user_id HAVING count(*) > 1
"""
_HOMELESS = """
SELECT p.id, p.state FROM places p
LEFT JOIN event_ways w ON w.pool_id = p.pool_id LEFT JOIN registrations r ON r.place_id = p.id
WHERE p.state <> 'released' AND (w.id IS NULL OR r.id IS NULL OR r.event_id <> w.event_id OR r.user_id <> p.user_id)
"""
_NUMBERLESS = "SELECT id FROM registrations WHERE status = 'confirmed' AND number IS NULL"
_SILENT = """
SELECT r.id FROM registrations r WHERE status = 'confirmed' AND NOT EXISTS (
    SELECT 1 FROM outbox o WHERE o.kind = 'event-ticket' AND (o.params ->> 'registration_id')::bigint = r.id)
"""
_UNTOLD = """
SELECT r.id, r.status, last.to_status FROM registrations r CROSS JOIN LATERAL (
    SELECT c.to_status FROM registration_changes c WHERE c.registration_id = r.id ORDER BY c.id DESC LIMIT 1) last
WHERE last.to_status <> r.status
"""


@dataclass
class Play:
    """One event, those who come to it, and a chance that can be repeated. `seen` counts how each move ended."""

    igor: Person
    crowd: list[Person]
    event: Event
    chance: random.Random
    now: datetime = START
    seen: Counter[str] = field(default_factory=Counter)

    def move(self) -> Callable[[], Awaitable[object]]:
        """Somebody's next move, whether or not it makes sense just then."""
        who, way, chance = self.chance.choice(self.crowd), self.chance.choice(WAYS), self.chance.random()
        event_id, now = self.event.id, self.now
        if chance < 0.34:
            return lambda: registration.register(who, event_id, {}, way=way, now=now)
        if chance < 0.58:
            return lambda: changing_way.change_way(who, event_id, way, now=now)
        if chance < 0.76:
            return lambda: leaving.leave(who, event_id, now=now)
        if chance < 0.88:
            return lambda: admitting.take_offer(who, event_id, now=now)
        return self._replan()

    def _replan(self) -> Callable[[], Awaitable[object]]:
        """Other sizes, or a way less, or a way more."""
        sizes = [self.chance.choice((1, 2, 3, 5, None)) for _ in WAYS]
        wanted = plan(format=self.chance.choice(FORMATS), capacity=sizes[0], online_capacity=sizes[1])
        event_id, now = self.event.id, self.now
        return lambda: creation.edit_event(self.igor, event_id, wanted, version=None, now=now)

    async def act(self, move: Callable[[], Awaitable[object]]) -> None:
        """A Refusal is an answer; anything else is a fault."""
        try:
            await in_transaction(move, attempts=10)
            self.seen["done"] += 1
        except Refusal as refusal:
            self.seen[refusal.code] += 1

    async def go_home(self) -> None:
        """Everybody leaves, and the organizer plans anew: now a way may close."""
        for who in self.crowd:
            await self.act(partial(leaving.leave, who, self.event.id, now=self.now))
        await self.act(self._replan())

    async def pass_time(self) -> None:
        self.now += timedelta(minutes=self.chance.choice((1, 20, 130)))
        while await agenda.work_due(AGENDA, self.now):
            pass

    async def check(self) -> None:
        await invariants.places(self.now)
        for wrong in (_TWICE, _HOMELESS, _NUMBERLESS, _SILENT, _UNTOLD):
            assert await forma_database.fetch(wrong) == [], wrong
        assert await forma_database.fetchval("SELECT count(*) FROM event_ways") >= 1


@pytest.fixture
async def many_connections(database_url: str) -> AsyncIterator[str]:
    await forma_database.connect(database_url, pool_size=16)
    try:
        yield database_url
    finally:
        await forma_database.close()


async def begin(seed: int) -> Play:
    igor, crowd = await meet("Игорь"), await meet_many(9)
    event = await published(igor, format="hybrid", capacity=2, online_capacity=2)
    return Play(igor, crowd, event, random.Random(seed))


async def test_one_after_another_in_any_order(many_connections: str, big: bool) -> None:
    play = await begin(seed=1)
    for number in range(1, 4001 if big else 161):
        await play.act(play.move())
        if number % 20 == 0:
            await play.go_home()
        if play.chance.random() < 0.1:
            await play.pass_time()
        await play.check()
    for ending in ("done", "event-way-full", "event-way-closed", "event-way-in-use", "event-already-registered"):
        assert play.seen[ending], f"never seen: {ending} in {play.seen}"
    if big:
        invariants.show("moves one after another", dict(play.seen))


async def test_all_at_once_and_the_organizer_calls_it_off(many_connections: str, big: bool) -> None:
    """Eight moves at the same moment, again and again; the last tangle has the cancellation in it."""
    seen: Counter[str] = Counter()
    for seed in range(40 if big else 2):
        play = await begin(seed)
        for _ in range(30 if big else 8):
            await asyncio.gather(*(play.act(play.move()) for _ in range(8)))
            await play.check()
            await play.pass_time()
            await play.check()
        off = partial(lifecycle.cancel, play.igor, play.event.id, "гроза", now=play.now)
        await asyncio.gather(play.act(off), *(play.act(play.move()) for _ in range(7)))
        assert (await lifecycle.load(play.event.id, lock=False)).status == "cancelled"
        before = await forma_database.fetch("SELECT id, status, place_id FROM registrations ORDER BY id")
        await asyncio.gather(*(play.act(play.move()) for _ in range(8)))
        await play.pass_time()
        after = await forma_database.fetch("SELECT id, status, place_id FROM registrations ORDER BY id")
        assert after == before, "nobody comes, goes or changes once it is called off"
        await play.check()
        seen += play.seen
    assert seen["done"] > 20
    if big:
        invariants.show("tangles of eight moves at once", dict(seen))
