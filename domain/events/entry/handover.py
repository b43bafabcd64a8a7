"""A ticket goes on to another person, by a link or by name, by the organizer's rule, until registration closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg
import orjson

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, rights_changed
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements
from domain.events.entry import checking, history, own, registration_form
from domain.events.entry.admitting import NEXT_NUMBER
from domain.events.entry.checking import asked_for, check_person
from domain.events.entry.errors import (
    AlreadyRegistered,
    HandoverForbidden,
    HandoverGone,
    HandoverOwn,
    HandoverTakerIn,
    HandoverTooOften,
)
from domain.events.entry.own import is_in
from domain.events.entry.statuses import EXPECTED
from domain.events.lifecycle import load, load_managed
from domain.events.links import new_token
from domain.events.models import Event
from domain.events.money.prices import costs_anything
from domain.events.people import notices
from domain.events.programme import choosing
from domain.events.standstill import stands_still
from domain.events.teams import joining
from domain.forms.form import Form, JsonValue
from domain.notifications import outbox
from domain.places import pools

OFFERED = "event-handover-offered"


@dataclass(frozen=True, slots=True)
class Offer:
    """What who opens the link is shown."""

    event_id: int
    title: str
    starts_at: datetime
    zone: str
    place: str
    giver_name: str
    is_own: bool
    is_paid: bool
    """Money may come back for it one day, and not to who takes it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is out for a ticket; `to`: the name of whom it is offered to alone."""

    token: str
    to: str | None


MOST_A_DAY = 5
"""To so many people somebody offers tickets by name in a day: who gets the message may be a stranger to them."""


async def set_rule(actor: Person, event_id: int, *, allowed: bool, now: datetime) -> None:
    """Links that are out already follow the rule too."""
    event = await load_managed(actor, event_id)
    if allowed == await is_allowed(event.id):
        return
    sql = "INSERT INTO handover_rules (event_id) VALUES ($1)" if allowed else _FORBID
    await database.execute(sql, event.id)
    details = {"allowed": allowed}
    await trail.record(actor.id, "event-handover-rule-changed", f"event:{event.id}", now=now, details=details)


_FORBID = "DELETE FROM handover_rules WHERE event_id = $1"


_NEXT_TICKET = "(SELECT coalesce(max(greatest(number, ticket_number)), 0) + 1 FROM registrations WHERE event_id = $1)"
"""One that no ticket of this registration was signed with before."""


async def copy_rule(from_event: int, to_event: int) -> None:
    """For a copy of the event."""
    await database.execute(
        "INSERT INTO handover_rules (event_id) SELECT $2 FROM handover_rules WHERE event_id = $1", from_event, to_event
    )


async def is_allowed(event_id: int) -> bool:
    found: bool = await database.fetchval("SELECT EXISTS (SELECT 1 FROM handover_rules WHERE event_id = $1)", event_id)
    return found


async def may_give(registration_id: int, *, now: datetime) -> bool:
    """Whether this ticket can be passed on now."""
    row = await database.fetchrow("SELECT event_id, status FROM registrations WHERE id = $1", registration_id)
    if row is None or row["status"] not in EXPECTED or not await is_allowed(row["event_id"]):
        return False
    event = await load(row["event_id"], lock=False)
    is_open = event.status == "registration_open" and now < (event.registration_closes_at or event.starts_at)
    return is_open and not await stands_still(event.id)


async def given(person: Person, registration_id: int) -> Given | None:
    """What is out for the person's own ticket."""
    row = await database.fetchrow(
        f"SELECT h.token, h.taker_id, {FULL_NAME} AS name FROM handovers h "
        "LEFT JOIN profiles p ON p.user_id = h.taker_id "
        "WHERE h.registration_id = $1 AND h.giver_id = $2 AND h.state = 'open'",
        *(registration_id, person.id),
    )
    if row is None:
        return None
    return Given(row["token"], None if row["taker_id"] is None else row["name"] or "–")


async def offer(person: Person, registration_id: int, *, now: datetime) -> str:
    """The token of a link for whoever has it; the one that is out already stays.

    Raises NotFound, HandoverForbidden, EventNotOpen.
    """
    await _givable(person, registration_id, now=now)
    known = await given(person, registration_id)
    if known is not None and known.to is None:
        return known.token
    await keep(person, registration_id, now=now)
    return await _put_out(person, registration_id, None, now=now)


