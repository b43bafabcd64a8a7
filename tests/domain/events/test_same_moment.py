"""Two people act at the same moment: whoever is second waits, meets what the first has left, and reads a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from dataclasses import replace
from datetime import timedelta

import pytest

from domain import database as forma_database
from domain import reactions
from domain.accounts.people import Person
from domain.audit import trail
from domain.database import in_transaction, transaction
from domain.errors import Refusal
from domain.events import lifecycle, opening
from domain.events.admission import applications, documents
from domain.events.categories import managing
from domain.events.entrance import door
from domain.events.entrance.door import Scan
from domain.events.entry import admitting, counting, leaving, registration
from domain.events.entry.errors import NotRegistered
from domain.events.entry.holds import Hold
from domain.events.errors import EventNotOpen
from domain.events.group_door import asking, doors
from domain.events.making import creation
from domain.events.models import Event
from domain.events.money.errors import TooManyUnpaid
from domain.events.people import removal
from domain.events.recurring import series
from domain.events.recurring.series import Applied, Wanted
from domain.files import documents as files
from domain.payments import orders
from domain.payments.settlement import Incoming, Receipt, Verdict
from domain.spaces import links, membership
from domain.spaces.doors import doors as space_doors
from domain.spaces.membership import Group
from tests.domain.events.test_door import KEY, MORNING, join
from tests.kit.clock import START
from tests.kit.meeting import awaited, meets
from tests.kit.people import administrator, heard, meet, published

WEEK = timedelta(days=7)
CHAT, LINK = -1001, "https://t.me/+AbCdEfGhIjKlMnOp"


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def while_held(
    event: Event, waits: Callable[[], Awaitable[object]], goes: Callable[[], Awaitable[object]]
) -> object:
    """`waits` begins while the event is held, by whoever `goes` on then. Nobody meets a rival, so nobody repeats."""

    async def ended() -> object:
        try:
            return await in_transaction(waits, attempts=1)
        except Refusal as refusal:
            return refusal

    async with transaction():
        await lifecycle.load(event.id)
        other = asyncio.create_task(ended(), context=Context())
        await awaited(other)
        await goes()
    return await other


async def test_at_the_door_one_waits_for_who_is_just_leaving(igor: Person) -> None:
    event, olya = await published(igor), await meet("Оля")
    entry = await join(olya, event)

    async def let_in() -> list[door.Verdict]:
        scan = Scan("s1", MORNING, registration_id=entry)
        return await door.check_in(igor, event.id, [scan], key=KEY.public_key(), now=MORNING)

    said = await while_held(event, let_in, lambda: leaving.leave(olya, event.id, now=MORNING))
    assert isinstance(said, list) and [one.answer for one in said] == ["withdrawn"]


async def test_a_check_in_is_taken_back_once_who_is_just_leaving_has_left(igor: Person) -> None:
    event, olya, pasha = await published(igor), await meet("Оля"), await meet("Паша")
    entry, other = await join(olya, event), await join(pasha, event)
    scan = Scan("s1", MORNING, registration_id=entry)
    await in_transaction(lambda: door.check_in(igor, event.id, [scan], key=KEY.public_key(), now=MORNING))

    async def removed() -> None:
        await removal.remove(igor, other, "Просил", now=MORNING)
        await removal.remove(igor, entry, "Просил", now=MORNING)

    assert await while_held(event, lambda: door.undo(igor, event.id, "s1", now=MORNING), removed) is True
    status = "SELECT status FROM registrations WHERE id = $1"
    assert await forma_database.fetchval(status, entry) == "withdrawn"


async def test_an_offer_is_taken_by_its_button_while_its_person_is_taken_out(igor: Person) -> None:
    event, olya, pasha = await published(igor, capacity=1), await meet("Оля"), await meet("Паша")
    await join(pasha, event)
    entry = await join(olya, event)
    await in_transaction(lambda: leaving.leave(pasha, event.id, now=START))
    kept = Hold(START, START + timedelta(hours=2))
    await in_transaction(lambda: counting.begin(event.id, olya.id, entry, 55, kept))

    async def pressed() -> object:
        await counting.forget(event.id, olya.id)
        return await admitting.take_offer(olya, event.id, now=START)

    said = await while_held(event, pressed, lambda: removal.remove(igor, entry, "Просил", now=START))
    assert isinstance(said, NotRegistered)


@pytest.mark.usefixtures("telegram_takes_money")
async def test_what_is_foreseen_before_the_questions_keeps_no_place_from_anybody(igor: Person) -> None:
    first, second, third = [
        await published(igor, str(number), fee_minor=50_000, payment="online", capacity=1) for number in range(3)
    ]
    olya, pasha = await meet("Оля"), await meet("Паша")
    for event in (first, second):
        await join(olya, event)
    await join(pasha, third)

    async def come() -> object:
        await registration.prepare(olya, third.id, now=START)
        return await registration.register(olya, third.id, {}, now=START)

    said = await while_held(third, come, lambda: leaving.leave(pasha, third.id, now=START))
    assert isinstance(said, TooManyUnpaid)


@pytest.mark.usefixtures("telegram_takes_money")
async def test_nobody_hears_that_they_have_not_paid_while_their_money_comes(igor: Person) -> None:
    event, olya = await published(igor, fee_minor=50_000, payment="online"), await meet("Оля")
    order = await orders.order_for("event-entry", await join(olya, event))
    assert order is not None
    money = Incoming("telegram", "a charge", order.token, order.price, olya.id)
    receipt, _ = await meets(
        lambda: reactions.charge_received(money, now=START), lambda: reactions.attempt_failed(order.id, now=START)
    )
    assert isinstance(receipt, Receipt) and receipt.verdict is Verdict.PAID
    assert await heard(olya, "event-not-paid") == 0


async def test_a_whole_series_waits_for_a_date_before_it_keeps_anybody_waiting(igor: Person) -> None:
    """Whoever changes one of its dates is audited like everybody else meanwhile."""
    event = await published(igor)
    made = await in_transaction(lambda: series.make(igor, event.id, Wanted(3, publish=True), now=START))
    last = await lifecycle.load(made.event_ids[-1], lock=False)
    said = await while_held(
        last,
        lambda: series.change_all(igor, event.id, now=START),
        lambda: trail.record(igor.id, "event-edited", f"event:{last.id}", now=START),
    )
    assert said == Applied(changed=2, kept=0)


async def test_many_are_taken_out_before_anybody_waits_for_their_audit(igor: Person) -> None:
    """A document of one of them is deleted by its owner, which is audited, too."""
    event, olya, masha = await published(igor), await meet("Оля"), await meet("Маша")
    first, second = await join(olya, event), await join(masha, event)
    async with transaction():
        await forma_database.execute("SELECT 1 FROM registrations WHERE id = $1 FOR UPDATE", second)
        several = asyncio.create_task(
            in_transaction(
                lambda: removal.remove_several(igor, event.id, [first, second], "Просили", now=START), attempts=1
            ),
            context=Context(),
        )
        await awaited(several)
        await trail.record(masha.id, "document-deleted", "document:1", now=START)
    assert await several == 2
    audited = (
        "SELECT details->>'registration' AS id FROM audit_entries WHERE action = 'event-person-removed' ORDER BY id"
    )
    assert [row["id"] for row in await forma_database.fetch(audited)] == [str(first), str(second)]


async def test_an_application_is_declined_while_its_document_is_deleted(igor: Person) -> None:
    event, olya = await published(igor, by_hand=True), await meet("Оля")
    entry = await join(olya, event)

    async def handed_in() -> int:
        document_id = await files.keep_telegram_file(olya.id, "a file", now=START)
        said = {"about": "", "title": "Справка", "thing": "Забег", "valid_until": None, "needed_until": START + WEEK}
        await files.hand_in(document_id, olya.id, documents.PURPOSE, entry, now=START, **said)  # type: ignore[arg-type]
        return document_id

    document_id = await in_transaction(handed_in)
    application_id = await forma_database.fetchval("SELECT id FROM applications")
    async with transaction():
        await forma_database.execute("DELETE FROM documents WHERE id = $1", document_id)
        said_no = asyncio.create_task(
            in_transaction(lambda: applications.decline(igor, application_id, "Нет", now=START), attempts=1),
            context=Context(),
        )
        await awaited(said_no)
        await trail.record(olya.id, "document-deleted", f"document:{document_id}", now=START)
    assert (await said_no).state == "declined"


async def test_whoever_wants_to_hear_of_the_opening_while_it_opens_is_told_that_it_has(igor: Person) -> None:
    event = await published(igor, registration_opens_at=START + timedelta(days=1))
    olya, masha = await meet("Оля"), await meet("Маша")
    await in_transaction(lambda: opening.watch(masha, event.id, now=START))
    _, said = await meets(
        lambda: lifecycle.open_registration(igor, event.id, now=START),
        lambda: opening.watch(olya, event.id, now=START),
    )
    assert isinstance(said, EventNotOpen)
    assert not await opening.is_watching(event.id, olya.id), "nobody would tell her"
    assert await heard(masha, opening.KIND) == 1


@pytest.mark.parametrize(("replacement", "left"), [("running", ["running"]), (None, [])])
async def test_a_category_goes_while_an_event_comes_into_it(
    igor: Person, replacement: str | None, left: list[str]
) -> None:
    anna, event = await administrator(), await published(igor)
    slug = await in_transaction(lambda: managing.add(anna, "Бег по лесу", "Trail running", now=START))
    wanted = replace(await creation.plan_of(event), categories=(slug,))
    _, said = await meets(
        lambda: managing.remove(anna, slug, replacement, now=START),
        lambda: creation.edit_event(igor, event.id, wanted, version=None, now=START),
    )
    assert isinstance(said, Event)
    assert list((await creation.plan_of(event)).categories) == left


@pytest.mark.parametrize("closes", ["by hand", "with the group"])
async def test_who_asks_to_be_let_in_while_the_door_is_closed_is_left_to_the_group(igor: Person, closes: str) -> None:
    event, olya = await published(igor), await meet("Оля")
    async with transaction():
        await membership.enter(Group(CHAT, "Бег", "supergroup", is_forum=False), language="ru", now=START)
        await links.bind(CHAT, f"event:{event.id}", igor.id, now=START)
        await doors.open_door(igor, event.id, now=START)
        await space_doors.link_made(CHAT, LINK)

    async def close() -> None:
        if closes == "by hand":
            await doors.close_door(igor, event.id, now=START)
        else:
            await space_doors.close_door(CHAT, now=START)

    await meets(close, lambda: asking.came(olya, LINK, olya.telegram_id, None, now=START))
    assert not await forma_database.fetch("SELECT * FROM join_requests WHERE state = 'waiting'")
    assert not await forma_database.fetch("SELECT * FROM outbox WHERE kind = $1", asking.WAY_IN)
