"""Making an organization, changing what is said of it, and the badge that administrators give."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from domain import database
from domain.accounts.people import Person, rights_changed
from domain.audit import trail
from domain.errors import NotAllowed, NotFound
from domain.organizations.errors import TooManyOrganizations
from domain.organizations.form import Said
from domain.organizations.models import Organization
from domain.organizations.policy import OWNER
from domain.organizations.slugs import free_slug

MOST_FOUNDED = 10
USED, UNUSED = "logo", "cover"
"""A picture's purpose while it is an organization's, and what lets it be swept away afterwards."""


async def found(founder: Person, said: Said, *, now: datetime) -> Organization:
    """Who founds it is its first owner. Raises TooManyOrganizations."""
    await database.execute("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", founder.id)
    count = await database.fetchval("SELECT count(*) FROM organizations WHERE founder_id = $1", founder.id)
    if count >= MOST_FOUNDED:
        raise TooManyOrganizations(most=MOST_FOUNDED)
    await database.execute("SELECT pg_advisory_xact_lock(4672020)")
    slug = await free_slug(said.name, said.kind)
    made = await Organization.create(slug=slug, founder_id=founder.id, created_at=now, **asdict(said))
    await database.execute(
        "INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)",
        *(made.id, founder.id, OWNER, now),
    )
    await _change_picture(None, said.cover_file_id)
    await trail.record(founder.id, "organization-founded", f"organization:{made.id}", now=now)
    rights_changed(founder.id)
    return made


async def edit(actor: Person, organization_id: int, said: Said, *, now: datetime) -> Organization:
    """For its owners. A new name leaves the address as it is."""
    organization = await hold(organization_id)
    await require_owner_now(actor, organization_id)
    await _change_picture(organization.cover_file_id, said.cover_file_id)
    organization.update_from_dict(asdict(said))
    await organization.save()
    await trail.record(actor.id, "organization-edited", f"organization:{organization_id}", now=now)
    return organization


async def hold(organization_id: int) -> Organization:
    """Its row to the end of the transaction: a team is changed by one at a time. Raises NotFound."""
    organization = await database.fetch_by_id(Organization, organization_id, lock=True)
    if organization is None:
        raise NotFound
    return organization


async def require_owner_now(actor: Person, organization_id: int) -> None:
    """Under the lock: what the person brought along may be over by now. Raises NotFound."""
    role = await database.fetchval(
        "SELECT role FROM organization_members WHERE organization_id = $1 AND user_id = $2", organization_id, actor.id
    )
    if role != OWNER:
        raise NotFound


async def _change_picture(before: int | None, after: int | None) -> None:
    if before == after:
        return
    change = "UPDATE files SET purpose = $2 WHERE id = $1 AND purpose IN ('cover', 'logo')"
    if before is not None:
        await database.execute(change, before, UNUSED)
    if after is not None:
        await database.execute(change, after, USED)


async def verify(actor: Person, slug: str, *, verified: bool, now: datetime) -> bool:
    """True if that changed anything. Raises NotAllowed for who is no administrator, NotFound."""
    if not actor.is_administrator:
        raise NotAllowed
    organization_id = await database.fetchval("SELECT id FROM organizations WHERE slug = $1", slug.lower())
    if organization_id is None:
        raise NotFound
    organization = await hold(organization_id)
    if (organization.verified_at is not None) == verified:
        return False
    organization.verified_at = now if verified else None
    await organization.save(update_fields=["verified_at"])
    action = "organization-verified" if verified else "organization-unverified"
    await trail.record(actor.id, action, f"organization:{organization_id}", now=now)
    return True
