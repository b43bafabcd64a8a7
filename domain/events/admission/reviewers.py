"""Those who decide on applications beside the organizer: asked by a link, let in by their own yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.admission.errors import ReviewerLinkGone
from domain.events.lifecycle import load
from domain.events.links import new_token
from domain.events.models import Event
from domain.events.policy import require_organizer

MOST = 20


@dataclass(frozen=True, slots=True)
class Reviewer:
    user_id: int
    name: str


async def list_reviewers(organizer: Person, event_id: int) -> list[Reviewer]:
    """Refused to anybody but the organizer, whose participants' documents are shown. Raises NotAllowed, NotFound."""
    await _own(organizer, event_id, lock=False)
    rows = await database.fetch(
        f"SELECT c.user_id, {FULL_NAME} AS name FROM event_reviewers c "
        "JOIN profiles p ON p.user_id = c.user_id WHERE c.event_id = $1 ORDER BY c.id",
        event_id,
    )
    return [Reviewer(**dict(row)) for row in rows]


async def invitation(organizer: Person, event_id: int, *, anew: bool = False) -> str:
    """The token of the link; `anew`: the one before leads nowhere any more. Raises NotAllowed."""
    event = await _own(organizer, event_id)
    if event.reviewer_token is None or anew:
        event.reviewer_token = new_token()
        await event.save(update_fields=["reviewer_token"])
    return event.reviewer_token


async def invited_to(token: str) -> Event:
    """Raises ReviewerLinkGone."""
    event_id = await database.fetchval("SELECT id FROM events WHERE reviewer_token = $1", token)
    if event_id is None:
        raise ReviewerLinkGone
    return await load(event_id, lock=False)


async def join(person: Person, token: str, *, now: datetime) -> Event:
    """Raises ReviewerLinkGone."""
    event = await load((await invited_to(token)).id)
    count = await database.fetchval("SELECT count(*) FROM event_reviewers WHERE event_id = $1", event.id)
    if event.reviewer_token != token or count >= MOST:
        raise ReviewerLinkGone
    if person.id == event.organizer_id:
        return event
    tag = await database.execute(
        "INSERT INTO event_reviewers (event_id, user_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        *(event.id, person.id, now),
    )
    if tag == "INSERT 0 1":
        await trail.record(person.id, "event-reviewer-joined", f"event:{event.id}", now=now)
    return event


async def remove(organizer: Person, event_id: int, user_id: int, *, now: datetime) -> None:
    """The link changes too: it may be known to them. Raises NotAllowed."""
    event = await _own(organizer, event_id)
    await database.execute("DELETE FROM event_reviewers WHERE event_id = $1 AND user_id = $2", event.id, user_id)
    event.reviewer_token = None
    await event.save(update_fields=["reviewer_token"])
    details = {"user": user_id}
    await trail.record(organizer.id, "event-reviewer-removed", f"event:{event.id}", now=now, details=details)


async def _own(organizer: Person, event_id: int, *, lock: bool = True) -> Event:
    event = await load(event_id, lock=lock)
    require_organizer(organizer, event)
    return event
