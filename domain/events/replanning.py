"""Another place, or another end: who takes part is told once what was and what is, however often it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.events import settled
from domain.events.entry.statuses import IN_IT_SQL
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.models import Event
from domain.events.ways import ONLINE

KIND = "event-replanned"
LATE = timedelta(hours=2)
"""Before the start it is told sooner."""


@dataclass(frozen=True, slots=True)
class Plan:
    place: str
    ends_at: datetime | None


def plan_now(event: Event) -> Plan:
    return Plan(event.place, event.ends_at)


async def replanned(event: Event, before: Plan, *, moved: bool, now: datetime) -> None:
    """Nothing is said if it is changed back, nor of an end that went along with a start that was told of (`moved`).

    The caller holds the event.
    """
    waiting = await settled.take_back(KIND, event)
    known = _known(waiting) if waiting else before
    if moved:
        known = Plan(known.place, event.ends_at)
    over_at = event.ends_at or event.starts_at + UNSAID_LENGTH
    if known == plan_now(event) or over_at <= now:
        return
    await settled.tell_later(
        await _concerned(event, place_only=known.ends_at == event.ends_at),
        KIND,
        event,
        after=settled.SETTLES_LATE if event.starts_at <= now + LATE else settled.SETTLES,
        expires_at=over_at,
        now=now,
        place=known.place,
        ends_at=_text(known.ends_at),
    )


def _known(params: dict[str, object]) -> Plan:
    ends_at = params["ends_at"]
    return Plan(str(params["place"]), datetime.fromisoformat(str(ends_at)) if ends_at else None)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


async def _concerned(event: Event, *, place_only: bool) -> list[int]:
    """Who joins online goes to no place."""
    rows = await database.fetch(
        "SELECT r.user_id FROM registrations r JOIN places h ON h.id = r.place_id "
        "LEFT JOIN event_ways w ON w.pool_id = h.pool_id "
        f"WHERE r.event_id = $1 AND r.status IN {IN_IT_SQL} AND NOT ($2 AND coalesce(w.way, '') = $3) ORDER BY r.id",
        *(event.id, place_only, ONLINE),
    )
    return [row["user_id"] for row in rows]
