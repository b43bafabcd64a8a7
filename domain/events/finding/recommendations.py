"""What to offer to a person, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.events.finding.candidates import find_candidates, get_candidates
from domain.events.finding.catalogue import CatalogueRow, get_rows
from domain.events.finding.ranking import Candidate, Pick, Reason, explain, rank
from domain.events.finding.taste import Taste, get_taste

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """An event with the reasons for which it is offered; with none it is only soon."""

    row: CatalogueRow
    reasons: tuple[Reason, ...]


async def pick(
    taste: Taste, *, now: datetime, limit: int = 3, without: Collection[int] = (), strict: bool = False
) -> list[Pick]:
    """The best of the public events that the person is not in and can enter, without some of them."""
    candidates = [one for one in await find_candidates(taste, now=now) if one.kind.event_id not in without]
    return rank(taste, candidates, now=now, limit=limit, strict=strict)


async def recommend(user_id: int, *, now: datetime, limit: int = 3) -> list[Offered]:
    return await with_rows(await pick(await get_taste(user_id, now=now), now=now, limit=limit))


async def with_rows(picks: Sequence[Pick]) -> list[Offered]:
    rows = {row.id: row for row in await get_rows([one.event_id for one in picks])}
    return [Offered(rows[one.event_id], one.reasons[:MOST_REASONS]) for one in picks if one.event_id in rows]


async def why(user_id: int, event_ids: Sequence[int], *, now: datetime) -> list[Offered]:
    """The reasons as they are now, of those among the events that can still be joined, in this order."""
    taste = await get_taste(user_id, now=now)
    known: dict[int, Candidate] = {one.kind.event_id: one for one in await get_candidates(event_ids, taste, now=now)}
    return await with_rows([explain(taste, known[one], now=now) for one in event_ids if one in known])
