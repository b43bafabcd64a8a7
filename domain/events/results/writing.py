"""Results into rows: many in a few statements, each change in the history, the keys of the board made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import asyncpg
import orjson

from domain import database
from domain.events.awards import giving
from domain.events.entry import weights
from domain.events.entry.fitting import event_day
from domain.events.entry.requirements import age_on
from domain.events.models import Event
from domain.events.results.boards import Board, changed
from domain.events.results.ranking import Key, key_of, standings, total_of
from domain.events.results.scoring import Scoring
from domain.events.teams import sums
from domain.notifications import outbox

SEXES = ("female", "male")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands for one registration."""

    state: str = "ok"
    marks: tuple[int | None, ...] = ()
    reason: str = ""
    source: str = "organizer"
    verified: bool = True

    def to_json(self) -> dict[str, Any]:
        return {
            "state": self.state,
            "marks": list(self.marks),
            "reason": self.reason,
            "source": self.source,
            "verified": self.verified,
        }


def read_entry(stored: Mapping[str, Any]) -> Entry:
    return Entry(**dict(stored) | {"marks": tuple(stored["marks"])})


def entry_of(row: asyncpg.Record) -> Entry | None:
    """What a row of `results` says; None: the registration has none."""
    if row["state"] is None:
        return None
    return Entry(row["state"], tuple(orjson.loads(row["marks"])), row["reason"], row["source"], row["verified"])


_FACTS = """
SELECT g.id, g.user_id, g.number, coalesce(g.answers->>'birth_date', p.birth_date::text) AS birth_date,
       coalesce(g.answers->>'gender', p.gender) AS gender, coalesce(g.answers->$2, g.notes->$2) AS division,
       g.answers->'weight' AS weight, r.state, r.marks, r.reason, r.source, r.verified
FROM registrations g JOIN profiles p ON p.user_id = g.user_id LEFT JOIN results r ON r.registration_id = g.id
WHERE g.event_id = $1 AND g.id = ANY($3::bigint[])
"""
_FACTS_OF_ONE = _FACTS.replace("= ANY($3::bigint[])", "= $3")
"""For one, PostgreSQL keeps its plan; for a list it makes a new one each time, which takes longer than the answer."""
_WRITE = """
WITH new AS MATERIALIZED (
    SELECT * FROM unnest($5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::text[],
            $12::bool[], $13::text[], $14::int[], $15::text[], $16::smallint[], $17::text[], $18::text[], $19::text[])
    AS of(registration_id, user_id, state, marks, total, reason, source, verified, sex, age_from, division,
          weight_class, sort_key, before, after)
), put AS (
    INSERT INTO results (event_id, registration_id, user_id, state, marks, total, reason, source, verified, sex,
                         age_from, division, weight_class, sort_key, entered_at)
    SELECT $1, registration_id, user_id, state, marks::jsonb, total, reason, source, verified, sex, age_from, division,
           weight_class, ARRAY(SELECT value::bigint FROM jsonb_array_elements_text(sort_key::jsonb)
                 WITH ORDINALITY AS one(value, at) ORDER BY at), $2
    FROM new WHERE after IS NOT NULL
    ON CONFLICT (registration_id) DO UPDATE SET state = excluded.state, marks = excluded.marks,
        total = excluded.total, reason = excluded.reason, source = excluded.source, verified = excluded.verified,
        sex = excluded.sex, age_from = excluded.age_from, division = excluded.division,
        weight_class = excluded.weight_class, sort_key = excluded.sort_key, entered_at = excluded.entered_at
), noted AS (
    INSERT INTO result_changes (event_id, registration_id, actor_id, at, import_id, before, after)
    SELECT $1, registration_id, $3, $2, $4, before::jsonb, after::jsonb FROM new RETURNING id
)
SELECT id, EXISTS (SELECT 1 FROM event_team_rules WHERE event_id = $1) AS in_teams FROM noted
"""
"""Results, their history, and whether there are teams to sum up."""


async def write(
    event: Event,
    board: Board,
    wanted: Mapping[int, Entry | None],
    *,
    actor_id: int | None,
    now: datetime,
    import_id: int | None = None,
) -> list[int]:
    """Put these in place by registration, None: take it away. The new lines of the history; what is as it was has none.

    The caller holds the board.
    """
    rows = await _facts(event.id, board.scoring.division or "", list(wanted))
    new = [row for row in rows if entry_of(row) != wanted[row["id"]]]
    if not new:
        return []
    gone = [row["id"] for row in new if wanted[row["id"]] is None]
    if gone:
        await database.execute("DELETE FROM results WHERE registration_id = ANY($1::bigint[])", gone)
    lines = [_line(event, board.scoring, row, wanted[row["id"]]) for row in new]
    found = await database.fetch(_WRITE, event.id, now, actor_id, import_id, *map(list, zip(*lines, strict=True)))
    noted = sorted(row["id"] for row in found)
    if board.scoring.measure == "places":
        await rank_all(event, board)
    elif found[0]["in_teams"]:
        await sums.sum_up(event.id, board.scoring, user_ids=[row["user_id"] for row in new])
    await giving.results_changed(event.id, board.announced, now=now)
    await _tell_disqualified(event.id, new, wanted, noted, now)
    await changed(event.id, now=now)
    return noted


