"""EV-x1, EV-22, M-14: each ticket lets in once, however often, late and from wherever it is scanned."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from domain import database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle
from domain.events.entrance import checkers, door, door_cards, gates
from domain.events.entrance.door import Scan, Verdict
from domain.events.entrance.errors import GateExists, TooManyGates
from domain.events.entry import leaving, registration
from domain.events.entry.tickets import TicketClaim, sign_ticket, ticket_key, ticket_link
from domain.events.errors import LinkRevoked
from domain.events.models import Event
from domain.events.people import numbers
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many, published

KEY = ticket_key("a secret of the tests")
DAY = START + timedelta(days=7)
"""The event's start."""
MORNING = DAY - timedelta(hours=1)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def join(person: Person, event: Event, way: str | None = None) -> int:
    done = await in_transaction(lambda: registration.register(person, event.id, {}, way=way, now=START))
    return done.registration_id


async def ticket_of(registration_id: int) -> str:
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", registration_id)
    assert row is not None
    claim = TicketClaim(row["id"], row["event_id"], row["ticket_number"] or row["number"] or 0)
    return ticket_link(sign_ticket(claim, KEY), "forma_bot")


async def scan(actor: Person, event: Event, *scans: Scan, now: datetime = MORNING) -> list[Verdict]:
    return await in_transaction(lambda: door.check_in(actor, event.id, scans, key=KEY.public_key(), now=now))


async def answer(actor: Person, event: Event, said: Scan, now: datetime = MORNING) -> Verdict:
    return (await scan(actor, event, said, now=now))[0]


async def gate(igor: Person, event: Event, name: str = "") -> gates.Gate:
    return await in_transaction(lambda: gates.add_gate(igor, event.id, name, now=START))


async def status(registration_id: int) -> str:
    found: str = await database.fetchval("SELECT status FROM registrations WHERE id = $1", registration_id)
    return found


def names(verdicts: Sequence[Verdict]) -> list[str]:
    return [one.answer for one in verdicts]


async def test_a_ticket_lets_in_once_and_the_second_scan_says_when_and_where(igor: Person) -> None:
    event = await published(igor)
    olya = await join(await meet("Оля"), event)
    first, second = await gate(igor, event), await gate(igor, event)
    assert [first.name, second.name] == ["А", "Б"]
    code, later = await ticket_of(olya), MORNING + timedelta(minutes=20)
    said = await answer(igor, event, Scan("s1", MORNING, code, gate_id=first.id))
    assert (said.answer, said.name, said.number) == ("in", "Оля", 1)
    assert await status(olya) == "checked_in"
    again = await answer(igor, event, Scan("s2", later, code, gate_id=second.id), later)
    assert (again.answer, again.at, again.gate) == ("already", MORNING, "А")
    by_name = await answer(igor, event, Scan("s3", later, registration_id=olya, gate_id=second.id), later)
    assert (by_name.answer, by_name.gate) == ("already", "А")
    card = await door_cards.get_door(event)
    assert [(one.name, one.count) for one in card.gates] == [("А", 1), ("Б", 0)]
    assert (card.came, card.expected, card.repeats) == (1, 1, 0)
    assert [(one.key, one.gate) for one in card.latest] == [("s1", "А")]


async def test_a_ticket_of_before_lets_in_who_was_given_another_bib(igor: Person) -> None:
    event = await published(igor)
    olya, masha = [await join(await meet(name), event) for name in ("Оля", "Маша")]
    before = {one: await ticket_of(one) for one in (olya, masha)}
    await in_transaction(lambda: numbers.renumber(igor, event.id, 101, "name", now=START))
    await in_transaction(lambda: numbers.change_number(igor, event.id, 102, 7, now=START))
    assert {one: await ticket_of(one) for one in (olya, masha)} == before, "and the ticket drawn now is the same one"
    said = await answer(igor, event, Scan("old", MORNING, before[olya]))
    assert (said.answer, said.name, said.number) == ("in", "Оля", 7)
    kept = {one.registration_id: (one.number, one.ticket_number) for one in await door_cards.everybody(event.id)}
    assert kept == {olya: (7, 1), masha: (101, 2)}, "a device without a network knows both"


