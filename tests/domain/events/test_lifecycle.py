"""EV-01, EV-02, EV-04, EV-11, EV-29: statuses, moves by hand and by time, changes and what people hear of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.audit import trail
from domain.database import transaction
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle, organized, queries
from domain.events.entry import admitting, leaving, own_events, registration
from domain.events.errors import EventNotOpen, HasRegistrations, MoveNotAllowed, ReasonNeeded, StartsInPast
from domain.events.lifecycle import MOVES, next_status
from domain.events.making import copying, creation
from domain.events.making.errors import Changed, EndsBeforeStart
from domain.events.models import Event
from domain.events.people import roster, statuses
from domain.events.people.roster import PeopleFilter
from scheduler.events import AGENDA
from tests.kit.clock import START
from tests.kit.people import administrator, drafted, meet, meet_many, plan, published

STATUSES = ("draft", "published", "registration_open", "running", "finished", "cancelled")
DOINGS = ("publish", "open", "start", "finish", "cancel")
LEGAL = {
    "draft": {"publish"},
    "published": {"open", "start", "cancel"},
    "registration_open": {"start", "cancel"},
    "running": {"finish", "cancel"},
    "finished": set(),
    "cancelled": set(),
}


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def join(event: Event, *people: Person, now: datetime = START) -> None:
    for person in people:
        async with transaction():
            await registration.register(person, event.id, {}, now=now)


async def status_of(event: Event) -> str:
    return (await lifecycle.load(event.id, lock=False)).status


async def told(kind: str, *, state: str = "waiting") -> list[dict[str, Any]]:
    rows = await forma_database.fetch(
        "SELECT * FROM outbox WHERE kind = $1 AND state = $2 ORDER BY user_id, not_before", kind, state
    )
    return [dict(row) | {"params": orjson.loads(row["params"])} for row in rows]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("move", DOINGS)
def test_every_move_is_legal_or_refused(status: str, move: str) -> None:
    if move in LEGAL[status]:
        assert next_status(status, move) == MOVES[status, move]
    else:
        with pytest.raises(MoveNotAllowed) as refused:
            next_status(status, move)
        assert refused.value.params == {"status": status, "move": move}


async def test_anybody_makes_an_event_and_nobody_else_manages_it(igor: Person) -> None:
    event = await published(igor)
    olya = await meet("Оля")
    for refused in (lifecycle.start, lifecycle.archive, lifecycle.delete_draft, lifecycle.publish):
        with pytest.raises(NotAllowed):
            async with transaction():
                await refused(olya, event.id, now=START)
    boss = await administrator()
    async with transaction():
        await lifecycle.cancel(boss, event.id, "Мошенничество", now=START)
    assert await status_of(event) == "cancelled"


async def test_what_is_hidden_cannot_be_told_from_what_is_not_there(igor: Person) -> None:
    olya = await meet("Оля")
    for hidden in (await drafted(igor), await published(igor, visibility="private")):
        for reach in (lifecycle.start, leaving.leave, admitting.take_offer, registration.prepare):
            with pytest.raises(NotFound):
                async with transaction():
                    await reach(olya, hidden.id, now=START)


async def test_registration_opens_at_nine_by_itself(igor: Person) -> None:
    nine = START + timedelta(days=1)
    event = await published(igor, registration_opens_at=nine)
    olya = await meet("Оля")
    early = nine - timedelta(minutes=1)
    await agenda.work_due(AGENDA, early)
    with pytest.raises(EventNotOpen) as refused:
        await join(event, olya, now=early)
    assert refused.value.params == {"reason": "early", "opens": nine}
    await agenda.work_due(AGENDA, nine)
    assert await status_of(event) == "registration_open"
    await join(event, olya, now=nine)


async def test_registration_closes_when_the_organizer_said(igor: Person) -> None:
    closes = START + timedelta(days=1)
    event = await published(igor, registration_closes_at=closes)
    olya, pasha = await meet("Оля"), await meet("Паша")
    await join(event, olya, now=closes - timedelta(seconds=1))
    with pytest.raises(EventNotOpen) as refused:
        await join(event, pasha, now=closes)
    assert refused.value.params["reason"] == "closed"


async def test_registration_opens_when_its_opening_time_is_taken_away(igor: Person) -> None:
    event = await published(igor, registration_opens_at=START + timedelta(days=1))
    async with transaction():
        await creation.edit_event(igor, event.id, plan(), version=None, now=START)
    await agenda.work_due(AGENDA, START)
    assert await status_of(event) == "registration_open"


async def test_a_clock_that_jumps_over_everything_makes_every_move(igor: Person) -> None:
    event = await published(igor, registration_opens_at=START + timedelta(days=1))
    await agenda.work_due(AGENDA, event.starts_at + timedelta(days=30))
    assert await status_of(event) == "finished"
    moves = [row["action"] for row in await forma_database.fetch("SELECT action FROM audit_entries ORDER BY id")]
    assert moves == ["event-created", "event-publish", "event-open", "event-start", "event-finish"]
    assert await forma_database.fetchval("SELECT count(*) FROM agenda") == 0


async def test_the_last_move_may_be_asked_for_first(igor: Person) -> None:
    """Two processes share what is due after an outage: the end must not be lost because the start came later."""
    event = await published(igor)
    late = event.starts_at + timedelta(days=1)
    assert await agenda.work_due({"event-finish": AGENDA["event-finish"]}, late) == 1
    assert await agenda.work_due(AGENDA, late) == 1
    assert await status_of(event) == "finished"


async def test_an_event_runs_until_its_end_or_for_three_hours(igor: Person) -> None:
    short = await published(igor, ends_at=START + timedelta(days=7, hours=1))
    unsaid = await published(igor)
    await agenda.work_due(AGENDA, short.starts_at)
    assert [await status_of(event) for event in (short, unsaid)] == ["running", "running"]
    await agenda.work_due(AGENDA, short.starts_at + timedelta(hours=1))
    assert [await status_of(event) for event in (short, unsaid)] == ["finished", "running"]
    await agenda.work_due(AGENDA, short.starts_at + timedelta(hours=3))
    assert await status_of(unsaid) == "finished"


async def test_cancelling_tells_everybody_why_and_drops_reminders(igor: Person) -> None:
    event = await published(igor, capacity=2)
    olya, pasha, masha = await meet("Оля"), await meet("Паша"), await meet("Маша")
    await join(event, olya, pasha, masha)
    assert len(await told("event-reminder")) == 4
    with pytest.raises(ReasonNeeded):
        async with transaction():
            await lifecycle.cancel(igor, event.id, "  ", now=START)
    async with transaction():
        await lifecycle.cancel(igor, event.id, "Гроза", now=START)
    assert [row["user_id"] for row in await told("event-cancelled")] == [olya.id, pasha.id, masha.id]
    assert await told("event-reminder") == []
    assert (await queries.get_event_card(event.id, olya)).cancel_reason == "Гроза"
    assert await forma_database.fetchval("SELECT count(*) FROM agenda WHERE kind <> 'event-offer-end'") == 0


async def test_nobody_takes_an_offer_of_a_cancelled_event_or_hears_that_it_ended(igor: Person) -> None:
    event = await published(igor, capacity=1)
    olya, pasha = await meet("Оля"), await meet("Паша")
    await join(event, olya, pasha)
    async with transaction():
        await leaving.leave(olya, event.id, now=START)
    async with transaction():
        await lifecycle.cancel(igor, event.id, "Гроза", now=START)
    with pytest.raises(EventNotOpen):
        async with transaction():
            await admitting.take_offer(pasha, event.id, now=START)
    await agenda.work_due(AGENDA, START + timedelta(hours=5))
    assert await told("event-offer-ended") == []
    assert await told("event-ticket") != [] and {row["user_id"] for row in await told("event-ticket")} == {olya.id}


async def test_a_moved_event_moves_reminders_and_tells_both_times_once(igor: Person) -> None:
    event = await published(igor)
    olya = await meet("Оля")
    await join(event, olya)
    later = event.starts_at + timedelta(hours=1)
    async with transaction():
        await creation.edit_event(igor, event.id, plan(starts_at=later), version=event.version, now=START)
    [moved] = await told("event-moved")
    assert (moved["user_id"], moved["params"]["old"], moved["params"]["new"]) == (
        olya.id,
        event.starts_at.isoformat(),
        later.isoformat(),
    )
    assert [row["not_before"] for row in await told("event-reminder")] == [
        later - timedelta(hours=24),
        later - timedelta(hours=1),
    ]


async def test_an_event_moved_there_and_back_reminds_once_each(igor: Person) -> None:
    event = await published(igor)
    await join(event, await meet("Оля"))
    for starts_at in (event.starts_at + timedelta(days=1), event.starts_at):
        async with transaction():
            await creation.edit_event(igor, event.id, plan(starts_at=starts_at), version=None, now=START)
    assert [row["not_before"] for row in await told("event-reminder")] == [
        event.starts_at - timedelta(hours=24),
        event.starts_at - timedelta(hours=1),
    ]


async def test_leaving_and_coming_back_reminds_once_each(igor: Person) -> None:
    event = await published(igor)
    olya = await meet("Оля")
    await join(event, olya)
    async with transaction():
        await leaving.leave(olya, event.id, now=START)
    assert await told("event-reminder") == []
    await join(event, olya)
    reminders = await told("event-reminder")
    assert [row["params"]["hours"] for row in reminders] == [24, 1]
    await forma_database.execute("UPDATE outbox SET state = 'sent' WHERE id = $1", reminders[0]["id"])
    async with transaction():
        await leaving.leave(olya, event.id, now=START)
    await join(event, olya)
    assert [row["params"]["hours"] for row in await told("event-reminder")] == [1]


async def test_reminders_are_only_for_times_to_come(igor: Person) -> None:
    event = await published(igor)
    await join(event, await meet("Оля"), now=event.starts_at - timedelta(hours=2))
    assert [row["params"]["hours"] for row in await told("event-reminder")] == [1]


async def test_who_saves_an_outdated_event_is_told_so(igor: Person) -> None:
    event = await published(igor)
    async with transaction():
        await creation.edit_event(igor, event.id, plan("Новое имя"), version=event.version, now=START)
    with pytest.raises(Changed):
        async with transaction():
            await creation.edit_event(igor, event.id, plan("Другое имя"), version=event.version, now=START)


async def test_times_that_make_no_sense_are_refused(igor: Person) -> None:
    with pytest.raises(StartsInPast):
        await drafted(igor, starts_at=START)
    with pytest.raises(EndsBeforeStart):
        await drafted(igor, ends_at=START + timedelta(days=7))
    event = await published(igor)
    with pytest.raises(EndsBeforeStart):
        async with transaction():
            early = plan(ends_at=START + timedelta(days=6))
            await creation.edit_event(igor, event.id, early, version=None, now=START)
    late = await drafted(igor)
    with pytest.raises(StartsInPast):
        async with transaction():
            await lifecycle.publish(igor, late.id, now=late.starts_at)


async def test_a_running_event_is_not_moved_and_a_finished_one_not_changed(igor: Person) -> None:
    event = await published(igor)
    await agenda.work_due(AGENDA, event.starts_at)
    with pytest.raises(MoveNotAllowed):
        async with transaction():
            tomorrow = plan(starts_at=event.starts_at + timedelta(days=1))
            await creation.edit_event(igor, event.id, tomorrow, version=None, now=event.starts_at)
    async with transaction():
        changed = await creation.edit_event(igor, event.id, plan("Имя"), version=None, now=event.starts_at)
    assert (changed.title, changed.status) == ("Имя", "running")
    async with transaction():
        await lifecycle.finish(igor, event.id, now=event.starts_at)
    with pytest.raises(MoveNotAllowed):
        async with transaction():
            await creation.edit_event(igor, event.id, plan("Ещё"), version=None, now=event.starts_at)


async def test_a_copy_is_a_draft_at_the_same_hour_of_a_week_to_come(igor: Person) -> None:
    event = await published(igor, capacity=7, categories=("running",), description="Пять кругов")
    much_later = event.starts_at + timedelta(days=17)
    async with transaction():
        copy = await copying.clone_event(igor, event.id, now=much_later)
        old, new = await creation.plan_of(event), await creation.plan_of(copy)
    assert copy.status == "draft" and copy.starts_at > much_later
    assert (copy.starts_at - event.starts_at) % timedelta(weeks=1) == timedelta()
    assert (new.capacity, new.categories, new.description) == (old.capacity, old.categories, old.description)


async def test_only_a_draft_that_nobody_joined_is_deleted_others_are_archived(igor: Person) -> None:
    draft, event = await drafted(igor, categories=("yoga",)), await published(igor)
    await join(event, await meet("Оля"))
    async with transaction():
        await lifecycle.delete_draft(igor, draft.id, now=START)
    with pytest.raises(NotFound):
        await lifecycle.load(draft.id, lock=False)
    assert await forma_database.fetchval("SELECT count(*) FROM place_pools") == 1
    with pytest.raises(HasRegistrations):
        async with transaction():
            await lifecycle.delete_draft(igor, event.id, now=START)
    with pytest.raises(MoveNotAllowed):
        async with transaction():
            await lifecycle.archive(igor, event.id, now=START)
    async with transaction():
        await lifecycle.cancel(igor, event.id, "Гроза", now=START)
    async with transaction():
        await lifecycle.archive(igor, event.id, now=START)
    assert [row.archived for row in await organized.list_organized(igor)] == [True]
    assert await trail.first_broken_entry() is None


async def test_an_organizer_sees_first_what_comes_next(igor: Person) -> None:
    for title, days in (("later", 9), ("next", 3), ("off", 5), ("off before", 4)):
        event = await published(igor, title, starts_at=START + timedelta(days=days))
        if title.startswith("off"):
            async with transaction():
                await lifecycle.cancel(igor, event.id, "Гроза", now=START)
    assert [row.title for row in await organized.list_organized(igor)] == ["next", "later", "off", "off before"]


async def test_publishing_brings_an_archived_draft_back(igor: Person) -> None:
    event = await drafted(igor)
    async with transaction():
        await lifecycle.archive(igor, event.id, now=START)
    async with transaction():
        await lifecycle.publish(igor, event.id, now=START)
    assert not (await queries.get_event_card(event.id, igor)).archived


async def test_my_events_move_between_tabs_by_status(igor: Person) -> None:
    event = await published(igor)
    olya = await meet("Оля")
    await join(event, olya)

    async def tab() -> list[str]:
        return [name for name in ("upcoming", "running", "finished") if await own_events.list_my_events(olya.id, name)]

    assert await tab() == ["upcoming"]
    await agenda.work_due(AGENDA, event.starts_at)
    assert await tab() == ["running"]
    await agenda.work_due(AGENDA, event.starts_at + timedelta(hours=3))
    assert await tab() == ["finished"]


async def test_a_thousand_participants(igor: Person) -> None:
    """Lists come in pages; the organizer has one message of them all; telling them takes few statements."""
    event = await published(igor)
    crowd = await meet_many(1000)
    async with transaction():
        for person in crowd:
            await registration.register(person, event.id, {}, now=START)
    seen: list[int] = []
    while page := await roster.list_people(event.id, PeopleFilter(), after=seen[-1] if seen else 0, limit=300):
        seen += [row.registration_id for row in page]
    assert len(seen) == len(set(seen)) == 1000
    assert await statuses.count_by_status(event.id) == {"confirmed": 1000}
    assert len(await told("event-registrations")) == 1
    said: list[str] = []
    async with transaction() as tx:
        with tx.sql.query_logger(lambda record: said.append(record.query)):
            moved = plan(starts_at=event.starts_at + timedelta(hours=1))
            await creation.edit_event(igor, event.id, moved, version=None, now=START)
    assert len(said) < 40
    assert len(await told("event-moved")) == 1000
    assert len(await told("event-reminder")) == 2000
