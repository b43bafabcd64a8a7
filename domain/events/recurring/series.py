"""Events that come every week: each date is an event of its own, made from the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import Refusal
from domain.events import lifecycle
from domain.events.errors import MoveNotAllowed, StartsInPast
from domain.events.lifecycle import load_managed
from domain.events.making import copying, creation
from domain.events.making.creation import EventPlan
from domain.events.models import Event
from domain.events.programme import making as programme
from domain.events.recurring import repeating
from domain.events.recurring.errors import AlreadyInSeries, DateInTheWay, NoMoreDates, NotInSeries
from domain.events.recurring.models import EventSeries
from domain.events.results import rules

MOST_DATES = 52
"""A year of weeks: nobody plans further, and a slip of the finger makes no thousand events."""
_TO_COME = ("draft", "published", "registration_open")


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many dates, or every week until a day. `publish`: shown to everybody at once, else drafts."""

    dates: int | None = None
    until: date | None = None
    publish: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    series_id: int
    event_ids: tuple[int, ...]
    """The new dates, without the one that they were made from."""


@dataclass(frozen=True, slots=True)
class Applied:
    """How many dates were changed, and how many keep what was changed in them on its own."""

    changed: int
    kept: int


async def make(
    actor: Person,
    event_id: int,
    wanted: Wanted,
    *,
    now: datetime,
) -> Made:
    """A series that begins with this event, which is the first of so many dates.

    With `publish` this one is shown too. Raises AlreadyInSeries,
    MoveNotAllowed for an event that is over, NoMoreDates.
    """
    event = await load_managed(actor, event_id)
    if event.series_id is not None:
        raise AlreadyInSeries
    if event.status in ("finished", "cancelled"):
        raise MoveNotAllowed(status=event.status, move="edit")
    if wanted.publish and event.status == "draft" and event.starts_at <= now:
        raise StartsInPast
    more = replace(wanted, dates=None if wanted.dates is None else wanted.dates - 1)
    plans = await _further(event, event.starts_at, more, there=1, now=now)
    series = await EventSeries.create(organizer_id=event.organizer_id, created_at=now)
    event.series_id = series.id
    await event.save(update_fields=["series_id"])
    details = {"event": event.id}
    await trail.record(actor.id, "series-made", f"series:{series.id}", now=now, details=details)
    if wanted.publish and event.status == "draft":
        event = await lifecycle.publish(actor, event.id, now=now)
    return await _add_all(actor, event, plans, publish=wanted.publish, now=now)


async def extend(
    actor: Person,
    event_id: int,
    wanted: Wanted,
    *,
    now: datetime,
) -> Made:
    """So many more dates after the last one, made from this one. Raises NotInSeries, NoMoreDates."""
    event = await _hold(actor, event_id)
    last: datetime = await database.fetchval("SELECT max(starts_at) FROM events WHERE series_id = $1", event.series_id)
    there = await database.fetchval("SELECT count(*) FROM events WHERE series_id = $1", event.series_id)
    plans = await _further(event, last, wanted, there=there, now=now)
    return await _add_all(actor, event, plans, publish=wanted.publish, now=now)


async def _hold(actor: Person, event_id: int) -> Event:
    """The whole series first, then its dates: who changes all of them meets nobody who does the same."""
    await database.execute(
        "SELECT 1 FROM event_series WHERE id = (SELECT series_id FROM events WHERE id = $1) FOR UPDATE", event_id
    )
    event = await load_managed(actor, event_id)
    if event.series_id is None:
        raise NotInSeries
    return event


async def _further(event: Event, last: datetime, wanted: Wanted, *, there: int, now: datetime) -> list[EventPlan]:
    """The plans of the dates after the last one: whatever is wrong with one of them is said before any is made."""
    first = repeating.as_on(await creation.plan_of(event), last)
    ahead = repeating.weeks(
        first.starts_at, event.zone, number=wanted.dates, until=wanted.until, most=MOST_DATES - there
    )
    plans = [plan for plan in (repeating.later(first, by) for by in ahead) if plan.starts_at > now]
    if not plans:
        raise NoMoreDates(most=MOST_DATES)
    for plan in plans:
        creation.require_possible(plan, now)
    return plans


async def _add_all(actor: Person, event: Event, plans: list[EventPlan], *, publish: bool, now: datetime) -> Made:
    assert event.series_id is not None
    made = [await _add(actor, event, plan, publish=publish, now=now) for plan in plans]
    return Made(event.series_id, tuple(made))


async def _add(actor: Person, event: Event, plan: EventPlan, *, publish: bool, now: datetime) -> int:
    """Whoever adds the date, it belongs to whom the others belong to."""
    copy = await creation.create_event(actor, plan, now=now)
    copy.organizer_id, copy.organization_id = event.organizer_id, event.organization_id
    copy.series_id = event.series_id
    await copying.take_along(event, copy)
    if publish:
        await lifecycle.publish(actor, copy.id, now=now)
    return int(copy.id)


async def change_all(actor: Person, event_id: int, *, now: datetime) -> Applied:
    """Every date to come becomes like this one, but for its day; those that were changed on their own stay as they are.

    All or none: raises DateInTheWay for the first that cannot become so.
    """
    event = await _hold(actor, event_id)
    pattern = await creation.plan_of(event)
    ids, kept = await _to_change(event, now, lock=True)
    for other_id in ids:
        other = await lifecycle.load(other_id)
        try:
            changed = await creation.edit_event(actor, other_id, await _like(pattern, other), version=None, now=now)
            await programme.replace_by(event, changed)
        except Refusal as refused:
            raise DateInTheWay(when=other.starts_at, title=other.title) from refused
    await rules.copy_scoring(event.id, ids)
    await database.execute("UPDATE events SET series_edited = FALSE WHERE id = ANY($1::bigint[])", [*ids, event.id])
    details = {"from": event.id, "changed": len(ids)}
    await trail.record(actor.id, "series-changed", f"series:{event.series_id}", now=now, details=details)
    return Applied(len(ids), kept)


async def count_to_change(event: Event, *, now: datetime) -> Applied:
    """What `change_all` would do."""
    ids, kept = await _to_change(event, now)
    return Applied(len(ids), kept)


async def _to_change(event: Event, now: datetime, *, lock: bool = False) -> tuple[Sequence[int], int]:
    """Whoever changes them waits for who changes one of them on its own, and leaves that one as it is."""
    rows = await database.fetch(
        "SELECT id, series_edited FROM events WHERE series_id = $1 AND id <> $2 AND status = ANY($3) "
        "AND starts_at > $4 AND archived_at IS NULL ORDER BY id" + (" FOR UPDATE" if lock else ""),
        *(event.series_id, event.id, list(_TO_COME), now),
    )
    ids = [row["id"] for row in rows if not row["series_edited"]]
    return ids, len(rows) - len(ids)


async def _like(pattern: EventPlan, other: Event) -> EventPlan:
    """What people were asked who are in it already stays asked."""
    plan = repeating.as_on(pattern, other.starts_at)
    own = await creation.plan_of(other)
    if own.registration_opens_at and other.status == "registration_open":
        plan = replace(plan, registration_opens_at=own.registration_opens_at)
    if await database.fetchval("SELECT EXISTS (SELECT 1 FROM registrations WHERE event_id = $1)", other.id):
        plan = replace(plan, questions=own.questions, requirements=own.requirements)
    return plan
