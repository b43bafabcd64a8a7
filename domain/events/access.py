"""Whether somebody may see an event at all: what they may not see is absent."""

from __future__ import annotations

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.entry.statuses import OWN_LIVE
from domain.events.models import Event
from domain.events.policy import holds, require_visible

HAS_LINK = (
    "EXISTS (SELECT 1 FROM event_guests g "
    "WHERE g.event_id = e.id AND g.user_id = $1 AND g.link_token = e.link_token) AS has_link"
)
_ACCESS = f"""
SELECT e.organizer_id, e.organization_id, e.visibility, e.status, {HAS_LINK},
       (SELECT r.status FROM registrations r WHERE r.event_id = e.id AND r.user_id = $1 AND {OWN_LIVE}) AS own_status
FROM events e WHERE """
IS_OPEN = "(e.visibility = 'public' AND e.status <> 'draft')"
"""Of an event `e`: everybody may see it."""


async def require_access(person: Person, event_id: int) -> bool:
    """Whether the person manages the event. Raises NotFound for one that they may not see."""
    row = await database.fetchrow(_ACCESS + "e.id = $2", person.id, event_id)
    if row is None:
        raise NotFound
    return admit(row, person)


async def may_see_cover(person: Person, file_id: int) -> bool:
    """Whether it is the cover of an event that the person may see; copies and the dates of a series share one."""
    rows = await database.fetch(_ACCESS + "e.cover_file_id = $2", person.id, file_id)
    return any(_is_admitted(row, person) for row in rows)


def _is_admitted(row: asyncpg.Record, viewer: Person) -> bool:
    try:
        admit(row, viewer)
    except NotFound:
        return False
    return True


def admit(row: asyncpg.Record, viewer: Person) -> bool:
    """Whether the viewer manages it."""
    manages = holds(viewer, row["organizer_id"], row["organization_id"]) or viewer.is_administrator
    is_draft, works_there = row["status"] == "draft", viewer.works_as(row["organization_id"]) is not None
    require_visible(
        public=row["visibility"] == "public" and not is_draft,
        manages=manages,
        takes_part=row["own_status"] is not None or (works_there and not is_draft),
        has_link=row["has_link"] and not is_draft,
    )
    return manages


async def require_access_to(person: Person, event: Event) -> None:
    """The same for one that is in hand: what everybody may see needs no question."""
    if event.visibility != "public" or event.status == "draft":
        await require_access(person, event.id)
