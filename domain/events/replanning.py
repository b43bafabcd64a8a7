"""Another place, or another end: who takes part is told once what was and what is, however often it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import database
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.models import Event
from domain.events.ways import ONLINE
from domain.notifications import outbox
from domain.notifications.rules import Topic

KIND = "event-replanned"
SETTLES, SETTLES_LATE, LATE = timedelta(minutes=3), timedelta(seconds=20), timedelta(hours=2)
"""It is told after so long without another change; sooner when the event starts within two hours."""
_IN_IT = "('waitlisted', 'offered', 'unpaid', 'pending', 'approved', 'paid', 'confirmed', 'checked_in')"


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
    waiting = await outbox.waiting_under(f"{KIND}:{event.id}:")
    await outbox.drop(prefix=f"{KIND}:{event.id}:")
    known = _known(waiting) if waiting else before
    if moved:
        known = Plan(known.place, event.ends_at)
    over_at = event.ends_at or event.starts_at + UNSAID_LENGTH
    if known == plan_now(event) or over_at <= now:
        return
    await outbox.notify_all(
        await _concerned(event, place_only=known.ends_at == event.ends_at),
        KIND,
        params={"event_id": event.id, "place": known.place, "ends_at": _text(known.ends_at)},
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"{KIND}:{event.id}:{int(now.timestamp() * 1000)}",
        not_before=now + (SETTLES_LATE if event.starts_at <= now + LATE else SETTLES),
        expires_at=over_at,
        now=now,
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
        f"WHERE r.event_id = $1 AND r.status IN {_IN_IT} AND NOT ($2 AND coalesce(w.way, '') = $3) ORDER BY r.id",
        *(event.id, place_only, ONLINE),
    )
    return [row["user_id"] for row in rows]
