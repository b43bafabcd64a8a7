"""EV-E3: every status of a registration is set, means what it says, and leads to the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

import pytest

from domain import database as forma_database
from domain import reactions
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import access, lifecycle, links, queries
from domain.events.admission import applications, taking_back
from domain.events.entry import admitting, changing_way, entries, leaving, own_events, registration
from domain.events.entry.errors import WayCostsOtherwise
from domain.events.entry.statuses import COMING, EXPECTED, GONE, HOPING, IN_IT, OUT, PLACED
from domain.events.models import Event
from domain.events.money import fees
from domain.events.party import guests as party
from domain.events.party import rules as party_rules
from domain.events.people import removal, roster
from domain.events.people.roster import PeopleFilter
from domain.payments import orders, refunds
from domain.payments.orders import Price
from domain.places import pools
from tests.domain.events.test_entries import (
    FEE,
    SOON,
    done,
    end_holds,
    order_of,
    paid_event,
    pay,
    register,
    status,
)  # fmt: skip
from tests.kit.clock import START
from tests.kit.people import meet

pytestmark = pytest.mark.usefixtures("telegram_takes_money")

DAY = timedelta(days=1)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def money_back(state: str = "wanted") -> int:
    """The providers send what is to be sent; how many refunds that were."""
    rows = await forma_database.fetch("SELECT id FROM refunds WHERE state = $1 ORDER BY id", state)
    for row in rows:
        await done(lambda one=row["id"]: reactions.refund_sent(one, f"re_{one}", now=SOON))  # type: ignore[misc]
    return len(rows)


async def walked(entry: admitting.Outcome) -> list[str]:
    rows = await forma_database.fetch(
        "SELECT to_status FROM registration_changes WHERE registration_id = $1 ORDER BY id", entry.registration_id
    )
    return [row["to_status"] for row in rows]


async def accepted(igor: Person, event: Event, person: Person, now: datetime = START) -> admitting.Outcome:
    entry = await register(person, event, now)
    (one,) = await applications.list_waiting(igor, event.id)
    await done(lambda: applications.accept(igor, one.id, now=now))
    return entry


def test_every_status_is_in_one_half() -> None:
    assert set(IN_IT) == {*HOPING, *COMING} and set(PLACED) == {*COMING, "finished"}
    assert not {*HOPING, *PLACED} & set(OUT) and set(GONE) < set(OUT) and set(EXPECTED) < set(COMING)


async def test_from_applying_to_paying_to_money_that_is_back(igor: Person) -> None:
    event, olya = await paid_event(igor, by_hand=True, refunds="full"), await meet("Оля")
    entry = await accepted(igor, event, olya)
    assert await status(entry) == "approved"
    card = await queries.get_event_card(event.id, olya)
    assert card.has_to_pay and not card.holds_place and card.own_offer_ends_at == START + fees.HEARING
    with pytest.raises(NotFound):
        await own_events.get_ticket(entry.registration_id, olya.id)
    await pay((await entries.to_pay(olya, event.id)).order)
    card = await queries.get_event_card(event.id, olya)
    assert card.own_status == "paid" and card.holds_place and not card.has_to_pay
    assert (await own_events.get_ticket(entry.registration_id, olya.id)).number == 1
    await done(lambda: leaving.leave(olya, event.id, now=SOON))
    assert await status(entry) == "withdrawn", "the money is still on its way"
    assert await money_back() == 1
    assert await walked(entry) == ["pending", "approved", "paid", "withdrawn", "refunded"]
    assert await money_back("done") == 1 and (await walked(entry))[-2:] == ["withdrawn", "refunded"], "once"


async def test_who_is_accepted_and_does_not_pay_loses_the_place_in_time(igor: Person) -> None:
    event, olya, lena = await paid_event(igor, by_hand=True), await meet("Оля"), await meet("Лена")
    entry = await accepted(igor, event, olya)
    queued = await register(lena, event)
    await end_holds(event, START + DAY)
    assert (await status(entry), await status(queued)) == ("withdrawn", "offered")
    assert await pay(await order_of(entry), now=START + DAY)
    assert await status(entry) == "withdrawn"
    await money_back()
    assert await status(entry) == "refunded", "what came too late has gone back"


@pytest.mark.parametrize(("stars", "becomes"), [(50, "approved"), (0, "confirmed")])
async def test_who_is_accepted_and_goes_over_owes_what_the_other_way_costs(
    igor: Person, stars: int, becomes: str
) -> None:
    event, olya = await paid_event(igor, by_hand=True, format="hybrid", fee_stars=stars), await meet("Оля")
    entry = await done(lambda: registration.register(olya, event.id, {}, way="onsite", now=START))
    (one,) = await applications.list_waiting(igor, event.id)
    await done(lambda: applications.accept(igor, one.id, now=START))
    owed = await order_of(entry)
    gone_over = await done(lambda: changing_way.change_way(olya, event.id, "online", now=SOON))
    assert gone_over.status == becomes == await status(entry)
    assert (await orders.get(owed.id)).state == "closed"
    assert (await order_of(entry)).price == (Price(50, "XTR") if stars else owed.price)


async def test_who_has_paid_does_not_go_over(igor: Person) -> None:
    event, olya = await paid_event(igor, format="hybrid"), await meet("Оля")
    entry = await done(lambda: registration.register(olya, event.id, {}, way="onsite", now=START))
    card = await queries.get_event_card(event.id, olya)
    assert card.other_way and card.other_way.name == "online", "not paid yet"
    await pay(await order_of(entry))
    assert (await queries.get_event_card(event.id, olya)).other_way is None, "nor is it offered"
    with pytest.raises(WayCostsOtherwise):
        await done(lambda: changing_way.change_way(olya, event.id, "online", now=SOON))
    assert await status(entry) == "paid"


async def test_a_yes_without_the_fee_taken_back_owes_it_as_before(igor: Person) -> None:
    event, olya = await paid_event(igor, by_hand=True), await meet("Оля")
    entry = await accepted(igor, event, olya)
    await done(lambda: removal.admit(igor, entry.registration_id, now=SOON))
    assert await status(entry) == "confirmed"
    await forma_database.execute("UPDATE applications SET decided_at = $1", START - DAY)
    assert await done(lambda: taking_back.take_back(igor, entry.registration_id, now=SOON)) == "approved"
    assert await status(entry) == "approved" and (await entries.to_pay(olya, event.id)).order.state == "open"


async def test_a_yes_of_which_the_fee_is_owed_is_taken_back(igor: Person) -> None:
    event, olya = await paid_event(igor, by_hand=True), await meet("Оля")
    entry = await accepted(igor, event, olya)
    assert await done(lambda: taking_back.take_back(igor, entry.registration_id, now=SOON)) == "pending"
    assert await status(entry) == "pending" and (await order_of(entry)).state == "closed"
    await end_holds(event, START + DAY)
    assert await status(entry) == "pending", "an application holds its place until it is decided"


async def test_a_guest_is_reckoned_while_the_fee_is_owed(igor: Person) -> None:
    event, olya = await paid_event(igor, capacity=3, by_hand=True), await meet("Оля")
    await done(lambda: party_rules.set_rule(igor, event.id, 2, now=START))
    entry = await accepted(igor, event, olya)
    await done(lambda: party.bring(olya, event.id, now=SOON))
    assert (await order_of(entry)).price.amount_minor == 2 * FEE


@pytest.mark.parametrize("refund", ["none", "free"])
async def test_nothing_went_back_so_nothing_is_refunded(igor: Person, refund: str) -> None:
    event, olya = await paid_event(igor, refunds="none", fee_minor=0 if refund == "free" else FEE), await meet("Оля")
    entry = await register(olya, event)
    if refund == "none":
        await pay(await order_of(entry))
    await done(lambda: leaving.leave(olya, event.id, now=SOON))
    assert await money_back() == 0 and await status(entry) == "withdrawn"


async def test_a_guests_money_is_not_the_entrys(igor: Person) -> None:
    event, olya = await paid_event(igor, capacity=3, refunds="full"), await meet("Оля")
    await done(lambda: party_rules.set_rule(igor, event.id, 2, now=START))
    entry = await done(lambda: registration.register(olya, event.id, {}, guests=1, now=START))
    await pay(await order_of(entry))
    (guest,) = (await party.get_party(olya, event.id)).guests
    await done(lambda: party.give_back(olya, event.id, guest.id, now=SOON))
    assert await money_back() == 1 and await status(entry) == "paid"
    await done(lambda: leaving.leave(olya, event.id, now=SOON))
    assert await status(entry) == "withdrawn"
    await money_back()
    assert await status(entry) == "refunded"


async def test_who_comes_back_before_the_money_does_has_two_entries_of_their_own(igor: Person) -> None:
    event, olya = await paid_event(igor, refunds="full"), await meet("Оля")
    first = await register(olya, event)
    await pay(await order_of(first))
    await done(lambda: leaving.leave(olya, event.id, now=SOON))
    second = await register(olya, event, SOON)
    await pay(await order_of(second))
    await money_back()
    assert (await status(first), await status(second)) == ("refunded", "paid")
    assert (await queries.get_event_card(event.id, olya)).own_registration_id == second.registration_id


async def test_who_was_taken_out_is_restored_although_the_money_is_back(igor: Person) -> None:
    event, olya = await paid_event(igor), await meet("Оля")
    entry = await register(olya, event)
    await pay(await order_of(entry))
    await done(lambda: removal.remove(igor, entry.registration_id, "rules", now=SOON))
    await money_back()
    assert await status(entry) == "refunded" and await removal.choices(entry.registration_id) == {"restore"}
    await done(lambda: removal.restore(igor, entry.registration_id, now=SOON))
    assert await status(entry) == "confirmed"


async def test_money_that_is_back_late_does_not_put_out_who_was_restored(igor: Person) -> None:
    event, olya = await paid_event(igor), await meet("Оля")
    entry = await register(olya, event)
    await pay(await order_of(entry))
    await done(lambda: removal.remove(igor, entry.registration_id, "rules", now=SOON))
    await done(lambda: removal.restore(igor, entry.registration_id, now=SOON))
    assert await money_back() == 1 and await status(entry) == "confirmed"


async def test_a_transfer_is_refunded_once_the_organizer_says_so(igor: Person) -> None:
    event, olya = (
        await paid_event(igor, payment="transfer", transfer_to="Карта 0000", refunds="full"),
        await meet("Оля"),
    )
    entry = await register(olya, event)
    await done(lambda: entries.claim_transfer(olya, entry.registration_id, now=SOON))
    incoming = await done(lambda: entries.transfer_came(igor, entry.registration_id, now=SOON))
    await done(lambda: reactions.charge_received(incoming, now=SOON))
    assert await status(entry) == "paid"
    await done(lambda: leaving.leave(olya, event.id, now=SOON))
    refund_id = await forma_database.fetchval("SELECT id FROM refunds")
    await done(lambda: refunds.leave_to_people(refund_id))
    assert await status(entry) == "withdrawn"
    await done(lambda: reactions.returned_by_hand(igor, refund_id, now=SOON))
    assert await status(entry) == "refunded"


async def test_what_is_called_off_is_refunded_one_after_another_and_stays_with_its_people(igor: Person) -> None:
    event = await paid_event(igor, capacity=None, refunds="full", visibility="private")
    assert event.link_token
    people = [await meet(name) for name in ("Оля", "Маша", "Лена")]
    came = []
    for one in people:
        await done(lambda one=one: open_link(one, event))  # type: ignore[misc]
        came.append(await register(one, event))
    for entry in came[:2]:
        await pay(await order_of(entry))
    await done(lambda: leaving.leave(people[0], event.id, now=SOON))
    again = await register(people[0], event, SOON)
    await pay(await order_of(again))
    await forma_database.execute("DELETE FROM event_guests")
    await done(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=SOON))
    while await done(lambda: entries.call_off(event.id, now=SOON)):
        pass
    assert await status(again) == "paid", "until the money is there"
    assert await money_back() == 3
    assert [await status(one) for one in (*came, again)] == ["refunded", "refunded", "unpaid", "refunded"]
    for one in people[:2]:
        assert not await access.require_access(one, event.id), "a private event stays theirs"
        (row,) = await own_events.list_my_events(one.id, "finished")
        assert row.own_status == "refunded"
    assert (await own_events.list_my_events(people[0].id, "finished"))[0].registration_id == again.registration_id
    counted = await roster.counters(event.id)
    assert (counted["going"], counted["paid"], counted["refunded"]) == (0, 0, 2), "who came back stands once"
    assert await roster.count_people(event.id, PeopleFilter("refunded")) == 2


async def open_link(person: Person, event: Event) -> None:
    assert event.link_token
    await links.open_link(person.id, event.link_token)


async def test_the_panel_counts_who_has_paid_also_when_they_have_come(igor: Person) -> None:
    event = await paid_event(igor, capacity=None)
    came = [await register(await meet(name), event) for name in ("Оля", "Маша", "Лена", "Катя")]
    for entry in came[:2]:
        await pay(await order_of(entry))
    await done(lambda: removal.admit(igor, came[2].registration_id, now=SOON))
    await forma_database.execute(
        "UPDATE registrations SET status = 'checked_in' WHERE id = $1", came[0].registration_id
    )
    counted = await roster.counters(event.id)
    assert {name: counted[name] for name in ("going", "paid", "arrived", "unpaid")} == {
        "going": 3, "paid": 2, "arrived": 1, "unpaid": 1,
    }  # fmt: skip
    for name, wanted in (("paid", PeopleFilter("going", paid="yes")), ("unpaid", PeopleFilter("unpaid"))):
        assert len(await roster.list_people(event.id, wanted)) == counted[name]


async def test_a_place_of_a_refunded_entry_is_free(igor: Person) -> None:
    event, olya = await paid_event(igor, refunds="full"), await meet("Оля")
    entry = await register(olya, event)
    await pay(await order_of(entry))
    await done(lambda: leaving.leave(olya, event.id, now=SOON))
    await money_back()
    pool_id = await forma_database.fetchval("SELECT pool_id FROM event_ways WHERE event_id = $1", event.id)
    assert await done(lambda: pools.has_free(pool_id))


async def test_entries_of_before_are_what_they_would_have_become(igor: Person) -> None:
    """The migration and its way back, on entries as they were kept until it came."""
    migration = import_module("domain.migrations.0039_statuses_takers_coaches")
    event = await paid_event(igor, capacity=None, refunds="full")
    names = ("Оля", "Маша", "Лена", "Катя", "Аня")
    people = {name: await meet(name) for name in names}
    came = {name: await register(person, event) for name, person in people.items()}
    for name in ("Оля", "Лена", "Катя"):
        await pay(await order_of(came[name]))
    for name in ("Лена", "Аня"):
        await done(lambda name=name: leaving.leave(people[name], event.id, now=SOON))  # type: ignore[misc]
    off = await paid_event(igor)
    last = await register(people["Аня"], off)
    await pay(await order_of(last))
    await done(lambda: lifecycle.cancel(igor, off.id, "Гроза", now=SOON))
    while await done(lambda: entries.call_off(off.id, now=SOON)):
        pass
    await money_back()
    by_hand = await paid_event(igor, by_hand=True)
    waits = await accepted(igor, by_hand, people["Маша"])
    all_of_them = (*came.values(), last, waits)
    new = [await status(one) for one in all_of_them]
    assert new == ["paid", "unpaid", "refunded", "paid", "withdrawn", "refunded", "approved"]
    numbers = [one.registration_id for one in all_of_them]
    sql = "DELETE FROM registration_changes WHERE to_status = 'refunded' AND registration_id = ANY($1)"
    before = ["confirmed", "unpaid", "withdrawn", "confirmed", "withdrawn", "confirmed", "unpaid"]
    await forma_database.execute(sql, numbers)
    for number, old in zip(numbers, before, strict=True):
        await forma_database.execute("UPDATE registrations SET status = $2 WHERE id = $1", number, old)
    await forma_database.execute(migration._RULES)
    assert [await status(one) for one in all_of_them] == new
    assert (await walked(last))[-1] == "refunded" and (await walked(waits))[-1] == "approved"
    await forma_database.execute(migration._WITHOUT)
    assert [await status(one) for one in all_of_them] == before