async def test_each_wrong_ticket_has_an_answer_of_its_own(igor: Person) -> None:
    event = await published(igor, capacity=3)
    another = await published(igor, "Другой забег")
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    came, gone, out = await join(olya, event), await join(masha, event), await join(lena, event)
    waits = await join(await meet("Паша"), event)
    elsewhere = await join(olya, another)
    code, withdrawn = await ticket_of(came), await ticket_of(gone)
    await in_transaction(lambda: leaving.leave(masha, event.id, now=START))
    await database.execute("UPDATE registrations SET status = 'rejected' WHERE id = $1", out)
    body, _, signature = code.rpartition("#")[2].rpartition(".")
    altered = [
        f"{body.replace('.1', '.2', 1)}.{signature}",
        f"{body}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}",
        f"{body}.",
        sign_ticket(TicketClaim(came, event.id, 1), ticket_key("another secret")),
    ]
    scans = [
        *(Scan(f"a{number}", MORNING, one) for number, one in enumerate(altered)),
        Scan("other", MORNING, await ticket_of(elsewhere)),
        Scan("withdrawn", MORNING, withdrawn),
        Scan("revoked", MORNING, await ticket_of(out)),
        Scan("foreign", MORNING, "https://example.org/menu"),
        Scan("waiting", MORNING, registration_id=waits),
        Scan("nobody", MORNING, registration_id=elsewhere),
    ]
    said = names(await scan(igor, event, *scans))
    assert said == ["forged"] * 4 + ["other", "withdrawn", "revoked", "foreign", "waiting", "foreign"]
    await database.execute("UPDATE registrations SET status = 'unpaid' WHERE id = $1", came)
    assert (await answer(igor, event, Scan("unpaid", MORNING, code))).answer == "unpaid"
    assert await database.fetchval("SELECT count(*) FROM check_ins") == 0


async def test_who_takes_part_online_is_not_let_in_on_site(igor: Person) -> None:
    event = await published(igor, format="hybrid", capacity=5, online_capacity=5)
    online = await join(await meet("Оля"), event, "online")
    assert (await answer(igor, event, Scan("s1", MORNING, await ticket_of(online)))).answer == "online"


async def test_the_door_is_open_from_half_a_day_before_until_the_end_and_late_scans_still_count(igor: Person) -> None:
    event = await published(igor, ends_at=DAY + timedelta(hours=2))
    olya, masha = await join(await meet("Оля"), event), await join(await meet("Маша"), event)
    early, end = DAY - timedelta(hours=12, seconds=1), DAY + timedelta(hours=2)
    code = await ticket_of(olya)
    assert (await answer(igor, event, Scan("s1", early, code), early)).answer == "early"
    over = end + timedelta(minutes=1)
    assert (await answer(igor, event, Scan("s2", over, code), over)).answer == "over"
    await in_transaction(lambda: lifecycle.move_by_time(event.id, now=over))
    event = await lifecycle.load(event.id, lock=False)
    assert (event.status, door.state_now(event, over)) == ("finished", "over")
    sent = await answer(igor, event, Scan("s3", MORNING, code, admitted=True), over)
    assert (sent.answer, sent.at) == ("in", MORNING)
    ahead = over + timedelta(days=300)
    wrong_clock = await answer(igor, event, Scan("s4", ahead, await ticket_of(masha)), over)
    assert wrong_clock.answer == "over", "a clock that runs ahead is not believed"
    await database.execute("UPDATE events SET status = 'cancelled'")
    assert (await answer(igor, event, Scan("s5", MORNING, await ticket_of(masha)), over)).answer == "over"


async def test_two_gates_scan_one_ticket_at_once_and_one_lets_in(igor: Person) -> None:
    event = await published(igor)
    olya = await join(await meet("Оля"), event)
    code = await ticket_of(olya)
    said = await asyncio.gather(*(answer(igor, event, Scan(f"s{number}", MORNING, code)) for number in range(6)))
    assert sorted(names(said)) == ["already"] * 5 + ["in"]
    assert await database.fetchval("SELECT count(*) FROM registration_changes WHERE to_status = 'checked_in'") == 1


async def test_a_queue_that_is_sent_twice_counts_once_and_what_two_devices_let_in_is_a_repeat(igor: Person) -> None:
    event = await published(igor, capacity=30)
    people = await meet_many(20)
    numbers = [await join(one, event) for one in people]
    codes = [await ticket_of(one) for one in numbers]
    first, second = await gate(igor, event), await gate(igor, event)
    at = [MORNING + timedelta(seconds=number) for number in range(20)]
    queue = [Scan(f"one-{i}", at[i], codes[i], gate_id=first.id, admitted=True) for i in range(20)]
    other = [Scan("two-0", at[5], codes[5], gate_id=second.id, admitted=True)]
    later = MORNING + timedelta(hours=1)
    assert names(await scan(igor, event, *queue, now=later)) == ["in"] * 20
    both = await asyncio.gather(scan(igor, event, *queue, now=later), scan(igor, event, *reversed(queue), now=later))
    assert {name for said in both for name in names(said)} == {"in"}
    for _ in range(2):
        (repeat,) = await scan(igor, event, *other, now=later)
        assert (repeat.answer, repeat.at, repeat.gate) == ("already", at[5], "А")
    card = await door_cards.get_door(event)
    assert (card.came, card.repeats) == (20, 1)
    assert [one.state for one in card.latest] == ["repeat", *["in"] * 19]


