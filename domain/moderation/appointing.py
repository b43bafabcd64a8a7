"""A role is given or taken, and everything that shows it follows."""

from __future__ import annotations

from datetime import datetime

from domain.accounts import roles
from domain.accounts.people import Person
from domain.events import organizers


async def grant(actor: Person, user_id: int, role: str, *, now: datetime) -> bool:
    """True if the person did not have it before. Raises NotAllowed, RoleNotKnown."""
    changed = await roles.grant_role(actor, user_id, role, now=now)
    await _shown(user_id, role, changed, now)
    return changed


async def revoke(actor: Person, user_id: int, role: str, *, now: datetime) -> bool:
    """True if the person had it. Raises NotAllowed, RoleNotKnown."""
    changed = await roles.revoke_role(actor, user_id, role, now=now)
    await _shown(user_id, role, changed, now)
    return changed


async def _shown(user_id: int, role: str, changed: bool, now: datetime) -> None:
    if changed and role == roles.COACH:
        await organizers.badge_changed(user_id, now=now)