async def _tell_disqualified(
    event_id: int,
    rows: Sequence[asyncpg.Record],
    wanted: Mapping[int, Entry | None],
    noted: Sequence[int],
    now: datetime,
) -> None:
    """Who is disqualified is told why, and who is not any more; nobody can switch this off."""
    for row, change_id in zip(rows, noted, strict=True):
        after = wanted[row["id"]]
        was, is_now = row["state"] == "dq", after is not None and after.state == "dq"
        if was == is_now:
            continue
        kind = "result-disqualified" if is_now else "result-dq-lifted"
        params = {"event_id": event_id, "registration_id": row["id"]}
        key = f"{kind}:{change_id}"
        await outbox.notify(row["user_id"], kind, params=params, subject=f"event:{event_id}", dedupe_key=key, now=now)


async def _facts(event_id: int, division: str, registration_ids: Sequence[int]) -> list[asyncpg.Record]:
    if len(registration_ids) == 1:
        return await database.fetch(_FACTS_OF_ONE, event_id, division, registration_ids[0])
    return await database.fetch(_FACTS, event_id, division, list(registration_ids))


def _line(event: Event, scoring: Scoring, row: asyncpg.Record, entry: Entry | None) -> tuple[object, ...]:
    """A row of the board, empty where it is taken away, and a line of its history."""
    history = _stored(entry_of(row)), _stored(entry)
    if entry is None:
        return (row["id"], row["user_id"], *[None] * 11, *history)
    total = total_of(scoring, entry.marks)
    key = key_of(scoring, entry.state, entry.marks, total, row["number"])
    known = (row["id"], row["user_id"], entry.state, _json(list(entry.marks)), total, entry.reason, entry.source)
    return (*known, entry.verified, *categories(event, scoring, row), _json(list(key)), *history)


Belongs = tuple[str | None, int | None, str | None, int | None]
"""Sex, the first age of the group on the event's day, the event's own category, the weight class."""


def categories(event: Event, scoring: Scoring, row: asyncpg.Record) -> Belongs:
    sex = row["gender"] if scoring.by_sex and row["gender"] in SEXES else None
    division = orjson.loads(row["division"]) if scoring.division and row["division"] else None
    weight = weights.class_of(weights.limits_of(event.requirements), _kilograms(row["weight"]))
    age_from = scoring.age_group(_age(row["birth_date"], event))
    return sex, age_from, division if isinstance(division, str) else None, weight


def _kilograms(said: str | None) -> float | None:
    weight = orjson.loads(said) if said else None
    return float(weight) if isinstance(weight, int | float) else None


def _age(birth_date: str | None, event: Event) -> int | None:
    try:
        return age_on(date.fromisoformat(birth_date), event_day(event)) if birth_date else None
    except ValueError:
        return None


def _stored(entry: Entry | None) -> str | None:
    return _json(entry.to_json()) if entry else None


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


async def rank_all(event: Event, board: Board, *, anew: bool = False) -> None:
    """Totals, keys and categories of everybody; only what is different is written. `anew`: the rules have changed."""
    rows = await database.fetch(
        "SELECT r.registration_id AS id, r.state, r.marks, r.total, r.sort_key, r.sex, r.age_from, r.division AS was, "
        "r.weight_class, g.answers->'weight' AS weight, "
        "g.number, coalesce(g.answers->>'birth_date', p.birth_date::text) AS birth_date, "
        "coalesce(g.answers->>'gender', p.gender) AS gender, coalesce(g.answers->$2, g.notes->$2) AS division "
        "FROM results r JOIN registrations g ON g.id = r.registration_id JOIN profiles p ON p.user_id = r.user_id "
        "WHERE r.event_id = $1",
        *(event.id, board.scoring.division or ""),
    )
    entries = {row["id"]: (row["state"], orjson.loads(row["marks"]), row["number"]) for row in rows}
    ranked = standings(board.scoring, entries)
    lines = []
    for row in rows:
        total, key = ranked[row["id"]]
        belongs = categories(event, board.scoring, row) if anew else _before_that(row)
        if _is_new(row, total, key, belongs):
            lines.append((row["id"], total, *belongs, _json(list(key))))
    if lines:
        await database.execute(_RANK, *map(list, zip(*lines, strict=True)))
    await sums.sum_up(event.id, board.scoring)


def _before_that(row: asyncpg.Record) -> Belongs:
    return row["sex"], row["age_from"], row["was"], row["weight_class"]


def _is_new(row: asyncpg.Record, total: int | None, key: Key, belongs: Belongs) -> bool:
    return (row["total"], tuple(row["sort_key"]), _before_that(row)) != (total, key, belongs)


_RANK = """
UPDATE results r SET total = put.total, sex = put.sex, age_from = put.age_from, division = put.division,
    weight_class = put.weight_class, sort_key = ARRAY(SELECT value::bigint
        FROM jsonb_array_elements_text(put.sort_key::jsonb) WITH ORDINALITY AS one(value, at) ORDER BY at)
FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[], $5::text[], $6::smallint[], $7::text[])
    AS put(registration_id, total, sex, age_from, division, weight_class, sort_key)
WHERE r.registration_id = put.registration_id
"""
