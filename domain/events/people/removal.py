"""What the organizer decides about one participant: taken out with a reason, let in without the fee, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, rights_changed
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements, ways
from domain.events.entry import admitting, leaving, own, waiting
from domain.events.entry.errors import AlreadyRegistered, NotRegistered
from domain.events.entry.statuses import OUT, TO_PAY
from domain.events.errors import MoveNotAllowed, ReasonNeeded
from domain.events.lifecycle import load, load_managed
from domain.events.models import Event
from domain.events.money import fees
from domain.events.people.errors import AlreadyOut, NobodyThere, NoFreePlace, NoSuchNumber
from domain.events.policy import require_manager
from domain.events.programme import choosing
from domain.events.standstill import require_goes_on
from domain.forms.texts import clean_lines
from domain.notifications import outbox, pace
from domain.places import pools

REASONS = ("no-show", "own-wish", "rules")
"""Reasons of which each reader has the words; any other is the organizer's own."""
REASON_LENGTH = 400
MOST_AT_ONCE = 200
_WHILE = ("published", "registration_open", "running")


async def remove(actor: Person, registration_id: int, reason: str, *, now: datetime) -> Event:
    """The person is told why, the place goes to who waits, all that was paid goes back.

    Raises NotFound, NotAllowed, ReasonNeeded, AlreadyOut, MoveNotAllowed.
    """
    event = await _event_of(actor, registration_id)
    row = await _held(event, registration_id)
    if row["status"] in OUT:
        raise AlreadyOut
    await _remove(actor, event, row, _checked(reason), now=now)
    await _audit_removed(actor, event, row, now=now)
    return event


async def remove_several(
    actor: Person, event_id: int, registration_ids: Sequence[int], reason: str, *, now: datetime
) -> int:
    """Those of them who are still in it; how many. Raises NobodyThere where nobody is.

    The audit, for which everybody waits, is written when nothing else is to be waited for.
    """
    event = await load_managed(actor, event_id)
    _require_going_on(event)
    said = _checked(reason)
    rows = await database.fetch(
        "SELECT * FROM registrations WHERE event_id = $1 AND id = ANY($2) AND status <> ALL($3) ORDER BY id",
        *(event.id, list(registration_ids)[:MOST_AT_ONCE], list(OUT)),
    )
    if not rows:
        raise NobodyThere
    for row in rows:
        await _remove(actor, event, row, said, now=now)
    for row in rows:
        await _audit_removed(actor, event, row, now=now)
    return len(rows)


async def _remove(actor: Person, event: Event, row: asyncpg.Record, reason: str, *, now: datetime) -> None:
    due = await fees.due_back(event, row["id"], now=now)
    details = {"removed": True, "reason": reason}
    await leaving.give_up(event, row, by=actor.id, now=now, share=100, reason="removed", details=details)
    params = {"event_id": event.id, "registration_id": row["id"], "reason": reason}
    params |= {"back_minor": due.paid, "currency": due.currency}
    await outbox.notify(row["user_id"], "event-removed", params=params, now=now)


async def _audit_removed(actor: Person, event: Event, row: asyncpg.Record, *, now: datetime) -> None:
    audited = {"registration": row["id"], "from": row["status"]}
    await trail.record(actor.id, "event-person-removed", f"event:{event.id}", now=now, details=audited)


def _checked(reason: str) -> str:
    said = clean_lines(reason)[:REASON_LENGTH]
    if not said:
        raise ReasonNeeded
    return said


async def admit(actor: Person, registration_id: int, *, now: datetime) -> Event:
    """Who has not paid yet takes part without paying here: in cash, as a guest. Raises MoveNotAllowed."""
    event = await _event_of(actor, registration_id)
    row = await _held(event, registration_id)
    if row["status"] not in TO_PAY or not await pools.confirm(row["place_id"], now=now):
        raise MoveNotAllowed(status=row["status"], move="admit")
    await fees.drop(registration_id, now=now)
    await waiting.forget_offer_end(row["place_id"])
    await admitting.confirm_accepted(event, registration_id, actor.id, now=now)
    await _note(actor, event, "event-person-admitted", row, now)
    return event


