"""EV-21, EV-23, J-04, F28, F29: a paid place is held while it is paid; every charge ends as a place or a refund."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest

from domain import database, reactions
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.entry import admitting, changing_way, entries, handover, leaving, registration, waiting
from domain.events.models import Event
from domain.events.money import called_off, fees
from domain.payments import checkouts, ledger, orders
from domain.payments.errors import NotClaimed, OrderNotOpen
from domain.payments.orders import Order, Price
from domain.payments.settlement import Incoming, Verdict
from tests.kit.bunches import in_bunches
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, published
from tests.kit.shop import open_shop

pytestmark = pytest.mark.usefixtures("telegram_takes_money")

T = TypeVar("T")
FEE = 50_000
SOON = START + timedelta(minutes=1)


async def done(work: Callable[[], Awaitable[T]]) -> T:
    return await in_transaction(work)


async def paid_event(organizer: Person, capacity: int | None = 1, **changes: Any) -> Event:
    wanted: dict[str, Any] = {"fee_minor": FEE, "payment": "online"} | changes
    return await published(organizer, capacity=capacity, **wanted)


async def register(person: Person, event: Event, now: datetime = START) -> admitting.Outcome:
    return await done(lambda: registration.register(person, event.id, {}, now=now))


async def order_of(outcome: admitting.Outcome) -> Order:
    order = await orders.order_for(fees.PURPOSE, outcome.registration_id)
    assert order is not None
    return order


async def pay(order: Order, charge: str = "", now: datetime = SOON) -> Verdict:
    incoming = Incoming("telegram", charge or f"ch:{order.id}", order.token, order.price, order.buyer_id)
    return (await done(lambda: reactions.charge_received(incoming, now=now))).verdict


async def status(outcome: admitting.Outcome) -> str:
    said: str = await database.fetchval("SELECT status FROM registrations WHERE id = $1", outcome.registration_id)
    return said


async def end_holds(event: Event, now: datetime) -> None:
    for row in await database.fetch("SELECT id FROM places WHERE state IN ('offered', 'held')"):
        await done(lambda row=row: waiting.end_offer(row["id"], now=now))  # type: ignore[misc]


async def said_to(person: Person) -> list[str]:
    rows = await database.fetch(
        "SELECT kind FROM outbox WHERE user_id = $1 AND state <> 'obsolete' ORDER BY id", person.id
    )
    return [row["kind"] for row in rows]


async def returned() -> list[int]:
    return [row["amount_minor"] for row in await database.fetch("SELECT amount_minor FROM refunds ORDER BY id")]


async def test_a_place_is_held_while_it_is_paid_and_confirmed_by_the_money(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await paid_event(igor)
    held, queued = await register(olya, event), await register(pasha, event)
    assert (held.status, queued.status) == ("unpaid", "waitlisted")
    assert "event-ticket" not in await said_to(olya)
    assert await pay(await order_of(held)) is Verdict.PAID
    assert await status(held) == "paid"
    assert "event-ticket" in await said_to(olya)
    await end_holds(event, START + timedelta(days=1))
    assert await status(held) == "paid"
    assert await pay(await order_of(held)) is Verdict.REPEATED
    assert (await ledger.balances())[f"payee:{igor.id}", "RUB"] == FEE


async def test_a_hold_that_ends_gives_the_place_to_the_next_who_pays_in_turn(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await paid_event(igor)
    held, queued = await register(olya, event), await register(pasha, event)
    await end_holds(event, START + fees.PAYING - timedelta(seconds=1))
    assert await status(held) == "unpaid"
    over = START + fees.PAYING
    await end_holds(event, over)
    assert (await status(held), await status(queued)) == ("withdrawn", "offered")
    assert "event-hold-ended" in await said_to(olya)
    assert (await order_of(held)).state == "closed"
    taken = await done(lambda: admitting.take_offer(pasha, event.id, now=over))
    assert taken.status == "unpaid"
    assert await pay(await order_of(taken), now=over) is Verdict.PAID
    assert await status(queued) == "paid"


async def test_late_money_takes_a_free_place(database: str) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await paid_event(igor)
    held = await register(olya, event)
    late = START + timedelta(hours=1)
    await end_holds(event, late)
    assert await pay(await order_of(held), now=late) is Verdict.PAID
    assert await status(held) == "paid"
    assert await returned() == []


@pytest.mark.parametrize("why", ["place taken", "event off", "registered again", "left"])
async def test_late_money_goes_back_where_there_is_no_place_for_it(database: str, why: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await paid_event(igor, capacity=2 if why == "registered again" else 1)
    held, late = await register(olya, event), START + timedelta(hours=1)
    if why == "left":
        await done(lambda: leaving.leave(olya, event.id, now=SOON))
    await end_holds(event, late)
    if why == "place taken":
        await register(pasha, event, late)
    elif why == "event off":
        await done(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=late))
    elif why == "registered again":
        await register(olya, event, late)
    assert await pay(await order_of(held), now=late) is Verdict.PAID
    assert await status(held) == "withdrawn"
    assert (await returned(), (await order_of(held)).state) == ([FEE], "returned")
    assert "event-paid-too-late" in await said_to(olya)


@pytest.mark.parametrize(
    ("promise", "before", "back"),
    [
        ("full", timedelta(hours=1), FEE),
        ("most", timedelta(hours=1), 45_000),
        ("week", timedelta(days=7), FEE),
        ("week", timedelta(days=7) - timedelta(seconds=1), 25_000),
        ("week", timedelta(hours=23, minutes=59), 0),
        ("none", timedelta(days=7), 0),
    ],
)
async def test_who_leaves_gets_back_what_was_promised(
    database: str, promise: str, before: timedelta, back: int
) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await paid_event(igor, refunds=promise, starts_at=START + timedelta(days=8))
    held = await register(olya, event)
    await pay(await order_of(held))
    now = event.starts_at - before
    assert await fees.due_back(event, held.registration_id, now=now) == (FEE, back, "RUB")
    await done(lambda: leaving.leave(olya, event.id, now=now))
    assert sum(await returned()) == back
    again = await register(olya, event, now)
    assert again.status == "unpaid", "who comes back pays anew"


async def test_an_event_called_off_gives_everybody_everything_back_once(database: str) -> None:
    igor, *people = [await meet("Игорь"), *await meet_many(3)]
    event = await paid_event(igor, capacity=2, refunds="none")
    outcomes = [await register(person, event) for person in people]
    await pay(await order_of(outcomes[0]))
    await done(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=SOON))
    first, second = people[0].id, people[1].id
    known = [Price(FEE, "RUB")]
    assert await called_off.going_back(event.id, first) == known and await called_off.going_back(event.id, second) == []
    rounds = 0
    while await done(lambda: entries.call_off(event.id, now=SOON)):
        rounds += 1
    assert (rounds, await returned()) == (2, [FEE])
    assert await called_off.going_back(event.id, first) == known, "the same, whenever it is said"
    assert [(await order_of(one)).state for one in outcomes[:2]] == ["returned", "closed"]


async def test_who_handed_on_what_they_paid_for_hears_that_their_money_comes_back(database: str) -> None:
    igor, olya, masha = await meet("Игорь"), await meet("Оля"), await meet("Маша")
    event = await paid_event(igor)
    held = await register(olya, event)
    await pay(await order_of(held))
    await done(lambda: handover.set_rule(igor, event.id, allowed=True, now=SOON))
    token = await done(lambda: handover.offer(olya, held.registration_id, now=SOON))
    await done(lambda: handover.take(masha, token, {}, now=SOON))
    await done(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=SOON))
    assert "event-cancelled" in await said_to(olya) and "event-cancelled" in await said_to(masha)
    back = [await called_off.going_back(event.id, one.id) for one in (olya, masha)]
    assert back == [[Price(FEE, "RUB")], []]


async def test_who_could_not_pay_hears_of_it_while_there_is_time(database: str) -> None:
    igor, (olya,) = await meet("Игорь"), await meet_many(1)
    event = await paid_event(igor)
    held = await register(olya, event)
    order = await order_of(held)
    await done(lambda: reactions.attempt_failed(order.id, now=SOON))
    assert (await said_to(olya)).count("event-not-paid") == 1
    await pay(order)
    await done(lambda: reactions.attempt_failed(order.id, now=SOON))
    assert (await said_to(olya)).count("event-not-paid") == 1


async def test_going_over_to_the_other_way_gives_no_more_time_to_pay(database: str) -> None:
    igor, (olya,) = await meet("Игорь"), await meet_many(1)
    both = {
        "format": "hybrid",
        "fee_stars": 50,
        "online_capacity": 5,
        "online_address": "https://meet.example.org/zabeg",
    }
    event = await paid_event(igor, **both)
    await done(lambda: registration.register(olya, event.id, {}, way="onsite", now=START))
    now = START
    for way in ("online", "onsite", "online"):
        now += timedelta(minutes=4)
        await done(lambda way=way, now=now: changing_way.change_way(olya, event.id, way, now=now))  # type: ignore[misc]
    ends = [row["offer_ends_at"] for row in await database_rows("SELECT * FROM places WHERE state = 'held'")]
    assert ends == [START + fees.PAYING]
    await end_holds(event, START + fees.PAYING)
    assert await database_rows("SELECT 1 FROM places WHERE state = 'held'") == []


@pytest.mark.parametrize("begun, said", [(True, "page"), (False, "none")])
async def test_who_may_have_paid_is_not_told_that_nothing_was_charged(database: str, begun: bool, said: str) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await paid_event(igor)
    held = await register(olya, event)
    async with open_shop("stripe") as shop:
        if begun:
            providers = {"stripe": shop.provider}
            back = "http://127.0.0.1:9/back"
            await checkouts.begin(await order_of(held), "stripe", providers, return_url=back, clock=lambda: START)
        await end_holds(event, START + fees.PAYING)
    [told] = await database_rows("SELECT params ->> 'under_way' AS said FROM outbox WHERE kind = 'event-hold-ended'")
    assert told["said"] == said


async def test_a_transfer_is_held_till_the_organizer_has_looked(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await paid_event(igor, payment="transfer", transfer_to="+7 900 000-00-00, Банк")
    held = await register(olya, event)
    number = held.registration_id
    with pytest.raises(NotClaimed):
        await done(lambda: entries.transfer_came(igor, number, now=START))
    with pytest.raises(NotFound):
        await done(lambda: entries.claim_transfer(pasha, number, now=START))
    claimed_at = START + timedelta(hours=20)
    for _ in range(2):
        assert (await done(lambda: entries.claim_transfer(olya, number, now=claimed_at))).claimed
    assert (await said_to(igor)).count("event-transfer-claimed") == 1
    await end_holds(event, START + fees.TRANSFERRING + timedelta(hours=1))
    assert await status(held) == "unpaid"
    incoming = await done(lambda: entries.transfer_came(igor, number, now=claimed_at))
    await done(lambda: reactions.charge_received(incoming, now=claimed_at))
    assert await status(held) == "paid"
    with pytest.raises(OrderNotOpen):
        await done(lambda: entries.claim_transfer(olya, number, now=claimed_at))


async def test_a_transfer_that_did_not_come_can_be_said_again(database: str) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await paid_event(igor, payment="transfer")
    held = await register(olya, event)
    await done(lambda: entries.claim_transfer(olya, held.registration_id, now=START))
    await done(lambda: entries.transfer_did_not_come(igor, held.registration_id, now=SOON))
    assert "event-transfer-missing" in await said_to(olya)
    [place] = await database_rows("SELECT offer_ends_at FROM places WHERE state = 'held'")
    asked = await done(lambda: entries.to_pay(olya, event.id))
    assert asked.order.expires_at == place["offer_ends_at"] == SOON + fees.TRANSFERRING, "one time is said everywhere"
    assert (await done(lambda: entries.claim_transfer(olya, held.registration_id, now=SOON))).claimed
    assert (await said_to(igor)).count("event-transfer-claimed") == 2


async def test_a_transfer_that_comes_later_is_noted_without_being_said_again(database: str) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await paid_event(igor, payment="transfer")
    held = await register(olya, event)
    await done(lambda: entries.claim_transfer(olya, held.registration_id, now=START))
    await done(lambda: entries.transfer_did_not_come(igor, held.registration_id, now=SOON))
    incoming = await done(lambda: entries.transfer_came(igor, held.registration_id, now=SOON))
    await done(lambda: reactions.charge_received(incoming, now=SOON))
    assert await status(held) == "paid"
    with pytest.raises(NotClaimed):
        await done(lambda: entries.transfer_came(igor, held.registration_id, now=SOON))


async def test_many_people_for_few_paid_places(database: str, big: bool) -> None:
    """Money comes late, twice and out of order while holds end: every charge becomes a place or a refund."""
    many, few = (500, 50) if big else (20, 3)
    dice = random.Random(7)
    igor, *people = [await meet("Игорь"), *await meet_many(many)]
    event = await paid_event(igor, capacity=few)
    outcomes = await in_bunches([lambda person=person: register(person, event) for person in people])  # type: ignore[misc]
    now = START
    for _ in range(100):
        waiting_now = await database_rows(
            "SELECT user_id, status FROM registrations WHERE status IN ('unpaid', 'offered')"
        )
        if not waiting_now:
            break
        for row in waiting_now:
            if row["status"] == "offered":
                person = next(one for one in people if one.id == row["user_id"])
                await done(lambda person=person, now=now: admitting.take_offer(person, event.id, now=now))  # type: ignore[misc]
        payers = [one for one in outcomes if await status(one) == "unpaid"]
        dice.shuffle(payers)
        in_time, late = payers[: len(payers) // 2 + 1], payers[len(payers) // 2 + 1 :]
        words = [(await order_of(one), str(copy)) for one in in_time for copy in range(dice.choice([1, 1, 2]))]
        words += dice.sample(words, len(words) // 3)
        dice.shuffle(words)
        await in_bunches([lambda word=word, now=now: pay(word[0], f"{word[0].id}:{word[1]}", now) for word in words])  # type: ignore[misc]
        now += fees.PAYING + timedelta(hours=2)
        await end_holds(event, now)
        for one in late[: len(late) // 2]:
            await pay(await order_of(one), now=now)
    confirmed = len(await database_rows("SELECT 1 FROM registrations WHERE status = 'paid'"))
    assert confirmed == few
    balances = await ledger.balances()
    assert sum(balances.values()) == 0
    assert balances[f"payee:{igor.id}", "RUB"] == confirmed * FEE
    assert balances.get((ledger.UNDECIDED, "RUB"), 0) == 0
    whole = await database_rows(
        "SELECT 1 FROM charges c LEFT JOIN orders o ON o.id = c.order_id AND c.kept LEFT JOIN registrations r "
        "ON r.id = o.subject_id WHERE (r.status = 'paid' AND c.returned_minor = 0)::int "
        "+ (c.returned_minor = c.amount_minor)::int <> 1"
    )
    assert whole == []


async def database_rows(sql: str) -> list[Any]:
    return list(await database.fetch(sql))
