"""How it stands with one participant: what an organizer has to know before they say yes."""

from __future__ import annotations

from dataclasses import dataclass

from domain import database
from domain.accounts.names import FULL_NAME
from domain.errors import NotFound
from domain.events.entry.errors import NotRegistered
from domain.events.entry.statuses import OUT_SQL


@dataclass(frozen=True, slots=True)
class Standing:
    """`application_id`: the one that waits to be decided."""

    registration_id: int
    event_id: int
    name: str
    status: str
    number: int | None
    application_id: int | None


async def of(registration_id: int) -> Standing:
    """For a use-case that has asked who may know. Raises NotFound."""
    row = await database.fetchrow(
        f"SELECT r.id AS registration_id, r.event_id, {FULL_NAME} AS name, r.status, "
        "r.number, (SELECT a.id FROM applications a WHERE a.registration_id = r.id AND a.state = 'waiting') "
        "AS application_id FROM registrations r JOIN profiles p ON p.user_id = r.user_id WHERE r.id = $1",
        registration_id,
    )
    if row is None:
        raise NotFound
    return Standing(**dict(row))


async def is_in(event_id: int, user_id: int) -> bool:
    """They take part, or wait for it, and have not gone out."""
    found: bool = await database.fetchval(
        f"SELECT EXISTS (SELECT 1 FROM registrations WHERE event_id = $1 AND user_id = $2 AND status NOT IN {OUT_SQL})",
        *(event_id, user_id),
    )
    return found


async def number_of(event_id: int, user_id: int) -> int:
    """Raises NotRegistered for who has none."""
    number: int | None = await database.fetchval(
        f"SELECT number FROM registrations WHERE event_id = $1 AND user_id = $2 AND status NOT IN {OUT_SQL}",
        *(event_id, user_id),
    )
    if number is None:
        raise NotRegistered
    return number
