"""A person's way into an event: registering, answering, taking an offered place, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import asyncpg
import orjson

from domain import database
from domain.accounts.people import Person, rights_changed
from domain.events import announcements, ways
from domain.events.admission import applying, documents
from domain.events.admission.approval import is_by_hand
from domain.events.entry import history, registration_form, waiting
from domain.events.entry.fitting import event_day
from domain.events.entry.requirements import unmet
from domain.events.errors import (
    AlreadyRegistered,
    AnswersIncomplete,
    EventNotOpen,
    NotRegistered,
    RequirementsNotMet,
    WayFull,
)
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees
from domain.events.party import rules as party
from domain.events.people import notices
from domain.events.queries import require_access, require_access_to
from domain.events.teams import joining
from domain.events.tournaments import playing
from domain.forms.form import Field, Form, JsonValue
from domain.places import pools

_STATUS = {"confirmed": "confirmed", "held": "unpaid", "waiting": "waitlisted"}
"""A registration's status by the state of its place."""
_LIVE = "status NOT IN ('withdrawn', 'rejected', 'refunded')"
_NEXT_NUMBER = "(SELECT coalesce(max(number), 0) + 1 FROM registrations WHERE event_id = $1)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What registering came to: `confirmed`, `unpaid` (the place is held), `pending` (somebody has to say yes),
    `waitlisted` with the position from 1.
    """

    registration_id: int
    status: str
    position: int | None


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

    Raises NotFound, EventNotOpen, RequirementsNotMet, AnswersIncomplete, AlreadyRegistered, WayNeeded, WayClosed,
    TooManyGuests.
    """
    event = await load(event_id)
    await require_access_to(person, event)
    check_open(event, now=now)
    form = await _check_person(person, event, answers)
    pool_id = await _pool_for(person, event, way)
    await party.require_so_many(event.id, guests)
    until = _held_until(event, now=now)
    held = await pools.ask(pool_id, person.id, size=1 + guests, held_until=until, now=now)
    status = _status(event, held)
    registration_id = await _insert(event, person, held.id, status, _asked_for(form, answers), now)
    if guests:
        await party.note_guests(registration_id, [""] * guests)
    await registration_form.remember(person.id, form, answers)
    await documents.hand_in(person, event, registration_id, form, answers, now=now)
    if status == "confirmed":
        await _welcome(event, person.id, registration_id, now=now)
    elif status == "unpaid":
        await fees.ask_for(event, person.id, registration_id, held, now=now)
    elif status == "pending":
        await applying.ask_for(event, person.id, registration_id, now=now)
    await joining.registered(event, person.id, now=now)
    await announcements.changed(event.id, now=now)
    position = await pools.queue_position(held.id) if status == "waitlisted" else None
    return Outcome(registration_id, status, position)


def _held_until(event: Event, *, now: datetime) -> datetime | None:
    """Nobody pays before they have been let in: until then the place is theirs."""
    return None if is_by_hand(event) else fees.held_until(event, now=now)


def _status(event: Event, held: pools.Held) -> str:
    return "pending" if held.state == "confirmed" and is_by_hand(event) else _STATUS[held.state]


async def prepare(person: Person, event_id: int, *, way: str | None = None, now: datetime) -> Form:
    """The questions to ask who wants to register; refuses before they are asked what registering would refuse after."""
    event = await load(event_id, lock=False)
    await require_access_to(person, event)
    check_open(event, now=now)
    await _pool_for(person, event, way)
    return await registration_form.build(event)


async def _pool_for(person: Person, event: Event, way: str | None) -> int:
    """Where to ask for a place. Raises AlreadyRegistered, WayNeeded, WayClosed."""
    rows = await database.fetch(
        "SELECT w.way, w.pool_id, EXISTS (SELECT 1 FROM registrations WHERE event_id = $1 AND user_id = $2 "
        f"AND {_LIVE}) AS registered FROM event_ways w WHERE w.event_id = $1 ORDER BY w.way DESC",
        *(event.id, person.id),
    )
    if any(row["registered"] for row in rows):
        raise AlreadyRegistered
    return ways.choose({row["way"]: row["pool_id"] for row in rows}, way)


def check_open(event: Event, *, now: datetime) -> None:
    """Raises EventNotOpen with the reason, and with the opening time when that is still to come."""
    if event.status == "published":
        raise EventNotOpen(reason="early", opens=event.registration_opens_at)
    if event.status != "registration_open":
        raise EventNotOpen(reason=event.status, opens=None)
    closes_at = event.registration_closes_at or event.starts_at
    if closes_at <= now:
        raise EventNotOpen(reason="closed", opens=None)


