"""Everything at the same moment: people come, go, pay, an account is closed and opened, places change, time passes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from domain import database as forma_database
from domain import reactions
from domain.accounts import sanctions
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.errors import Refusal
from domain.events import lifecycle
from domain.events.entry import admitting, changing_way, leaving, registration
from domain.events.making import creation
from domain.events.models import Event
from domain.payments import ledger, orders
from domain.payments.settlement import Incoming
from scheduler import accounts, events
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many, published

FEE = 50_000
DUE = {**accounts.AGENDA, **events.AGENDA}
_PARTED = """
SELECT r.status, p.state FROM registrations r JOIN places p ON p.id = r.place_id WHERE p.state <> CASE
    WHEN r.status IN ('paid', 'confirmed') THEN 'confirmed' WHEN r.status = 'unpaid' THEN 'held'
    WHEN r.status = 'waitlisted' THEN 'waiting' WHEN r.status = 'offered' THEN 'offered' ELSE 'released' END
"""
_MISCOUNTED = """
SELECT id FROM place_pools o WHERE taken > capacity OR (taken, waiting) <> (
    SELECT coalesce(sum(size) FILTER (WHERE state IN ('held', 'offered', 'confirmed')), 0),
           count(*) FILTER (WHERE state = 'waiting') FROM places p WHERE p.pool_id = o.id)
"""
_FORGOTTEN = """
SELECT p.id FROM places p LEFT JOIN agenda a ON a.kind = 'event-offer-end' AND a.subject = p.id::text
WHERE p.state IN ('held', 'offered') AND (a.due_at IS NULL OR a.due_at > p.offer_ends_at)
"""


class Storm:
    def __init__(self, igor: Person, anna: Person, people: list[Person], event: Event, seed: int) -> None:
        self.igor, self.anna, self.people, self.event = igor, anna, people, event
        self.chance, self.now, self.charges = Random(seed), START, 0

    async def blow(self) -> None:
        moves = [
            *((self.come, 30), (self.pay, 18), (self.leave, 15), (self.take_offer, 10), (self.other_way, 7)),
            *((self.close_account, 5), (self.open_account, 8), (self.resize, 7)),
        ]
        names, weights = [one for one, _ in moves], [weight for _, weight in moves]
        for _ in range(40):
            move, person = self.chance.choices(names, weights)[0], self.chance.choice(self.people)
            with contextlib.suppress(Refusal):
                await in_transaction(self._doing(move, person))

    def _doing(self, move: Callable[[Person], Awaitable[object]], person: Person) -> Callable[[], Awaitable[object]]:
        return lambda: move(person)

    def way(self) -> str:
        return self.chance.choice(("onsite", "online"))

    async def come(self, person: Person) -> None:
        await registration.register(person, self.event.id, {}, way=self.way(), now=self.now)

    async def leave(self, person: Person) -> None:
        await leaving.leave(person, self.event.id, now=self.now)

    async def take_offer(self, person: Person) -> None:
        await admitting.take_offer(person, self.event.id, now=self.now)

    async def other_way(self, person: Person) -> None:
        await changing_way.change_way(person, self.event.id, self.way(), now=self.now)

    async def pay(self, person: Person) -> None:
        """What is open, or was."""
        row = await forma_database.fetchrow(
            "SELECT * FROM orders WHERE buyer_id = $1 AND state IN ('open', 'closed') ORDER BY id DESC LIMIT 1",
            person.id,
        )
        if row:
            self.charges += 1
            order = orders.order_of(row)
            money = Incoming("telegram", f"storm-{self.charges}", order.token, order.price, person.id)
            await reactions.charge_received(money, now=self.now)

    async def close_account(self, _: Person) -> None:
        await sanctions.block(self.anna, self.igor.id, "Обман", until=None, now=self.now)

    async def open_account(self, _: Person) -> None:
        await sanctions.lift_block(self.anna, self.igor.id, now=self.now)

    async def resize(self, _: Person) -> None:
        plan = await creation.plan_of(await lifecycle.load(self.event.id))
        changed = replace(plan, capacity=self.chance.choice((4, 5, 8, 10)))
        await creation.edit_event(self.igor, self.event.id, changed, version=None, now=self.now)

    async def time_passes(self, over: asyncio.Event) -> None:
        while not over.is_set():
            self.now += timedelta(seconds=40)
            await agenda.work_due(DUE, self.now)


@pytest.mark.usefixtures("telegram_takes_money")
@pytest.mark.parametrize("seed", range(2))
async def test_nothing_is_lost_doubled_or_forgotten(database: str, seed: int) -> None:
    igor, anna = await meet("Игорь"), await administrator()
    event = await published(
        *(igor, "Забег"),
        fee_minor=FEE,
        payment="online",
        format="hybrid",
        capacity=4,
        online_capacity=2,
        fee_stars=0,
        starts_at=START + timedelta(days=90),
    )
    storm, over = Storm(igor, anna, await meet_many(10), event, seed), asyncio.Event()
    clocks = [asyncio.create_task(storm.time_passes(over)) for _ in range(2)]
    await asyncio.gather(*(storm.blow() for _ in range(6)))
    over.set()
    await asyncio.gather(*clocks)
    with contextlib.suppress(Refusal):
        await in_transaction(lambda: storm.open_account(igor))
    while await agenda.work_due(DUE, storm.now):
        pass

    assert not await forma_database.fetch("SELECT * FROM agenda WHERE dead OR attempts > 0")
    for wrong in (_PARTED, _MISCOUNTED, _FORGOTTEN):
        assert not await forma_database.fetch(wrong), wrong
    assert not await forma_database.fetch(
        "SELECT user_id FROM registrations WHERE status NOT IN ('withdrawn', 'refunded') GROUP BY 1 HAVING count(*) > 1"
    )
    balances = await ledger.balances()
    paid = await forma_database.fetchval("SELECT count(*) FROM registrations WHERE status = 'paid'")
    assert storm.charges > 3 and sum(balances.values()) == 0
    assert balances.get((ledger.payee(igor.id), "RUB"), 0) == paid * FEE, "for every place that was paid, and no other"
