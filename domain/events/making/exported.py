"""An event as one JSON document: everything that its organizer has said of it, for who manages it. Nobody's name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.lifecycle import load
from domain.events.making.creation import plan_of
from domain.events.models import Event
from domain.events.policy import require_manager
from domain.events.results.boards import read_board
from domain.notifications import outbox

KIND = "event-json"
SCHEMA = 1
SECRETS = frozenset({"link_token", "reviewer_token"})
"""Who has one may come in: a file is passed on too easily."""


async def as_json(person: Person, event_id: int) -> bytes:
    """Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(person, event)
    said = {name: getattr(event, name) for name in sorted(Event._meta.fields) if name not in SECRETS}
    document = {"schema": SCHEMA, "event": said | await _beside(event)}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


async def _beside(event: Event) -> dict[str, Any]:
    """What is said of it in other tables."""
    ways = await database.fetch(
        "SELECT w.way, p.capacity, p.taken, p.waiting FROM event_ways w JOIN place_pools p ON p.id = w.pool_id "
        "WHERE w.event_id = $1 ORDER BY w.way DESC",
        event.id,
    )
    faq = await database.fetch(
        "SELECT question, answer FROM event_faq WHERE event_id = $1 ORDER BY position, id", event.id
    )
    plan = await plan_of(event)
    return {
        "categories": list(plan.categories),
        "format": plan.format,
        "ways": [dict(row) for row in ways],
        "faq": [dict(row) for row in faq],
        "scoring": (await read_board(event.id, event.kind)).scoring.to_json(),
    }


async def send(person: Person, event_id: int, *, now: datetime) -> None:
    """To the private chat. Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(person, event)
    await outbox.notify(person.id, KIND, params={"event_id": event.id}, now=now)
    await trail.record(person.id, "event-json-asked", f"event:{event.id}", now=now)
