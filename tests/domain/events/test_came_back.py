"""Who left an event and came back stands in its organizer's list once, with what was before in their history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import reactions
from domain.accounts.people import Person
from domain.database import fetchval, in_transaction
from domain.events import lifecycle
from domain.events.entry import entries, handover, leaving, registration
from domain.events.models import Event
from domain.events.people import participants, roster
from domain.events.people.roster import PeopleFilter
from domain.payments.settlement import Incoming
from tests.kit.clock import START
from tests.kit.people import meet, published

MINUTE = timedelta(minutes=1)


async def come(person: Person, event: Event, minute: int) -> int:
    now = START + minute * MINUTE
    return (await in_transaction(lambda: registration.register(person, event.id, {}, now=now))).registration_id


async def go(person: Person, event: Event, minute: int) -> None:
    await in_transaction(lambda: leaving.leave(person, event.id, now=START + minute * MINUTE))


async def standing(igor: Person, event: Event, group: str | None = None) -> list[tuple[str, str]]:
    seen = await roster.get_roster(igor, event.id, PeopleFilter(group=group))
    assert seen.numbers.total == len(seen.rows) == await roster.count_people(event.id, PeopleFilter(group=group))
    return [(row.name, row.status) for row in seen.rows]


async def test_they_stand_once_as_they_are_now(database: str) -> None:
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await published(igor)
    for minute in (0, 2):
        await come(olya, event, minute)
        await go(olya, event, minute + 1)
    assert await standing(igor, event) == [("Оля", "withdrawn")], "who left twice has left once"
    await come(pasha, event, 4)
    number = await come(olya, event, 5)
    assert await standing(igor, event) == [("Паша", "confirmed"), ("Оля", "confirmed")]
    assert await standing(igor, event, "left") == []
    assert await roster.users_in(event.id, PeopleFilter(group="left")) == []
    counters = await roster.counters(event.id)
    assert (counters["going"], counters["left"]) == (2, 0)

    sheet = await participants.get_sheet(igor, number)
    assert [(one.before, one.after) for one in sheet.entries] == [
        *[(None, "confirmed"), ("confirmed", "withdrawn")],
        *[(None, "confirmed"), ("confirmed", "withdrawn")],
        (None, "confirmed"),
    ]
    assert [one.at for one in sheet.entries] == [START + minute * MINUTE for minute in (5, 3, 2, 1, 0)]


async def test_a_ticket_from_somebody_else_brings_them_back_with_an_older_entry(database: str) -> None:
    igor, olya, masha = await meet("Игорь"), await meet("Оля"), await meet("Маша")
    event = await published(igor)
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    hers = await come(olya, event, 0)
    await come(masha, event, 1)
    await go(masha, event, 2)
    token = await in_transaction(lambda: handover.offer(olya, hers, now=START + 3 * MINUTE))
    await in_transaction(lambda: handover.take(masha, token, {}, now=START + 4 * MINUTE))
    assert await standing(igor, event) == [("Маша", "confirmed")]
    assert ("confirmed", "withdrawn") in [
        (one.before, one.after) for one in (await participants.get_sheet(igor, hers)).entries
    ]


async def test_whose_money_is_back_from_a_called_off_event_stands_once_too(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor, fee_minor=50_000, payment="transfer")
    await come(olya, event, 0)
    await go(olya, event, 1)
    await come(olya, event, 2)
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=START + 3 * MINUTE))
    while await in_transaction(lambda: entries.call_off(event.id, now=START + 3 * MINUTE)):
        pass
    assert len(await standing(igor, event)) == 1
    assert await fetchval("SELECT count(*) FROM registrations") == 2


@pytest.mark.usefixtures("telegram_takes_money")
async def test_of_a_called_off_event_they_stand_by_the_entry_that_was_called_off(database: str) -> None:
    """A ticket that was handed on is an older entry than the one that its taker had left before."""
    igor, olya, masha = await meet("Игорь"), await meet("Оля"), await meet("Маша")
    event = await published(igor, fee_minor=50_000, payment="online")
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    hers = await come(olya, event, 0)
    order = (await entries.to_pay(olya, event.id)).order
    money = Incoming("telegram", "hers", order.token, order.price, olya.id)
    await in_transaction(lambda: reactions.charge_received(money, now=START))
    await come(masha, event, 1)
    await go(masha, event, 2)
    token = await in_transaction(lambda: handover.offer(olya, hers, now=START + 3 * MINUTE))
    await in_transaction(lambda: handover.take(masha, token, {}, now=START + 4 * MINUTE))
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=START + 5 * MINUTE))
    while await in_transaction(lambda: entries.call_off(event.id, now=START + 5 * MINUTE)):
        pass
    refund = await fetchval("SELECT id FROM refunds")
    await in_transaction(lambda: reactions.refund_sent(refund, "back", now=START + 6 * MINUTE))
    assert await standing(igor, event) == [("Маша", "refunded")]
