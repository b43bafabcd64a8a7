"""The gates of an event: where people come in, so that each can be counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.entrance.errors import GateExists, TooManyGates
from domain.events.lifecycle import load_managed
from domain.forms.texts import clean_line

MOST = 12
NAME_LENGTH = 24
_LETTERS = {"ru": "АБВГДЕЖЗИКЛМ", "en": "ABCDEFGHIJKL"}


@dataclass(frozen=True, slots=True)
class Gate:
    id: int
    name: str


async def list_gates(event_id: int) -> list[Gate]:
    rows = await database.fetch(
        "SELECT id, name FROM event_gates WHERE event_id = $1 AND removed_at IS NULL ORDER BY id", event_id
    )
    return [Gate(**dict(row)) for row in rows]


async def add_gate(actor: Person, event_id: int, name: str, *, now: datetime) -> Gate:
    """Without a name it is the next letter. Raises GateExists, TooManyGates."""
    event = await load_managed(actor, event_id)
    there = await list_gates(event.id)
    if len(there) >= MOST:
        raise TooManyGates(most=MOST)
    taken = {gate.name.lower() for gate in there}
    letters = _LETTERS.get(actor.language, _LETTERS["en"])
    said = clean_line(name)[:NAME_LENGTH].strip() or next(one for one in letters if one.lower() not in taken)
    if said.lower() in taken:
        raise GateExists(name=said)
    gate_id = await database.fetchval(
        "INSERT INTO event_gates (event_id, name) VALUES ($1, $2) RETURNING id", event.id, said
    )
    await _changed(actor, event.id, "event-gate-added", gate_id, now)
    return Gate(gate_id, said)


async def copy(from_event: int, to_event: int) -> None:
    """For a copy of the event."""
    await database.execute(
        "INSERT INTO event_gates (event_id, name) "
        "SELECT $2, name FROM event_gates WHERE event_id = $1 AND removed_at IS NULL ORDER BY id",
        *(from_event, to_event),
    )


async def remove_gate(actor: Person, event_id: int, gate_id: int, *, now: datetime) -> None:
    """Who came through it stays counted there. Raises NotFound."""
    event = await load_managed(actor, event_id)
    tag = await database.execute(
        "UPDATE event_gates SET removed_at = $3 WHERE id = $1 AND event_id = $2 AND removed_at IS NULL",
        *(gate_id, event.id, now),
    )
    if not tag.endswith(" 1"):
        raise NotFound
    await _changed(actor, event.id, "event-gate-removed", gate_id, now)


async def _changed(actor: Person, event_id: int, what: str, gate_id: int, now: datetime) -> None:
    await trail.record(actor.id, what, f"event:{event_id}", now=now, details={"gate": gate_id})
    database.publish(f"door:{event_id}")
