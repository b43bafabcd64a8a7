"""What somebody organizes and has their hands full with: the events that go on now, or are about to begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from domain import database
from domain.accounts.people import Person
from domain.events.organized import HELD
from domain.organizations.policy import managed_by

Need = Literal["door", "results", "bracket", "panel"]
PEOPLE_COME = timedelta(hours=2)
"""So long before the start the door is what one needs."""
MOST = 2
_WITHOUT_RESULTS = ("training", "other")


@dataclass(frozen=True, slots=True)
class OnNow:
    """`need`: the one thing that whoever holds the event does at this hour."""

    event_id: int
    title: str
    kind: str
    starts_at: datetime
    zone: str
    need: Need


_ON_NOW = f"""
SELECT e.id AS event_id, e.title, e.kind, e.starts_at, e.zone, e.status AS need,
       EXISTS (SELECT FROM event_boards b WHERE b.event_id = e.id AND b.state = 'final') AS is_final FROM events e
WHERE {HELD} AND e.archived_at IS NULL AND (e.status = 'running'
      OR e.status IN ('published', 'registration_open') AND e.starts_at BETWEEN $3 AND $3 + $4::interval
         AND EXISTS (SELECT FROM event_ways w WHERE w.event_id = e.id AND w.way = 'onsite'))
ORDER BY e.starts_at DESC, e.id LIMIT {MOST}
"""


async def on_now(person: Person, *, now: datetime) -> tuple[OnNow, ...]:
    """Of the person and of the organizations that they manage; what began or begins last stands first."""
    rows = await database.fetch(_ON_NOW, person.id, managed_by(person), now, PEOPLE_COME)
    return tuple(_on_now(**dict(row)) for row in rows)


def _on_now(*, need: str, is_final: bool, **known: Any) -> OnNow:
    """`need`: the event's status."""
    return OnNow(**known, need=_need(known["kind"], need, is_final=is_final))


def _need(kind: str, status: str, *, is_final: bool) -> Need:
    if status != "running":
        return "door"
    if kind == "tournament":
        return "bracket"
    return "panel" if is_final or kind in _WITHOUT_RESULTS else "results"
