"""The organizer's hands on the programme: lines added, one changed, taken out, carried over to another event."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements
from domain.events.lifecycle import UNSAID_LENGTH, load, load_changeable
from domain.events.models import Event
from domain.events.policy import require_manager
from domain.events.programme import changes, choosing, reminders, starting
from domain.events.programme.changes import Said
from domain.events.programme.errors import LinesWrong, OutsideEvent, TooManyItems
from domain.events.programme.items import Item, delete_with_event, items_of
from domain.events.programme.lines import Frame, Line, Wrong, as_line, outside, read_lines
from domain.places import pools
from domain.time import local

MOST = 40


def frame_of(event: Event, *, lang: str, now: datetime) -> Frame:
    return Frame(event.starts_at, event.ends_at or event.starts_at + UNSAID_LENGTH, event.zone, now, lang)


async def add(actor: Person, event_id: int, text: str, *, keep: bool = False, now: datetime) -> int:
    """How many of the lines were new: what stands there already, at that time and of that name, is not doubled.

    All or none. `keep`: also those that lie outside the event. Raises NotFound, NotAllowed, MoveNotAllowed,
    LinesWrong, OutsideEvent, TooManyItems.
    """
    event = await load_changeable(actor, event_id)
    lines = _understood(text, frame_of(event, lang=actor.language, now=now), keep=keep)
    before = await changes.known(event.id)
    there = {(one.title.casefold(), one.starts_at) for one in before}
    new = {(one.title.casefold(), one.starts_at): one for one in lines}
    fresh = [one for key, one in new.items() if key not in there]
    if len(before) + len(fresh) > MOST:
        raise TooManyItems(most=MOST)
    for line in fresh:
        await _insert(event.id, line, reminders.USUAL)
    if fresh:
        await _saved(actor, event, before, now=now)
    return len(fresh)


def _understood(text: str, frame: Frame, *, keep: bool) -> tuple[Line, ...]:
    lines, wrong = read_lines(text, frame)
    if not (lines or wrong):
        wrong = (Wrong(1, "", "time"),)
    if wrong:
        raise LinesWrong(wrong)
    strange = tuple((why, one) for one in lines if (why := outside(one, frame)))
    if strange and not keep:
        raise OutsideEvent(strange)
    return lines


async def change(
    actor: Person, item_id: int, text: str, remind_minutes: int | None, *, keep: bool = False, now: datetime
) -> int:
    """The item as that line says it; the event's id. Where nobody had to choose it, and has to now, nobody is in it.

    Raises NotFound, NotAllowed, MoveNotAllowed, LinesWrong, OutsideEvent, CapacityBelowTaken.
    """
    event, item = await _held(actor, item_id)
    frame = frame_of(event, lang=actor.language, now=now)
    is_same = " ".join(text.split()) == as_line(line_of(item), frame)
    lines = _understood(text, frame, keep=keep or is_same)
    if len(lines) != 1:
        raise LinesWrong((Wrong(2, lines[1].title, "one"),))
    [line] = lines
    before = await changes.known(event.id)
    pool_id = await _pool_of(item, line)
    await database.execute(
        "UPDATE programme_items SET title = $2, starts_at = $3, ends_at = $4, pool_id = $5, remind_minutes = $6 "
        "WHERE id = $1",
        *(item_id, line.title, line.starts_at, line.ends_at, pool_id, _checked(remind_minutes)),
    )
    if item.pool_id is not None and pool_id is None:
        await choosing.forget_item(event.id, item_id)
        await pools.delete_unused_pool(item.pool_id)
    await _saved(actor, event, before, now=now)
    return int(event.id)


def line_of(item: Item) -> Line:
    return Line(item.title, item.starts_at, item.ends_at, item.by_choice, item.capacity)


async def _pool_of(item: Item, line: Line) -> int | None:
    if not line.by_choice:
        return None
    if item.pool_id is None:
        return await pools.create_pool(line.capacity)
    await pools.resize(item.pool_id, line.capacity)
    return item.pool_id


def _checked(minutes: int | None) -> int | None:
    return minutes if minutes in reminders.MINUTES else None


async def set_reminder(actor: Person, item_id: int, minutes: int | None, *, now: datetime) -> int:
    """The event's id. Raises NotFound, NotAllowed, MoveNotAllowed."""
    event, _ = await _held(actor, item_id)
    await database.execute("UPDATE programme_items SET remind_minutes = $2 WHERE id = $1", item_id, _checked(minutes))
    await _saved(actor, event, await changes.known(event.id), now=now)
    return int(event.id)


