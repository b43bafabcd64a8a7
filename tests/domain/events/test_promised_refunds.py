"""What was promised of going back is kept; money is not asked for what it would only come back from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import reactions
from domain.accounts.people import Person
from domain.database import execute, fetchval, in_transaction
from domain.events import lifecycle
from domain.events.entry import entries, leaving, registration
from domain.events.making import creation
from domain.events.models import Event
from domain.events.money import fees, promo_codes
from domain.events.money.fees import Due
from domain.payments import ledger
from domain.payments.orders import Order
from domain.payments.settlement import Incoming, Verdict
from tests.kit.clock import START
from tests.kit.people import heard, meet, published

pytestmark = pytest.mark.usefixtures("telegram_takes_money")

FEE = 50_000
DAY = timedelta(days=1)


async def come(person: Person, event: Event) -> tuple[int, Order]:
    done = await in_transaction(lambda: registration.register(person, event.id, {}, now=START))
    return done.registration_id, (await entries.to_pay(person, event.id)).order


async def pay(order: Order, charge: str = "") -> Verdict:
    money = Incoming("telegram", charge or f"ch:{order.id}", order.token, order.price, order.buyer_id)
    return (await in_transaction(lambda: reactions.charge_received(money, now=START))).verdict


async def edit(igor: Person, event: Event, **changes: object) -> Event:
    now_is = await lifecycle.load(event.id, lock=False)
    plan = replace(await creation.plan_of(now_is), **changes)  # type: ignore[arg-type]
    return await in_transaction(lambda: creation.edit_event(igor, event.id, plan, version=None, now=START))


async def test_whoever_was_promised_more_when_they_were_to_pay_gets_it(database: str) -> None:
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await published(igor, fee_minor=FEE, payment="online", refunds="full")
    hers, order = await come(olya, event)
    event = await edit(igor, event, refunds="none")
    await pay(order)
    his, other = await come(pasha, event)
    await pay(other)
    assert await fees.due_back(event, hers, now=START) == Due(FEE, FEE, "RUB")
    assert await fees.due_back(event, his, now=START) == Due(FEE, 0, "RUB"), "it was said before he paid"
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    assert await fetchval("SELECT sum(amount_minor)::bigint FROM refunds") == FEE

    event = await edit(igor, event, refunds="most")
    assert await fees.due_back(event, his, now=START) == Due(FEE, FEE * 9 // 10, "RUB"), "more is for everybody"


async def test_a_start_that_comes_nearer_takes_nothing_from_who_has_paid(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, fee_minor=FEE, payment="online", refunds="week", starts_at=START + 20 * DAY)
    hers, order = await come(olya, event)
    await pay(order)
    nearer = await edit(igor, event, starts_at=START + 2 * DAY)
    assert await fees.due_back(nearer, hers, now=START) == Due(FEE, FEE, "RUB")
    later = await edit(igor, event, starts_at=START + 40 * DAY)
    assert await fees.due_back(later, hers, now=START + 30 * DAY) == Due(FEE, FEE, "RUB"), "a later one gives more time"


async def test_what_was_said_when_the_money_went_is_kept_as_well(database: str) -> None:
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await published(igor, fee_minor=FEE, payment="online", refunds="none")
    hers, order = await come(olya, event)
    event = await edit(igor, event, refunds="most")
    await pay(order)
    event = await edit(igor, event, refunds="none", payment="transfer", transfer_to="+7 900 123-45-67")
    assert await fees.due_back(event, hers, now=START) == Due(FEE, FEE * 9 // 10, "RUB"), "she paid by that"

    his, other = await come(pasha, event)
    event = await edit(igor, event, refunds="full")
    await in_transaction(lambda: entries.claim_transfer(pasha, his, now=START))
    event = await edit(igor, event, refunds="none")

    async def came() -> None:
        await reactions.charge_received(await entries.transfer_came(igor, his, now=START), now=START)

    await in_transaction(came)
    assert (await fees.due_back(event, his, now=START))[:2] == (FEE, FEE), "the transfer had gone by then"
    assert other.id != order.id


async def test_what_was_paid_before_promises_were_kept_goes_by_what_is_said_now(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, fee_minor=FEE, payment="online", refunds="most")
    hers, order = await come(olya, event)
    await pay(order)
    await execute("DELETE FROM refund_promises")
    assert await fees.due_back(event, hers, now=START) == Due(FEE, FEE * 9 // 10, "RUB")


async def test_who_is_in_by_a_code_and_pays_on_a_page_that_stayed_open_is_not_told_that_they_are_late(
    database: str,
) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, fee_minor=FEE, payment="online")
    hers, order = await come(olya, event)
    await in_transaction(lambda: promo_codes.add(igor, event.id, "ВОЛОНТЁР", 100, now=START))
    assert await in_transaction(lambda: entries.apply_promo(olya, event.id, "ВОЛОНТЁР", now=START)) is None
    assert await reactions.payment_asked(order.token, order.price, olya.id, now=START) is None
    assert await pay(order) is Verdict.PAID
    assert await pay(order) is Verdict.REPEATED
    assert await fetchval("SELECT status FROM registrations WHERE id = $1", hers) == "confirmed"
    assert await fetchval("SELECT array_agg(amount_minor || ' ' || reason) FROM refunds") == [f"{FEE} not-needed"]
    assert (await heard(olya, "payments-goes-back"), await heard(olya, "event-paid-too-late")) == (1, 0)
    assert sum((await ledger.balances()).values()) == 0
    assert await fees.due_back(event, hers, now=START) == Due(0, 0, "RUB")


async def test_a_called_off_event_takes_no_money_before_its_orders_are_closed_one_by_one(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, fee_minor=FEE, payment="online")
    _, order = await come(olya, event)
    assert await reactions.payment_asked(order.token, order.price, olya.id, now=START) is Verdict.PAID
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=START))
    assert await reactions.payment_asked(order.token, order.price, olya.id, now=START) is None
    assert await pay(order) is Verdict.PAID
    assert await fetchval("SELECT sum(amount_minor)::bigint FROM refunds") == FEE, "what came all the same goes back"
