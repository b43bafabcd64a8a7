"""How many people of an event are in which status, each once."""

from __future__ import annotations

from domain import database
from domain.events.entry.statuses import IS_CURRENT


async def count_by_status(event_id: int) -> dict[str, int]:
    rows = await database.fetch(
        f"SELECT r.status, count(*) AS count FROM registrations r WHERE r.event_id = $1 AND {IS_CURRENT} GROUP BY 1",
        event_id,
    )
    return {row["status"]: row["count"] for row in rows}