async def remove(actor: Person, item_id: int, *, now: datetime) -> int:
    """Who was in it is told; the event's id. Raises NotFound, NotAllowed, MoveNotAllowed."""
    event, _ = await _held(actor, item_id)
    before = await changes.known(event.id)
    await database.execute("UPDATE programme_items SET removed_at = $2 WHERE id = $1", item_id, now)
    await choosing.forget_item(event.id, item_id)
    await _saved(actor, event, before, now=now)
    return int(event.id)


async def get_item(actor: Person, item_id: int) -> tuple[Event, Item]:
    """For who manages the event. Raises NotFound, NotAllowed."""
    event = await load(await _event_of(item_id), lock=False)
    require_manager(actor, event)
    return event, await _item(event, item_id)


async def move_along(event: Event, old_starts_at: datetime, old_zone: str) -> None:
    """The event was moved: its programme moves along on the wall's clock, as far from the start as it was."""
    by = _wall(event.starts_at, event.zone) - _wall(old_starts_at, old_zone)
    for item in await items_of(event.id):
        starts_at = _moved(item.starts_at, by, old_zone, event.zone)
        ends_at = _moved(item.ends_at, by, old_zone, event.zone) if item.ends_at else None
        await database.execute(
            "UPDATE programme_items SET starts_at = $2, ends_at = $3 WHERE id = $1",
            *(item.id, starts_at, _after(starts_at, ends_at, item)),
        )


def _wall(moment: datetime, zone: str) -> datetime:
    return local(moment, zone).replace(tzinfo=None, fold=0)


def _moved(moment: datetime, by: timedelta, old_zone: str, zone: str) -> datetime:
    return (_wall(moment, old_zone) + by).replace(tzinfo=ZoneInfo(zone)).astimezone(moment.tzinfo)


def _after(starts_at: datetime, ends_at: datetime | None, item: Item) -> datetime | None:
    """The clocks may jump over an end; it is then as long after its start as it was."""
    if ends_at is None or item.ends_at is None or ends_at > starts_at:
        return ends_at
    return starts_at + (item.ends_at - item.starts_at)


async def copy(source: Event, target: Event) -> None:
    """The programme of one event for another in which nobody is yet: as far from the start, on the wall's clock."""
    by = _wall(target.starts_at, target.zone) - _wall(source.starts_at, source.zone)
    for item in await items_of(source.id):
        starts_at = _moved(item.starts_at, by, source.zone, target.zone)
        ends_at = _moved(item.ends_at, by, source.zone, target.zone) if item.ends_at else None
        line = Line(item.title, starts_at, _after(starts_at, ends_at, item), item.by_choice, item.capacity)
        await _insert(target.id, line, item.remind_minutes)


async def replace_by(source: Event, target: Event) -> None:
    """A date of a series becomes like another one; what people have chosen already stays."""
    taken = await database.fetchval("SELECT EXISTS (SELECT 1 FROM registrations WHERE event_id = $1)", target.id)
    if taken:
        return
    await delete_with_event(target.id)
    await copy(source, target)
    await starting.due(target)


async def _insert(event_id: int, line: Line, remind_minutes: int | None) -> None:
    pool_id = await pools.create_pool(line.capacity) if line.by_choice else None
    await database.execute(
        "INSERT INTO programme_items (event_id, title, starts_at, ends_at, pool_id, remind_minutes) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        *(event_id, line.title, line.starts_at, line.ends_at, pool_id, remind_minutes),
    )


async def _held(actor: Person, item_id: int) -> tuple[Event, Item]:
    event = await load_changeable(actor, await _event_of(item_id))
    return event, await _item(event, item_id)


async def _item(event: Event, item_id: int) -> Item:
    for item in await items_of(event.id):
        if item.id == item_id:
            return item
    raise NotFound


async def _event_of(item_id: int) -> int:
    event_id: int | None = await database.fetchval("SELECT event_id FROM programme_items WHERE id = $1", item_id)
    if event_id is None:
        raise NotFound
    return event_id


async def _saved(actor: Person, event: Event, before: list[Said], *, now: datetime) -> None:
    await trail.record(actor.id, "event-programme-changed", f"event:{event.id}", now=now)
    await reminders.plan_anew(event, now=now)
    await starting.due(event)
    await changes.tell(event, before, now=now)
    if event.status != "draft":
        await announcements.changed(event.id, now=now)
