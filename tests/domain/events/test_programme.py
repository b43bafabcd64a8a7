"""EV-09: a programme from lines, items with places of their own, reminders to those in them, changes told once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from icalendar import Calendar

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, Refusal
from domain.events import lifecycle, queries, settled
from domain.events.calendars.one_event import calendar_file
from domain.events.entry import admitting, answering, handover, leaving, registration
from domain.events.errors import EventNotOpen, MoveNotAllowed
from domain.events.making import copying, creation
from domain.events.models import Event
from domain.events.people import exporting, removal, roster
from domain.events.people.exporting import Export
from domain.events.people.roster import PeopleFilter
from domain.events.programme import changes, choosing, making, own, starting
from domain.events.programme.errors import ItemBegun, ItemFull, ItemsOverlap, LinesWrong, OutsideEvent, TooManyItems
from domain.events.programme.items import Item, items_of
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.forms.form import JsonValue
from domain.places.errors import CapacityBelowTaken
from tests.kit.bunches import in_bunches
from tests.kit.clock import START
from tests.kit.people import drafted, meet, meet_many, plan, published

MOSCOW = ZoneInfo("Europe/Moscow")
DAY = (START + timedelta(days=7)).astimezone(MOSCOW).replace(hour=10, minute=0)
LINES = "10:00 разминка; 10:30–11:00 старт 5 км / 5; 10:30–11:30 старт 10 км / 30; 12:00 награждение"


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return DAY.replace(hour=hour, minute=minute).astimezone(UTC)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def race(igor: Person, lines: str = LINES, **changes: Any) -> Event:
    event = await published(igor, **{"starts_at": DAY, "ends_at": DAY.replace(hour=13)} | changes)
    await add(igor, event, lines)
    return event


async def add(igor: Person, event: Event, lines: str, *, keep: bool = False, now: datetime = START) -> int:
    return await in_transaction(lambda: making.add(igor, event.id, lines, keep=keep, now=now))


async def item(event: Event, title: str, viewer: Person | None = None) -> Item:
    [found] = [one for one in await items_of(event.id, viewer.id if viewer else 0) if one.title == title]
    return found


async def join(event: Event, person: Person, *titles: str) -> admitting.Outcome:
    keys = [str((await item(event, title)).id) for title in titles]
    answers: dict[str, JsonValue] = {choosing.KEY: [*keys]} if titles else {}
    return await in_transaction(lambda: registration.register(person, event.id, answers, now=START))


async def pick(event: Event, person: Person, *titles: str, now: datetime = START) -> None:
    keys = [str((await item(event, title)).id) for title in titles]
    await in_transaction(lambda: own.change_choice(person, event.id, keys, now=now))


async def chosen(event: Event, person: Person) -> list[str]:
    return [one.title for one in await items_of(event.id, person.id) if one.own]


async def reminders(*, state: str = "waiting") -> dict[tuple[int, int], datetime]:
    """When, by person and item."""
    rows = await forma_database.fetch(
        "SELECT user_id, params::text, not_before FROM outbox WHERE kind = 'programme-reminder' AND state = $1", state
    )
    return {(row["user_id"], orjson.loads(row["params"])["item_id"]): row["not_before"] for row in rows}


async def told(kind: str = changes.KIND) -> list[tuple[int, dict[str, Any]]]:
    rows = await forma_database.fetch(
        "SELECT user_id, params::text FROM outbox WHERE kind = $1 AND state = 'waiting' ORDER BY user_id", kind
    )
    return [(row["user_id"], orjson.loads(row["params"])) for row in rows]


async def test_lines_become_items_in_the_order_of_time(igor: Person) -> None:
    event = await race(igor, "12:00 награждение\n10:30–11:00 старт 5 км / 30; 10:00 разминка")
    card = await queries.get_event_card(event.id, igor)
    assert [(one.title, one.starts_at, one.capacity) for one in card.programme] == [
        ("разминка", at("10:00"), None),
        ("старт 5 км", at("10:30"), 30),
        ("награждение", at("12:00"), None),
    ]
    assert card.has_questions and card.programme[1].ends_at == at("11:00")
    assert await add(igor, event, "10:00 Разминка; 12:30 чай") == 1, "what is there is not doubled"


async def test_what_is_wrong_is_said_with_its_line_and_nothing_is_kept(igor: Person) -> None:
    event = await published(igor, starts_at=DAY)
    with pytest.raises(LinesWrong) as wrong:
        await add(igor, event, "10:00 разминка\nнаграждение\n25:00 ужин")
    assert wrong.value.params["lines"] == [("time", "2. «награждение»"), ("hour", "3. «25:00 ужин»")]
    with pytest.raises(LinesWrong):
        await add(igor, event, " ; \n")
    assert await items_of(event.id) == ()


async def test_what_lies_outside_the_event_is_told_and_kept_when_it_is_meant(igor: Person) -> None:
    event = await published(igor, starts_at=DAY, ends_at=DAY.replace(hour=13))
    bibs = f"{DAY - timedelta(days=1):%d.%m} 18:00 выдача номеров; 10:00 старт; 15:00 чай"
    with pytest.raises(OutsideEvent) as outside:
        await add(igor, event, bibs)
    assert outside.value.params["lines"] == [("before", "выдача номеров"), ("after", "чай")]
    assert await add(igor, event, bibs, keep=True) == 3
    assert [one.title for one in await items_of(event.id)] == ["выдача номеров", "старт", "чай"]


async def test_there_are_not_too_many_and_strangers_write_none(igor: Person) -> None:
    event, olya = await published(igor, starts_at=DAY), await meet("Оля")
    with pytest.raises(TooManyItems):
        await add(igor, event, "\n".join(f"10:{minute:02} пункт {minute}" for minute in range(making.MOST + 1)))
    with pytest.raises(NotAllowed):
        await add(olya, event, LINES)
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "гроза", now=START))
    with pytest.raises(MoveNotAllowed):
        await add(igor, event, LINES)


async def test_five_places_of_an_item_for_thirty_people_at_once(igor: Person) -> None:
    event, people = await race(igor), await meet_many(30)

    async def one(person: Person) -> str:
        try:
            await join(event, person, "старт 5 км")
        except ItemFull:
            return "full"
        return "in"

    assert Counter(await in_bunches([partial(one, person) for person in people])) == {"in": 5, "full": 25}
    shown = await item(event, "старт 5 км")
    assert (shown.taken, shown.is_full) == (5, True)
    assert (await queries.get_event_card(event.id, igor)).taken == 5, "who found no place has not come in by halves"


async def test_of_a_place_that_two_change_to_one_gets_it(igor: Person) -> None:
    event, people = await race(igor, "10:30 старт 5 км / 1; 12:00 чай / 9"), await meet_many(6)
    for person in people:
        await join(event, person, "чай")

    async def one(person: Person) -> bool:
        try:
            await pick(event, person, "старт 5 км")
        except ItemFull:
            return False
        return True

    won = await asyncio.gather(*map(one, people))
    assert sum(won) == 1
    for person, has_won in zip(people, won, strict=True):
        assert await chosen(event, person) == (["старт 5 км"] if has_won else ["чай"])


async def test_the_reminder_goes_to_those_in_the_item(igor: Person) -> None:
    event, olya, pasha, masha = await race(igor), await meet("Оля"), await meet("Паша"), await meet("Маша")
    await join(event, olya, "старт 5 км")
    await join(event, pasha, "старт 10 км")
    await join(event, masha)
    start, ceremony = await item(event, "старт 5 км"), await item(event, "награждение")
    due = await reminders()
    assert {person for person, item_id in due if item_id == start.id} == {olya.id}
    assert due[olya.id, start.id] == at("10:15")
    assert {person for person, item_id in due if item_id == ceremony.id} == {olya.id, pasha.id, masha.id}


async def test_reminders_follow_the_choice_the_item_and_the_leaving(igor: Person) -> None:
    event, olya, pasha = await race(igor), await meet("Оля"), await meet("Паша")
    await join(event, olya, "старт 5 км")
    await join(event, pasha, "старт 5 км")
    start = await item(event, "старт 5 км")
    await in_transaction(lambda: making.change(igor, start.id, "10:45–11:00 старт 5 км / 5", 30, now=START))
    due = await reminders()
    assert due[olya.id, start.id] == due[pasha.id, start.id] == at("10:15")
    await in_transaction(lambda: making.set_reminder(igor, start.id, None, now=START))
    assert start.id not in {item_id for _, item_id in await reminders()}
    await in_transaction(lambda: making.set_reminder(igor, start.id, 5, now=START))
    await pick(event, pasha)
    assert {person for person, item_id in await reminders() if item_id == start.id} == {olya.id}
    await in_transaction(lambda: leaving.leave(olya, event.id, now=START))
    assert {person for person, _ in await reminders()} == {pasha.id}
    assert (await item(event, "старт 5 км")).taken == 0, "who leaves the event frees the item"
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "гроза", now=START))
    assert await reminders() == {}


async def test_items_that_overlap_and_are_over_are_not_chosen(igor: Person) -> None:
    event, olya = await race(igor), await meet("Оля")
    with pytest.raises(ItemsOverlap):
        await join(event, olya, "старт 5 км", "старт 10 км")
    await join(event, olya, "старт 5 км")
    with pytest.raises(ItemsOverlap):
        await pick(event, olya, "старт 5 км", "старт 10 км")
    await pick(event, olya, "старт 10 км")
    assert await chosen(event, olya) == ["старт 10 км"]
    yesterday = f"{DAY - timedelta(days=1):%d.%m} 9:00 тренировка / 5"
    await add(igor, event, yesterday, keep=True)
    with pytest.raises(ItemBegun):
        await pick(event, olya, "тренировка", now=DAY - timedelta(hours=2))
    with pytest.raises(EventNotOpen):
        await pick(event, olya, now=DAY + timedelta(minutes=1))


async def test_the_question_shows_what_is_left(igor: Person) -> None:
    event, (first, second) = await race(igor, "10:30 старт / 1; 12:00 обед / 9; 13:00 чай"), await meet_many(2)
    await join(event, first, "старт")
    form = await in_transaction(lambda: registration.prepare(second, event.id, now=START))
    [field] = form.fields
    assert [choice.label for choice in field.choices] == ["12:00 обед · 0/9"], "what is full is not offered"
    form, answers = await answering.current_answers(first, event.id, now=START)
    assert [choice.label for choice in form.fields[0].choices] == ["10:30 старт · 1/1", "12:00 обед · 0/9"]
    await in_transaction(lambda: answering.change_answers(first, event.id, {choosing.KEY: []}, now=START))
    assert answers == {choosing.KEY: [str((await item(event, "старт")).id)]}
    assert await chosen(event, first) == []


async def test_who_waits_takes_nothing_and_gets_what_is_left_with_their_place(igor: Person) -> None:
    event, (first, second) = await race(igor, "10:30 старт / 1; 12:00 обед / 9", capacity=1), await meet_many(2)
    await join(event, first, "обед")
    assert (await join(event, second, "старт", "обед")).status == "waitlisted"
    assert (await item(event, "старт")).taken == 0
    await pick(event, first, "старт")
    await in_transaction(lambda: leaving.leave(first, event.id, now=START))
    await in_transaction(lambda: admitting.take_offer(second, event.id, now=START))
    assert await chosen(event, second) == ["старт", "обед"]


async def test_what_is_gone_by_then_is_told_to_who_comes_off_the_waiting_list(igor: Person) -> None:
    event, (first, second, third) = await race(igor, "10:30 старт / 1; 12:00 обед / 9", capacity=2), await meet_many(3)
    await join(event, first)
    await join(event, third)
    waits = await in_transaction(
        lambda: registration.register(second, event.id, {choosing.KEY: ["1", "2", "777"]}, now=START)
    )
    assert waits.status == "waitlisted"
    await pick(event, third, "старт")
    await in_transaction(lambda: leaving.leave(first, event.id, now=START))
    await in_transaction(lambda: admitting.take_offer(second, event.id, now=START))
    assert await chosen(event, second) == ["обед"]
    assert [(user, params["titles"]) for user, params in await told(choosing.LOST)] == [(second.id, ["старт"])]
    stored = await forma_database.fetchval("SELECT answers::text FROM registrations WHERE user_id = $1", second.id)
    assert orjson.loads(stored) == {choosing.KEY: [str((await item(event, "обед")).id)]}


async def test_several_changes_are_told_once_old_and_new_to_those_concerned(igor: Person) -> None:
    event, olya, pasha, masha = await race(igor), await meet("Оля"), await meet("Паша"), await meet("Маша")
    await join(event, olya, "старт 5 км")
    await join(event, pasha, "старт 10 км")
    assert await told() == [], "nobody is told what they have seen when they came"
    start = await item(event, "старт 5 км")
    for clock in ("10:40", "10:45"):
        line = f"{clock}–11:00 старт 5 км / 5"
        await in_transaction(lambda line=line: making.change(igor, start.id, line, 15, now=START))  # type: ignore[misc]
    [(who, params)] = await told()
    assert who == olya.id
    [moved] = await changes.for_person(event.id, olya.id, params["old"])
    assert moved.before and moved.after
    assert (moved.before.starts_at, moved.after.starts_at) == (at("10:30"), at("10:45"))
    due = await forma_database.fetchval(
        "SELECT not_before FROM outbox WHERE kind = $1 AND state = 'waiting'", changes.KIND
    )
    assert due == START + settled.SETTLES
    await in_transaction(lambda: making.change(igor, start.id, "10:30–11:00 старт 5 км / 5", 15, now=START))
    assert await told() == [], "changed back, nothing is told"
    await in_transaction(lambda: making.change(igor, start.id, "10:30–11:00 старт 5 км / 8", 15, now=START))
    assert await told() == [], "how many places there are is not told"
    del masha


async def test_who_was_in_an_item_hears_that_it_is_off_and_everybody_of_a_new_one(igor: Person) -> None:
    event, olya, pasha = await race(igor), await meet("Оля"), await meet("Паша")
    await join(event, olya, "старт 5 км")
    await join(event, pasha)
    start = await item(event, "старт 5 км")
    await in_transaction(lambda: making.remove(igor, start.id, now=START))
    [(who, params)] = await told()
    assert who == olya.id
    [off] = await changes.for_person(event.id, olya.id, params["old"])
    assert off.before and off.before.title == "старт 5 км" and off.after is None
    stored = await forma_database.fetchval("SELECT answers::text FROM registrations WHERE user_id = $1", olya.id)
    assert orjson.loads(stored) == {choosing.KEY: []}
    assert start.id not in {item_id for _, item_id in await reminders()}
    await add(igor, event, "11:30 растяжка / 10")
    both = dict(await told())
    assert both.keys() == {olya.id, pasha.id}
    seen = {who: await changes.for_person(event.id, who, params["old"]) for who, params in both.items()}
    assert [len(seen[olya.id]), len(seen[pasha.id])] == [2, 1]


async def test_no_fewer_places_than_are_taken(igor: Person) -> None:
    event, people = await race(igor), await meet_many(3)
    for person in people:
        await join(event, person, "старт 5 км")
    start = await item(event, "старт 5 км")
    with pytest.raises(CapacityBelowTaken):
        await in_transaction(lambda: making.change(igor, start.id, "10:30 старт 5 км / 2", 15, now=START))
    await in_transaction(lambda: making.change(igor, start.id, "10:30 старт 5 км", 15, now=START))
    assert not (await item(event, "старт 5 км")).by_choice
    assert {person for person, item_id in await reminders() if item_id == start.id} == {one.id for one in people}
    await in_transaction(lambda: making.change(igor, start.id, "10:30 старт 5 км / 2", 15, now=START))
    assert (await item(event, "старт 5 км")).taken == 0


async def test_the_programme_moves_with_the_event_and_its_reminders_do(igor: Person) -> None:
    event, olya = await race(igor), await meet("Оля")
    await join(event, olya, "старт 5 км")
    later = plan(starts_at=DAY + timedelta(hours=1), ends_at=DAY.replace(hour=14))
    await in_transaction(lambda: creation.edit_event(igor, event.id, later, version=None, now=START))
    start = await item(event, "старт 5 км")
    assert (start.starts_at, start.ends_at) == (at("11:30"), at("12:00"))
    assert (await reminders())[olya.id, start.id] == at("11:15")
    assert await told() == [], "that the event has moved is told already"


async def test_over_the_change_of_the_clocks_the_wall_says_the_same(igor: Person) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    starts_at = datetime(2027, 3, 21, 10, tzinfo=berlin)
    event = await published(igor, starts_at=starts_at, ends_at=starts_at.replace(hour=13), zone="Europe/Berlin")
    await add(igor, event, "9:00 номера; 10:30–11:15 старт / 7")
    later = plan(starts_at=starts_at + timedelta(weeks=1), ends_at=starts_at + timedelta(weeks=1, hours=3))
    moved = plan(starts_at=later.starts_at, ends_at=later.ends_at, zone="Europe/Berlin")
    await in_transaction(lambda: creation.edit_event(igor, event.id, moved, version=None, now=START))
    walls = [f"{one.starts_at.astimezone(berlin):%d.%m %H:%M}" for one in await items_of(event.id)]
    assert walls == ["28.03 09:00", "28.03 10:30"]
    night = await drafted(igor, starts_at=datetime(2027, 3, 28, 1, tzinfo=berlin), zone="Europe/Berlin")
    with pytest.raises(LinesWrong) as gap:
        await add(igor, night, "2:30 ночной старт")
    assert gap.value.params["lines"] == [("clock", "1. «2:30 ночной старт»")]
    autumn = await drafted(igor, starts_at=datetime(2027, 10, 31, 1, tzinfo=berlin), zone="Europe/Berlin")
    await add(igor, autumn, "2:40 первый круг; 2:20 второй круг")
    first, second = await items_of(autumn.id)
    assert second.starts_at - first.starts_at == timedelta(minutes=40), "the second 2:20 of that night"


async def test_copies_and_dates_of_a_series_have_the_programme(igor: Person) -> None:
    event = await race(igor)
    olya = await meet("Оля")
    await join(event, olya, "старт 5 км")
    copy = await in_transaction(lambda: copying.clone_event(igor, event.id, now=START))
    copied = await items_of(copy.id)
    assert [(one.title, one.starts_at, one.capacity, one.taken) for one in copied] == [
        (one.title, one.starts_at + timedelta(weeks=1), one.capacity, 0) for one in await items_of(event.id)
    ]
    await in_transaction(lambda: lifecycle.delete_draft(igor, copy.id, now=START))
    assert await items_of(copy.id) == ()
    made = await in_transaction(lambda: series.make(igor, event.id, Wanted(3), now=START))
    dates = [await items_of(one) for one in made.event_ids]
    assert [[one.title for one in items] for items in dates] == [
        ["разминка", "старт 5 км", "старт 10 км", "награждение"]
    ] * 2
    await add(igor, event, "12:30 чай")
    await in_transaction(lambda: registration.register(olya, made.event_ids[0], {}, now=START))
    await in_transaction(lambda: series.change_all(igor, event.id, now=START))
    assert [len(await items_of(one)) for one in made.event_ids] == [4, 5], "where people have registered, it stays"


async def test_a_ticket_that_is_passed_on_frees_the_items(igor: Person) -> None:
    event, olya, pasha = await race(igor), await meet("Оля"), await meet("Паша")
    joined = await join(event, olya, "старт 5 км")
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    token = await in_transaction(lambda: handover.offer(olya, joined.registration_id, now=START))
    wanted: dict[str, JsonValue] = {choosing.KEY: [str((await item(event, "старт 10 км")).id)]}
    await in_transaction(lambda: handover.take(pasha, token, wanted, now=START))
    assert (await chosen(event, olya), await chosen(event, pasha)) == ([], ["старт 10 км"])
    assert {person for person, _ in await reminders()} == {pasha.id}


async def test_who_was_taken_out_and_back_is_in_what_they_had_chosen(igor: Person) -> None:
    event, olya = await race(igor), await meet("Оля")
    joined = await join(event, olya, "старт 5 км")
    await in_transaction(lambda: removal.remove(igor, joined.registration_id, "rules", now=START))
    assert await chosen(event, olya) == []
    await in_transaction(lambda: removal.restore(igor, joined.registration_id, now=START))
    assert await chosen(event, olya) == ["старт 5 км"]


async def test_the_organizer_sees_who_is_in_an_item(igor: Person) -> None:
    event, olya, pasha = await race(igor), await meet("Оля"), await meet("Паша")
    await join(event, olya, "старт 5 км")
    await join(event, pasha, "старт 10 км")
    key = str((await item(event, "старт 5 км")).id)
    wanted = PeopleFilter("going", answer=(choosing.KEY, key))
    shown = await roster.get_roster(igor, event.id, wanted)
    assert [row.user_id for row in shown.rows] == [olya.id]
    assert shown.numbers.answers[choosing.KEY, key] == 1
    columns = await exporting.columns_of(event)
    assert columns[-1].key == choosing.KEY
    export = Export(event.id, igor.id, "csv", (choosing.KEY,), wanted)
    [lines] = [lines async for lines in exporting.lines_of(export)]
    assert [line.answers[choosing.KEY] for line in lines] == [[key]]


async def test_the_calendar_file_lists_it(igor: Person) -> None:
    event = await race(igor)
    card = await queries.get_event_card(event.id, igor)
    text = calendar_file(card, url="https://t.me", now=START).decode().replace("\r\n ", "")
    assert "10:00 разминка\\n10:30–11:00 старт 5 км\\n" in text


async def test_the_file_of_who_takes_part_has_what_concerns_them_and_their_items_apart(igor: Person) -> None:
    event, olya = await race(igor), await meet("Оля")
    await join(event, olya, "старт 5 км")
    card = await queries.get_event_card(event.id, olya)
    entries = Calendar.from_ical(calendar_file(card, url="https://t.me", now=START)).walk("VEVENT")
    whole, [item] = entries[0], entries[1:]
    assert "старт 5 км" in str(whole["DESCRIPTION"]) and "награждение" in str(whole["DESCRIPTION"])
    assert "старт 10 км" not in str(whole["DESCRIPTION"])
    assert str(item["SUMMARY"]).startswith("старт 5 км · ") and str(item["UID"]) != str(whole["UID"])
    assert (item["DTSTART"].dt, item["DTEND"].dt) == (at("10:30"), at("11:00"))


async def test_the_start_of_items_is_due_and_moves_with_the_programme_and_the_event(igor: Person) -> None:
    event = await drafted(igor, starts_at=DAY, ends_at=DAY.replace(hour=13))
    await add(igor, event, LINES)
    assert await next_start(event) is None, "of a draft nothing is said"
    await in_transaction(lambda: lifecycle.publish(igor, event.id, now=START))
    assert await next_start(event) == at("10:00")
    first = await item(event, "разминка")
    await in_transaction(lambda: making.change(igor, first.id, "10:10 разминка", None, now=START))
    assert await next_start(event) == at("10:10")
    later = plan(starts_at=DAY + timedelta(hours=1), ends_at=DAY.replace(hour=14))
    await in_transaction(lambda: creation.edit_event(igor, event.id, later, version=None, now=START))
    assert await next_start(event) == at("11:10")
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "Гроза", now=START))
    assert await next_start(event) is None


async def next_start(event: Event) -> datetime | None:
    due_at: datetime | None = await forma_database.fetchval(
        "SELECT due_at FROM agenda WHERE kind = $1 AND subject = $2", starting.DUE, str(event.id)
    )
    return due_at


HOSTILE: Sequence[str] = (
    "10:00 " + "а" * 5000,
    "99:99 x",
    "10:00 \u202eевил\u202c\u200b",
    "9" * 4000,
    "10:00–" * 500,
    "1.1 " * 900,
    "10:00 x / 99999999999999",
    "день 99999999999 10:00 x",
    "10:00 x" + " (" * 1500,
    "\0\0 10:00 \0",
)


async def test_hostile_lines_are_refused_or_harmless(igor: Person) -> None:
    event = await published(igor, starts_at=DAY)
    for text in HOSTILE:
        try:
            await add(igor, event, text)
        except Refusal:
            continue
    assert [one.title for one in await items_of(event.id)] == ["евил"]
