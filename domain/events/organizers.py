"""Who makes events, as everybody may see them: an organization or a person, with what they make and have made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import database
from domain.accounts.people import Person
from domain.accounts.privacy import public_profile
from domain.accounts.roles import COACH, is_coach
from domain.errors import NotFound
from domain.events.finding.catalogue import CatalogueRow
from domain.events.recurring.series_queries import DATES, date_row
from domain.events.standstill import HOLDER_IS_ACTIVE
from domain.organizations.follows import Organizer
from domain.organizations.queries import get_organization
from domain.spaces import cards

_PERSON = re.compile(r"u(\d{1,15})")
_PUBLIC = f"e.visibility = 'public' AND e.archived_at IS NULL AND e.status <> 'draft' AND {HOLDER_IS_ACTIVE}"
_HELD = "(e.organization_id = $1 OR e.organization_id IS NULL AND e.organizer_id = $2)"
_OVER = "e.status IN ('finished', 'cancelled')"


@dataclass(frozen=True, slots=True)
class OrganizerCard:
    """`kind`: federation, club, coach or user. Of a person with a private profile nothing but the name is here."""

    key: str
    kind: str
    name: str
    about: str
    city: str | None
    contact: str
    cover_id: int | None
    cover_telegram_id: str | None
    verified: bool
    organization_id: int | None
    user_id: int | None
    followers: int
    followed: bool
    own_role: str | None
    """The viewer's, in an organization's team."""
    is_viewer: bool
    upcoming: int
    past: int

    @property
    def organizer(self) -> Organizer:
        return Organizer(self.organization_id, self.user_id)


async def find_organizer(key: str) -> Organizer:
    """By the address of its page. Raises NotFound."""
    if found := _PERSON.fullmatch(key):
        return Organizer(user_id=int(found[1]))
    organization_id = await database.fetchval("SELECT id FROM organizations WHERE slug = $1", key.lower())
    if organization_id is None:
        raise NotFound
    return Organizer(organization_id)


async def badge_changed(user_id: int, *, now: datetime) -> None:
    """A coach's badge was given or taken: open pages and the cards in groups show it, and no past event changes."""
    rows = await database.fetch(
        "SELECT id FROM events WHERE organizer_id = $1 AND organization_id IS NULL "
        "AND status IN ('published', 'registration_open', 'running') ORDER BY id",
        user_id,
    )
    for row in rows:
        database.publish(f"event:{row['id']}")
        await cards.refresh(f"event:{row['id']}", now=now)


async def get_organizer(whom: Organizer, viewer: Person) -> OrganizerCard:
    """Raises NotFound; also for a person who has never shown an event to everybody."""
    counts = await _counts(whom, viewer)
    if whom.organization_id is not None:
        return await _organization(whom.organization_id, viewer, counts)
    return await _person(whom, viewer, counts)


async def _organization(organization_id: int, viewer: Person, counts: dict[str, int]) -> OrganizerCard:
    one = await get_organization(organization_id, viewer)
    file = await database.fetchrow(
        "SELECT telegram_file_id, CASE WHEN state = 'ready' THEN id END AS id FROM files WHERE id = $1",
        one.cover_file_id,
    )
    return OrganizerCard(
        key=one.slug,
        kind=one.kind,
        name=one.name,
        about=one.description,
        city=one.city,
        contact=one.contact,
        cover_id=file["id"] if file else None,
        cover_telegram_id=file["telegram_file_id"] if file else None,
        verified=one.verified,
        organization_id=one.id,
        user_id=None,
        own_role=one.own_role,
        is_viewer=False,
        **_counted(counts),
    )


async def _person(whom: Organizer, viewer: Person, counts: dict[str, int]) -> OrganizerCard:
    assert whom.user_id is not None
    seen = await public_profile(whom.user_id, viewer.id)
    if not counts["upcoming"] + counts["past"]:
        raise NotFound
    row = await database.fetchrow(
        f"SELECT trim(first_name || ' ' || last_name) AS name, {is_coach('user_id')} AS coach FROM profiles "
        "WHERE user_id = $1",
        whom.user_id,
    )
    assert row is not None
    return OrganizerCard(
        key=f"u{whom.user_id}",
        kind=COACH if row["coach"] else "user",
        name=row["name"],
        about=seen.about,
        city=seen.city,
        contact="",
        cover_id=None,
        cover_telegram_id=None,
        verified=row["coach"],
        organization_id=None,
        user_id=whom.user_id,
        own_role=None,
        is_viewer=viewer.id == whom.user_id,
        **_counted(counts),
    )


def _counted(counts: dict[str, int]) -> dict[str, Any]:
    return {name: counts[name] for name in ("followers", "upcoming", "past")} | {"followed": bool(counts["followed"])}


async def _counts(whom: Organizer, viewer: Person) -> dict[str, int]:
    row = await database.fetchrow(
        "SELECT (SELECT count(*) FROM organizer_follows f WHERE f.organization_id = $1 OR f.organizer_id = $2) "
        "AS followers, (SELECT count(*) FROM organizer_follows f WHERE f.follower_id = $3 "
        "AND (f.organization_id = $1 OR f.organizer_id = $2)) AS followed, "
        f"count(*) FILTER (WHERE NOT {_OVER}) AS upcoming, count(*) FILTER (WHERE {_OVER}) AS past "
        f"FROM events e WHERE {_HELD} AND {_PUBLIC}",
        *(whom.organization_id, whom.user_id, viewer.id),
    )
    assert row is not None
    return dict(row)


async def list_events(whom: Organizer, *, past: bool = False, offset: int = 0, limit: int = 10) -> list[CatalogueRow]:
    """Public ones: to come, the next first; or over and off, the last first."""
    which, order = (_OVER, "DESC") if past else (f"NOT {_OVER}", "ASC")
    rows = await database.fetch(
        f"SELECT {DATES} FROM events e LEFT JOIN files f ON f.id = e.cover_file_id "
        f"WHERE {_HELD} AND {_PUBLIC} AND {which} ORDER BY e.starts_at {order}, e.id {order} LIMIT $3 OFFSET $4",
        *(whom.organization_id, whom.user_id, limit, offset),
    )
    return [date_row(row) for row in rows]
