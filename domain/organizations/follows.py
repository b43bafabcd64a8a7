"""Following an organizer: an organization, or a person who makes events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.accounts.roles import COACH, is_coach
from domain.errors import NotFound
from domain.organizations.errors import CannotFollowOneself

_MOST_DIGITS = 15
AT_ONCE = 500
"""So many followers are told by one statement."""


@dataclass(frozen=True, slots=True)
class Organizer:
    """One of both."""

    organization_id: int | None = None
    user_id: int | None = None

    @property
    def code(self) -> str:
        """Short enough to ride in a button: o5, u17."""
        return f"o{self.organization_id}" if self.organization_id is not None else f"u{self.user_id}"

    @classmethod
    def read(cls, code: str) -> Organizer:
        """Raises NotFound."""
        kind, number = code[:1], code[1:]
        if kind not in ("o", "u") or not (number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS):
            raise NotFound
        return cls(int(number)) if kind == "o" else cls(user_id=int(number))


def organizer_of(organization_id: int | None, organizer_id: int) -> Organizer:
    return Organizer(organization_id) if organization_id is not None else Organizer(user_id=organizer_id)


async def follow(person: Person, whom: Organizer, *, now: datetime) -> bool:
    """False: they did already. Raises CannotFollowOneself, NotFound."""
    if whom.user_id == person.id:
        raise CannotFollowOneself
    known = await database.fetchval(
        "SELECT EXISTS (SELECT 1 FROM organizations WHERE id = $1) "
        "OR EXISTS (SELECT 1 FROM users WHERE id = $2 AND status <> 'deleted')",
        *(whom.organization_id, whom.user_id),
    )
    if not known:
        raise NotFound
    tag = await database.execute(
        "INSERT INTO organizer_follows (follower_id, organization_id, organizer_id, followed_at) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        *(person.id, whom.organization_id, whom.user_id, now),
    )
    return tag.endswith(" 1")


async def unfollow(person: Person, whom: Organizer) -> bool:
    """False: they did not."""
    tag = await database.execute(
        "DELETE FROM organizer_follows WHERE follower_id = $1 AND organization_id IS NOT DISTINCT FROM $2 "
        "AND organizer_id IS NOT DISTINCT FROM $3",
        *(person.id, whom.organization_id, whom.user_id),
    )
    return not tag.endswith(" 0")


async def followers(whom: Organizer) -> AsyncIterator[list[int]]:
    """A part at a time, oldest first."""
    last = 0
    for _ in count():
        rows = await database.fetch(
            "SELECT f.id, f.follower_id FROM organizer_follows f JOIN users u ON u.id = f.follower_id "
            "WHERE (f.organization_id = $1 OR f.organizer_id = $2) AND f.id > $3 AND u.status = 'active' "
            "ORDER BY f.id LIMIT $4",
            *(whom.organization_id, whom.user_id, last, AT_ONCE),
        )
        if not rows:
            return
        yield [row["follower_id"] for row in rows]
        last = rows[-1]["id"]


@dataclass(frozen=True, slots=True)
class Followed:
    """`slug` is None for a person; then `user_id` is theirs."""

    id: int
    slug: str | None
    organization_id: int | None
    user_id: int | None
    name: str
    kind: str
    verified: bool

    @property
    def key(self) -> str:
        """How its page is addressed."""
        return self.slug or f"u{self.user_id}"

    @property
    def code(self) -> str:
        return Organizer(self.organization_id, self.user_id).code


async def list_followed(person: Person, *, offset: int = 0, limit: int = 20) -> list[Followed]:
    coach = is_coach("f.organizer_id")
    rows = await database.fetch(
        "SELECT f.id, o.slug, f.organization_id, f.organizer_id AS user_id, "
        f"CASE WHEN o.id IS NOT NULL THEN o.kind WHEN {coach} THEN '{COACH}' ELSE 'user' END AS kind, "
        f"CASE WHEN o.id IS NOT NULL THEN o.verified_at IS NOT NULL ELSE {coach} END AS verified, "
        f"coalesce(o.name, {FULL_NAME}) AS name "
        "FROM organizer_follows f LEFT JOIN organizations o ON o.id = f.organization_id "
        "LEFT JOIN profiles p ON p.user_id = f.organizer_id LEFT JOIN users u ON u.id = f.organizer_id "
        "WHERE f.follower_id = $1 AND coalesce(u.status, '') <> 'deleted' ORDER BY f.id DESC LIMIT $2 OFFSET $3",
        *(person.id, limit, offset),
    )
    return [Followed(**dict(row)) for row in rows]
