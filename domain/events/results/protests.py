"""A participant does not agree: their words go to the organizer like a question, and the result is marked meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person, get_person
from domain.audit import trail
from domain.chat.messages import settle
from domain.errors import NotFound
from domain.events import group
from domain.events.access import require_access
from domain.events.addressee import told_for
from domain.events.results.boards import changed, hold_managed
from domain.events.results.errors import NoResultOfYours, ProtestedAlready, ProtestEmpty, ProtestOver
from domain.events.talking import talk
from domain.forms.texts import clean_lines
from domain.notifications import outbox


@dataclass(frozen=True, slots=True)
class Protest:
    id: int
    registration_id: int
    message_id: int | None
    text: str
    at: datetime

    @property
    def words(self) -> str:
        """What the person wrote, without the heading above it."""
        return self.text.split("\n\n", 1)[-1]


async def require_own(person: Person, event_id: int) -> int:
    """The registration whose result is the person's. Raises NotFound, NoResultOfYours, ProtestedAlready."""
    await require_access(person, event_id)
    row = await database.fetchrow(
        "SELECT r.registration_id, EXISTS (SELECT 1 FROM result_protests p WHERE p.registration_id = r.registration_id "
        "AND p.state = 'open') AS protested FROM results r WHERE r.event_id = $1 AND r.user_id = $2",
        *(event_id, person.id),
    )
    if row is None:
        raise NoResultOfYours
    if row["protested"]:
        raise ProtestedAlready
    registration_id: int = row["registration_id"]
    return registration_id


async def reader_language(event_id: int) -> str:
    """Of whom a protest of this event is told: its heading is in their words, not in those of who protests."""
    row = await database.fetchrow("SELECT organizer_id, organization_id FROM events WHERE id = $1", event_id)
    if row is None:
        raise NotFound
    return (await get_person(await told_for(row["organizer_id"], row["organization_id"]))).language


async def protest(person: Person, event_id: int, text: str, head: str, *, now: datetime) -> int:
    """`head`: which result it is about, for `reader_language`. Said twice at once, it is one."""
    registration_id = await require_own(person, event_id)
    if not clean_lines(text):
        raise ProtestEmpty
    made = await database.fetchval(
        "INSERT INTO result_protests (event_id, registration_id, user_id, state, at) VALUES ($1, $2, $3, 'open', $4) "
        "ON CONFLICT (registration_id) WHERE state = 'open' DO NOTHING RETURNING id",
        *(event_id, registration_id, person.id, now),
    )
    if made is None:
        raise ProtestedAlready
    message_id = await talk.ask_organizer(person, event_id, f"{head}\n\n{text}", now=now)
    await database.execute("UPDATE result_protests SET message_id = $2 WHERE id = $1", made, message_id)
    await changed(event_id, now=now)
    protest_id: int = made
    return protest_id


async def withdraw(person: Person, event_id: int, head: str, *, now: datetime) -> bool:
    """Taken back by who made it, which the organizer reads as `head`. False: it was decided, or taken back, before."""
    await require_access(person, event_id)
    taken = await database.fetchrow(
        "DELETE FROM result_protests WHERE event_id = $1 AND user_id = $2 AND state = 'open' RETURNING id, message_id",
        *(event_id, person.id),
    )
    if taken is None:
        return False
    await settle(taken["message_id"])
    await settle(await talk.ask_organizer(person, event_id, head, now=now))
    details = {"protest": taken["id"]}
    await trail.record(person.id, "result-protest-withdrawn", f"event:{event_id}", now=now, details=details)
    await changed(event_id, now=now)
    return True


async def open_protests(actor: Person, event_id: int, *, limit: int = 10) -> list[Protest]:
    """The oldest first. Raises NotFound, NotAllowed."""
    await group.managed_event(actor, event_id)
    rows = await database.fetch(
        "SELECT p.id, p.registration_id, p.message_id, coalesce(m.text, '') AS text, p.at FROM result_protests p "
        "LEFT JOIN messages m ON m.id = p.message_id WHERE p.event_id = $1 AND p.state = 'open' ORDER BY p.id LIMIT $2",
        *(event_id, limit),
    )
    return [Protest(**dict(row)) for row in rows]


async def decide(actor: Person, protest_id: int, state: str, *, now: datetime) -> int:
    """`state`: upheld or declined; the event's id. Said twice, it is once.

    Of two who decide differently the first counts. Raises NotFound, NotAllowed, ProtestOver.
    """
    row = await database.fetchrow("SELECT event_id, user_id, message_id FROM result_protests WHERE id = $1", protest_id)
    if row is None:
        raise NotFound
    event, _ = await hold_managed(actor, row["event_id"])
    tag = await database.execute(
        "UPDATE result_protests SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND state = 'open'",
        *(protest_id, state, actor.id, now),
    )
    if tag != "UPDATE 1":
        await _require_so(protest_id, state)
        return int(event.id)
    details = {"protest": protest_id, "decided": state}
    await trail.record(actor.id, "result-protest-decided", f"event:{event.id}", now=now, details=details)
    params, key = {"event_id": event.id, "state": state}, f"result-protest:{protest_id}"
    await outbox.notify(row["user_id"], "result-protest-decided", params=params, dedupe_key=key, now=now)
    await settle(row["message_id"])
    await changed(event.id, now=now)
    return int(event.id)


async def _require_so(protest_id: int, state: str) -> None:
    decided: str | None = await database.fetchval("SELECT state FROM result_protests WHERE id = $1", protest_id)
    if decided != state:
        raise ProtestOver(state=decided or "withdrawn")
