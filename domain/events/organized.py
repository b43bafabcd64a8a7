"""The events that somebody organizes, by themselves or for an organization."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.events.ways import WAYS_COLUMN, InWays, Way, read_ways
from domain.organizations.policy import managed_by

HELD = "(e.organizer_id = $1 AND e.organization_id IS NULL OR e.organization_id = ANY($2::bigint[]))"
"""Events of the person $1 or of the organizations $2."""


@dataclass(frozen=True, slots=True)
class OrganizedEvent(InWays):
    event_id: int
    title: str
    status: str
    archived: bool
    starts_at: datetime
    zone: str
    ways: tuple[Way, ...]


async def list_organized(organizer: Person, *, offset: int = 0, limit: int = 10) -> list[OrganizedEvent]:
    """Their own and those of the organizations that they manage.

    What comes next stands first, then what is over, newest first; archived ones last.
    """
    rows = await database.fetch(
        "SELECT e.id AS event_id, e.title, e.status, e.archived_at IS NOT NULL AS archived, e.starts_at, e.zone, "
        f"{WAYS_COLUMN} FROM events e "
        "CROSS JOIN LATERAL (SELECT e.status IN ('finished', 'cancelled') AS over) it "
        f"WHERE {HELD} ORDER BY e.archived_at IS NOT NULL, it.over, "
        "CASE WHEN NOT it.over THEN e.starts_at END, e.starts_at DESC, e.id LIMIT $3 OFFSET $4",
        *(organizer.id, managed_by(organizer), limit, offset),
    )
    return [organized_event(row) for row in rows]


def organized_event(row: asyncpg.Record) -> OrganizedEvent:
    return OrganizedEvent(**dict(row) | {"ways": read_ways(row["ways"])})