async def offer_to(person: Person, registration_id: int, taker: Person, *, now: datetime) -> None:
    """That person is asked, and nobody else can take it; what was out before leads nowhere any more.

    Raises NotFound, HandoverForbidden, EventNotOpen, EventStandsStill, HandoverOwn, HandoverTakerIn, HandoverTooOften.
    """
    event = await _givable(person, registration_id, now=now)
    if taker.id == person.id:
        raise HandoverOwn
    if await is_in(event.id, taker.id):
        raise HandoverTakerIn(name=taker.name)
    await _require_few_asked(person, now=now)
    await keep(person, registration_id, now=now)
    token = await _put_out(person, registration_id, taker.id, now=now)
    closes_at = event.registration_closes_at or event.starts_at
    await outbox.notify(taker.id, OFFERED, params={"token": token}, dedupe_key=token, expires_at=closes_at, now=now)


async def _require_few_asked(person: Person, *, now: datetime) -> None:
    """Whichever tickets they were: one leaves an event and enters it again. One that was taken is no trouble.

    Raises HandoverTooOften.
    """
    await database.one_after_the_other(f"handover:{person.id}")
    asked = await database.fetchval(
        "SELECT count(*) FROM registrations r JOIN handovers h ON h.registration_id = r.id "
        "WHERE r.user_id = $1 AND h.giver_id = $1 AND h.taker_id IS NOT NULL AND h.created_at > $2",
        *(person.id, now - timedelta(days=1)),
    )
    if asked >= MOST_A_DAY:
        raise HandoverTooOften(most=MOST_A_DAY)


async def _givable(person: Person, registration_id: int, *, now: datetime) -> Event:
    event_id = await database.fetchval(
        "SELECT event_id FROM registrations WHERE id = $1 AND user_id = $2", registration_id, person.id
    )
    if event_id is None:
        raise NotFound
    event = await load(event_id)
    await _check(event, now=now)
    status = await database.fetchval(
        "SELECT status FROM registrations WHERE id = $1 AND user_id = $2", registration_id, person.id
    )
    if status not in EXPECTED:
        raise HandoverForbidden
    return event


async def _put_out(person: Person, registration_id: int, taker_id: int | None, *, now: datetime) -> str:
    token = new_token()
    await database.execute(
        "INSERT INTO handovers (registration_id, giver_id, taker_id, token, state, created_at) "
        "VALUES ($1, $2, $3, $4, 'open', $5)",
        *(registration_id, person.id, taker_id, token, now),
    )
    return token


async def keep(person: Person, registration_id: int, *, now: datetime) -> None:
    """What is out leads nowhere any more; the ticket stays where it is."""
    await database.execute(
        "UPDATE handovers SET state = 'kept', ended_at = $3 "
        "WHERE registration_id = $1 AND giver_id = $2 AND state = 'open'",
        *(registration_id, person.id, now),
    )


async def _check(event: Event, *, now: datetime) -> None:
    if not await is_allowed(event.id):
        raise HandoverForbidden
    await checking.check_takes_in(event, now=now)


_OFFER = f"""
SELECT h.id, h.giver_id, h.registration_id, r.event_id, {FULL_NAME} AS giver_name
FROM handovers h JOIN registrations r ON r.id = h.registration_id
JOIN profiles p ON p.user_id = h.giver_id
WHERE h.token = $1 AND h.state = 'open' AND r.status = ANY($2)
  AND ($3 IN (h.taker_id, h.giver_id) OR h.taker_id IS NULL)
"""


async def _open(person: Person, token: str, *, lock: bool = False) -> asyncpg.Record:
    """Raises HandoverGone, also for who it was not offered to."""
    row = await database.fetchrow(_OFFER + (" FOR UPDATE OF h, r" if lock else ""), token, list(EXPECTED), person.id)
    if row is None:
        raise HandoverGone
    return row


