"""How many people of an event are in which status."""

from __future__ import annotations

from domain import database


async def count_by_status(event_id: int) -> dict[str, int]:
    rows = await database.fetch(
        "SELECT status, count(*) AS count FROM registrations WHERE event_id = $1 GROUP BY status", event_id
    )
    return {row["status"]: row["count"] for row in rows}
