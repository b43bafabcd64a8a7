"""What somebody is to Forma: the staff, who moderate, report and campaign, and coaches, whom the staff has verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.errors import RoleNotKnown
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, rights_changed
from domain.audit import trail
from domain.errors import NotAllowed
from domain.notifications import outbox

COACH = "coach"
ROLES = ("administrator", "analyst", "marketer", COACH)
MENU = "account-menu"
"""The person's command menu has to follow their roles."""


def is_coach(user: str) -> str:
    """In SQL, of a column with the id of a person."""
    return f"EXISTS (SELECT 1 FROM role_grants rg WHERE rg.user_id = {user} AND rg.role = '{COACH}')"


async def grant_role(actor: Person, user_id: int, role: str, *, now: datetime) -> bool:
    """True if the person did not have the role before. Only administrators grant."""
    _check(actor, role)
    tag = await database.execute(
        "INSERT INTO role_grants (user_id, role, granted_by, granted_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (user_id, role) DO NOTHING",
        *(user_id, role, actor.id, now),
    )
    if tag.endswith(" 1"):
        await trail.record(actor.id, "role-granted", f"user:{user_id}", now=now, details={"role": role})
        await outbox.notify(user_id, "account-role", params={"role": role}, now=now)
        await outbox.notify(user_id, MENU, now=now)
        rights_changed(user_id)
    return tag.endswith(" 1")


async def revoke_role(actor: Person, user_id: int, role: str, *, now: datetime) -> bool:
    """True if the person had the role. Nobody takes their own administrator role: somebody must remain."""
    _check(actor, role)
    if role == "administrator":
        await _hold_administrators(actor, besides=user_id)
    tag = await database.execute("DELETE FROM role_grants WHERE user_id = $1 AND role = $2", user_id, role)
    if tag.endswith(" 1"):
        await trail.record(actor.id, "role-revoked", f"user:{user_id}", now=now, details={"role": role})
        await outbox.notify(user_id, MENU, now=now)
        rights_changed(user_id)
    return tag.endswith(" 1")


async def _hold_administrators(actor: Person, *, besides: int) -> None:
    """Two who take the role from each other at the same moment: the second does not have it any more."""
    rows = await database.fetch(
        "SELECT user_id FROM role_grants WHERE role = 'administrator' ORDER BY user_id FOR UPDATE"
    )
    if actor.id == besides or actor.id not in {row["user_id"] for row in rows}:
        raise NotAllowed


def _check(actor: Person, role: str) -> None:
    if not actor.is_administrator:
        raise NotAllowed
    if role not in ROLES:
        raise RoleNotKnown(role=role)


async def appoint_first_administrators(telegram_ids: list[int], *, now: datetime) -> None:
    """Give the role to those named in the settings who have an account; called at start and at their first meeting."""
    rows = await database.fetch(
        "INSERT INTO role_grants (user_id, role, granted_at) "
        "SELECT id, 'administrator', $2 FROM users WHERE telegram_id = ANY($1) ORDER BY id "
        "ON CONFLICT (user_id, role) DO NOTHING RETURNING user_id",
        *(telegram_ids, now),
    )
    for row in rows:
        details = {"role": "administrator"}
        await trail.record(None, "role-granted", f"user:{row['user_id']}", now=now, details=details)


async def administrators() -> list[int]:
    rows = await database.fetch("SELECT user_id FROM role_grants WHERE role = 'administrator' ORDER BY user_id")
    return [row["user_id"] for row in rows]


@dataclass(frozen=True, slots=True)
class RoleHolder:
    user_id: int
    name: str
    username: str | None
    role: str


async def list_roles(actor: Person) -> list[RoleHolder]:
    """The staff first, of whom there are few."""
    if not actor.is_administrator:
        raise NotAllowed
    rows = await database.fetch(
        f"SELECT r.user_id, {FULL_NAME} AS name, u.username, r.role FROM role_grants r "
        "JOIN users u ON u.id = r.user_id JOIN profiles p ON p.user_id = r.user_id "
        "ORDER BY r.role = $1, r.role, r.id LIMIT 100",
        COACH,
    )
    return [RoleHolder(**dict(row)) for row in rows]


async def roles_of(user_id: int) -> frozenset[str]:
    rows = await database.fetch("SELECT role FROM role_grants WHERE user_id = $1", user_id)
    return frozenset(row["role"] for row in rows)
