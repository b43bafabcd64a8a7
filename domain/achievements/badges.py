"""Badges: given and taken back by the subject that they are for. Who gives knows why; here is who has what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's right to a badge."""

    user_id: int
    kind: str
    place: int | None = None
    among: str = ""


_GIVE = """
INSERT INTO badges (user_id, kind, subject, title, place, among, given_at)
SELECT user_id, kind, $1, $2, place, among, $3
FROM unnest($4::bigint[], $5::text[], $6::int[], $7::text[]) AS claims(user_id, kind, place, among)
ON CONFLICT (user_id, kind, subject) DO UPDATE SET title = excluded.title, place = excluded.place,
    among = excluded.among, revoked_at = NULL,
    given_at = CASE WHEN badges.revoked_at IS NULL THEN badges.given_at ELSE excluded.given_at END
WHERE (badges.title, badges.place, badges.among, badges.revoked_at)
    IS DISTINCT FROM (excluded.title, excluded.place, excluded.among, NULL::timestamptz)
"""
_REVOKE = """
UPDATE badges b SET revoked_at = $2 WHERE b.subject = $1 AND b.revoked_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM unnest($3::bigint[], $4::text[]) AS claims(user_id, kind)
                    WHERE claims.user_id = b.user_id AND claims.kind = b.kind)
"""


async def give(subject: str, title: str, claims: Sequence[Claim], *, now: datetime) -> None:
    """These, and no others, have a badge for the subject from now on. Given twice, it is one.

    A person has at most one claim of a kind. The caller holds whatever the claims follow from.
    """
    await take_back_others(subject, claims, now=now)
    columns = [
        [one.user_id for one in claims],
        [one.kind for one in claims],
        [one.place for one in claims],
        [one.among for one in claims],
    ]
    await database.execute(_GIVE, subject, title, now, *columns)


async def take_back_others(subject: str, claims: Collection[Claim], *, now: datetime) -> None:
    """Whoever has no claim (any more) loses the badge; nobody is given one."""
    people, kinds = [one.user_id for one in claims], [one.kind for one in claims]
    await database.execute(_REVOKE, subject, now, people, kinds)
