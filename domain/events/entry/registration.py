"""A person's way into an event: what is asked, and a place or a seat in the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.events import announcements, beside, ways
from domain.events.access import require_access_to
from domain.events.admission import applying, documents
from domain.events.entry import registration_form
from domain.events.entry.admitting import Outcome, held_until, insert, status_of, welcome
from domain.events.entry.checking import asked_for, check_open, check_person
from domain.events.entry.errors import AlreadyRegistered, EnteredTooOften
from domain.events.entry.own import DAY, LIVE, MOST_A_DAY, own_registration
from domain.events.errors import EventStandsStill
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees, held_unpaid
from domain.events.party import rules as party
from domain.events.programme import choosing
from domain.events.standstill import STANDS_STILL
from domain.events.teams import joining
from domain.forms.form import Form, JsonValue
from domain.places import pools


async def register(
    person: Person,
    event_id: int,
    answers: Mapping[str, JsonValue],
    *,
    way: str | None = None,
    guests: int = 0,
    now: datetime,
) -> Outcome:
    """Take a place, or a seat in the queue when there is none. `way`: onsite or online; None where there is one alone.
    With `guests` there are places for all of them, or all of them wait.

    Raises NotFound, EventNotOpen, EventStandsStill, RequirementsNotMet, AnswersIncomplete, AlreadyRegistered,
    EnteredTooOften, WayNeeded, WayClosed, OnlineFeeUnset, TooManyGuests, OneForStars, TooManyUnpaid, and of the
    programme ItemsOverlap, ItemFull, ItemBegun.
    """
    event = await load(event_id)
    await require_access_to(person, event)
    check_open(event, now=now)
    opened = await _opened_for(person, event, now=now)
    _require_goes_on(opened)
    form = await check_person(person, event, answers, chooses=any(row["chooses"] for row in opened))
    pool_id = _pool_of(opened, event, way)
    await choosing.check(event, person.id, answers, now=now)
    await party.require_so_many(event.id, guests)
    until = await held_until(event, pool_id, now=now)
    if guests:
        await party.require_for_many(event, pool_id)
    held = await pools.ask(pool_id, person.id, size=1 + guests, held_until=until, now=now)
    status = status_of(event, held)
    registration_id = await insert(event, person, held.id, status, asked_for(form, answers), now)
    await choosing.choose(event, registration_id, person.id, status, answers, now=now)
    if guests:
        await party.note_guests(registration_id, [""] * guests)
    await registration_form.remember(person.id, form, answers)
    await documents.hand_in(person, event, registration_id, form, answers, now=now)
    there = await beside.about(event.id, [person.id])
    if status == "confirmed":
        await welcome(event, {person.id: registration_id}, there, now=now)
    elif status == "unpaid":
        await held_unpaid.require_few(person, event)
        await fees.ask_for(event, person.id, registration_id, held, now=now)
    elif status == "pending":
        await applying.ask_for(event, person.id, registration_id, now=now)
    if there.teams:
        await joining.registered(event, person.id, now=now)
    await announcements.changed(event.id, now=now, known=there)
    return Outcome(registration_id, status, held.position)


async def prepare(person: Person, event_id: int, *, way: str | None = None, now: datetime) -> Form:
    """The questions to ask who wants to register; refuses before they are asked what registering would refuse after."""
    event = await load(event_id, lock=False)
    await require_access_to(person, event)
    check_open(event, now=now)
    opened = await _opened_for(person, event, now=now)
    _require_goes_on(opened)
    pool_id = _pool_of(opened, event, way)
    if await held_until(event, pool_id, now=now):
        await held_unpaid.foresee(person, event, pool_id)
    return await choosing.offered(event, await registration_form.build(event), person.id, now=now)


async def _opened_for(person: Person, event: Event, *, now: datetime) -> list[asyncpg.Record]:
    """The ways that are open, on site first, each with what is asked of the person before they may take it."""
    return await database.fetch(
        f"SELECT w.way, w.pool_id, own.registered, own.lately, {choosing.ASKS.format(event='$1')} AS chooses, "
        f"{STANDS_STILL} AS stands_still FROM event_ways w JOIN events e ON e.id = w.event_id CROSS JOIN ("
        f"SELECT coalesce(bool_or({LIVE}), FALSE) AS registered, count(*) FILTER (WHERE created_at > $3) AS lately "
        "FROM registrations WHERE event_id = $1 AND user_id = $2) own WHERE w.event_id = $1 ORDER BY w.way DESC",
        *(event.id, person.id, now - DAY),
    )


def _require_goes_on(rows: Sequence[asyncpg.Record]) -> None:
    """Raises EventStandsStill."""
    if any(row["stands_still"] for row in rows):
        raise EventStandsStill


def _pool_of(rows: Sequence[asyncpg.Record], event: Event, way: str | None) -> int:
    """Where to ask for a place. Raises AlreadyRegistered, EnteredTooOften, WayNeeded, WayClosed, OnlineFeeUnset."""
    if any(row["registered"] for row in rows):
        raise AlreadyRegistered
    if any(row["lately"] >= MOST_A_DAY for row in rows):
        raise EnteredTooOften(most=MOST_A_DAY)
    pool_id = ways.choose({row["way"]: row["pool_id"] for row in rows}, way)
    fees.require_priced(event, next(row["way"] for row in rows if row["pool_id"] == pool_id))
    return pool_id


async def own_row(person: Person, event_id: int) -> asyncpg.Record:
    """Raises NotRegistered, NotFound."""
    return await own_registration(event_id, person)
