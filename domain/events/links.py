"""Private events: a link that cannot be guessed, that can be changed, and what opening it gives."""

from __future__ import annotations

import secrets
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.errors import LinkRevoked
from domain.events.lifecycle import load_managed

TOKEN_LENGTH = 22


def new_token() -> str:
    """22 characters, 132 bits."""
    return secrets.token_urlsafe(17)[:TOKEN_LENGTH]


async def open_link(user_id: int, token: str) -> int:
    """The event behind a private link; the person may see it from now on, while the link stays in force.

    Raises LinkRevoked for a link that leads nowhere.
    """
    event_id: int | None = await database.fetchval("SELECT id FROM events WHERE link_token = $1", token)
    if event_id is None:
        raise LinkRevoked
    await database.execute(
        "INSERT INTO event_guests (event_id, user_id, link_token) VALUES ($1, $2, $3) "
        "ON CONFLICT (event_id, user_id) DO UPDATE SET link_token = excluded.link_token",
        *(event_id, user_id, token),
    )
    return event_id


async def change_link(actor: Person, event_id: int, *, now: datetime) -> str:
    """Make a new link; the old one leads nowhere from now on, nor do the links of its teams, which show it as well.

    Who takes part keeps seeing the event.
    """
    event = await load_managed(actor, event_id)
    event.link_token = new_token()
    await event.save(update_fields=["link_token"])
    rows = await database.fetch("SELECT id FROM event_teams WHERE event_id = $1 ORDER BY id", event.id)
    await database.execute(
        "UPDATE event_teams t SET token = new.token FROM unnest($1::bigint[], $2::text[]) AS new(id, token) "
        "WHERE t.id = new.id",
        *([row["id"] for row in rows], [new_token() for _ in rows]),
    )
    await trail.record(actor.id, "event-link-changed", f"event:{event.id}", now=now)
    return event.link_token


async def secret_of(event_id: int) -> str:
    """What addresses of its files depend on: of a private event its present link, so that they go with it."""
    found: str | None = await database.fetchval(
        "SELECT link_token FROM events WHERE id = $1 AND visibility = 'private'", event_id
    )
    return found or ""