async def test_two_devices_that_send_the_same_people_crosswise_do_not_block_each_other(igor: Person) -> None:
    event = await published(igor, capacity=20)
    codes = [await ticket_of(await join(one, event)) for one in await meet_many(12)]
    there = [Scan(f"a{i}", MORNING, code, admitted=True) for i, code in enumerate(codes)]
    back = [Scan(f"b{i}", MORNING, code, admitted=True) for i, code in enumerate(codes)][::-1]
    said = await asyncio.gather(scan(igor, event, *there), scan(igor, event, *back))
    assert sorted([*names(said[0]), *names(said[1])]) == ["already"] * 12 + ["in"] * 12


async def test_what_is_undone_lets_in_again_and_the_audit_says_who_did_it(igor: Person) -> None:
    event = await published(igor)
    olya = await join(await meet("Оля"), event)
    code = await ticket_of(olya)
    await scan(igor, event, Scan("s1", MORNING, code))
    assert await in_transaction(lambda: door.undo(igor, event.id, "s1", now=MORNING))
    assert not await in_transaction(lambda: door.undo(igor, event.id, "s1", now=MORNING))
    assert await status(olya) == "confirmed"
    assert (await answer(igor, event, Scan("s1", MORNING, code))).answer == "undone", "the same scan, sent again"
    assert (await answer(igor, event, Scan("s2", MORNING, code))).answer == "in"
    assert await status(olya) == "checked_in"
    row = await database.fetchrow("SELECT * FROM audit_entries WHERE action = 'check-in-undone'")
    assert row is not None and row["actor_id"] == igor.id
    with pytest.raises(NotFound):
        await in_transaction(lambda: door.undo(igor, event.id, "nothing", now=MORNING))


async def test_an_undo_and_a_second_scan_at_once_leave_one_truth(igor: Person) -> None:
    event = await published(igor)
    olya = await join(await meet("Оля"), event)
    code = await ticket_of(olya)
    for number in range(5):
        key = f"s{number}"
        assert (await answer(igor, event, Scan(key, MORNING, code))).answer == "in"
        _, said = await asyncio.gather(
            in_transaction(lambda key=key: door.undo(igor, event.id, key, now=MORNING)),  # type: ignore[misc]
            answer(igor, event, Scan(f"again{number}", MORNING, code)),
        )
        counted = await database.fetchval("SELECT count(*) FROM check_ins WHERE state = 'in'")
        assert counted == (1 if said.answer == "in" else 0)
        assert await status(olya) == ("checked_in" if counted else "confirmed")
        if counted:
            await in_transaction(lambda: door.undo(igor, event.id, f"again{number}", now=MORNING))  # noqa: B023


async def test_a_checker_checks_in_finds_by_name_and_does_nothing_else(igor: Person) -> None:
    event = await published(igor, visibility="private")
    petr, olya, lena = await meet("Пётр"), await meet("Оля"), await meet("Лена")
    code = await ticket_of(await _guest(olya, event))
    for stranger in (petr, lena, olya):
        with pytest.raises(NotFound):
            await scan(stranger, event, Scan("s1", MORNING, code))
    with pytest.raises(NotFound):
        await in_transaction(lambda: checkers.add_checker(petr, event.id, petr.id, now=START))
    assert await in_transaction(lambda: checkers.add_checker(igor, event.id, petr.id, now=START))
    assert not await in_transaction(lambda: checkers.add_checker(igor, event.id, petr.id, now=START))
    assert not await in_transaction(lambda: checkers.add_checker(igor, event.id, igor.id, now=START))
    told = await database.fetch("SELECT user_id FROM outbox WHERE kind = 'event-checker'")
    assert [row["user_id"] for row in told] == [petr.id]
    (found,) = await door_cards.find(event.id, "ол")
    assert set(dir(found)) & {"username", "answers", "user_id", "telegram_id"} == set()
    assert (await answer(petr, event, Scan("s1", MORNING, registration_id=found.registration_id))).answer == "in"
    for work in (
        lambda: gates.add_gate(petr, event.id, "Х", now=START),
        lambda: checkers.change_link(petr, event.id, now=START),
        lambda: lifecycle.cancel(petr, event.id, "нет", now=START),
    ):
        with pytest.raises((NotFound, NotAllowed)):
            await in_transaction(work)
    await in_transaction(lambda: checkers.remove_checker(igor, event.id, petr.id, now=START))
    with pytest.raises(NotFound):
        await scan(petr, event, Scan("s2", MORNING, code))
    assert (await answer(await administrator(), event, Scan("s3", MORNING, code))).answer == "already"


