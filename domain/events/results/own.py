"""A person's places in what is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg
import orjson

from domain import database
from domain.events.results.scoring import read_scoring


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A person's result in an event: their place of how many, and among their own category."""

    event_id: int
    registration_id: int
    state: str
    total: int | None
    measure: str
    place: int | None
    classified: int
    in_category: int | None
    is_final: bool


_OWN = """
SELECT r.event_id, r.registration_id, r.state, r.total, b.scoring, b.state = 'final' AS is_final,
       r.sort_key[1] = 0 AS classified,
       (SELECT count(*) FROM results o WHERE o.event_id = r.event_id AND o.sort_key < r.sort_key) AS better,
       (SELECT count(*) FROM results o WHERE o.event_id = r.event_id AND o.sort_key[1] = 0) AS among,
       (SELECT count(*) FROM results o WHERE o.event_id = r.event_id AND o.sort_key < r.sort_key
        AND o.sex IS NOT DISTINCT FROM r.sex AND o.age_from IS NOT DISTINCT FROM r.age_from
        AND o.division IS NOT DISTINCT FROM r.division AND o.weight_class IS NOT DISTINCT FROM r.weight_class)
           AS better_in_category,
       r.sex IS NOT NULL OR r.age_from IS NOT NULL OR r.division IS NOT NULL OR r.weight_class IS NOT NULL
           AS has_category
FROM results r JOIN event_boards b ON b.event_id = r.event_id
WHERE r.user_id = $1 AND r.event_id = ANY($2::bigint[])
"""


async def own_results(user_id: int, event_ids: Sequence[int]) -> dict[int, OwnResult]:
    """By event, of those in which the person has one."""
    rows = await database.fetch(_OWN, user_id, list(event_ids))
    return {row["event_id"]: _own(row) for row in rows}


def _own(row: asyncpg.Record) -> OwnResult:
    known = {name: row[name] for name in ("event_id", "registration_id", "state", "total", "is_final")}
    measure = read_scoring(orjson.loads(row["scoring"])).shown
    place = row["better"] + 1 if row["classified"] else None
    narrower = row["better_in_category"] + 1 if row["classified"] and row["has_category"] else None
    return OwnResult(**known, measure=measure, place=place, classified=row["among"], in_category=narrower)
