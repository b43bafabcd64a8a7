"""Each time an event changes: who takes part now is let in, who never will is turned away, everybody else waits on."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.events.entry.statuses import PLACED
from domain.spaces.doors import requests

CANCELLED, OVER = "cancelled", ("finished", "cancelled")

_OPEN = """
SELECT q.id, q.user_id, e.status AS event_status, r.status, r.changed_at >= q.asked_at AS since
FROM join_requests q JOIN events e ON e.id = $2
LEFT JOIN LATERAL (SELECT status, changed_at FROM registrations r WHERE r.event_id = $2 AND r.user_id = q.user_id
                   ORDER BY r.id DESC LIMIT 1) r ON TRUE
WHERE q.subject = $1 AND q.state = 'waiting' ORDER BY q.id
"""


ARE_OPEN = "EXISTS (SELECT 1 FROM join_requests q WHERE q.subject = {subject} AND q.state = 'waiting')"
"""As a condition: somebody waits at the door of its group."""


async def settle(event_id: int, *, now: datetime) -> None:
    """The caller holds the event, as does who asks to be let in: nobody falls between the two."""
    rows = await database.fetch(_OPEN, f"event:{event_id}", event_id)
    if not rows:
        return
    inside = [row["id"] for row in rows if row["status"] in PLACED and row["event_status"] != CANCELLED]
    others = [row for row in rows if row["id"] not in inside]
    away = [row["id"] for row in others if _never(row["event_status"], row["status"], row["since"])]
    if inside:
        await requests.let_in(inside, now=now)
    if away:
        await requests.turn_away(away, now=now)


def _never(event_status: str, status: str | None, since: bool | None) -> bool:
    """A no that was said before they asked does not answer what they ask now."""
    return event_status in OVER or (status == "rejected" and bool(since))