async def _guest(person: Person, event: Event) -> int:
    await database.execute(
        "INSERT INTO event_guests (event_id, user_id, link_token) SELECT id, $2, link_token FROM events WHERE id = $1",
        *(event.id, person.id),
    )
    return await join(person, event)


async def test_a_link_makes_checkers_until_it_is_changed(igor: Person) -> None:
    event = await published(igor)
    petr, lena = await meet("Пётр"), await meet("Лена")
    token = await in_transaction(lambda: checkers.change_link(igor, event.id, now=START))
    assert await in_transaction(lambda: checkers.open_link(petr, token, now=START)) == event.id
    await in_transaction(lambda: checkers.open_link(igor, token, now=START))
    assert [one.user_id for one in await checkers.checkers_of(event.id)] == [petr.id]
    assert token != await in_transaction(lambda: checkers.change_link(igor, event.id, now=START))
    with pytest.raises(LinkRevoked):
        await in_transaction(lambda: checkers.open_link(lena, token, now=START))
    assert [one.user_id for one in await checkers.checkers_of(event.id)] == [petr.id]


async def test_gates_have_names_of_their_own_and_keep_their_people_when_they_are_gone(igor: Person) -> None:
    event = await published(igor)
    side = await gate(igor, event, "  Со двора  ")
    assert side.name == "Со двора"
    with pytest.raises(GateExists):
        await gate(igor, event, "со двора")
    olya = await join(await meet("Оля"), event)
    await scan(igor, event, Scan("s1", MORNING, await ticket_of(olya), gate_id=side.id))
    await in_transaction(lambda: gates.remove_gate(igor, event.id, side.id, now=START))
    with pytest.raises(NotFound):
        await in_transaction(lambda: gates.remove_gate(igor, event.id, side.id, now=START))
    assert (await door_cards.get_door(event)).came == 1
    again = await answer(igor, event, Scan("s2", MORNING, registration_id=olya))
    assert (again.answer, again.gate) == ("already", "Со двора")
    for _ in range(gates.MOST):
        await gate(igor, event)
    with pytest.raises(TooManyGates):
        await gate(igor, event)


async def test_people_are_found_by_number_and_by_the_beginning_of_a_name(igor: Person) -> None:
    event = await published(igor, capacity=2)
    for name in ("Оля", "Маша", "Оливия"):
        await join(await meet(name), event)

    async def found(said: str) -> list[tuple[str, str]]:
        return [(one.name, one.state) for one in await door_cards.find(event.id, said)]

    assert await found("ол") == [("Оля", "good"), ("Оливия", "waiting")]
    assert await found("№ 2") == [("Маша", "good")]
    await join(await meet("Пётр Иванов-Ёлкин"), event)
    for said in ("петр", "Ёлкин", "елкин", "иванов-ёл", "Иванов ел"):
        assert [name for name, _ in await found(said)] == ["Пётр Иванов-Ёлкин"], said
    assert await found("%") == [] and await found("") == [] and await found("999999999999") == []


async def test_a_device_keeps_names_and_numbers_and_nothing_else_of_anybody(igor: Person) -> None:
    event = await published(igor, capacity=1)
    olya = await join(await meet("Оля"), event)
    await join(await meet("Маша"), event)
    await scan(igor, event, Scan("s1", MORNING, registration_id=olya))
    kept = await door_cards.everybody(event.id)
    assert [(one.name, one.state, one.at) for one in kept] == [("Маша", "waiting", None), ("Оля", "in", MORNING)]
    assert not re.search(r"username|telegram|phone|answers|user_id", repr(kept))


async def test_one_sees_the_doors_that_are_open_and_the_next_that_opens(igor: Person) -> None:
    near = await published(igor, starts_at=START + timedelta(hours=5))
    far = await published(igor)
    petr = await meet("Пётр")
    await in_transaction(lambda: checkers.add_checker(igor, near.id, petr.id, now=START))
    for person in (igor, petr):
        assert [one.event_id for one in await door_cards.own_doors(person, now=START)] == [near.id]
    later = START + timedelta(hours=9)
    assert await door_cards.own_doors(igor, now=later) == []
    found = await door_cards.next_door(igor, now=later)
    assert found is not None and found.event_id == far.id
    assert await door_cards.next_door(petr, now=later) is None
