"""F28, EV-23: whatever people do in whatever order, no money is lost, made, or given back twice."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from random import Random

import pytest

from domain import database, reactions
from domain.accounts import sanctions
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import Refusal
from domain.events import lifecycle
from domain.events.admission import taking_back
from domain.events.entry import admitting, changing_way, entries, leaving, own, registration, resuming, waiting
from domain.events.making import creation
from domain.events.models import Event
from domain.events.money import fees, promo_codes
from domain.events.money.foreseen import foresee
from domain.events.party import guests, rules
from domain.events.people import removal
from domain.payments import ledger, methods, orders, refunds
from domain.payments.orders import Order, Price
from domain.payments.settlement import Incoming, Verdict
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many, published

pytestmark = pytest.mark.usefixtures("telegram_takes_money")

FEE = 33_333


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def a_paid_event(igor: Person, **changes: object) -> Event:
    usual: dict[str, object] = {"fee_minor": FEE, "payment": "online", "capacity": 8}
    event = await published(igor, **usual | changes)  # type: ignore[arg-type]
    await in_transaction(lambda: rules.set_rule(igor, event.id, 3, now=START))
    return event


async def come(person: Person, event: Event, with_guests: int = 0) -> int:
    done = await in_transaction(lambda: registration.register(person, event.id, {}, guests=with_guests, now=START))
    return done.registration_id


async def order_of(registration_id: int) -> Order:
    order = await orders.order_for(fees.PURPOSE, registration_id)
    assert order is not None
    return order


async def pay(order: Order, now: datetime = START) -> Verdict:
    incoming = Incoming("telegram", f"ch:{order.id}", order.token, order.price, order.buyer_id)
    return (await in_transaction(lambda: reactions.charge_received(incoming, now=now))).verdict


async def drop_guest(person: Person, event: Event, now: datetime = START) -> None:
    first = (await guests.get_party(person, event.id)).guests[0]
    await in_transaction(lambda: guests.give_back(person, event.id, first.id, now=now))


async def edit(igor: Person, event: Event, **changes: object) -> None:
    now_is = await lifecycle.load(event.id, lock=False)
    plan = replace(await creation.plan_of(now_is), **changes)  # type: ignore[arg-type]
    await in_transaction(lambda: creation.edit_event(igor, event.id, plan, version=None, now=START))


async def returned() -> list[int]:
    return [row["amount_minor"] for row in await database.fetch("SELECT amount_minor FROM refunds ORDER BY id")]


async def test_a_guest_who_was_not_paid_for_brings_nothing_back(igor: Person) -> None:
    event = await a_paid_event(igor)
    [olya] = await meet_many(1)
    entry = await come(olya, event, 1)
    assert await pay(await order_of(entry)) is Verdict.PAID
    await edit(igor, event, payment="spot")
    for _ in range(3):
        await in_transaction(lambda: guests.bring(olya, event.id, now=START))
        await drop_guest(olya, event)
    assert await returned() == [], "who pays on the spot has not paid yet"
    await drop_guest(olya, event)
    said = await fees.due_back(event, entry, now=START)
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    assert await returned() == [FEE, FEE] and said[:2] == (FEE, FEE)


async def test_of_what_cannot_be_divided_all_of_it_goes_back(igor: Person) -> None:
    event = await a_paid_event(igor, fee_minor=100)
    [olya] = await meet_many(1)
    entry = await come(olya, event, 2)
    await in_transaction(lambda: promo_codes.add(igor, event.id, "ЧЕТВЕРТЬ", 25, now=START))
    await in_transaction(lambda: promo_codes.add(igor, event.id, "ТРЕТЬ", 33, now=START))
    await in_transaction(lambda: entries.apply_promo(olya, event.id, "треть", now=START))
    order = await order_of(entry)
    assert (order.price.amount_minor, order.parts) == (201, 3)
    await in_transaction(lambda: entries.apply_promo(olya, event.id, "четверть", now=START))
    await in_transaction(lambda: guests.bring(olya, event.id, now=START))
    await drop_guest(olya, event)
    await in_transaction(lambda: entries.apply_promo(olya, event.id, "треть", now=START))
    order = await order_of(entry)
    await in_transaction(lambda: orders.reprice(order.id, 200, now=START))
    assert await pay(replace(order, price=Price(200, order.price.currency))) is Verdict.PAID
    await drop_guest(olya, event)
    await drop_guest(olya, event)
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    assert sum(await returned()) == 200 and max(await returned()) - min(await returned()) <= 1


async def test_a_guest_whose_part_was_forfeited_brings_nothing_back_later(igor: Person) -> None:
    event = await a_paid_event(igor, refunds="week", fee_minor=100_00)
    [olya] = await meet_many(1)
    entry = await come(olya, event, 1)
    await pay(await order_of(entry))
    late = event.starts_at - timedelta(hours=3)
    await drop_guest(olya, event, now=late)
    assert await returned() == [], "too late for that"
    await edit(igor, event, starts_at=event.starts_at + timedelta(days=30))
    later = await lifecycle.load(event.id, lock=False)
    assert (await fees.due_back(later, entry, now=late))[:2] == (100_00, 100_00)
    await in_transaction(lambda: leaving.leave(olya, event.id, now=late))
    assert await returned() == [100_00]


async def test_what_was_settled_once_is_not_settled_by_calling_off_or_by_restoring(igor: Person) -> None:
    event = await a_paid_event(igor, refunds="most", fee_minor=100_00)
    olya, masha = await meet_many(2)
    for one in (olya, masha):
        await pay(await order_of(await come(one, event, 1)))
        await drop_guest(one, event)
    assert await returned() == [90_00, 90_00]
    hers = await removal.registration_of(event.id, masha.id)
    await in_transaction(lambda: removal.remove(igor, hers, "ошибка", now=START))
    await in_transaction(lambda: removal.restore(igor, hers, now=START))
    assert (await returned())[2:] == [100_00]
    assert (await fees.due_back(event, hers, now=START))[:2] == (0, 0), "the rest of it was never hers again"
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "дождь", now=START))
    rounds = 0
    while await in_transaction(lambda: entries.call_off(event.id, now=START)):
        rounds += 1
        assert rounds < 4, "it comes to an end"
    assert (await returned())[3:] == [100_00], "hers who is still in, once"


async def test_another_fee_changes_no_price_that_was_named(igor: Person) -> None:
    event = await a_paid_event(igor)
    olya, masha = await meet_many(2)
    first, second = await come(olya, event), await come(masha, event, 1)
    await in_transaction(lambda: promo_codes.add(igor, event.id, "ДРУГ", 10, now=START))
    await in_transaction(lambda: entries.apply_promo(masha, event.id, "друг", now=START))
    await edit(igor, event, fee_minor=7)
    await in_transaction(lambda: guests.bring(olya, event.id, now=START))
    assert (await order_of(first)).price == Price(2 * FEE, "RUB")
    await edit(igor, event, fee_minor=0, payment="spot")
    await in_transaction(lambda: guests.bring(masha, event.id, now=START))
    assert (await order_of(second)).price == Price(3 * FEE - 3 * FEE * 10 // 100, "RUB")
    await drop_guest(masha, event)
    assert (await order_of(second)).price == Price(2 * FEE - 2 * FEE * 10 // 100, "RUB")


@pytest.mark.parametrize("paid", [False, True])
async def test_money_for_an_order_that_another_has_followed_goes_back(igor: Person, paid: bool) -> None:
    event = await a_paid_event(igor)
    [olya] = await meet_many(1)
    entry = await come(olya, event)
    before = await order_of(entry)
    await in_transaction(lambda: removal.admit(igor, entry, now=START))
    await in_transaction(lambda: taking_back.take_back(igor, entry, now=START))
    follows = await order_of(entry)
    assert follows.id != before.id
    if paid:
        assert await pay(follows) is Verdict.PAID
    assert await pay(before) is Verdict.PAID_TWICE
    assert await returned() == [FEE]
    if not paid:
        assert await pay(follows) is Verdict.PAID
    assert await database.fetchval("SELECT status FROM registrations WHERE id = $1", entry) == "paid"


async def test_late_money_takes_no_place_of_a_way_that_is_closed(igor: Person) -> None:
    event = await a_paid_event(igor, format="hybrid", online_capacity=5, fee_stars=50)
    [olya] = await meet_many(1)
    done = await in_transaction(lambda: registration.register(olya, event.id, {}, way="online", now=START))
    late = START + timedelta(hours=1)
    for row in await database.fetch("SELECT id FROM places WHERE state = 'held'"):
        await in_transaction(lambda row=row: waiting.end_offer(row["id"], now=late))  # type: ignore[misc]
    await edit(igor, event, format="onsite", online_capacity=None)
    assert await pay(await order_of(done.registration_id), late) is Verdict.PAID
    assert await returned() == [50] and not await own.is_in(event.id, olya.id)


async def test_orders_of_before_know_for_how_many_they_were_paid(igor: Person) -> None:
    event = await a_paid_event(igor)
    olya, masha, lena = await meet_many(3)
    entries_of = []
    for person, with_guests in ((olya, 2), (masha, 1), (lena, 0)):
        entry = await come(person, event, with_guests)
        await pay(await order_of(entry))
        entries_of.append(entry)
    await drop_guest(olya, event)
    await in_transaction(lambda: leaving.leave(masha, event.id, now=START))
    wanted = [(one.parts, one.settled) for one in [await order_of(entry) for entry in entries_of]]
    await database.execute("UPDATE orders SET parts = 1, settled = 0")
    await database.execute(import_module("domain.migrations.0040_order_parts")._KNOWN)
    assert [(one.parts, one.settled) for one in [await order_of(entry) for entry in entries_of]] == wanted
    assert wanted == [(3, 1), (2, 2), (1, 0)]


class Walk:
    """Some people, an organizer and chance. What anybody is told will come back comes back, nothing else does."""

    def __init__(self, igor: Person, anna: Person, people: list[Person], event: Event, seed: int) -> None:
        self.igor, self.anna, self.people, self.event = igor, anna, people, event
        self.still: set[int] | None = None
        self.chance, self.now = Random(seed), START
        self.done = 0

    async def step(self) -> None:
        person = self.chance.choice(self.people)
        moves: list[tuple[Callable[[Person], Awaitable[None]], int]] = [
            (self.register, 12), (self.pay, 12), (self.pay_late, 2), (self.bring, 4), (self.drop, 4), (self.promo, 2),
            (self.other_way, 2), (self.leave, 2), (self.end_holds, 2), (self.take_offer, 2), (self.change_event, 1),
            (self.remove_or_restore, 1), (self.let_in, 1), (self.time_passes, 2),
            (self.close_account, 1), (self.open_account, 4),
        ]  # fmt: skip
        move = self.chance.choices([one for one, _ in moves], [weight for _, weight in moves])[0]
        before = await self.money()
        with contextlib.suppress(Refusal):
            await move(person)
            self.done += 1
        await self.holds_true(before, giving=move in (self.drop, self.leave, self.remove_or_restore, self.pay_late))

    async def money(self) -> int:
        found: int = await database.fetchval("SELECT coalesce(sum(amount_minor), 0)::bigint FROM refunds")
        return found

    async def holds_true(self, before: int, *, giving: bool) -> None:
        assert giving or await self.money() == before
        balances = await ledger.balances()
        assert sum(balances.values()) == 0
        assert not any(account == ledger.UNDECIDED for account, _ in balances)
        wrong = await database.fetch(
            "SELECT c.id FROM charges c LEFT JOIN LATERAL (SELECT coalesce(sum(amount_minor), 0) AS back "
            "FROM refunds f WHERE f.charge_id = c.id) gone ON TRUE "
            "WHERE gone.back <> c.returned_minor OR gone.back > c.amount_minor"
        )
        assert not wrong
        kept = await database.fetchval(
            "SELECT sum(amount_minor - returned_minor) FROM charges WHERE kept AND currency = 'RUB'"
        )
        assert balances.get((ledger.payee(self.igor.id), "RUB"), 0) == (kept or 0)

    async def register(self, person: Person) -> None:
        size, way = self.chance.randrange(4), self.chance.choices(("onsite", "online"), (3, 1))[0]
        await in_transaction(
            lambda: registration.register(person, self.event.id, {}, way=way, guests=size, now=self.now)
        )

    async def entry(self, person: Person) -> int:
        return int((await own.own_registration(self.event.id, person))["id"])

    async def pay(self, person: Person) -> None:
        order = await orders.order_for(fees.PURPOSE, await self.entry(person))
        if order and order.state == "open":
            assert await pay(order, self.now) is Verdict.PAID

    async def pay_late(self, person: Person) -> None:
        """For an order that is closed, whatever has become of its entry."""
        row = await database.fetchrow(
            "SELECT * FROM orders o WHERE buyer_id = $1 AND state = 'closed' AND NOT EXISTS "
            "(SELECT 1 FROM charges c WHERE c.order_id = o.id) ORDER BY id DESC LIMIT 1",
            person.id,
        )
        if row:
            await pay(orders.order_of(row), self.now)

    async def bring(self, person: Person) -> None:
        await in_transaction(lambda: guests.bring(person, self.event.id, now=self.now))

    async def drop(self, person: Person) -> None:
        """A guest brings back their part by the better rule: of today, or of when it was to be paid."""
        entry, event = await self.entry(person), await lifecycle.load(self.event.id, lock=False)
        party, before = (await guests.get_party(person, event.id)).guests, await self.money()
        if not party:
            return
        paid = (await fees.due_back(event, entry, now=self.now)).paid
        gone = self.chance.choice(party).id
        await in_transaction(lambda: guests.give_back(person, event.id, gone, now=self.now))
        left = (await fees.due_back(event, entry, now=self.now)).paid
        order = await orders.order_for(fees.PURPOSE, entry)
        share = await fees.promised_back(event, order, now=self.now) if order else 0
        assert await self.money() - before == refunds.share_of(paid - left, share)
        if paid != left:
            assert abs((paid - left) * (len(party) + 1) - paid) <= len(party) + 1, "an equal part"

    async def promo(self, person: Person) -> None:
        await in_transaction(lambda: entries.apply_promo(person, self.event.id, "ДРУГ", now=self.now))

    async def other_way(self, person: Person) -> None:
        way = self.chance.choice(("onsite", "online"))
        await in_transaction(lambda: changing_way.change_way(person, self.event.id, way, now=self.now))

    async def leave(self, person: Person) -> None:
        """What the screen says is what comes."""
        entry, event = await self.entry(person), await lifecycle.load(self.event.id, lock=False)
        before = await self.money()
        paid, back, _ = await fees.due_back(event, entry, now=self.now)
        await in_transaction(lambda: leaving.leave(person, event.id, now=self.now))
        assert await self.money() - before == back <= paid
        assert (await fees.due_back(event, entry, now=self.now))[:2] == (0, 0)

    async def end_holds(self, _: Person) -> None:
        self.now += timedelta(minutes=20)
        for row in await database.fetch("SELECT id FROM places WHERE state IN ('held', 'offered')"):
            await in_transaction(lambda row=row: waiting.end_offer(row["id"], now=self.now))  # type: ignore[misc]

    async def take_offer(self, person: Person) -> None:
        await in_transaction(lambda: admitting.take_offer(person, self.event.id, now=self.now))

    async def change_event(self, _: Person) -> None:
        plan = await creation.plan_of(await lifecycle.load(self.event.id, lock=False))
        fee = self.chance.choice((FEE, FEE, 100, 49_999, 0))
        payment = self.chance.choice(("online", "online", "online", "spot"))
        policy = self.chance.choice(("full", "most", "week", "none"))
        stars = self.chance.choice(("full", "day", "none"))
        moved = self.now + timedelta(hours=self.chance.randrange(6, 240))
        changed = replace(plan, fee_minor=fee, payment=payment, refunds=policy, stars_refunds=stars, starts_at=moved)
        await in_transaction(lambda: creation.edit_event(self.igor, self.event.id, changed, version=None, now=self.now))

    async def remove_or_restore(self, person: Person) -> None:
        row = await database.fetchrow(
            "SELECT id FROM registrations WHERE event_id = $1 AND user_id = $2 ORDER BY id DESC LIMIT 1",
            *(self.event.id, person.id),
        )
        if row is None or self.still is not None:
            return
        before = await self.money()
        if await removal.may_be_restored(row["id"]):
            await in_transaction(lambda: removal.restore(self.igor, row["id"], now=self.now))
            assert await self.money() == before
            return
        paid = (await fees.due_back(self.event, row["id"], now=self.now)).paid
        await in_transaction(lambda: removal.remove(self.igor, row["id"], "нет", now=self.now))
        assert await self.money() - before == paid

    async def let_in(self, person: Person) -> None:
        entry = await self.entry(person)
        await in_transaction(lambda: removal.admit(self.igor, entry, now=self.now))
        if self.chance.random() < 0.6:
            await in_transaction(lambda: taking_back.take_back(self.igor, entry, now=self.now))

    async def close_account(self, _: Person) -> None:
        """The event stands still: nothing that was paid or held is lost by that, and nobody new comes in."""
        if self.still is None:
            await in_transaction(lambda: sanctions.block(self.anna, self.igor.id, "Обман", until=None, now=self.now))
            await in_transaction(lambda: resuming.follow(self.event.id, now=self.now))
            self.still = await self.places()

    async def open_account(self, _: Person) -> None:
        if self.still is None:
            return
        assert await self.places() <= self.still, "nobody new"
        await in_transaction(lambda: sanctions.lift_block(self.anna, self.igor.id, now=self.now))
        await in_transaction(lambda: resuming.follow(self.event.id, now=self.now))
        self.still = None
        held = await database.fetch("SELECT offer_ends_at FROM places WHERE state IN ('held', 'offered')")
        assert all(row["offer_ends_at"] > self.now for row in held), "everybody has time again"

    async def places(self) -> set[int]:
        rows = await database.fetch("SELECT user_id FROM places WHERE state IN ('held', 'offered', 'confirmed')")
        return {row["user_id"] for row in rows}

    async def time_passes(self, _: Person) -> None:
        self.now += timedelta(hours=self.chance.randrange(1, 8))

    async def call_off(self) -> None:
        """All of what still stands goes back to who is in, once."""
        rows = await database.fetch(
            f"SELECT id FROM registrations WHERE event_id = $1 AND {own.LIVE} ORDER BY id", self.event.id
        )
        due = 0
        for row in rows:
            due += (await fees.due_back(self.event, row["id"], now=self.now))[0]
        before = await self.money()
        seen = await foresee(self.igor, self.event.id)
        known = await database.fetchval("SELECT coalesce(max(id), 0) FROM refunds")
        await in_transaction(lambda: lifecycle.cancel(self.igor, self.event.id, "дождь", now=self.now))
        assert seen.people == await database.fetchval(
            "SELECT count(*) FROM outbox WHERE kind = 'event-cancelled' AND channel = 'telegram'"
        )
        for _ in range(len(rows) + 1):
            if not await in_transaction(lambda: entries.call_off(self.event.id, now=self.now)):
                break
        else:
            raise AssertionError("it never comes to an end")
        assert await self.money() - before == due
        await self.holds_true(0, giving=True)
        foreseen: Counter[tuple[str, str]] = Counter()
        for part in seen.back:
            for price in part.sums:
                foreseen[part.sender, price.currency] += price.amount_minor
        assert foreseen == await self.sent_after(known), "what was foreseen is what goes back, and by whom"

    async def sent_after(self, refund_id: int) -> Counter[tuple[str, str]]:
        rows = await database.fetch(
            "SELECT r.amount_minor, c.currency, r.amount_minor = c.amount_minor AS whole FROM refunds r "
            "JOIN charges c ON c.id = r.charge_id WHERE r.id > $1",
            refund_id,
        )
        found: Counter[tuple[str, str]] = Counter()
        for row in rows:
            by_itself = methods.goes_back_by_itself("telegram", row["currency"], "", whole=row["whole"])
            found["itself" if by_itself else "operators", row["currency"]] += row["amount_minor"]
        return found


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_people_do_no_money_is_lost_or_made(igor: Person, seed: int) -> None:
    stars = {"fee_stars": 50 * (seed % 2), "stars_refunds": "day"}
    event = await a_paid_event(igor, format="hybrid", online_capacity=5, **stars)
    await in_transaction(lambda: promo_codes.add(igor, event.id, "ДРУГ", 33, now=START))
    walk = Walk(igor, await administrator(), await meet_many(5), event, seed)
    for _ in range(300):
        await walk.step()
    assert walk.done > 120 and await database.fetchval("SELECT count(*) FROM charges") > 2
    for row in await database.fetch("SELECT id FROM refunds"):
        await in_transaction(lambda row=row: refunds.sent(row["id"], "", now=walk.now))  # type: ignore[misc]
    assert (ledger.RETURNING, "RUB") not in await ledger.balances()
    await walk.call_off()
