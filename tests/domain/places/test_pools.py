"""EV-23: places that run out, against a model of what they should do."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextvars import Context
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from domain import database as forma_database
from domain.database import transaction
from domain.places import pools
from domain.places.errors import CapacityBelowTaken, OfferGone
from tests.kit.clock import START
from tests.kit.people import meet_many
from tests.kit.services import Services, cloned_database
from tests.kit.waiting import OTHERS_WAIT, until

T = TypeVar("T")

HOLD = timedelta(hours=2)
CROWD = 8


async def ask(pool_id: int, user_id: int) -> pools.Held:
    async with transaction():
        return await pools.ask(pool_id, user_id, now=START)


async def offer_free(pool_id: int, ends_at: datetime, now: datetime) -> tuple[list[pools.Held], list[pools.PassedOver]]:
    heads = await pools.next_in_line(pool_id)
    skipped = await pools.passed_over(pool_id, heads, now=now)
    await pools.offer(pool_id, {one.id: ends_at for one in heads}, now=now)
    return heads, skipped


async def test_thirty_people_for_five_places(database: str) -> None:
    people = await meet_many(30)
    async with transaction():
        pool_id = await pools.create_pool(5)
    held = [await ask(pool_id, person.id) for person in people]
    assert [one.state for one in held] == ["confirmed"] * 5 + ["waiting"] * 25
    assert [await pools.queue_position(one.id) for one in held] == [None] * 5 + list(range(1, 26))


async def test_asking_twice_gives_the_same_place(database: str) -> None:
    [olya] = await meet_many(1)
    async with transaction():
        pool_id = await pools.create_pool(1)
    assert await ask(pool_id, olya.id) == await ask(pool_id, olya.id)


async def test_everybody_at_the_same_moment_while_the_pool_grows_and_places_are_given_back(database: str) -> None:
    """Nobody holds anything but the pool: each is judged by what the one before has left."""
    people = await meet_many(24)
    async with transaction():
        pool_id = await pools.create_pool(6)
    first = [await ask(pool_id, person.id) for person in people[:4]]

    async def come(user_id: int, size: int) -> pools.Held:
        async with transaction():
            return await pools.ask(pool_id, user_id, size=size, now=START)

    async def give_back(place_id: int) -> None:
        async with transaction():
            await pools.release(place_id, now=START)

    async def grow() -> None:
        async with transaction():
            await pools.resize(pool_id, 9)

    asked = [come(person.id, 1 + nth % 3) for nth, person in enumerate(people[4:])]
    twice = [come(people[4].id, 1) for _ in range(3)]
    mixed: list[Coroutine[None, None, object]] = [*asked[:8], grow(), *asked[8:14], give_back(first[0].id), *asked[14:]]
    done = await asyncio.gather(*mixed, *twice)
    held = [one for one in done if isinstance(one, pools.Held)]
    assert len({one.id for one in held}) == 20, "who asked four times has one place"
    queued = [one.position for one in held if one.state == "waiting" and one.position]
    assert sorted(queued) == list(range(1, len(queued) + 1)), "no two are told the same position"
    row = await forma_database.fetchrow(
        "SELECT capacity, taken, waiting, (SELECT sum(size) FROM places p WHERE p.pool_id = o.id "
        "AND state IN ('confirmed', 'held', 'offered')) AS really, (SELECT count(*) FROM places p WHERE "
        "p.pool_id = o.id AND state = 'waiting') AS queue FROM place_pools o WHERE id = $1",
        pool_id,
    )
    assert row is not None
    assert (row["taken"], row["waiting"]) == (row["really"], row["queue"])
    assert row["taken"] <= row["capacity"] == 9


@pytest.mark.parametrize(("how", "capacity"), [("given back", 4), ("more of them", 7)])
async def test_places_that_come_free_while_one_is_waited_with_are_given(database: str, how: str, capacity: int) -> None:
    """Who asks for three places of a full pool waits for who makes them free, and then gets them."""
    people = await meet_many(3)
    async with transaction():
        pool_id = await pools.create_pool(4)
        leaving = await pools.ask(pool_id, people[0].id, size=3, now=START)
        await pools.ask(pool_id, people[1].id, now=START)

    async def come() -> pools.Held:
        async with transaction():
            return await pools.ask(pool_id, people[2].id, size=3, now=START)

    async with transaction():
        if how == "given back":
            await pools.release(leaving.id, now=START)
        else:
            await pools.resize(pool_id, capacity)
        coming = asyncio.create_task(come(), context=Context())
        await until(lambda: forma_database.fetchval(OTHERS_WAIT))
    assert (await coming).state == "confirmed"
    row = await forma_database.fetchrow("SELECT capacity, taken, waiting FROM place_pools WHERE id = $1", pool_id)
    assert row is not None and tuple(row) == (capacity, capacity, 0)


async def test_an_offer_ends_exactly_at_its_end(database: str) -> None:
    olya, pasha = await meet_many(2)
    async with transaction():
        pool_id = await pools.create_pool(1)
    first, second = await ask(pool_id, olya.id), await ask(pool_id, pasha.id)
    async with transaction():
        await pools.release(first.id, now=START)
        heads, _ = await offer_free(pool_id, START + HOLD, START)
        assert [one.id for one in heads] == [second.id]
    last = START + HOLD - timedelta(microseconds=1)
    async with transaction():
        assert not await pools.end_offer(second.id, now=last)
    with pytest.raises(OfferGone):
        async with transaction():
            await pools.accept(second.id, now=START + HOLD)
    async with transaction():
        assert (await pools.accept(second.id, now=last)).state == "confirmed"


async def test_capacity_does_not_go_below_what_is_taken(database: str) -> None:
    people = await meet_many(2)
    async with transaction():
        pool_id = await pools.create_pool(None)
    for person in people:
        await ask(pool_id, person.id)
    async with transaction():
        await pools.resize(pool_id, 2)
    with pytest.raises(CapacityBelowTaken) as refused:
        async with transaction():
            await pools.resize(pool_id, 1)
    assert refused.value.params == {"taken": 2}


@dataclass
class Model:
    """What a pool should hold: who has a place, who has an offer until when, who waits in which order."""

    capacity: int | None
    confirmed: set[int] = field(default_factory=set)
    offered: dict[int, datetime] = field(default_factory=dict)
    queue: list[int] = field(default_factory=list)
    size: dict[int, int] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)

    @property
    def taken(self) -> int:
        return sum(self.size[one] for one in (*self.confirmed, *self.offered))

    @property
    def free(self) -> float:
        return inf if self.capacity is None else self.capacity - self.taken

    def at_once(self, size: int) -> bool:
        """Who waits comes first, unless it is not enough for any of them."""
        if self.capacity is None:
            return not self.queue
        return size <= self.free and not any(self.size[one] <= self.free for one in self.queue)

    def state(self, person: int) -> str:
        if person in self.confirmed:
            return "confirmed"
        if person in self.offered:
            return "offered"
        return "waiting" if person in self.queue else "released"

    def ask(self, person: int, size: int) -> str:
        if self.state(person) == "released":
            is_room = self.at_once(size)
            self.size[person] = size
            if is_room:
                self.confirmed.add(person)
            else:
                self.queue.append(person)
        return self.state(person)

    def release(self, person: int) -> bool:
        held = self.state(person) != "released"
        self.confirmed.discard(person)
        self.offered.pop(person, None)
        if person in self.queue:
            self.queue.remove(person)
        self.skipped.discard(person)
        return held

    def grow(self, person: int) -> bool:
        state = self.state(person)
        if state not in ("waiting", "confirmed") or self.size[person] == 4:
            return False
        if state == "confirmed" and not self.at_once(1):
            return False
        self.size[person] += 1
        self.skipped.discard(person)
        return True

    def shrink(self, person: int) -> bool:
        if self.state(person) == "released" or self.size[person] == 1:
            return False
        self.size[person] -= 1
        self.skipped.discard(person)
        return True

    def move(self, person: int, to: int) -> bool:
        if person not in self.queue:
            return False
        before = list(self.queue)
        self.queue.remove(person)
        self.queue.insert(min(to, len(before)) - 1, person)
        return self.queue != before

    def lucky(self) -> list[int]:
        """From the head on, each for whose party what is left is enough."""
        free, found = self.free, []
        for one in self.queue:
            if self.size[one] <= free:
                found.append(one)
                free -= self.size[one]
        return found

    def pass_over(self, lucky: list[int]) -> set[int]:
        if self.capacity is None or self.free <= 0 or not self.queue:
            return set()
        ahead = self.queue[: self.queue.index(lucky[-1])] if lucky else self.queue[:1]
        found = {one for one in ahead if one not in lucky and one not in self.skipped}
        self.skipped |= found
        return found

    def offer_free(self, ends_at: datetime) -> list[int]:
        lucky = self.lucky()
        self.queue = [one for one in self.queue if one not in lucky]
        self.offered.update(dict.fromkeys(lucky, ends_at))
        self.skipped -= set(lucky)
        return lucky

    def accept(self, person: int, now: datetime) -> bool:
        if person not in self.offered or self.offered[person] <= now:
            return False
        del self.offered[person]
        self.confirmed.add(person)
        return True

    def end_offer(self, person: int, now: datetime) -> bool:
        return person in self.offered and self.offered[person] <= now and self.release(person)

    def resize(self, capacity: int | None) -> bool:
        if capacity is not None and capacity < self.taken:
            return False
        self.capacity = capacity
        return True


PEOPLE = st.integers(0, CROWD - 1)
CAPACITIES = st.one_of(st.none(), st.integers(0, 5))


class PoolsFollowTheModel(RuleBasedStateMachine):
    """Both do the same; after each step the rows and the counters say what the model says."""

    runner: asyncio.Runner
    people: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.model = Model(2)
        self.places: dict[int, int] = {}
        self.pool_id = self.run(pools.create_pool(2))

    def run(self, work: Coroutine[None, None, T]) -> T:
        async def unit() -> T:
            async with transaction():
                return await work

        return self.runner.run(unit())

    @rule(person=PEOPLE, size=st.integers(1, 4))
    def ask(self, person: int, size: int) -> None:
        held = self.run(pools.ask(self.pool_id, self.people[person], size=size, now=self.now))
        self.places[person] = held.id
        assert held.state == self.model.ask(person, size)

    @rule(person=PEOPLE)
    def grow(self, person: int) -> None:
        if person in self.places:
            assert self.run(pools.grow(self.places[person])) == self.model.grow(person)

    @rule(person=PEOPLE)
    def shrink(self, person: int) -> None:
        if person in self.places:
            assert self.run(pools.shrink(self.places[person])) == self.model.shrink(person)

    @rule(person=PEOPLE, to=st.integers(1, CROWD))
    def move(self, person: int, to: int) -> None:
        if person in self.places:
            assert self.run(pools.move_in_line(self.places[person], to)) == self.model.move(person, to)

    @precondition(lambda self: self.places)
    @rule(person=PEOPLE)
    def release(self, person: int) -> None:
        if person in self.places:
            assert self.run(pools.release(self.places[person], now=self.now)) == self.model.release(person)

    @rule(hours=st.integers(1, 3))
    def offer_free(self, hours: int) -> None:
        ends_at = self.now + timedelta(hours=hours)
        passed = self.model.pass_over(self.model.lucky())
        offered, skipped = self.run(offer_free(self.pool_id, ends_at, self.now))
        assert {one.party.user_id for one in skipped} == {self.people[person] for person in passed}
        assert sorted(one.user_id for one in offered) == sorted(
            self.people[person] for person in self.model.offer_free(ends_at)
        )
        idle = any(self.model.size[one] <= self.model.free for one in self.model.queue)
        assert not idle, "places are idle while somebody waits for whom they are enough"

    @rule(person=PEOPLE)
    def accept(self, person: int) -> None:
        if person not in self.places:
            return
        try:
            self.run(pools.accept(self.places[person], now=self.now))
            accepted = True
        except OfferGone:
            accepted = False
        assert accepted == self.model.accept(person, self.now)

    @rule(person=PEOPLE)
    def end_offer(self, person: int) -> None:
        if person in self.places:
            ended = self.run(pools.end_offer(self.places[person], now=self.now))
            assert ended == self.model.end_offer(person, self.now)

    @rule(capacity=CAPACITIES)
    def resize(self, capacity: int | None) -> None:
        try:
            self.run(pools.resize(self.pool_id, capacity))
            resized = True
        except CapacityBelowTaken:
            resized = False
        assert resized == self.model.resize(capacity)

    @rule(hours=st.integers(0, 4))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def both_say_the_same(self) -> None:
        pool = self.runner.run(forma_database.fetchrow("SELECT * FROM place_pools WHERE id = $1", self.pool_id))
        rows = self.runner.run(
            forma_database.fetch(
                "SELECT * FROM places WHERE pool_id = $1 AND state <> 'released' ORDER BY coalesce(rank, id), id",
                self.pool_id,
            )
        )
        assert pool is not None
        assert (pool["capacity"], pool["taken"], pool["waiting"]) == (
            self.model.capacity,
            self.model.taken,
            len(self.model.queue),
        )
        assert {row["user_id"]: row["state"] for row in rows} == {
            self.people[person]: state for person in range(CROWD) if (state := self.model.state(person)) != "released"
        }
        waiting = [(row["user_id"], row["size"]) for row in rows if row["state"] == "waiting"]
        assert waiting == [(self.people[person], self.model.size[person]) for person in self.model.queue]


async def _open(url: str) -> list[int]:
    await forma_database.connect(url)
    return [person.id for person in await meet_many(CROWD)]


def test_every_history_follows_the_model(services: Services, unconnected: None, big: bool) -> None:
    with asyncio.Runner() as runner:
        clone = cloned_database(services)
        url = runner.run(clone.__aenter__())
        try:
            PoolsFollowTheModel.runner = runner
            PoolsFollowTheModel.people = runner.run(_open(url))
            run_state_machine_as_test(
                PoolsFollowTheModel,
                settings=settings(
                    max_examples=1000 if big else 25,
                    stateful_step_count=30,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(forma_database.close())
            runner.run(clone.__aexit__(None, None, None))
