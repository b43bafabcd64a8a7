"""EV-21: what taking part online costs is paid in Stars: held, judged, counted apart, and given back whole or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.entry import admitting, changing_way, entries, leaving, registration
from domain.events.entry.errors import WayCostsOtherwise
from domain.events.making import creation
from domain.events.making.form import answers_from_plan, plan_from_answers
from domain.events.making.line import parse_event_line
from domain.events.models import Event
from domain.events.money import promo_codes, takings
from domain.events.money.errors import OneForStars, OnlineFeeUnset, TransferClaimed
from domain.events.money.takings import Sum
from domain.events.party import guests, rules
from domain.events.queries import get_event_card
from domain.payments import ledger, methods, settlement
from domain.payments.orders import Order, Price
from domain.payments.settlement import Verdict
from tests.domain.events.test_entries import done, end_holds, order_of, pay, register, returned, said_to, status
from tests.kit.clock import START
from tests.kit.people import meet, plan, published

STARS = 50


@pytest.fixture(autouse=True)
def money_is_taken() -> Iterator[None]:
    methods.configure({methods.YOOKASSA})
    yield
    methods.configure(())


async def online(organizer: Person, **changes: Any) -> Event:
    wanted: dict[str, Any] = {"format": "online", "online_capacity": 1, "fee_stars": STARS, "payment": "transfer"}
    return await published(organizer, **wanted | changes)


async def hybrid(organizer: Person, **changes: Any) -> Event:
    return await online(organizer, **{"format": "hybrid", "fee_minor": 50_000, "online_capacity": 5} | changes)


async def join(person: Person, event: Event, way: str) -> admitting.Outcome:
    return await done(lambda: registration.register(person, event.id, {}, way=way, now=START))


async def change(person: Person, event: Event, way: str) -> admitting.Outcome:
    return await done(lambda: changing_way.change_way(person, event.id, way, now=START))


async def judged(order: Order, price: Price, who: Person) -> Verdict | None:
    return await settlement.check(order.token, price, who.id, now=START)


async def test_a_place_online_is_held_and_paid_in_stars_and_by_nothing_else(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await online(igor)
    held, queued = await register(olya, event), await register(pasha, event)
    assert (held.status, queued.status) == ("unpaid", "waitlisted")
    order = await order_of(held)
    assert order.price == Price(STARS, "XTR") and methods.for_currency("XTR", {}) == (methods.TELEGRAM,)
    entry = await entries.to_pay(olya, event.id)
    assert entry.payment == "online", "no transfer to the organizer, whatever the event says"
    with pytest.raises(NotFound):
        await done(lambda: entries.claim_transfer(olya, held.registration_id, now=START))
    assert await judged(order, order.price, olya) is Verdict.PAID
    assert await judged(order, Price(STARS, "RUB"), olya) is Verdict.WRONG_AMOUNT
    assert await judged(order, order.price, pasha) is Verdict.WRONG_PAYER
    assert await pay(order) is Verdict.PAID and await status(held) == "paid"
    assert "event-ticket" in await said_to(olya)
    assert await ledger.balances() == {(f"payee:{igor.id}", "XTR"): STARS, ("outside:telegram", "XTR"): -STARS}


async def test_a_hold_for_stars_ends_like_any_other(database: str) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await online(igor)
    held = await register(olya, event)
    await end_holds(event, START + timedelta(minutes=15))
    assert await status(held) == "withdrawn" and (await order_of(held)).state == "closed"


@pytest.mark.parametrize(
    ("rule", "hours", "back"),
    [("full", 1, [STARS]), ("day", 25, [STARS]), ("day", 23, []), ("none", 100, [])],
    ids=["full", "day-before", "last-day", "none"],
)
async def test_stars_go_back_whole_or_not(database: str, rule: str, hours: int, back: list[int]) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await online(igor, stars_refunds=rule, refunds="most")
    held = await register(olya, event)
    await pay(await order_of(held))
    now = event.starts_at - timedelta(hours=hours)
    await done(lambda: leaving.leave(olya, event.id, now=now))
    assert await returned() == back


async def test_an_event_that_is_called_off_gives_all_of_them_back(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await hybrid(igor, stars_refunds="none", payment="online")
    for who, way in ((olya, "online"), (pasha, "onsite")):
        await pay(await order_of(await join(who, event, way)))
    await done(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=START))
    while await done(lambda: entries.call_off(event.id, now=START)):
        pass
    assert sorted(await returned()) == [STARS, 50_000]


async def test_currencies_are_kept_apart(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await hybrid(igor, payment="online")
    for who, way in ((olya, "online"), (pasha, "onsite")):
        await pay(await order_of(await join(who, event, way)))
    sums = await takings.get_takings(igor, event.id)
    assert sums.sums == (Sum("RUB", 50_000, 0), Sum("XTR", STARS, 0)) and sums.paid == 2
    assert (await ledger.sums())["payee", "XTR"] == STARS
    card = await get_event_card(event.id, olya)
    assert card.prices == (Price(50_000, "RUB"), Price(STARS, "XTR")) and card.own_price == Price(STARS, "XTR")


async def test_a_promo_code_takes_stars_off_down_to_nothing(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await online(igor, online_capacity=5)
    for code, percent in (("SPORT10", 25), ("ДАРОМ", 100)):
        await done(lambda c=code, p=percent: promo_codes.add(igor, event.id, c, p, now=START))  # type: ignore[misc]
    held, free = await register(olya, event), await register(pasha, event)
    entry = await done(lambda: entries.apply_promo(olya, event.id, "SPORT10", now=START))
    assert entry is not None and entry.order.price == Price(38, "XTR")
    assert await judged(entry.order, Price(STARS, "XTR"), olya) is Verdict.WRONG_AMOUNT
    assert await pay(entry.order) is Verdict.PAID and await status(held) == "paid"
    assert await done(lambda: entries.apply_promo(pasha, event.id, "ДАРОМ", now=START)) is None
    assert await status(free) == "confirmed"


async def test_each_way_has_its_price_and_what_was_paid_stays_with_its_way(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await hybrid(igor, payment="online", capacity=5)
    first = await join(olya, event, "onsite")
    before = await order_of(first)
    assert (await change(olya, event, "online")).status == "unpaid"
    order = await order_of(first)
    assert order.price == Price(STARS, "XTR") and order.id != before.id
    assert await judged(before, before.price, olya) is None, "the other price is not taken any more"
    await pay(order)
    with pytest.raises(WayCostsOtherwise):
        await change(olya, event, "onsite")
    free = await hybrid(igor, fee_stars=0, payment="online", capacity=5)
    second = await join(pasha, free, "onsite")
    assert (await change(pasha, free, "online")).status == "confirmed"
    assert await status(second) == "confirmed" and (await order_of(second)).state == "closed"
    assert "event-ticket" in await said_to(pasha)
    with pytest.raises(WayCostsOtherwise):
        await change(pasha, free, "onsite")


async def test_stars_pay_for_one_person(database: str) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await online(igor, online_capacity=5)
    await done(lambda: rules.set_rule(igor, event.id, 3, now=START))
    with pytest.raises(OneForStars):
        await done(lambda: registration.register(olya, event.id, {}, guests=1, now=START))
    await register(olya, event)
    with pytest.raises(OneForStars):
        await done(lambda: guests.bring(olya, event.id, now=START))
    assert not (await guests.get_party(olya, event.id)).may_bring


async def test_whose_transfer_is_looked_for_and_who_brings_guests_do_not_go_over_to_stars(database: str) -> None:
    olya, pasha, igor = await meet("Оля"), await meet("Паша"), await meet("Игорь")
    event = await hybrid(igor, transfer_to="Карта 0000", capacity=5)
    await done(lambda: rules.set_rule(igor, event.id, 3, now=START))
    transferred = await join(olya, event, "onsite")
    await done(lambda: entries.claim_transfer(olya, transferred.registration_id, now=START))
    with pytest.raises(TransferClaimed):
        await change(olya, event, "online")
    await done(lambda: registration.register(pasha, event.id, {}, way="onsite", guests=1, now=START))
    with pytest.raises(OneForStars):
        await change(pasha, event, "online")


async def test_what_was_asked_in_money_before_waits_for_its_price(database: str) -> None:
    olya, igor = await meet("Оля"), await meet("Игорь")
    event = await hybrid(igor, payment="online")
    await forget_price(event)
    with pytest.raises(OnlineFeeUnset):
        await join(olya, event, "online")
    assert (await get_event_card(event.id, olya)).lacks_price
    assert (await join(olya, event, "onsite")).status == "unpaid"
    priced = plan_from_answers({"stars": 70}, await creation.plan_of(await lifecycle.load(event.id, lock=False)))
    await done(lambda: creation.edit_event(igor, event.id, priced, version=None, now=START))
    pasha = await meet("Паша")
    assert (await order_of(await join(pasha, event, "online"))).price == Price(70, "XTR")


async def forget_price(event: Event) -> None:
    await database.execute("UPDATE events SET fee_stars = NULL WHERE id = $1", event.id)


def test_the_form_asks_stars_online_and_money_on_site() -> None:
    both = plan(format="hybrid", fee_minor=50_000, fee_stars=STARS, stars_refunds="day")
    answers = answers_from_plan(both)
    assert (answers["stars"], answers["stars_refunds"], answers["fee"]) == (STARS, "day", 500)
    assert plan_from_answers(answers, both) == both
    alone = plan_from_answers({"format": "online", "stars": 30}, both)
    assert (alone.fee_minor, alone.fee_stars) == (0, 30)
    onsite = plan_from_answers({"format": "onsite"}, both)
    assert (onsite.fee_minor, onsite.fee_stars) == (50_000, 0)


@pytest.mark.parametrize(
    ("said", "stars", "money"),
    [
        ("Йога дома, завтра 10:00, онлайн, 50 звёзд", 50, None),
        ("Йога дома, завтра 10:00, онлайн, взнос ⭐ 50", 50, None),
        ("Yoga, tomorrow 10:00, online, 1 star", 1, None),
        ("Забег, завтра 10:00, Сокольники и онлайн, 500 руб, 50 звезд", 50, 50_000),
    ],
    ids=["said", "sign", "english", "both"],
)
def test_one_line_says_stars(said: str, stars: int, money: int | None) -> None:
    line = parse_event_line(said, now=START, zone="Europe/Moscow")
    assert (line.fee_stars, line.fee_minor, line.unknown) == (stars, money, [])
