"""Ways to pay less, or for one thing and get another, each of which led somewhere once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from domain import database as forma_database
from domain import reactions
from domain.events import lifecycle
from domain.events.admission import applications
from domain.events.entrance.door import Scan
from domain.events.entry import admitting, changing_way, entries, leaving, registration
from domain.events.entry.errors import CameAlready
from domain.events.money import held_unpaid, promo_codes
from domain.events.money.errors import TooManyClaims
from domain.events.party import guests, rules
from domain.events.queries import get_event_card
from domain.payments import methods
from domain.payments.settlement import Verdict
from tests.domain.events.test_door import MORNING, answer, ticket_of
from tests.domain.events.test_entries import (
    FEE,
    done,
    end_holds,
    order_of,
    paid_event,
    pay,
    register,
    returned,
    said_to,
    status,
)
from tests.kit.clock import START
from tests.kit.people import meet, published

LATE = START + timedelta(hours=1)
PRICE_WITH_CODE = FEE // 10


@pytest.fixture(autouse=True)
def telegram_takes_money() -> Iterator[None]:
    methods.configure({methods.TELEGRAM})
    yield
    methods.configure(())


async def used(promo_id: int) -> int:
    found: int = await forma_database.fetchval("SELECT used FROM promo_codes WHERE id = $1", promo_id)
    return found


@pytest.mark.parametrize("again", [True, False], ids=["somebody else has it", "nobody has it"])
async def test_a_code_for_one_is_used_by_one_however_late_its_money_comes(database: str, again: bool) -> None:
    """Her hold ends, the use goes to him, and then her invoice with the lower price is paid."""
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await paid_event(igor, capacity=5)
    promo_id = await done(lambda: promo_codes.add(igor, event.id, "ONCE", 90, uses=1, now=START))
    hers = await register(olya, event)
    await done(lambda: entries.apply_promo(olya, event.id, "once", now=START))
    await end_holds(event, LATE)
    assert await used(promo_id) == 0
    if again:
        his = await register(pasha, event, LATE)
        await done(lambda: entries.apply_promo(pasha, event.id, "ONCE", now=LATE))
    assert await pay(await order_of(hers), now=LATE) is Verdict.PAID
    assert await used(promo_id) == 1
    if not again:
        assert (await status(hers), await returned()) == ("paid", [])
        return
    assert (await status(hers), await returned()) == ("withdrawn", [PRICE_WITH_CODE])
    assert "event-paid-too-late" in await said_to(olya)
    assert await pay(await order_of(his), now=LATE) is Verdict.PAID and await status(his) == "paid"


async def test_a_use_that_was_given_back_lowers_no_other_way(database: str) -> None:
    """What was said for the hall is not said for the broadcast, and can be said there anew."""
    igor, olya = await meet("Игорь"), await meet("Оля")
    wanted: dict[str, Any] = {"format": "hybrid", "capacity": 5, "online_capacity": 5, "fee_minor": FEE}
    event = await published(igor, payment="online", fee_stars=100, **wanted)
    promo_id = await done(lambda: promo_codes.add(igor, event.id, "HALF", 50, now=START))
    hers = await done(lambda: registration.register(olya, event.id, {}, way="onsite", now=START))
    await done(lambda: entries.apply_promo(olya, event.id, "HALF", now=START))
    await done(lambda: changing_way.change_way(olya, event.id, "online", now=START))
    entry = await entries.to_pay(olya, event.id)
    assert (entry.order.price.amount_minor, entry.discount) == (100, promo_codes.Discount(None, 0))
    assert await used(promo_id) == 0
    said = await done(lambda: entries.apply_promo(olya, event.id, "HALF", now=START))
    assert said and said.order.price.amount_minor == 50 and await used(promo_id) == 1
    assert await pay(said.order) is Verdict.PAID and await status(hers) == "paid"


async def test_what_one_way_costs_pays_for_no_other(database: str) -> None:
    """She begins to pay the cheap way, goes over to the dear one, lets the hold end, and pays the cheap invoice."""
    igor, olya = await meet("Игорь"), await meet("Оля")
    wanted: dict[str, Any] = {"format": "hybrid", "capacity": 5, "online_capacity": 5, "fee_minor": FEE}
    event = await published(igor, payment="online", fee_stars=5_000, **wanted)
    hers = await done(lambda: registration.register(olya, event.id, {}, way="onsite", now=START))
    cheap = await order_of(hers)
    await done(lambda: changing_way.change_way(olya, event.id, "online", now=START))
    dear = await order_of(hers)
    await end_holds(event, LATE)
    assert await pay(cheap, now=LATE) is Verdict.PAID
    assert (await status(hers), await returned()) == ("withdrawn", [FEE])
    assert await pay(dear, now=LATE) is Verdict.PAID and await status(hers) == "paid"


async def test_who_is_inside_does_not_leave_with_their_money(database: str) -> None:
    """In through the door an hour before the start, and then out of the event, whose fee would go back in full."""
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await paid_event(igor, capacity=5, refunds="full")
    await done(lambda: rules.set_rule(igor, event.id, 2, now=START))
    hers = await done(lambda: registration.register(olya, event.id, {}, guests=1, now=START))
    assert await pay(await order_of(hers)) is Verdict.PAID
    said = await answer(igor, event, Scan("s1", MORNING, await ticket_of(hers.registration_id)))
    assert said.answer == "in"
    assert not (await get_event_card(event.id, olya)).may_be_left
    (guest,) = await rules.guests_of(hers.registration_id)
    for way_out in (
        lambda: leaving.leave(olya, event.id, now=MORNING),
        lambda: guests.give_back(olya, event.id, guest.id, now=MORNING),
    ):
        with pytest.raises(CameAlready):
            await done(way_out)
    assert (await status(hers), await returned()) == ("checked_in", [])


async def test_who_is_accepted_when_it_has_begun_can_pay(database: str) -> None:
    """They were told that the place is theirs for a day; their money does not come back with «no place»."""
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await paid_event(igor, capacity=5, by_hand=True)
    hers = await register(olya, event)
    assert hers.status == "pending"
    await done(lambda: lifecycle.start(igor, event.id, now=LATE))
    (application,) = await applications.list_waiting(igor, event.id)
    await done(lambda: applications.accept(igor, application.id, now=LATE))
    assert await pay(await order_of(hers), now=LATE) is Verdict.PAID
    assert (await status(hers), await returned()) == ("paid", [])


async def test_a_transfer_that_is_only_said_keeps_no_more_than_five_places(database: str) -> None:
    """Each would be kept for three days, and the bound of two unpaid places does not count them."""
    igor, olya = await meet("Игорь"), await meet("Оля")

    async def said(number: int) -> admitting.Outcome:
        event = await paid_event(igor, payment="transfer", title=f"Забег {number}")
        hers = await register(olya, event)
        await done(lambda: entries.claim_transfer(olya, hers.registration_id, now=START))
        return hers

    first = await said(0)
    for number in range(1, held_unpaid.MOST_CLAIMED):
        await said(number)
    with pytest.raises(TooManyClaims):
        await said(held_unpaid.MOST_CLAIMED)
    await done(lambda: entries.claim_transfer(olya, first.registration_id, now=START))
    came = await done(lambda: entries.transfer_came(igor, first.registration_id, now=START))
    await done(lambda: reactions.charge_received(came, now=START))
    assert await status(first) == "paid"
    assert (await said(held_unpaid.MOST_CLAIMED + 1)).status == "unpaid"
