"""Who works for an organization: invited, joined, given another role, gone. Each change holds the organization."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg

from domain import database
from domain.accounts.people import Person, rights_changed
from domain.agenda import agenda
from domain.audit import trail
from domain.errors import NotFound
from domain.notifications import outbox, pace
from domain.organizations.errors import (
    AlreadyInTeam,
    InvitationGone,
    InvitedLately,
    LastOwner,
    NotInTeam,
    TooManyInvitations,
)
from domain.organizations.founding import hold, require_owner_now
from domain.organizations.policy import OWNER, ROLES

CHANGED = "organization-team"
"""What becomes due when somebody is of a team, is not any more, or has another role in it; the subject is the team's
organization: with who manages its events they may begin to stand still, or go on.
"""
WAITS = timedelta(days=7)
ASKED_AGAIN = timedelta(days=3)
"""So long after a no nobody is asked again."""
MOST_WAITING = 30
TOKEN_LENGTH = 22


@dataclass(frozen=True, slots=True)
class Invited:
    id: int
    token: str


async def invite(actor: Person, organization_id: int, whom: Person, role: str, *, now: datetime) -> Invited:
    """Ask somebody to take a role. A second invitation takes the place of the first.

    Raises NotFound, AlreadyInTeam, InvitedLately, TooManyInvitations, SaidTooMuch.
    """
    await _begin(actor, organization_id, role, now=now)
    if await _role(organization_id, whom.id):
        raise AlreadyInTeam(name=whom.name)
    if await database.fetchval(_REFUSED, organization_id, whom.id, now - ASKED_AGAIN):
        raise InvitedLately(name=whom.name)
    await pace.require_call(actor.id, whom.id, now=now)
    await database.execute(
        "UPDATE organization_invitations SET state = 'revoked', decided_at = $3 "
        "WHERE organization_id = $1 AND user_id = $2 AND state = 'waiting'",
        *(organization_id, whom.id, now),
    )
    invited = await _keep(actor, organization_id, whom.id, role, now=now)
    params, key = {"token": invited.token}, f"organization-invitation:{invited.id}"
    await outbox.notify(
        whom.id, "organization-invitation", params=params, dedupe_key=key, expires_at=now + WAITS, now=now
    )
    return invited


async def invite_by_link(actor: Person, organization_id: int, role: str, *, now: datetime) -> Invited:
    """For somebody whom we have not met: the link lets one person in, once."""
    await _begin(actor, organization_id, role, now=now)
    return await _keep(actor, organization_id, None, role, now=now)


_REFUSED = """
SELECT TRUE FROM organization_invitations
WHERE organization_id = $1 AND user_id = $2 AND state = 'declined' AND decided_at > $3 LIMIT 1
"""


async def _begin(actor: Person, organization_id: int, role: str, *, now: datetime) -> None:
    await hold(organization_id)
    await require_owner_now(actor, organization_id)
    if role not in ROLES:
        raise NotFound
    waiting = await database.fetchval(
        "SELECT count(*) FROM organization_invitations WHERE organization_id = $1 AND state = 'waiting' "
        "AND expires_at > $2",
        *(organization_id, now),
    )
    if waiting >= MOST_WAITING:
        raise TooManyInvitations(most=MOST_WAITING)


async def _keep(actor: Person, organization_id: int, user_id: int | None, role: str, *, now: datetime) -> Invited:
    token = secrets.token_urlsafe(17)[:TOKEN_LENGTH]
    invitation_id: int = await database.fetchval(
        "INSERT INTO organization_invitations (organization_id, user_id, role, token, invited_by, state, created_at, "
        "expires_at) VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7) RETURNING id",
        *(organization_id, user_id, role, token, actor.id, now, now + WAITS),
    )
    details = {"role": role, "user": user_id}
    subject = f"organization:{organization_id}"
    await trail.record(actor.id, "organization-invited", subject, now=now, details=details)
    return Invited(invitation_id, token)


async def accept(person: Person, token: str, *, now: datetime) -> int:
    """The organization that the person works for from now on. Raises InvitationGone, AlreadyInTeam."""
    row = await _take(person, token, now=now)
    organization_id: int = row["organization_id"]
    if await _role(organization_id, person.id):
        raise AlreadyInTeam(name=person.name)
    await database.execute(
        "INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)",
        *(organization_id, person.id, row["role"], now),
    )
    await _decide(row["id"], person.id, "accepted", now=now)
    subject, details = f"organization:{organization_id}", {"role": row["role"]}
    await trail.record(person.id, "organization-joined", subject, now=now, details=details)
    params = {"organization_id": organization_id, "user_id": person.id}
    key = f"organization-joined:{row['id']}"
    await outbox.notify(row["invited_by"], "organization-joined", params=params, dedupe_key=key, now=now)
    await _changed(organization_id, person.id, now=now)
    return organization_id


async def decline(person: Person, token: str, *, now: datetime) -> None:
    """Raises InvitationGone. A link that was meant for nobody in particular stays for others."""
    row = await _take(person, token, now=now)
    if row["user_id"] is not None:
        await _decide(row["id"], person.id, "declined", now=now)


async def _take(person: Person, token: str, *, now: datetime) -> asyncpg.Record:
    """The invitation, with its organization held."""
    organization_id = await database.fetchval(
        "SELECT organization_id FROM organization_invitations WHERE token = $1", token
    )
    if organization_id is None:
        raise InvitationGone
    await hold(organization_id)
    row = await database.fetchrow(
        "SELECT * FROM organization_invitations WHERE token = $1 AND state = 'waiting' AND expires_at > $2 "
        "AND (user_id IS NULL OR user_id = $3)",
        *(token, now, person.id),
    )
    if row is None:
        raise InvitationGone
    return row


async def _decide(invitation_id: int, user_id: int, state: str, *, now: datetime) -> None:
    await database.execute(
        "UPDATE organization_invitations SET state = $2, decided_at = $3, user_id = $4 WHERE id = $1",
        *(invitation_id, state, now, user_id),
    )


async def take_back(actor: Person, organization_id: int, invitation_id: int, *, now: datetime) -> None:
    await hold(organization_id)
    await require_owner_now(actor, organization_id)
    await database.execute(
        "UPDATE organization_invitations SET state = 'revoked', decided_at = $3 "
        "WHERE id = $1 AND organization_id = $2 AND state = 'waiting'",
        *(invitation_id, organization_id, now),
    )


async def change_role(actor: Person, organization_id: int, user_id: int, role: str, *, now: datetime) -> None:
    """Raises NotFound, NotInTeam, LastOwner."""
    await hold(organization_id)
    await require_owner_now(actor, organization_id)
    before = await _role(organization_id, user_id)
    if before is None or role not in ROLES:
        raise NotInTeam
    if before == role:
        return
    if before == OWNER:
        await _one_remains(organization_id, besides=user_id)
        await _forget_invitations(organization_id, user_id, now=now)
    await database.execute(
        "UPDATE organization_members SET role = $3 WHERE organization_id = $1 AND user_id = $2",
        *(organization_id, user_id, role),
    )
    subject, details = f"organization:{organization_id}", {"user": user_id, "role": role}
    await trail.record(actor.id, "organization-role-changed", subject, now=now, details=details)
    if user_id != actor.id:
        await pace.require_call(actor.id, user_id, now=now)
        params = {"organization_id": organization_id}
        await outbox.notify(user_id, "organization-role", params=params, now=now)
    await _changed(organization_id, user_id, now=now)


async def remove(actor: Person, organization_id: int, user_id: int, *, now: datetime) -> None:
    """Raises NotFound, NotInTeam, LastOwner."""
    await hold(organization_id)
    await require_owner_now(actor, organization_id)
    await _part(actor, organization_id, user_id, now=now)
    if user_id != actor.id:
        params = {"organization_id": organization_id}
        await outbox.notify(user_id, "organization-removed", params=params, now=now)


async def leave(person: Person, organization_id: int, *, now: datetime) -> None:
    """Raises NotInTeam, LastOwner."""
    await hold(organization_id)
    await _part(person, organization_id, person.id, now=now)


async def _part(actor: Person, organization_id: int, user_id: int, *, now: datetime) -> None:
    role = await _role(organization_id, user_id)
    if role is None:
        raise NotInTeam
    if role == OWNER:
        await _one_remains(organization_id, besides=user_id)
        await _forget_invitations(organization_id, user_id, now=now)
    await database.execute(
        "DELETE FROM organization_members WHERE organization_id = $1 AND user_id = $2", organization_id, user_id
    )
    action = "organization-left" if actor.id == user_id else "organization-member-removed"
    details = {"user": user_id, "role": role}
    await trail.record(actor.id, action, f"organization:{organization_id}", now=now, details=details)
    await _changed(organization_id, user_id, now=now)


async def _changed(organization_id: int, user_id: int, *, now: datetime) -> None:
    rights_changed(user_id)
    await agenda.plan(CHANGED, str(organization_id), now)


async def _role(organization_id: int, user_id: int) -> str | None:
    role: str | None = await database.fetchval(
        "SELECT role FROM organization_members WHERE organization_id = $1 AND user_id = $2", organization_id, user_id
    )
    return role


async def _one_remains(organization_id: int, *, besides: int) -> None:
    others = await database.fetchval(
        "SELECT count(*) FROM organization_members WHERE organization_id = $1 AND role = 'owner' AND user_id <> $2",
        *(organization_id, besides),
    )
    if not others:
        raise LastOwner


async def _forget_invitations(organization_id: int, user_id: int, *, now: datetime) -> None:
    """Who is no owner any more has let nobody in."""
    await database.execute(
        "UPDATE organization_invitations SET state = 'revoked', decided_at = $3 "
        "WHERE organization_id = $1 AND invited_by = $2 AND state = 'waiting'",
        *(organization_id, user_id, now),
    )