async def _check_person(
    person: Person, event: Event, answers: Mapping[str, JsonValue], status: str | None = None
) -> Form:
    form = await registration_form.build(event, status)
    missing = registration_form.missing(form, answers)
    if missing:
        raise AnswersIncomplete(missing=missing)
    if event.requirements:
        await _check_requirements(person, event, answers)
    await documents.check(person, event, form, answers)
    return form


async def _check_requirements(person: Person, event: Event, answers: Mapping[str, JsonValue]) -> None:
    profile = await database.fetchrow("SELECT birth_date, gender FROM profiles WHERE user_id = $1", person.id)
    assert profile is not None
    said = answers.get("birth_date")
    birth_date = date.fromisoformat(said) if isinstance(said, str) else profile["birth_date"]
    gender = answers.get("gender") or profile["gender"]
    day, gender = event_day(event), str(gender) if gender else None
    reasons = unmet(event.requirements, birth_date=birth_date, gender=gender, event_day=day)
    if reasons:
        raise RequirementsNotMet(reasons=[(reason.code, reason.value) for reason in reasons])


def _asked_for(form: Form, answers: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Nobody answers what was not asked: the organizer's notes least of all."""
    return {field.key: answers[field.key] for field in form.fields if field.key in answers}


def still_good(form: Form, answers: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The answers that need not be asked again; what was left out and may be is one."""
    missing = registration_form.missing(form, answers)
    return {one.key: answers[one.key] for one in form.fields if one.key in answers and one.key not in missing}


async def _insert(
    event: Event,
    person: Person,
    place_id: int,
    status: str,
    answers: Mapping[str, JsonValue],
    now: datetime,
    *,
    by: int | None = None,
) -> int:
    """With a number if it is confirmed, and with the first line of its history: `by` whom, if not by themselves."""
    registration_id: int = await database.fetchval(
        "WITH made AS (INSERT INTO registrations "
        "(event_id, user_id, place_id, status, answers, created_at, changed_at, number) "
        "VALUES ($1, $2, $3, $4::text, $5, $6, $6, "
        f"CASE WHEN $4::text = 'confirmed' THEN {_NEXT_NUMBER} END) RETURNING id), noted AS ("
        f"{history.NOTE} SELECT id, $7, $6, NULL, $4, '{{}}' FROM made) SELECT id FROM made",
        *(event.id, person.id, place_id, status, orjson.dumps(dict(answers)).decode(), now, by or person.id),
    )
    return registration_id


async def _welcome(event: Event, user_id: int, registration_id: int, *, now: datetime) -> None:
    """A confirmed person has a ticket and reminders; the organizer hears of them."""
    await announcements.ticket(user_id, registration_id, event.id, now=now)
    await announcements.plan_reminders([user_id], event, now=now)
    await notices.registered(event, registration_id, now=now)


async def _give_number(event: Event, registration_id: int) -> None:
    """Who was given one before keeps it."""
    await database.execute(
        f"UPDATE registrations SET number = {_NEXT_NUMBER} WHERE event_id = $1 AND id = $2 AND number IS NULL",
        *(event.id, registration_id),
    )


async def take_offer(person: Person, event_id: int, *, now: datetime) -> Outcome:
    """Say yes to an offered place. Raises NotRegistered, EventNotOpen, OfferGone."""
    event = await load(event_id)
    row = await _own(event_id, person)
    if event.status != "registration_open":
        raise EventNotOpen(reason=event.status, opens=None)
    held = await pools.accept(row["place_id"], held_until=_held_until(event, now=now), now=now)
    status = _status(event, held)
    await history.move(row["place_id"], status, actor_id=person.id, now=now)
    if status == "unpaid":
        await fees.ask_for(event, person.id, row["id"], held, now=now)
    else:
        await waiting.forget_offer_end(row["place_id"])
        await _has_place(event, row, status, now=now)
    await announcements.changed(event.id, now=now)
    return Outcome(row["id"], status, None)


async def _has_place(event: Event, row: asyncpg.Record, status: str, *, now: datetime) -> None:
    """Who waited has a place now: it is theirs, or they have applied."""
    if status == "pending":
        await applying.ask_for(event, row["user_id"], row["id"], now=now)
        return
    await _give_number(event, row["id"])
    await _welcome(event, row["user_id"], row["id"], now=now)


async def confirm_paid(event: Event, registration_id: int, *, now: datetime) -> None:
    """What was held, or found again, is theirs: with a number, a ticket and reminders."""
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", registration_id)
    assert row is not None
    await _confirm(event, row, row["user_id"], {"paid": True}, now=now)


async def confirm_accepted(event: Event, registration_id: int, actor_id: int, *, now: datetime) -> None:
    """Somebody has said yes, and nothing is paid ahead."""
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", registration_id)
    assert row is not None
    await _confirm(event, row, actor_id, {}, now=now)


async def _confirm(
    event: Event, row: asyncpg.Record, actor_id: int, details: Mapping[str, object], *, now: datetime
) -> None:
    registration_id = row["id"]
    await history.move(row["place_id"], "confirmed", actor_id=actor_id, now=now, details=details)
    rights_changed(row["user_id"])
    await _give_number(event, registration_id)
    await _welcome(event, row["user_id"], registration_id, now=now)


async def is_in(event_id: int, user_id: int) -> bool:
    """Whether the person takes part, or wants to."""
    return await _live_registration(event_id, user_id) is not None


async def change_way(person: Person, event_id: int, way: str, *, now: datetime) -> Outcome:
    """Take part the other way: one place is given up and the other taken at once, until registration closes.

    Who has a place, or is offered one, changes it for a free place only, so nobody loses theirs for a seat in a queue;
    who waits goes to a free place or to the end of the other queue. Asked for the present way, nothing changes.
    Raises NotRegistered, EventNotOpen, WayClosed, WayFull.
    """
    event = await load(event_id)
    row = await _own(event_id, person)
    check_open(event, now=now)
    opened = await ways.pools_of(event.id)
    pool_id, waits = ways.choose(opened, way), row["status"] == "waitlisted"
    until = await _until(event, row, now)
    if pool_id == await pools.pool_of(row["place_id"]):
        return Outcome(row["id"], row["status"], await pools.queue_position(row["place_id"]))
    size = await pools.size_of(row["place_id"])
    if not waits and not await pools.has_free(pool_id, size):
        raise WayFull(way=way)
    held = await pools.ask(pool_id, person.id, size=size, held_until=until, now=now)
    is_asked = row["status"] in ("waitlisted", "offered", "pending")
    status = _status(event, held) if is_asked else _STATUS[held.state]
    await database.execute("UPDATE registrations SET place_id = $2 WHERE id = $1", row["id"], held.id)
    await history.move(held.id, status, actor_id=person.id, now=now, details={"way": way})
    await pools.release(row["place_id"], now=now)
    await waiting.forget_offer_end(row["place_id"])
    if status == "unpaid":
        await fees.ask_for(event, person.id, row["id"], held, now=now)
    elif row["status"] in ("waitlisted", "offered") and status in ("confirmed", "pending"):
        await _has_place(event, row, status, now=now)
    elif status == "confirmed":
        await announcements.ticket(person.id, row["id"], event.id, way=way, now=now)
    await waiting.offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)
    return Outcome(row["id"], status, await pools.queue_position(held.id))


async def _until(event: Event, row: asyncpg.Record, now: datetime) -> datetime | None:
    """Whoever is paying already has no more time for it by going over to the other way."""
    if row["status"] == "unpaid":
        return await pools.ends_at(row["place_id"])
    return _held_until(event, now=now) if row["status"] in ("waitlisted", "offered") else None


async def leave(person: Person, event_id: int, *, now: datetime) -> None:
    """Give up a place, an offer or a seat in the queue; a freed place is offered to the next at once."""
    event = await load(event_id)
    row = await _own(event_id, person)
    if event.status not in ("published", "registration_open"):
        raise EventNotOpen(reason=event.status, opens=None)
    await give_up(event, row, by=person.id, now=now)


async def give_up(
    event: Event,
    row: asyncpg.Record,
    *,
    by: int,
    now: datetime,
    share: int | None = None,
    reason: str = "left",
    details: Mapping[str, object] | None = None,
) -> None:
    """That registration is over. Of what was paid goes back what the organizer promised, or `share` per cent.

    The caller holds the event.
    """
    await joining.left_event(event, row["user_id"], now=now)
    await history.move(row["place_id"], "withdrawn", actor_id=by, now=now, details=details)
    await fees.settle_leaving(event, row["id"], now=now, share=share, reason=reason, asked_by=by)
    await applying.withdraw(event, row["id"], now=now)
    await documents.entry_over(row["id"], now=now)
    rights_changed(row["user_id"])
    await pools.release(row["place_id"], now=now)
    await waiting.forget_offer_end(row["place_id"])
    await announcements.drop_reminders(row["user_id"], event)
    await playing.left_event(event, row["user_id"], now=now)
    await waiting.offer_free_places(event, now=now)
    await announcements.changed(event.id, now=now)


async def enter(event: Event, person: Person, pool_id: int, *, by: int, now: datetime) -> int:
    """Somebody else lets a person in who is asked nothing. Returns the registration's id.

    The caller holds the event, and has seen that a place is free.
    """
    held = await pools.ask(pool_id, person.id, now=now)
    registration_id = await _insert(event, person, held.id, _STATUS[held.state], {}, now, by=by)
    await _welcome(event, person.id, registration_id, now=now)
    rights_changed(person.id)
    await announcements.changed(event.id, now=now)
    return registration_id


async def current_answers(person: Person, event_id: int, *, now: datetime) -> tuple[Form, dict[str, JsonValue]]:
    """The form and what the person answered, to be changed. Raises EventNotOpen when it is too late for that."""
    row = await _own(event_id, person)
    event = await load(event_id, lock=False)
    check_open(event, now=now)
    answers = orjson.loads(row["answers"])
    settled = await documents.settled(person, event, row["status"], answers)
    form = await registration_form.build(event, row["status"])
    form = replace(form, fields=tuple(field for field in form.fields if field.key not in settled))
    keys = {field.key for field in form.fields}
    return form, {key: value for key, value in answers.items() if key in keys}


async def unanswered(person: Person, event_id: int) -> list[Field]:
    """The questions that must be answered and came after the person had registered. Raises NotRegistered."""
    row = await _own(event_id, person)
    form = await registration_form.build(await load(event_id, lock=False), row["status"])
    missing = registration_form.missing(form, orjson.loads(row["answers"]))
    return [field for field in form.fields if field.key in missing]


async def change_answers(person: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Possible until registration closes; the old answers stay in the history.

    A document that was looked at before its person was accepted stays.
    """
    event = await load(event_id)
    check_open(event, now=now)
    row = await _own(event_id, person)
    before = orjson.loads(row["answers"])
    settled = await documents.settled(person, event, row["status"], before)
    answers = {**answers, **{key: before[key] for key in settled if key in before}}
    form = await _check_person(person, event, answers, row["status"])
    answers = _asked_for(form, answers)
    await database.execute(
        "UPDATE registrations SET answers = $2, changed_at = $3 WHERE id = $1",
        *(row["id"], orjson.dumps(before | answers).decode(), now),
    )
    changed = history.changed(before, answers)
    if changed:
        await history.note(row["id"], person.id, row["status"], row["status"], now, {history.ANSWERS: changed})
    await registration_form.remember(person.id, form, answers)
    await documents.hand_in(person, event, row["id"], form, answers, now=now)


async def _own(event_id: int, person: Person) -> asyncpg.Record:
    """Raises NotRegistered, or NotFound for an event of which the person may not know."""
    row = await _live_registration(event_id, person.id)
    if row is None:
        await require_access(person, event_id)
        raise NotRegistered
    return row


async def own_row(person: Person, event_id: int) -> asyncpg.Record:
    """Raises NotRegistered, NotFound."""
    return await _own(event_id, person)


async def _live_registration(event_id: int, user_id: int) -> asyncpg.Record | None:
    return await database.fetchrow(
        f"SELECT * FROM registrations WHERE event_id = $1 AND user_id = $2 AND {_LIVE}", event_id, user_id
    )


async def pass_to(
    person: Person, event: Event, registration_id: int, answers: Mapping[str, JsonValue], *, now: datetime
) -> None:
    """A registration with a place goes on to another person, with a number and a code of its own.

    What the one before answered, and what the organizer noted about them, does not go with it; what was paid does.
    The caller holds the event. Raises AlreadyRegistered, RequirementsNotMet, AnswersIncomplete.
    """
    if await is_in(event.id, person.id):
        raise AlreadyRegistered
    form = await _check_person(person, event, answers)
    row = await database.fetchrow("SELECT user_id, place_id, status FROM registrations WHERE id = $1", registration_id)
    assert row is not None
    await joining.left_event(event, row["user_id"], now=now)
    await pools.pass_on(row["place_id"], person.id, now=now)
    said = orjson.dumps(_asked_for(form, answers)).decode()
    await database.execute(
        "UPDATE registrations SET user_id = $3, answers = $4, notes = '{}', changed_at = $5, "
        f"number = CASE WHEN number IS NOT NULL THEN {_NEXT_NUMBER} END WHERE event_id = $1 AND id = $2",
        *(event.id, registration_id, person.id, said, now),
    )
    handed = {"handed_over_by": row["user_id"]}
    await history.note(registration_id, person.id, row["status"], row["status"], now, handed)
    await registration_form.remember(person.id, form, answers)
    rights_changed(row["user_id"])
    rights_changed(person.id)
    await announcements.drop_reminders(row["user_id"], event)
    await announcements.ticket(person.id, registration_id, event.id, way="handed", now=now)
    await announcements.plan_reminders([person.id], event, now=now)
    await announcements.changed(event.id, now=now)
