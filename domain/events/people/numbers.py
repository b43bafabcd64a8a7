"""Bibs: everybody has one from confirmation on; the organizer gives others, one by one or all in one go."""

from __future__ import annotations

from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.entry.statuses import PLACED_SQL
from domain.events.lifecycle import load_managed
from domain.events.people import name_tags
from domain.events.people.errors import NumbersInUse, NumberTaken, NumberWrong
from domain.events.results import loose
from domain.events.results.errors import NumberUnknown
from domain.notifications import outbox, pace
from domain.notifications.rules import Topic

MOST = 9_999_999
ORDERS = ("registered", "name", "mixed")
"""As people registered, by name, or drawn by lot."""
_ORDER = {
    "registered": "g.id",
    "name": "lower(p.last_name), lower(p.first_name), g.id",
    "mixed": "md5(g.id::text || g.created_at::text)",
}
_NUMBERED = f"status IN {PLACED_SQL}"


async def change_number(actor: Person, event_id: int, old: int, new: int, *, now: datetime) -> None:
    """One person wears another number.

    Raises NotFound, NotAllowed, NumberUnknown, NumberTaken, NumberWrong, SaidTooMuch.
    """
    event = await load_managed(actor, event_id)
    _require_number(new)
    taken = "SELECT EXISTS (SELECT 1 FROM registrations WHERE event_id = $1 AND number = $2)"
    if await database.fetchval(taken, event.id, new):
        raise NumberTaken(number=str(new))
    row = await database.fetchrow(
        "UPDATE registrations SET ticket_number = coalesce(ticket_number, number), number = $3 "
        f"WHERE event_id = $1 AND number = $2 AND {_NUMBERED} RETURNING user_id",
        *(event.id, old, new),
    )
    if row is None:
        raise NumberUnknown(number=str(old))
    await pace.require(actor.id, f"call:{row['user_id']}", pace.TO_ONE, now=now)
    await loose.worn(event, [new], actor.id, now=now)
    details = {"from": old, "to": new}
    await trail.record(actor.id, "event-number-changed", f"event:{event.id}", now=now, details=details)
    await _tell([row["user_id"]], event.id, now=now)


async def renumber(actor: Person, event_id: int, first: int, order: str, *, now: datetime) -> int:
    """Everybody anew from `first` on; how many.

    Raises NotFound, NotAllowed, NumberWrong, NumbersInUse, SaidTooMuch.
    """
    event = await load_managed(actor, event_id)
    _require_number(first)
    if await database.fetchval("SELECT EXISTS (SELECT 1 FROM results WHERE event_id = $1)", event.id):
        raise NumbersInUse
    await pace.require(actor.id, f"letters:{event.id}", pace.LETTERS, now=now)
    await database.execute(
        "UPDATE registrations SET ticket_number = coalesce(ticket_number, number), number = NULL WHERE event_id = $1",
        event.id,
    )
    rows: list[asyncpg.Record] = await database.fetch(
        "UPDATE registrations r SET number = $2 + given.at - 1 FROM ("
        f"SELECT g.id, row_number() OVER (ORDER BY {_ORDER[order]}) AS at FROM registrations g "
        f"JOIN profiles p ON p.user_id = g.user_id WHERE g.event_id = $1 AND g.{_NUMBERED}) given "
        "WHERE r.id = given.id RETURNING r.user_id",
        *(event.id, first),
    )
    details = {"first": first, "order": order, "people": len(rows)}
    await trail.record(actor.id, "event-renumbered", f"event:{event.id}", now=now, details=details)
    await _tell([row["user_id"] for row in rows], event.id, now=now)
    return len(rows)


def _require_number(number: int) -> None:
    if not 0 < number <= MOST:
        raise NumberWrong


async def _tell(user_ids: list[int], event_id: int, *, now: datetime) -> None:
    """Whoever changes numbers often is told of the last one only: what waits is dropped."""
    await name_tags.due(event_id, now=now)
    await outbox.notify_all(
        user_ids,
        "event-number",
        params={"event_id": event_id},
        topic=Topic.EVENTS,
        subject=f"event:{event_id}",
        dedupe_key=f"event-number:{event_id}:{int(now.timestamp() * 1000)}",
        now=now,
    )
