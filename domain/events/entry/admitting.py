"""From a seat in the queue to a place, and from a place to a ticket: what each step does to a registration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import orjson

from domain import database
from domain.accounts.people import Person, rights_changed
from domain.events import announcements
from domain.events.admission import applying
from domain.events.admission.approval import is_by_hand
from domain.events.beside import ANYTHING, Beside
from domain.events.entry import counting, history, waiting
from domain.events.entry.own import own_registration
from domain.events.errors import EventNotOpen
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees
from domain.events.people import notices
from domain.events.programme import choosing
from domain.events.standstill import require_goes_on
from domain.forms.form import JsonValue
from domain.places import pools

STATUS = {"confirmed": "confirmed", "held": "unpaid", "waiting": "waitlisted"}
"""A registration's status by the state of its place."""
NEXT_NUMBER = "(SELECT coalesce(max(number), 0) + 1 FROM registrations WHERE event_id = $1)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What registering came to: `confirmed`, `unpaid` (the place is held), `pending` (somebody has to say yes),
    `waitlisted` with the position from 1.
    """

    registration_id: int
    status: str
    position: int | None


async def held_until(event: Event, pool_id: int, *, now: datetime) -> datetime | None:
    """Nobody pays before they have been let in: until then the place is theirs. Raises OnlineFeeUnset."""
    until = await fees.held_until(event, pool_id, now=now)
    return None if is_by_hand(event) else until


def status_of(event: Event, held: pools.Held) -> str:
    return "pending" if held.state == "confirmed" and is_by_hand(event) else STATUS[held.state]


async def insert(
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
        f"CASE WHEN $4::text = 'confirmed' THEN {NEXT_NUMBER} END) RETURNING id), noted AS ("
        f"{history.NOTE} SELECT id, $7, $6, NULL, $4, '{{}}' FROM made) SELECT id FROM made",
        *(event.id, person.id, place_id, status, orjson.dumps(dict(answers)).decode(), now, by or person.id),
    )
    return registration_id


_INSERT_TOGETHER = f"""
WITH made AS (
    INSERT INTO registrations (event_id, user_id, place_id, status, answers, created_at, changed_at, number)
    SELECT $1, person, place_id, status, '{{}}', $5, $5, CASE WHEN status = 'confirmed'
        THEN first.number - 1 + row_number() OVER (PARTITION BY status ORDER BY at) END
    FROM unnest($2::bigint[], $3::bigint[], $4::text[]) WITH ORDINALITY AS of(person, place_id, status, at)
    CROSS JOIN (SELECT {NEXT_NUMBER} AS number) first ORDER BY at
    RETURNING id, user_id, status
), noted AS ({history.NOTE} SELECT id, user_id, $5, NULL, status, '{{}}' FROM made ORDER BY id)
SELECT id, user_id FROM made
"""


async def insert_together(event: Event, held: Sequence[pools.Held], *, now: datetime) -> dict[int, int]:
    """Each with their number and the first line of their history; registrations by person."""
    rows = await database.fetch(
        _INSERT_TOGETHER,
        event.id,
        [one.user_id for one in held],
        [one.id for one in held],
        [STATUS[one.state] for one in held],
        now,
    )
    return {row["user_id"]: row["id"] for row in rows}


async def welcome(event: Event, confirmed: Mapping[int, int], there: Beside = ANYTHING, *, now: datetime) -> None:
    """Who is confirmed has a ticket and reminders, and the organizer hears of them.

    Registrations by person, in the order in which they came; `there`: what is known to stand beside the event.
    """
    if confirmed:
        await announcements.welcome(confirmed, event, there, now=now)
        await notices.registered_together(event, list(confirmed.values()), now=now, in_groups=there.groups)


async def give_number(event: Event, registration_id: int) -> None:
    """Who was given one before keeps it."""
    await database.execute(
        f"UPDATE registrations SET number = {NEXT_NUMBER} WHERE event_id = $1 AND id = $2 AND number IS NULL",
        *(event.id, registration_id),
    )


async def take_offer(person: Person, event_id: int, *, now: datetime) -> Outcome:
    """Say yes to an offered place. Raises NotRegistered, EventNotOpen, EventStandsStill, OfferGone."""
    event = await load(event_id)
    row = await own_registration(event_id, person)
    if event.status != "registration_open":
        raise EventNotOpen(reason=event.status, opens=None)
    await require_goes_on(event.id)
    until = await held_until(event, await pools.pool_of(row["place_id"]), now=now)
    held = await pools.accept(row["place_id"], held_until=until, now=now)
    status = status_of(event, held)
    await history.move(row["place_id"], status, actor_id=person.id, now=now)
    await counting.over(event.id, person.id, row["id"], now=now)
    await choosing.take_remembered(event, row["id"], person.id, now=now)
    if status == "unpaid":
        await fees.ask_for(event, person.id, row["id"], held, now=now)
    else:
        await waiting.forget_offer_end(row["place_id"])
        await has_place(event, row, status, now=now)
    await announcements.changed(event.id, now=now)
    return Outcome(row["id"], status, None)


async def has_place(event: Event, row: asyncpg.Record, status: str, *, now: datetime) -> None:
    """Who waited has a place now: it is theirs, or they have applied."""
    if status == "pending":
        await applying.ask_for(event, row["user_id"], row["id"], now=now)
        return
    await give_number(event, row["id"])
    await welcome(event, {row["user_id"]: row["id"]}, now=now)


async def confirm_paid(event: Event, registration_id: int, *, now: datetime) -> None:
    """What was held, or found again, is theirs: with a number, a ticket and reminders."""
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", registration_id)
    assert row is not None
    await _confirm(event, row, "paid", row["user_id"], now=now)


async def confirm_accepted(event: Event, registration_id: int, actor_id: int, *, now: datetime) -> None:
    """They take part without paying ahead: somebody has said yes, or nothing is left to pay."""
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", registration_id)
    assert row is not None
    await _confirm(event, row, "confirmed", actor_id, now=now)


async def _confirm(event: Event, row: asyncpg.Record, status: str, actor_id: int, *, now: datetime) -> None:
    registration_id = row["id"]
    await history.move(row["place_id"], status, actor_id=actor_id, now=now)
    rights_changed(row["user_id"])
    await give_number(event, registration_id)
    await welcome(event, {row["user_id"]: registration_id}, now=now)


async def enter(event: Event, person: Person, pool_id: int, *, by: int, now: datetime) -> int:
    """Somebody else lets a person in who is asked nothing. Returns the registration's id.

    The caller holds the event, and has seen that a place is free.
    """
    held = await pools.ask(pool_id, person.id, now=now)
    registration_id = await insert(event, person, held.id, STATUS[held.state], {}, now, by=by)
    await welcome(event, {person.id: registration_id}, now=now)
    rights_changed(person.id)
    await announcements.changed(event.id, now=now)
    return registration_id
