"""What faces show of organizations and their teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.accounts.profile import city_answer
from domain.errors import NotFound
from domain.forms.form import JsonValue
from domain.organizations.errors import InvitationGone


@dataclass(frozen=True, slots=True)
class OrganizationCard:
    """`own_role` is the viewer's; None for who does not work there."""

    id: int
    slug: str
    kind: str
    name: str
    description: str
    city: str | None
    contact: str
    cover_file_id: int | None
    verified: bool
    own_role: str | None
    members: int

    def to_answers(self) -> dict[str, JsonValue]:
        """As its form would be filled in."""
        return {
            "kind": self.kind,
            "name": self.name,
            "description": self.description or None,
            "city": city_answer(self.city),
            "contact": self.contact or None,
            "cover": {"source": "file", "id": str(self.cover_file_id)} if self.cover_file_id else None,
        }


@dataclass(frozen=True, slots=True)
class Member:
    user_id: int
    name: str
    username: str | None
    role: str


@dataclass(frozen=True, slots=True)
class WaitingInvitation:
    """`name` is empty for a link."""

    id: int
    name: str
    role: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """What somebody reads who is asked to join."""

    token: str
    organization_id: int
    slug: str
    organization: str
    kind: str
    verified: bool
    role: str
    inviter: str


_CARD = """
SELECT o.id, o.slug, o.kind, o.name, o.description, o.city, o.contact, o.cover_file_id,
       o.verified_at IS NOT NULL AS verified,
       (SELECT role FROM organization_members m WHERE m.organization_id = o.id AND m.user_id = $1) AS own_role,
       (SELECT count(*) FROM organization_members m WHERE m.organization_id = o.id) AS members
FROM organizations o
"""


async def get_organization(organization_id: int, viewer: Person) -> OrganizationCard:
    """Raises NotFound."""
    row = await database.fetchrow(f"{_CARD} WHERE o.id = $2", viewer.id, organization_id)
    if row is None:
        raise NotFound
    return OrganizationCard(**dict(row))


async def list_own(person: Person, *, limit: int = 50) -> list[OrganizationCard]:
    """Those that the person works for."""
    rows = await database.fetch(
        f"{_CARD} WHERE o.id IN (SELECT organization_id FROM organization_members WHERE user_id = $1) "
        "ORDER BY lower(o.name), o.id LIMIT $2",
        *(person.id, limit),
    )
    return [OrganizationCard(**dict(row)) for row in rows]


async def list_team(organization_id: int, *, offset: int = 0, limit: int = 20) -> list[Member]:
    """Owners first, then by role and name."""
    rows = await database.fetch(
        f"SELECT m.user_id, {FULL_NAME} AS name, u.username, m.role "
        "FROM organization_members m JOIN users u ON u.id = m.user_id JOIN profiles p ON p.user_id = m.user_id "
        "WHERE m.organization_id = $1 "
        "ORDER BY array_position('{owner,manager,checker,timer}'::text[], m.role::text), lower(p.first_name), m.id "
        "LIMIT $2 OFFSET $3",
        *(organization_id, limit, offset),
    )
    return [Member(**dict(row)) for row in rows]


async def get_member(organization_id: int, user_id: int) -> Member:
    """Raises NotFound."""
    row = await database.fetchrow(
        f"SELECT m.user_id, {FULL_NAME} AS name, u.username, m.role "
        "FROM organization_members m JOIN users u ON u.id = m.user_id JOIN profiles p ON p.user_id = m.user_id "
        "WHERE m.organization_id = $1 AND m.user_id = $2",
        *(organization_id, user_id),
    )
    if row is None:
        raise NotFound
    return Member(**dict(row))


async def list_waiting(organization_id: int, *, now: datetime) -> list[WaitingInvitation]:
    rows = await database.fetch(
        f"SELECT i.id, coalesce({FULL_NAME}, '') AS name, i.role, i.expires_at "
        "FROM organization_invitations i LEFT JOIN profiles p ON p.user_id = i.user_id "
        "WHERE i.organization_id = $1 AND i.state = 'waiting' AND i.expires_at > $2 ORDER BY i.id LIMIT 40",
        *(organization_id, now),
    )
    return [WaitingInvitation(**dict(row)) for row in rows]


async def get_invitation(person: Person, token: str, *, now: datetime) -> InvitationCard:
    """Raises InvitationGone."""
    row = await database.fetchrow(
        "SELECT i.token, o.id AS organization_id, o.slug, o.name AS organization, o.kind, "
        f"o.verified_at IS NOT NULL AS verified, i.role, {FULL_NAME} AS inviter "
        "FROM organization_invitations i JOIN organizations o ON o.id = i.organization_id "
        "JOIN profiles p ON p.user_id = i.invited_by WHERE i.token = $1 AND i.state = 'waiting' "
        "AND i.expires_at > $2 AND (i.user_id IS NULL OR i.user_id = $3)",
        *(token, now, person.id),
    )
    if row is None:
        raise InvitationGone
    return InvitationCard(**dict(row))
