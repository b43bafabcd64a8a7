"""The six statuses of an event and the moves between them, by hand and by time."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.audit import trail
from domain.errors import NotFound
from domain.events import announcements, news, opening, ways
from domain.events.errors import HasRegistrations, MoveNotAllowed, ReasonNeeded, ResultsApproved, StartsInPast
from domain.events.models import Event
from domain.events.people import letter_times
from domain.events.policy import require_manager
from domain.events.programme import items, starting
from domain.forms.texts import clean_lines
from domain.jobs import jobs

MOVES = {
    ("draft", "publish"): "published",
    ("published", "open"): "registration_open",
    ("published", "start"): "running",
    ("registration_open", "start"): "running",
    ("running", "finish"): "finished",
    ("published", "cancel"): "cancelled",
    ("registration_open", "cancel"): "cancelled",
    ("running", "cancel"): "cancelled",
}
MOVES_BY_TIME = {
    "published": ("open", "start", "finish"),
    "registration_open": ("start", "finish"),
    "running": ("finish",),
}
"""What is still to come by itself, in order."""
UNSAID_LENGTH = timedelta(hours=3)
"""How long an event without an end is taken to last."""
REASON_LENGTH = 500
CALL_OFF = "event-call-off"
"""The job that gives back what was paid for a cancelled event."""


def next_status(status: str, move: str) -> str:
    """Raises MoveNotAllowed."""
    try:
        return MOVES[status, move]
    except KeyError:
        raise MoveNotAllowed(status=status, move=move) from None


async def load(event_id: int, *, lock: bool = True) -> Event:
    """Raises NotFound. Whoever changes an event holds its row to the end of the transaction."""
    event = await database.fetch_by_id(Event, event_id, lock=lock)
    if event is None:
        raise NotFound
    return event


async def load_managed(actor: Person, event_id: int) -> Event:
    event = await load(event_id)
    require_manager(actor, event)
    return event


async def load_changeable(actor: Person, event_id: int) -> Event:
    """Raises NotFound, NotAllowed; MoveNotAllowed once it is over or cancelled."""
    event = await load_managed(actor, event_id)
    if event.status in ("finished", "cancelled"):
        raise MoveNotAllowed(status=event.status, move="edit")
    return event


async def publish(actor: Person, event_id: int, *, now: datetime) -> Event:
    """Show the event; registration opens at once unless a later time was set."""
    event = await load_managed(actor, event_id)
    if event.starts_at <= now:
        raise StartsInPast
    await _move(event, "publish", now=now, actor_id=actor.id)
    event.published_at = now
    event.archived_at = None
    if event.registration_opens_at is None or event.registration_opens_at <= now:
        event.status = next_status(event.status, "open")
    await event.save()
    await plan_moves(event)
    await news.published(event, now=now)
    await announcements.changed(event.id, now=now)
    return event


async def plan_moves(event: Event) -> None:
    """Put the moves by time on the agenda, or take them off when the event is not going to move by itself."""
    for move, due_at in _times(event).items():
        if move in MOVES_BY_TIME.get(event.status, ()):
            await agenda.plan(f"event-{move}", str(event.id), due_at)
        else:
            await agenda.cancel(f"event-{move}", str(event.id))
    await starting.due(event)


def _times(event: Event) -> dict[str, datetime]:
    """Without an opening time of its own registration opens when the event is published."""
    opens_at = event.registration_opens_at or event.published_at or event.created_at
    return {"open": opens_at, "start": event.starts_at, "finish": event.ends_at or event.starts_at + UNSAID_LENGTH}


async def move_by_time(event_id: int, *, now: datetime) -> None:
    """What the agenda asks for: every move whose time has come, in order.

    After an outage several are due at once and may be asked for in any order; whoever comes first does them all.
    """
    event = await load(event_id)
    times, before = _times(event), event.status
    for move in MOVES_BY_TIME.get(before, ()):
        if times[move] <= now and (event.status, move) in MOVES:
            await _move(event, move, now=now, actor_id=None)
    if event.status != before:
        await event.save()
        await opening.opened(event, now=now)
        await announcements.changed(event.id, now=now)


async def start(actor: Person, event_id: int, *, now: datetime) -> None:
    await _move_by_hand(actor, event_id, "start", now=now)


async def finish(actor: Person, event_id: int, *, now: datetime) -> None:
    await _move_by_hand(actor, event_id, "finish", now=now)


async def open_registration(actor: Person, event_id: int, *, now: datetime) -> None:
    await _move_by_hand(actor, event_id, "open", now=now)


async def _move_by_hand(actor: Person, event_id: int, move: str, *, now: datetime) -> None:
    event = await load_managed(actor, event_id)
    await _move(event, move, now=now, actor_id=actor.id)
    await event.save()
    await opening.opened(event, now=now)
    await announcements.changed(event.id, now=now)


async def cancel(actor: Person, event_id: int, reason: str, *, now: datetime) -> None:
    """Call the event off and tell everybody who takes part or waits, with the reason.

    Raises NotFound, NotAllowed, ReasonNeeded, ResultsApproved, MoveNotAllowed.
    """
    event = await load_managed(actor, event_id)
    said = clean_lines(reason)[:REASON_LENGTH]
    if not said:
        raise ReasonNeeded
    if await _is_approved(event.id):
        raise ResultsApproved
    await _move(event, "cancel", now=now, actor_id=actor.id)
    event.cancel_reason = said
    await event.save()
    await plan_moves(event)
    await news.withdrawn(event)
    await announcements.cancelled(event, now=now)
    await letter_times.called_off(event)
    if event.fee_minor or event.fee_stars or await _has_orders(event.id):
        await jobs.enqueue(CALL_OFF, str(event.id))
    await announcements.changed(event.id, now=now)


async def _is_approved(event_id: int) -> bool:
    """Diplomas, badges and seasons say that it was held."""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM event_boards WHERE event_id = $1 AND state = 'final')", event_id
    )
    return found


async def _has_orders(event_id: int) -> bool:
    """Somebody has paid, or is to pay, though the event may cost nothing by now."""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM orders o JOIN registrations r ON r.id = o.subject_id "
        "WHERE o.purpose = 'event-entry' AND o.state IN ('open', 'paid') AND r.event_id = $1)",
        event_id,
    )
    return found


async def archive(actor: Person, event_id: int, *, now: datetime) -> None:
    """Out of the catalogue; history stays. An event still to come is cancelled first, with its reason."""
    event = await load_managed(actor, event_id)
    if event.status in ("published", "registration_open", "running"):
        raise MoveNotAllowed(status=event.status, move="archive")
    event.archived_at = now
    await event.save()
    await trail.record(actor.id, "event-archived", f"event:{event.id}", now=now)


async def delete_draft(actor: Person, event_id: int, *, now: datetime) -> None:
    """What was said of it goes with its row. Raises HasRegistrations for all but a draft in which nobody registered."""
    event = await load_managed(actor, event_id)
    used = await database.fetchval("SELECT EXISTS (SELECT 1 FROM registrations WHERE event_id = $1)", event.id)
    if event.status != "draft" or used:
        raise HasRegistrations
    await ways.delete_with_event(event.id)
    await items.delete_with_event(event.id)
    await event.delete()
    await trail.record(actor.id, "event-deleted", f"event:{event_id}", now=now)


async def _move(event: Event, move: str, *, now: datetime, actor_id: int | None) -> None:
    before = event.status
    event.status = next_status(event.status, move)
    event.version += 1
    details = {"from": before, "to": event.status}
    await trail.record(actor_id, f"event-{move}", f"event:{event.id}", now=now, details=details)