async def restore(actor: Person, registration_id: int, *, now: datetime) -> Event:
    """Who was taken out by mistake has a place again, with the number they had, if one is free.

    Raises MoveNotAllowed, AlreadyRegistered, EventStandsStill, NoFreePlace, SaidTooMuch.
    """
    event = await _event_of(actor, registration_id)
    row = await _held(event, registration_id)
    if not await may_be_restored(registration_id):
        raise MoveNotAllowed(status=row["status"], move="restore")
    if await own.is_in(event.id, row["user_id"]):
        raise AlreadyRegistered
    await require_goes_on(event.id)
    await pace.require_call(actor.id, row["user_id"], now=now)
    pool_id, size = await pools.pool_of(row["place_id"]), await pools.size_of(row["place_id"])
    if pool_id not in (await ways.pools_of(event.id)).values() or not await pools.has_free(pool_id, size):
        raise NoFreePlace
    held = await pools.ask(pool_id, row["user_id"], size=size, now=now)
    await database.execute("UPDATE registrations SET place_id = $2 WHERE id = $1", registration_id, held.id)
    await choosing.take_remembered(event, registration_id, row["user_id"], now=now)
    await admitting.confirm_accepted(event, registration_id, actor.id, now=now)
    await announcements.tell(row["user_id"], "event-restored", event.id, now=now)
    await _note(actor, event, "event-person-restored", row, now)
    return event


async def name_of(actor: Person, registration_id: int) -> str:
    """Whom it is about. Raises NotFound, NotAllowed."""
    row = await database.fetchrow(
        f"SELECT r.event_id, {FULL_NAME} AS name FROM registrations r "
        "JOIN profiles p ON p.user_id = r.user_id WHERE r.id = $1",
        registration_id,
    )
    if row is None:
        raise NotFound
    require_manager(actor, await load(row["event_id"], lock=False))
    return row["name"] or "–"


async def names_of(actor: Person, event_id: int, registration_ids: Sequence[int]) -> list[str]:
    """Of those who can still be taken out. Raises NotFound, NotAllowed."""
    require_manager(actor, await load(event_id, lock=False))
    rows = await database.fetch(
        f"SELECT {FULL_NAME} AS name FROM registrations r "
        "JOIN profiles p ON p.user_id = r.user_id "
        "WHERE r.event_id = $1 AND r.id = ANY($2) AND r.status <> ALL($3) ORDER BY r.id",
        *(event_id, list(registration_ids), list(OUT)),
    )
    return [row["name"] or "–" for row in rows]


async def choices(registration_id: int) -> frozenset[str]:
    """What an organizer can do about it now: remove, admit, restore."""
    row = await database.fetchrow(
        "SELECT r.status, e.status AS event_status FROM registrations r JOIN events e ON e.id = r.event_id "
        "WHERE r.id = $1",
        registration_id,
    )
    if row is None or row["event_status"] not in _WHILE:
        return frozenset()
    if row["status"] in OUT:
        return frozenset({"restore"} if await may_be_restored(registration_id) else ())
    return frozenset({"remove", "admit"} if row["status"] in TO_PAY else {"remove"})


async def may_be_restored(registration_id: int) -> bool:
    """Only who an organizer has taken out, their money back or not: who left by themselves is asked, not taken back."""
    found: bool = await database.fetchval(
        "SELECT coalesce((SELECT r.status = ANY($2) AND c.to_status = 'withdrawn' AND c.details ? 'removed' "
        "FROM registrations r JOIN registration_changes c ON c.registration_id = r.id AND c.to_status <> 'refunded' "
        "WHERE r.id = $1 ORDER BY c.id DESC LIMIT 1), FALSE)",
        *(registration_id, list(OUT)),
    )
    return found


async def registration_of(event_id: int, user_id: int) -> int:
    """Of who is in it now. Raises NotRegistered."""
    found: int | None = await database.fetchval(
        "SELECT id FROM registrations WHERE event_id = $1 AND user_id = $2 AND status <> ALL($3)",
        *(event_id, user_id, list(OUT)),
    )
    if found is None:
        raise NotRegistered
    return found


async def registration_numbered(event_id: int, number: int) -> int:
    """Raises NoSuchNumber."""
    found: int | None = await database.fetchval(
        "SELECT id FROM registrations WHERE event_id = $1 AND number = $2", event_id, number
    )
    if found is None:
        raise NoSuchNumber(number=str(number))
    return found


async def _event_of(actor: Person, registration_id: int) -> Event:
    event_id = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    if event_id is None:
        raise NotFound
    event = await load_managed(actor, event_id)
    _require_going_on(event)
    return event


def _require_going_on(event: Event) -> None:
    if event.status not in _WHILE:
        raise MoveNotAllowed(status=event.status, move="people")


async def _held(event: Event, registration_id: int) -> asyncpg.Record:
    """As it is now that the event is held."""
    row = await database.fetchrow(
        "SELECT * FROM registrations WHERE id = $1 AND event_id = $2", registration_id, event.id
    )
    assert row is not None
    return row


async def _note(actor: Person, event: Event, what: str, row: asyncpg.Record, now: datetime) -> None:
    rights_changed(row["user_id"])
    await announcements.changed(event.id, now=now)
    details = {"registration": row["id"], "from": row["status"]}
    await trail.record(actor.id, what, f"event:{event.id}", now=now, details=details)
