"""Events of whose account is closed: nobody new, no money, and everything as it was once they are back."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from domain import reactions
from domain.accounts import sanctions
from domain.accounts.people import Person, get_person
from domain.agenda import agenda
from domain.database import execute, fetchval, in_transaction
from domain.events import holders, lifecycle, opening
from domain.events.addressee import told_for
from domain.events.admission import applications
from domain.events.entry import admitting, changing_way, entries, handover, leaving, registration, resuming, together
from domain.events.errors import EventStandsStill
from domain.events.models import Event
from domain.events.party import guests
from domain.events.people import adding, removal
from domain.events.queries import get_event_card, get_shared_card
from domain.organizations import founding, team
from domain.payments.settlement import Incoming, Verdict
from scheduler import accounts, events
from tests.kit.clock import START
from tests.kit.people import administrator, heard, meet, meet_many, published

DAY = timedelta(days=1)


async def block(who: Person, *, now: datetime = START) -> Person:
    anna = await administrator()
    await in_transaction(lambda: sanctions.block(anna, who.id, "Деньги собирает, а забегов нет", until=None, now=now))
    await settle(now)
    return anna


async def lift(anna: Person, who: Person, *, now: datetime = START) -> None:
    await in_transaction(lambda: sanctions.lift_block(anna, who.id, now=now))
    await settle(now)


async def settle(now: datetime) -> None:
    """What the scheduler does once it is due."""
    while await agenda.work_due(accounts.AGENDA | events.AGENDA, now):
        pass


async def register(person: Person, event: Event, *, now: datetime = START) -> admitting.Outcome:
    return await in_transaction(lambda: registration.register(person, event.id, {}, now=now))


async def place_of(outcome: admitting.Outcome) -> int:
    found: int = await fetchval("SELECT place_id FROM registrations WHERE id = $1", outcome.registration_id)
    return found


async def status_of(outcome: admitting.Outcome) -> str:
    found: str = await fetchval("SELECT status FROM registrations WHERE id = $1", outcome.registration_id)
    return found


async def test_nobody_new_comes_in_and_who_is_in_stays_and_may_leave(database: str) -> None:
    igor, olya, masha = await meet("Игорь"), await meet("Оля"), await meet("Маша")
    event = await published(igor)
    inside, removed = await register(olya, event), await register(await meet("Паша"), event)
    await in_transaction(lambda: removal.remove(igor, removed.registration_id, "rules", now=START))
    anna = await block(igor)

    with pytest.raises(EventStandsStill):
        await registration.prepare(masha, event.id, now=START)
    with pytest.raises(EventStandsStill):
        await register(masha, event)
    crowd = [together.Wish(masha), together.Wish(await meet("Лена"))]
    assert await in_transaction(lambda: together.register_together(crowd, event.id, now=START)) == [None, None]
    with pytest.raises(EventStandsStill):
        await in_transaction(lambda: adding.add(anna, event.id, masha, now=START))
    with pytest.raises(EventStandsStill):
        await in_transaction(lambda: removal.restore(anna, removed.registration_id, now=START))
    own, shared = await get_event_card(event.id, olya), await get_shared_card(event.id)
    assert own.own_status == "confirmed"
    assert own.may_be_left
    assert own.is_open(START)
    assert not shared.takes_registrations(START)
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    assert await status_of(inside) == "withdrawn"

    await lift(anna, igor)
    assert (await register(masha, event)).status == "confirmed"


async def test_a_guest_a_ticket_passed_on_and_an_application_let_nobody_in(database: str) -> None:
    igor, olya, masha = await meet("Игорь"), await meet("Оля"), await meet("Маша")
    event, by_hand = await published(igor), await published(igor, by_hand=True)
    inside = await register(olya, event)
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    token = await in_transaction(lambda: handover.offer(olya, inside.registration_id, now=START))
    await register(olya, by_hand)
    application = await fetchval("SELECT id FROM applications WHERE event_id = $1", by_hand.id)
    anna = await block(igor)

    with pytest.raises(EventStandsStill):
        await in_transaction(lambda: handover.take(masha, token, {}, now=START))
    assert not await handover.may_give(inside.registration_id, now=START)
    with pytest.raises(EventStandsStill):
        await in_transaction(lambda: guests.bring(olya, event.id, now=START))
    with pytest.raises(EventStandsStill):
        await in_transaction(lambda: applications.accept(anna, application, now=START))
    await lift(anna, igor)
    await in_transaction(lambda: handover.take(masha, token, {}, now=START))


async def test_a_club_goes_on_while_one_of_its_managers_may_act(database: str) -> None:
    igor, masha, olya, pasha = await meet("Игорь"), await meet("Маша"), await meet("Оля"), await meet("Паша")
    club = await in_transaction(
        lambda: founding.found(igor, founding.Said(name="Бег по утрам", kind="club"), now=START)
    )
    igor = await get_person(igor.id)
    event = await published(igor)
    await in_transaction(lambda: holders.hand_over(igor, event.id, club.id, now=START))
    sql = "INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES ($1, $2, 'manager', $3)"
    await execute(sql, club.id, masha.id, START)
    assert await told_for(igor.id, club.id) == igor.id
    anna = await block(igor)
    assert (await register(olya, event)).status == "confirmed"
    assert await told_for(igor.id, club.id) == masha.id, "somebody who may act hears of it"

    await block(masha)
    with pytest.raises(EventStandsStill):
        await register(pasha, event)
    await lift(anna, masha)
    assert (await register(pasha, event)).status == "confirmed"


@pytest.mark.usefixtures("telegram_takes_money")
async def test_with_who_leaves_a_club_its_events_stand_still_and_go_on_with_who_joins_it(database: str) -> None:
    igor, masha, olya = await meet("Игорь"), await meet("Маша"), await meet("Оля")
    club = await in_transaction(lambda: founding.found(igor, founding.Said(name="Бег", kind="club"), now=START))
    invited = await in_transaction(lambda: team.invite(igor, club.id, masha, "manager", now=START))
    await in_transaction(lambda: team.accept(masha, invited.token, now=START))
    later = await in_transaction(lambda: team.invite_by_link(igor, club.id, "manager", now=START))
    igor = await get_person(igor.id)
    event = await published(igor, fee_minor=50_000, payment="online", capacity=1)
    await in_transaction(lambda: holders.hand_over(igor, event.id, club.id, now=START))
    hers = await register(olya, event)
    await block(igor)
    assert await fetchval("SELECT count(*) FROM event_standstills") == 0

    await in_transaction(lambda: team.leave(masha, club.id, now=START))
    await settle(START)
    assert await fetchval("SELECT count(*) FROM event_standstills") == 1, "nobody is left who may act"
    await settle(START + DAY / 2)
    joins, back = await meet("Лена"), START + 2 * DAY
    await in_transaction(lambda: team.accept(joins, later.token, now=back))
    await settle(back)
    assert await fetchval("SELECT count(*) FROM event_standstills") == 0
    assert await heard(olya, resuming.TOLD) == 1
    assert (await get_event_card(event.id, olya)).own_offer_ends_at == back + DAY
    assert await status_of(hers) == "unpaid"


@pytest.mark.usefixtures("telegram_takes_money")
async def test_no_money_is_asked_and_what_was_on_its_way_buys_the_place(database: str) -> None:
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await published(igor, fee_minor=50_000, payment="online", capacity=5)
    hers, his = await register(olya, event), await register(pasha, event)
    entry = await entries.to_pay(olya, event.id)
    order = entry.order
    assert not entry.stands_still
    assert await reactions.payment_asked(order.token, order.price, olya.id, now=START) is Verdict.PAID

    await block(igor)
    assert (await entries.to_pay(olya, event.id)).stands_still
    assert await reactions.payment_asked(order.token, order.price, olya.id, now=START) is Verdict.NOT_NOW
    with pytest.raises(EventStandsStill):
        await in_transaction(lambda: entries.apply_promo(olya, event.id, "FREE", now=START))
    came = Incoming("telegram", "was-on-its-way", order.token, order.price, olya.id)
    await in_transaction(lambda: reactions.charge_received(came, now=START + timedelta(minutes=1)))
    assert await status_of(hers) == "paid"
    assert await status_of(his) == "unpaid"


@pytest.mark.usefixtures("telegram_takes_money")
async def test_money_that_comes_too_late_brings_nobody_in_anew(database: str) -> None:
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await published(igor, fee_minor=50_000, payment="online", capacity=5)
    orders = []
    for person in (olya, pasha):
        await register(person, event)
        orders.append((await entries.to_pay(person, event.id)).order)
    late = START + timedelta(minutes=20)
    await settle(late)

    async def pay(nth: int) -> None:
        money = Incoming("telegram", f"late-{nth}", orders[nth].token, orders[nth].price, orders[nth].buyer_id)
        await in_transaction(lambda: reactions.charge_received(money, now=late))

    anna = await block(igor, now=late)
    await pay(0)
    await lift(anna, igor, now=late)
    await pay(1)
    found = await fetchval("SELECT array_agg(status ORDER BY id) FROM registrations WHERE event_id = $1", event.id)
    assert found == ["withdrawn", "paid"], "hers goes back, his finds another place"
    assert await fetchval("SELECT array_agg(amount_minor) FROM refunds") == [50_000]
    assert await heard(olya, "event-paid-too-late") == 1


@pytest.mark.usefixtures("telegram_takes_money")
async def test_a_place_is_kept_over_a_standstill_and_there_is_a_day_to_pay_afterwards(database: str) -> None:
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await published(igor, fee_minor=50_000, payment="online", capacity=5)
    hers = await register(olya, event)
    anna = await block(igor)
    ended = START + timedelta(minutes=16)
    await settle(ended)
    assert await status_of(hers) == "unpaid", "she could not pay"

    back = START + 2 * DAY
    await settle(back)
    await lift(anna, igor, now=back)
    assert await heard(olya, resuming.TOLD) == 1
    card = await get_event_card(event.id, olya)
    assert card.own_offer_ends_at == back + DAY
    order = (await entries.to_pay(olya, event.id)).order
    assert order.expires_at == back + DAY
    assert await reactions.payment_asked(order.token, order.price, olya.id, now=back + DAY / 2) is Verdict.PAID
    later = await register(pasha, event, now=back + timedelta(hours=1))
    await settle(back + timedelta(hours=2))
    assert await status_of(later) == "withdrawn", "whoever came since has the usual quarter of an hour"
    await settle(back + DAY)
    assert await status_of(hers) == "withdrawn"
    assert await heard(olya, resuming.TOLD) == 1


@pytest.mark.usefixtures("telegram_takes_money")
async def test_one_that_was_called_off_meanwhile_asks_nobody_to_pay_again(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, fee_minor=50_000, payment="online", capacity=5)
    await register(olya, event)
    anna = await block(igor)
    await in_transaction(lambda: lifecycle.cancel(anna, event.id, "Гроза", now=START))
    await lift(anna, igor)
    club = await in_transaction(lambda: founding.found(igor, founding.Said(name="Бег", kind="club"), now=START))
    igor = await get_person(igor.id)
    await in_transaction(lambda: holders.hand_over(igor, event.id, club.id, now=START))
    await settle(START)
    assert (await heard(olya, "event-cancelled"), await heard(olya, resuming.TOLD)) == (1, 0)
    assert await fetchval("SELECT count(*) FROM event_standstills") == 0


async def test_an_offer_waits_and_a_freed_place_is_offered_once_it_goes_on(database: str) -> None:
    igor = await meet("Игорь")
    event = await published(igor, capacity=2)
    first, second, third, fourth = await meet_many(4)
    for person in (first, second):
        await register(person, event)
    waits, behind = await register(third, event), await register(fourth, event)
    await in_transaction(lambda: leaving.leave(first, event.id, now=START))
    assert await status_of(waits) == "offered"
    anna = await block(igor)
    with pytest.raises(EventStandsStill):
        await in_transaction(lambda: admitting.take_offer(third, event.id, now=START))
    await in_transaction(lambda: leaving.leave(second, event.id, now=START))
    assert await status_of(behind) == "waitlisted"
    await settle(START + 2 * DAY)
    assert await status_of(waits) == "offered"

    back = START + 2 * DAY + timedelta(minutes=1)
    await lift(anna, igor, now=back)
    assert await status_of(behind) == "offered"
    assert await heard(third, "event-offer") == 2, "it is said anew, with its new end"
    taken = await in_transaction(lambda: admitting.take_offer(third, event.id, now=back + DAY / 2))
    assert taken.status == "confirmed"


async def test_who_waits_does_not_come_in_by_the_other_way_and_who_is_in_may_change_it(database: str) -> None:
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await published(igor, format="hybrid", capacity=1, online_capacity=5, fee_stars=0)
    for person in (olya, pasha):
        await in_transaction(
            lambda one=person: registration.register(one, event.id, {}, way="onsite", now=START)  # type: ignore[misc]
        )
    await block(igor)
    with pytest.raises(EventStandsStill):
        await in_transaction(lambda: changing_way.change_way(pasha, event.id, "online", now=START))
    changed = await in_transaction(lambda: changing_way.change_way(olya, event.id, "online", now=START))
    assert changed.status == "confirmed"


async def test_who_waited_for_the_opening_hears_of_it_when_it_goes_on(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, registration_opens_at=START + DAY)
    await in_transaction(lambda: opening.watch(olya, event.id, now=START))
    anna = await block(igor)
    await lift(anna, igor)
    assert await opening.is_watching(event.id, olya.id), "it has not opened yet"
    anna = await block(igor)
    await settle(START + DAY)
    assert (await lifecycle.load(event.id, lock=False)).status == "registration_open"
    assert await heard(olya, opening.KIND) == 0
    await lift(anna, igor, now=START + DAY)
    assert await heard(olya, opening.KIND) == 1


async def test_a_block_and_a_crowd_at_the_same_moment(database: str) -> None:
    """Each is before or after it: who got in stays, and whoever comes afterwards is told why not."""
    igor, anna = await meet("Игорь"), await administrator()
    event, crowd = await published(igor), await meet_many(8)

    async def come(person: Person) -> str:
        try:
            return (await register(person, event)).status
        except EventStandsStill:
            return "told"

    async def stop() -> str:
        await in_transaction(lambda: sanctions.block(anna, igor.id, "Обман", until=None, now=START))
        return "stopped"

    said = await asyncio.gather(*[come(one) for one in crowd[:4]], stop(), *[come(one) for one in crowd[4:]])
    inside = await fetchval("SELECT count(*) FROM registrations WHERE event_id = $1", event.id)
    assert said.count("confirmed") == inside
    assert said.count("confirmed") + said.count("told") == len(crowd)
    assert await come(await meet("Оля")) == "told"
