"""Who is told what is meant for the organizer of an event."""

from __future__ import annotations

from domain import database


async def told_for(organizer_id: int, organization_id: int | None) -> int:
    """Who made the event, while they still manage it for their organization and may act; else one of its owners."""
    if organization_id is None:
        return organizer_id
    found: int | None = await database.fetchval(
        "SELECT m.user_id FROM organization_members m JOIN users u ON u.id = m.user_id "
        "WHERE m.organization_id = $1 AND m.role IN ('owner', 'manager') "
        "ORDER BY u.status = 'blocked', m.user_id <> $2, m.role DESC, m.id LIMIT 1",
        *(organization_id, organizer_id),
    )
    return found or organizer_id
