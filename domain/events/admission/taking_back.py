"""A yes that was a slip of the finger is taken back, while it is fresh and nothing has followed from it."""

from __future__ import annotations

from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.accounts.people import Person, rights_changed
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements
from domain.events.admission import applying
from domain.events.admission.applications import require_decider
from domain.events.admission.errors import TooLateToTakeBack
from domain.events.entry import history, waiting
from domain.events.entry.statuses import TO_PAY
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.money import fees
from domain.places import pools

WITHIN = timedelta(minutes=10)


async def take_back(actor: Person, registration_id: int, *, now: datetime) -> str:
    """Their status is what it was before: pending, or unpaid or approved for who was let in without the fee.

    Raises NotFound, TooLateToTakeBack.
    """
    event = await load(await _event_of(registration_id))
    await require_decider(actor, event)
    row = await database.fetchrow("SELECT * FROM registrations WHERE id = $1", registration_id)
    assert row is not None
    if (await fees.due_back(event, registration_id, now=now)).paid:
        raise TooLateToTakeBack
    application_id = await _fresh_yes(actor, registration_id, now=now)
    if application_id is not None and row["status"] in ("confirmed", *TO_PAY):
        await _wait_again(event, row, application_id, actor, now=now)
        before = "pending"
    elif row["status"] == "confirmed" and (owed := await _admitted_from(actor, registration_id, now=now)):
        await _pay_after_all(event, row, owed, actor, now=now)
        before = owed
    else:
        raise TooLateToTakeBack
    rights_changed(row["user_id"])
    await announcements.drop_reminders(row["user_id"], event)
    await announcements.tell(row["user_id"], "application-taken-back", event.id, now=now)
    details = {"registration": registration_id, "to": before}
    await trail.record(actor.id, "application-taken-back", f"event:{event.id}", now=now, details=details)
    await announcements.changed(event.id, now=now)
    return before


async def _event_of(registration_id: int) -> int:
    event_id: int | None = await database.fetchval("SELECT event_id FROM registrations WHERE id = $1", registration_id)
    if event_id is None:
        raise NotFound
    return event_id


async def _fresh_yes(actor: Person, registration_id: int, *, now: datetime) -> int | None:
    application_id: int | None = await database.fetchval(
        "SELECT id FROM applications WHERE registration_id = $1 AND state = 'accepted' AND decided_by = $2 "
        "AND decided_at > $3",
        *(registration_id, actor.id, now - WITHIN),
    )
    return application_id


async def _admitted_from(actor: Person, registration_id: int, *, now: datetime) -> str | None:
    """The status in which the fee was owed, where they let in without it just now, and nothing came since."""
    last = await database.fetchrow(
        "SELECT from_status, actor_id, at FROM registration_changes WHERE registration_id = $1 "
        "ORDER BY id DESC LIMIT 1",
        registration_id,
    )
    assert last is not None
    is_theirs = last["from_status"] in TO_PAY and last["actor_id"] == actor.id
    return str(last["from_status"]) if is_theirs and last["at"] > now - WITHIN else None


async def _wait_again(event: Event, row: asyncpg.Record, application_id: int, actor: Person, *, now: datetime) -> None:
    """The place stays theirs until it is decided again."""
    if row["status"] in TO_PAY:
        await fees.drop(row["id"], now=now)
        await waiting.forget_offer_end(row["place_id"])
        await pools.confirm(row["place_id"], now=now)
    await history.move(row["place_id"], "pending", actor_id=actor.id, now=now)
    await database.execute(
        "UPDATE applications SET state = 'waiting', decided_at = NULL, decided_by = NULL WHERE id = $1", application_id
    )
    await applying.show_cards(event, application_id, now=now)


async def _pay_after_all(event: Event, row: asyncpg.Record, owed: str, actor: Person, *, now: datetime) -> None:
    until = await fees.held_until(event, await pools.pool_of(row["place_id"]), now=now, away=True)
    if until is None:
        raise TooLateToTakeBack
    held = await pools.hold_again(row["place_id"], until, now=now)
    await history.move(row["place_id"], owed, actor_id=actor.id, now=now)
    await fees.ask_for(event, row["user_id"], row["id"], held, now=now)
