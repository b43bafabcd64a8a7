"""Deciding on applications: the first who decides wins, everybody else reads who that was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, rights_changed
from domain.audit import trail
from domain.errors import NotAllowed, NotFound
from domain.events import announcements
from domain.events.admission import applying, documents
from domain.events.admission.documents import HandedIn
from domain.events.admission.errors import AlreadyDecided
from domain.events.entry import admitting, history, waiting
from domain.events.errors import EventNotOpen, ReasonNeeded
from domain.events.lifecycle import REASON_LENGTH, load
from domain.events.models import Event
from domain.events.money import fees
from domain.events.policy import may_manage, reviews_entries
from domain.events.programme import choosing
from domain.events.standstill import require_goes_on
from domain.events.talking import talk
from domain.events.teams import joining
from domain.forms.texts import clean_lines
from domain.places import pools

_STILL_TAKES = ("published", "registration_open", "running")


@dataclass(frozen=True, slots=True)
class Application:
    """`state`: waiting, accepted, declined, withdrawn. `handled_by`: the name of who decided."""

    id: int
    registration_id: int
    event_id: int
    event_title: str
    zone: str
    user_id: int
    name: str
    username: str | None
    state: str
    asked_at: datetime
    decided_at: datetime | None
    handled_by: str
    reason: str
    documents: tuple[HandedIn, ...] = ()


_CARD = f"""
SELECT a.id, a.registration_id, a.event_id, e.title AS event_title, e.zone, a.user_id,
       {FULL_NAME} AS name, u.username, a.state, a.asked_at, a.decided_at,
       coalesce(nullif(d.first_name, ''), d.nickname, '') AS handled_by, a.reason
FROM applications a JOIN events e ON e.id = a.event_id JOIN users u ON u.id = a.user_id
JOIN profiles p ON p.user_id = a.user_id LEFT JOIN profiles d ON d.user_id = a.decided_by
"""


async def get_card(application_id: int) -> Application:
    """For a renderer that knows its reader may see it. Raises NotFound."""
    row = await database.fetchrow(f"{_CARD} WHERE a.id = $1", application_id)
    if row is None:
        raise NotFound
    return await _with_documents(row)


async def get_application(reader: Person, application_id: int) -> Application:
    """Raises NotFound for who decides nothing there."""
    card = await get_card(application_id)
    await require_decider(reader, await load(card.event_id, lock=False))
    return card


async def _with_documents(row: asyncpg.Record) -> Application:
    return Application(**dict(row), documents=await documents.handed_in(row["registration_id"]))


async def list_waiting(reader: Person, event_id: int, *, after: int = 0, limit: int = 20) -> list[Application]:
    """Those that wait longest first. Raises NotFound."""
    await require_decider(reader, await load(event_id, lock=False))
    rows = await database.fetch(
        f"{_CARD} WHERE a.event_id = $1 AND a.state = 'waiting' AND a.id > $2 ORDER BY a.id LIMIT $3",
        *(event_id, after, limit),
    )
    return [await _with_documents(row) for row in rows]


async def count_waiting(event_id: int) -> int:
    count: int = await database.fetchval(
        "SELECT count(*) FROM applications WHERE event_id = $1 AND state = 'waiting'", event_id
    )
    return count


async def require_decider(person: Person, event: Event) -> None:
    """The organizer, a reviewer, or who keeps order in Forma. Raises NotFound."""
    is_reviewer = await documents.is_reviewer(event.id, person.id)
    if not (may_manage(person, event) or reviews_entries(person, event, is_reviewer=is_reviewer)):
        raise NotFound


async def accept(actor: Person, application_id: int, *, now: datetime) -> Application:
    """They take part, or are approved and have time to pay now.

    Raises NotFound, AlreadyDecided, EventNotOpen, EventStandsStill.
    """
    event, row = await _open(actor, application_id)
    if event.status not in _STILL_TAKES:
        raise EventNotOpen(reason=event.status, opens=None)
    await require_goes_on(event.id)
    await _decide(actor, row, "accepted", "", now=now)
    place_id = await _place_of(row["registration_id"])
    until = await fees.held_until(event, await pools.pool_of(place_id), now=now, away=True)
    if until is None:
        await admitting.confirm_accepted(event, row["registration_id"], actor.id, now=now)
    else:
        held = await pools.hold_again(place_id, until, now=now)
        await history.move(place_id, "approved", actor_id=actor.id, now=now)
        await fees.ask_for(event, row["user_id"], row["registration_id"], held, now=now)
    await announcements.tell(row["user_id"], "application-accepted", event.id, now=now)
    await _settled(actor, event, row, "accepted", now=now)
    return await get_card(application_id)


async def decline(actor: Person, application_id: int, reason: str, *, now: datetime) -> Application:
    """The place goes to the next in line. Raises NotFound, ReasonNeeded, AlreadyDecided."""
    said = clean_lines(reason)[:REASON_LENGTH]
    event, row = await _open(actor, application_id)
    if not said:
        raise ReasonNeeded
    await _decide(actor, row, "declined", said, now=now)
    place_id = await _place_of(row["registration_id"])
    await joining.left_event(event, row["user_id"], now=now)
    await history.move(place_id, "rejected", actor_id=actor.id, now=now, details={"reason": said})
    await documents.entry_over(row["registration_id"], now=now)
    rights_changed(row["user_id"])
    await pools.release(place_id, now=now)
    await choosing.leave(event.id, row["user_id"], now=now)
    await announcements.tell(row["user_id"], "application-declined", event.id, application_id=application_id, now=now)
    await waiting.offer_free_places(event, now=now)
    await _settled(actor, event, row, "declined", now=now)
    return await get_card(application_id)


async def ask(actor: Person, application_id: int, text: str, *, now: datetime) -> None:
    """A question to who applied; the answer comes as a message to reply to. Raises NotFound."""
    card = await get_application(actor, application_id)
    if card.user_id == actor.id:
        raise NotAllowed
    await talk.ask_participant(actor, card.event_id, card.user_id, text, now=now)


async def _open(actor: Person, application_id: int) -> tuple[Event, asyncpg.Record]:
    """The event first: the order in which everybody locks. Raises NotFound, AlreadyDecided."""
    event_id = await database.fetchval("SELECT event_id FROM applications WHERE id = $1", application_id)
    if event_id is None:
        raise NotFound
    event = await load(event_id)
    await require_decider(actor, event)
    row = await database.fetchrow("SELECT * FROM applications WHERE id = $1", application_id)
    assert row is not None
    if row["state"] != "waiting":
        card = await get_card(application_id)
        raise AlreadyDecided(name=card.handled_by or "none", state=card.state)
    return event, row


async def _decide(actor: Person, row: asyncpg.Record, state: str, reason: str, *, now: datetime) -> None:
    await database.execute(
        "UPDATE applications SET state = $2, decided_at = $3, decided_by = $4, reason = $5 WHERE id = $1",
        *(row["id"], state, now, actor.id, reason),
    )


async def _settled(actor: Person, event: Event, row: asyncpg.Record, state: str, *, now: datetime) -> None:
    """Audited last: everybody waits for the audit, so nothing is waited for with it."""
    await applying.show_cards(event, row["id"], now=now)
    await announcements.changed(event.id, now=now)
    details = {"application": row["id"], "registration": row["registration_id"]}
    await trail.record(actor.id, f"application-{state}", f"event:{event.id}", now=now, details=details)


async def _place_of(registration_id: int) -> int:
    place_id: int = await database.fetchval("SELECT place_id FROM registrations WHERE id = $1", registration_id)
    return place_id
