"""IN-09, IN-10, F28, F29: whatever comes in, when and how often, ends as a paid order or on its way back."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import database
from domain.database import in_transaction, transaction
from domain.payments import ledger, orders, refunds, settlement
from domain.payments.errors import NothingToReturn
from domain.payments.orders import Order, Price
from domain.payments.settlement import Incoming, Receipt, Verdict
from tests.kit.clock import START
from tests.kit.people import meet_many

T = TypeVar("T")
FEE = Price(150_000, "RUB")


async def done(work: Callable[[], Awaitable[T]]) -> T:
    async with transaction():
        return await work()


async def an_order(buyer: int, payee: int | None = None, subject: int = 1, price: Price = FEE) -> Order:
    return await done(
        lambda: orders.open_order(
            buyer,
            "event-entry",
            subject,
            price,
            title="Забег",
            payee_id=payee,
            expires_at=START + timedelta(minutes=15),
            now=START,
        )
    )


def money_for(order: Order, charge: str = "ch_1", price: Price | None = None, token: str | None = None) -> Incoming:
    return Incoming("stripe", charge, token or order.token, price or order.price, order.buyer_id)


async def receive(incoming: Incoming) -> Receipt:
    return await in_transaction(lambda: settlement.receive(incoming, now=START))


async def state_of(order: Order) -> str:
    state: str = await database.fetchval("SELECT state FROM orders WHERE id = $1", order.id)
    return state


async def send_all() -> None:
    for row in await database.fetch("SELECT id FROM refunds WHERE state = 'wanted'"):
        await done(lambda row=row: refunds.sent(row["id"], f"re_{row['id']}", now=START))  # type: ignore[misc]


async def test_a_charge_pays_its_order_once(database: str) -> None:
    olya, igor = await meet_many(2)
    order = await an_order(olya.id, igor.id)
    receipt = await receive(money_for(order))
    assert (receipt.verdict, receipt.late) == (Verdict.PAID, False)
    assert (await receive(money_for(order))).verdict is Verdict.REPEATED
    assert await state_of(order) == "paid"
    assert await ledger.balances() == {
        (f"payee:{igor.id}", "RUB"): FEE.amount_minor,
        ("outside:stripe", "RUB"): -FEE.amount_minor,
    }


@pytest.mark.parametrize(
    ("incoming", "verdict"),
    [
        ({"price": Price(149_999, "RUB")}, Verdict.WRONG_AMOUNT),
        ({"price": Price(150_000, "KZT")}, Verdict.WRONG_AMOUNT),
        ({"token": "nobody-knows-it"}, Verdict.UNKNOWN_ORDER),
    ],
)
async def test_money_that_pays_nothing_goes_back(database: str, incoming: dict[str, object], verdict: Verdict) -> None:
    [olya] = await meet_many(1)
    order = await an_order(olya.id)
    assert (await receive(money_for(order, **incoming))).verdict is verdict  # type: ignore[arg-type]
    assert await state_of(order) == "open"
    currency = next(iter(await ledger.balances()))[1]
    assert (await ledger.balances())["returning", currency] > 0
    await send_all()
    assert await ledger.balances() == {}


async def test_who_pays_twice_gets_one_of_them_back(database: str) -> None:
    [olya] = await meet_many(1)
    order = await an_order(olya.id)
    await receive(money_for(order, "ch_1"))
    assert (await receive(money_for(order, "ch_2"))).verdict is Verdict.PAID_TWICE
    await send_all()
    assert await ledger.balances() == {("house", "RUB"): 150_000, ("outside:stripe", "RUB"): -150_000}


async def test_late_money_pays_a_closed_order_and_says_that_it_is_late(database: str) -> None:
    [olya] = await meet_many(1)
    order = await an_order(olya.id)
    assert await done(lambda: orders.close(order.id, now=START))
    receipt = await receive(money_for(order))
    assert (receipt.verdict, receipt.late) == (Verdict.PAID, True)
    assert not await done(lambda: orders.close(order.id, now=START))


async def test_a_share_goes_back_and_never_more_than_came(database: str) -> None:
    [olya] = await meet_many(1)
    order = await an_order(olya.id, price=Price(99, "RUB"))
    await receive(money_for(order))
    await done(lambda: refunds.give_back_order(order.id, 50, reason="left", now=START))
    assert await state_of(order) == "paid"
    charge_id = await database_value("SELECT id FROM charges")
    with pytest.raises(NothingToReturn):
        await done(lambda: refunds.give_back(charge_id, 51, reason="left", now=START))
    await done(lambda: refunds.give_back(charge_id, reason="cancelled", now=START))
    assert await state_of(order) == "returned"
    assert await done(lambda: refunds.give_back_order(order.id, reason="again", now=START)) is None
    assert await database_value("SELECT string_agg(amount_minor::text, ' ' ORDER BY id) FROM refunds") == "49 50"
    await send_all()
    await send_all()
    assert await ledger.balances() == {}


async def test_one_thing_has_one_order_in_force(database: str) -> None:
    [olya] = await meet_many(1)
    first = await an_order(olya.id)
    assert await an_order(olya.id) == first
    await done(lambda: orders.close(first.id, now=START))
    assert (await an_order(olya.id)).id != first.id


async def test_the_database_keeps_the_ledger_as_it_was_written(database: str) -> None:
    [olya] = await meet_many(1)
    await receive(money_for(await an_order(olya.id)))
    for change in ("UPDATE ledger SET amount_minor = 1", "DELETE FROM ledger", "TRUNCATE ledger"):
        with pytest.raises(asyncpg.RaiseError, match="append-only"):
            await database_value(change)
    with pytest.raises(asyncpg.CheckViolationError):
        await database_value("UPDATE charges SET returned_minor = amount_minor + 1")
    with pytest.raises(asyncpg.UniqueViolationError):
        await done(lambda: ledger.post("received", 1, "outside:stripe", "undecided", 5, now=START))


async def test_ten_words_of_one_charge_at_once_are_one_payment(database: str) -> None:
    [olya] = await meet_many(1)
    order = await an_order(olya.id)
    receipts = await asyncio.gather(*(receive(money_for(order, f"ch_{number % 2}")) for number in range(10)))
    assert Counter(one.verdict for one in receipts) == {
        Verdict.PAID: 1,
        Verdict.PAID_TWICE: 1,
        Verdict.REPEATED: 8,
    }


async def database_value(sql: str) -> Any:
    return await database.fetchval(sql)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("charge"), st.integers(0, 3), st.integers(0, 5), st.sampled_from(["right", "wrong", "lost"])),
        st.tuples(st.just("close"), st.integers(0, 3)),
        st.tuples(st.just("open"), st.integers(0, 3)),
        st.tuples(st.just("return"), st.integers(0, 3), st.integers(0, 100)),
        st.tuples(st.just("send")),
    ),
    max_size=25,
)


@given(steps=STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_charge_ends_as_a_place_or_a_refund(database: str, steps: list[tuple[object, ...]]) -> None:
    """In whatever order things come: the accounts are zero together, and nothing stays undecided."""
    await wipe()
    olya, igor = await meet_many(2)
    held = [await an_order(olya.id, igor.id, subject) for subject in range(4)]
    for step in steps:
        await play(step, held, olya.id, igor.id)
    await send_all()
    await check_books(igor.id)


async def wipe() -> None:
    await database.execute("ALTER TABLE ledger DISABLE TRIGGER USER")
    await database.execute("TRUNCATE ledger, refunds, charges, payment_attempts, orders CASCADE")
    await database.execute("ALTER TABLE ledger ENABLE TRIGGER USER")


async def play(step: tuple[object, ...], held: list[Order], buyer: int, payee: int) -> None:
    match step:
        case ("charge", int(which), int(charge), str(how)):
            order = held[which]
            price = Price(1, "RUB") if how == "wrong" else None
            await receive(money_for(order, f"ch_{charge}", price, "lost" if how == "lost" else None))
        case ("close", int(which)):
            await done(lambda: orders.close(held[which].id, now=START))
        case ("open", int(which)):
            held[which] = await an_order(buyer, payee, which)
        case ("return", int(which), int(share)):
            await done(lambda: refunds.give_back_order(held[which].id, share, reason="left", now=START))
        case _:
            await send_all()


async def check_books(payee: int) -> None:
    balances = await ledger.balances()
    assert sum(balances.values()) == 0
    assert not {account for account, _ in balances} & {ledger.UNDECIDED, ledger.RETURNING}
    kept = await database.fetchval("SELECT coalesce(sum(amount_minor - returned_minor), 0) FROM charges WHERE kept")
    assert balances.get((f"payee:{payee}", "RUB"), 0) == kept
    assert await database.fetchval("SELECT count(*) FROM charges WHERE NOT kept AND returned_minor < amount_minor") == 0
    assert (
        await database.fetchval(
            "SELECT count(*) FROM orders o WHERE (state = 'paid') <> EXISTS "
            "(SELECT 1 FROM charges c WHERE c.order_id = o.id AND c.kept AND c.returned_minor < c.amount_minor)"
        )
        == 0
    )