async def prepare(person: Person, token: str, *, now: datetime) -> tuple[Offer, Form]:
    """What is given, and what its taker is asked. Raises HandoverGone, HandoverForbidden, EventNotOpen."""
    row = await _open(person, token)
    event = await load(row["event_id"], lock=False)
    await _check(event, now=now)
    shown = Offer(
        event_id=event.id,
        title=event.title,
        starts_at=event.starts_at,
        zone=event.zone,
        place=event.place,
        giver_name=row["giver_name"],
        is_own=row["giver_id"] == person.id,
        is_paid=costs_anything(event),
    )
    if not shown.is_own and await own.is_in(event.id, person.id):
        raise AlreadyRegistered
    return shown, await choosing.offered(event, await registration_form.build(event), person.id, now=now)


async def take(person: Person, token: str, answers: Mapping[str, JsonValue], *, now: datetime) -> int:
    """The place is the person's; the old code lets nobody in. What was paid stays with the entry: if it ever goes
    back, then to who paid it.

    Raises HandoverGone, HandoverOwn, HandoverForbidden, EventNotOpen, AlreadyRegistered, RequirementsNotMet,
    AnswersIncomplete.
    """
    event = await load((await _open(person, token))["event_id"])
    row = await _open(person, token, lock=True)
    if row["giver_id"] == person.id:
        raise HandoverOwn
    await _check(event, now=now)
    await pass_to(person, event, row["registration_id"], answers, now=now)
    await database.execute(
        "UPDATE handovers SET state = 'taken', taker_id = $2, ended_at = $3 WHERE id = $1", row["id"], person.id, now
    )
    details = {"registration": row["registration_id"], "from": row["giver_id"], "to": person.id}
    await trail.record(person.id, "registration-handed-over", f"event:{event.id}", now=now, details=details)
    params = {"event_id": event.id, "taker": person.id}
    await outbox.notify(row["giver_id"], "event-handed-over", params=params, now=now)
    await notices.handed_over(event, row["registration_id"], row["giver_id"], now=now)
    return int(event.id)


async def decline(person: Person, token: str, *, now: datetime) -> None:
    """It was offered to them, and they will not come: the ticket stays, and its holder hears of it.

    Raises HandoverGone.
    """
    row = await database.fetchrow(
        "UPDATE handovers SET state = 'kept', ended_at = $3 WHERE token = $1 AND taker_id = $2 AND state = 'open' "
        "RETURNING registration_id, giver_id",
        *(token, person.id, now),
    )
    if row is None:
        raise HandoverGone
    params = {"registration_id": row["registration_id"], "taker": person.id}
    await outbox.notify(row["giver_id"], "event-handover-declined", params=params, now=now)


async def pass_to(
    person: Person, event: Event, registration_id: int, answers: Mapping[str, JsonValue], *, now: datetime
) -> None:
    """A registration with a place goes on to another person, with a number and a code of its own.

    What the one before answered, and what the organizer noted about them, does not go with it; what was paid does.
    The caller holds the event. Raises AlreadyRegistered, RequirementsNotMet, AnswersIncomplete.
    """
    if await is_in(event.id, person.id):
        raise AlreadyRegistered
    form = await check_person(person, event, answers)
    await choosing.check(event, person.id, answers, now=now)
    row = await database.fetchrow("SELECT user_id, place_id, status FROM registrations WHERE id = $1", registration_id)
    assert row is not None
    await choosing.leave(event.id, row["user_id"], now=now)
    await joining.left_event(event, row["user_id"], now=now)
    await pools.pass_on(row["place_id"], person.id, now=now)
    said = orjson.dumps(asked_for(form, answers)).decode()
    await database.execute(
        "UPDATE registrations SET user_id = $3, answers = $4, notes = '{}', changed_at = $5, "
        f"number = CASE WHEN number IS NOT NULL THEN {NEXT_NUMBER} END, ticket_number = {_NEXT_TICKET} "
        "WHERE event_id = $1 AND id = $2",
        *(event.id, registration_id, person.id, said, now),
    )
    await choosing.choose(event, registration_id, person.id, row["status"], answers, now=now)
    handed = {"handed_over_by": row["user_id"]}
    await history.note(registration_id, person.id, row["status"], row["status"], now, handed)
    await registration_form.remember(person.id, form, answers)
    rights_changed(row["user_id"])
    rights_changed(person.id)
    await joining.registered(event, person.id, now=now)
    await announcements.drop_reminders(row["user_id"], event)
    await announcements.ticket(person.id, registration_id, event.id, way="handed", now=now)
    await announcements.plan_reminders([person.id], event, now=now)
    await announcements.changed(event.id, now=now)
