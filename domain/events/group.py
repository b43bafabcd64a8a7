"""Events in Telegram groups: what a group is about, its topics and its live card."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.names import SHORT_NAME
from domain.accounts.people import Person
from domain.audit import trail
from domain.events import lifecycle
from domain.events.entry.statuses import PLACED_SQL
from domain.events.errors import EventNotOpen
from domain.events.models import Event
from domain.events.organized import HELD, OrganizedEvent, organized_event
from domain.events.policy import require_manager
from domain.events.ways import WAYS_COLUMN
from domain.organizations.policy import managed_by
from domain.spaces import links, tags
from domain.spaces.doors import doors
from domain.spaces.errors import NotLinked
from domain.spaces.furnishing import furnish
from domain.spaces.membership import enter
from domain.spaces.rights import GroupRights, require_chat_admin

LINKABLE = ("published", "registration_open", "running")


async def linkable_events(person: Person, *, offset: int = 0, limit: int = 8) -> list[OrganizedEvent]:
    """The person's own events that are shown and not over, the next start first."""
    rows = await database.fetch(
        f"SELECT e.id AS event_id, e.title, e.status, FALSE AS archived, e.starts_at, e.zone, {WAYS_COLUMN} "
        f"FROM events e WHERE {HELD} AND e.archived_at IS NULL AND e.status = ANY($3) "
        "ORDER BY e.starts_at, e.id LIMIT $4 OFFSET $5",
        *(person.id, managed_by(person), list(LINKABLE), limit, offset),
    )
    return [organized_event(row) for row in rows]


async def link(person: Person, event_id: int, rights: GroupRights, *, now: datetime) -> Event:
    """The group is about that event from now on; repeated, it makes what is missing.

    Raises NotFound, NotAllowed, NotChatAdmin, LinkedAlready, EventNotOpen (for a draft or one that is over).
    """
    require_chat_admin(rights)
    event = await lifecycle.load(event_id)
    require_manager(person, event)
    if event.status not in LINKABLE:
        raise EventNotOpen(reason=event.status, opens=None)
    group = rights.group
    await enter(group, language=person.language, now=now)
    if await links.bind(group.chat_id, f"event:{event.id}", person.id, now=now):
        details = {"chat": group.chat_id}
        await trail.record(person.id, "event-linked", f"event:{event.id}", now=now, details=details)
    await furnish(rights, f"event:{event.id}", now=now)
    return event


async def unlink(person: Person, rights: GroupRights, *, now: datetime) -> Event:
    """Raises NotChatAdmin, NotLinked. Any administrator of the group may let go."""
    require_chat_admin(rights)
    subject = await links.release(rights.group.chat_id)
    if subject is None:
        raise NotLinked
    await tags.settle(rights.group.chat_id, {}, now=now)
    await doors.close_door(rights.group.chat_id, now=now)
    details = {"chat": rights.group.chat_id}
    await trail.record(person.id, "event-unlinked", subject, now=now, details=details)
    return await lifecycle.load(event_of(subject), lock=False)


def event_of(subject: str) -> int:
    return int(subject.removeprefix("event:"))


async def managed_event(person: Person, event_id: int) -> Event:
    """Without holding it. Raises NotFound, NotAllowed."""
    event = await lifecycle.load(event_id, lock=False)
    require_manager(person, event)
    return event


async def linked_event_id(chat_id: int) -> int:
    """Raises NotLinked."""
    subject = await links.subject_of(chat_id)
    if subject is None or not subject.startswith("event:"):
        raise NotLinked
    return event_of(subject)


async def first_participants(event_id: int, limit: int) -> list[str]:
    """First names, in the order of registering: what a group may read of who takes part."""
    rows = await database.fetch(
        f"SELECT {SHORT_NAME} AS name FROM registrations r "
        f"JOIN profiles p ON p.user_id = r.user_id WHERE r.event_id = $1 AND r.status IN {PLACED_SQL} "
        "ORDER BY r.id LIMIT $2",
        *(event_id, limit),
    )
    return [row["name"] for row in rows if row["name"]]
