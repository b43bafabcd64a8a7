"""What faces show of badges: a person's collection, and what they have for one thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """`among`: female, male, or empty for everybody."""

    id: int
    kind: str
    subject: str
    title: str
    place: int | None
    among: str
    given_at: datetime

    @property
    def event_id(self) -> int | None:
        kind, _, number = self.subject.partition(":")
        return int(number) if kind == "event" else None


_CARD = "SELECT id, kind, subject, title, place, among, given_at FROM badges WHERE user_id = $1 AND revoked_at IS NULL"
_BEST_FIRST = "array_position(ARRAY['winner', 'prize', 'finisher', 'player'], kind::text)"
After = tuple[datetime, int]
"""When the last one shown was given, and its id."""


async def collection(user_id: int, *, after: After | None = None, offset: int = 0, limit: int = 20) -> list[BadgeCard]:
    """Newest first. `after` is for lists without end; the chat's numbered pages use `offset`."""
    moment, badge_id = after or (None, None)
    rows = await database.fetch(
        f"{_CARD} AND ($2::timestamptz IS NULL OR (given_at, id) < ($2, $3::bigint)) "
        "ORDER BY given_at DESC, id DESC OFFSET $4 LIMIT $5",
        *(user_id, moment, badge_id, offset, limit),
    )
    return [BadgeCard(**dict(row)) for row in rows]


async def counts(user_id: int) -> dict[str, int]:
    """How many of each kind; kinds that the person has none of are left out."""
    rows = await database.fetch(
        "SELECT kind, count(*) AS number FROM badges WHERE user_id = $1 AND revoked_at IS NULL "
        f"GROUP BY kind ORDER BY {_BEST_FIRST}",
        user_id,
    )
    return {row["kind"]: row["number"] for row in rows}


async def given_for(user_id: int, subject: str) -> list[BadgeCard]:
    """What the person has for that, the best first."""
    rows = await database.fetch(f"{_CARD} AND subject = $2 ORDER BY {_BEST_FIRST}", user_id, subject)
    return [BadgeCard(**dict(row)) for row in rows]
