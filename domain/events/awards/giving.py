"""Badges, prizes and tags follow from the results: given when approved, taken back as soon as they do not hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import asyncpg

from domain import database
from domain.achievements import badges
from domain.events.awards import standing
from domain.events.awards.standing import Holder, Standing
from domain.notifications import outbox
from domain.spaces import tags

_CODE = """
UPDATE prize_codes SET user_id = $2, handed_at = $3
WHERE id = (SELECT id FROM prize_codes WHERE prize_id = $1 AND user_id IS NULL ORDER BY id LIMIT 1 FOR UPDATE)
  AND NOT EXISTS (SELECT 1 FROM prize_codes WHERE prize_id = $1 AND user_id = $2)
"""
_WON = """
INSERT INTO prize_winners (prize_id, user_id, given_at) SELECT $1, person, $3 FROM unnest($2::bigint[]) AS whom(person)
ON CONFLICT (prize_id, user_id) DO UPDATE SET given_at = excluded.given_at, revoked_at = NULL
WHERE prize_winners.revoked_at IS NOT NULL
RETURNING user_id
"""
_LOST = """
UPDATE prize_winners SET revoked_at = $3 WHERE prize_id = $1 AND revoked_at IS NULL AND NOT user_id = ANY($2::bigint[])
"""


async def approved(event_id: int, title: str, found: Standing, *, now: datetime) -> list[int]:
    """What follows from the results as they are now is given, anything else taken back. Done twice, it is done once.

    Who was given a prize that they had not. The caller holds the results.
    """
    fresh: list[int] = []
    prizes = await _prizes(event_id)
    claims = found.claims({(one["place"], one["among"]) for one in prizes if one["gives_badge"]})
    await badges.give(_subject(event_id), title, claims, now=now)
    for prize, people in _winners(prizes, found.holders):
        await database.execute(_LOST, prize, people, now)
        fresh += [row["user_id"] for row in await database.fetch(_WON, prize, people, now)]
        for user_id in people:
            await database.execute(_CODE, prize, user_id, now)
    await tags.due(_subject(event_id), now=now)
    return fresh


async def take_back(event_id: int, found: Standing, *, now: datetime) -> None:
    """Results were changed after they had been approved: who holds no more what they were given for it loses it.

    Nobody is given anything before they are approved anew. A code that was handed out stays with who has read it.
    """
    prizes = await _prizes(event_id)
    claims = found.claims({(one["place"], one["among"]) for one in prizes if one["gives_badge"]})
    await badges.take_back_others(_subject(event_id), claims, now=now)
    for prize, people in _winners(prizes, found.holders):
        await database.execute(_LOST, prize, people, now)
    await tags.due(_subject(event_id), now=now)


async def results_changed(event_id: int, announced: int, *, now: datetime) -> None:
    """`announced`: how often they were approved; before that there is nothing to take back."""
    if announced:
        await take_back(event_id, await standing.of_results(event_id), now=now)


async def tell_winners(event_id: int, people: Sequence[int], *, now: datetime) -> None:
    """Of a prize that came after the word about the results; nobody can switch this off."""
    params = {"event_id": event_id}
    await outbox.notify_all(sorted(set(people)), "award-prize", params=params, subject=_subject(event_id), now=now)


def _subject(event_id: int) -> str:
    return f"event:{event_id}"


async def _prizes(event_id: int) -> list[asyncpg.Record]:
    return await database.fetch(
        "SELECT id, place, among, gives_badge FROM event_prizes WHERE event_id = $1 ORDER BY place, among", event_id
    )


def _winners(prizes: Sequence[asyncpg.Record], holders: Sequence[Holder]) -> list[tuple[int, list[int]]]:
    """Each prize with whose it is, in their order: several, where they share the place."""
    by_place: dict[tuple[int, str], list[int]] = defaultdict(list)
    for one in holders:
        by_place[one.place, one.among].append(one.user_id)
    return [(one["id"], by_place[one["place"], one["among"]]) for one in prizes]
